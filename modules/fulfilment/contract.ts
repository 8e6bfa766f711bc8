/** All of fulfilment that crosses the wire. */
import { Type } from '@sinclair/typebox';
import {
  Closed,
  Cursor,
  DateText,
  endpoint,
  FileForm,
  Id,
  InstantText,
  Milli,
  Minor,
  Nullable,
  PageOf,
  Text,
  Version,
} from '#platform/endpoint.ts';

export const ShippedView = Type.Object({
  id: Id,
  number: Type.Integer(),
  orderId: Id,
  orderState: Type.String(),
  orderVersion: Version,
  totalMinor: Minor,
  dueOn: DateText,
  documentId: Id,
  documentNumber: Type.String(),
});

export const ShipmentRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  orderId: Id,
  orderNumber: Type.Integer(),
  accountId: Id,
  accountName: Type.String(),
  state: Type.String(),
  shippedOn: DateText,
  dueOn: DateText,
  carrier: Type.String(),
  tracking: Type.String(),
  deliveredOn: Nullable(DateText),
  receivedBy: Type.String(),
  totalMinor: Minor,
  documentId: Nullable(Id),
  documentNumber: Nullable(Type.String()),
  version: Version,
  createdAt: InstantText,
});

export const ShipmentView = Type.Object({
  shipment: ShipmentRow,
  shippedBy: Nullable(Type.String()),
  prepaid: Type.Boolean(),
  vatMinor: Minor,
  closed: Type.Object({ track: Closed, deliver: Closed }),
  lines: Type.Array(
    Type.Object({
      lineId: Id,
      code: Type.String(),
      name: Type.String(),
      unit: Type.String(),
      quantityMilli: Milli,
      sumMinor: Minor,
    }),
  ),
});

const listFilters = {
  q: Type.Optional(Text(100)),
  state: Type.Optional(Type.Union([Type.Literal('shipped'), Type.Literal('delivered')])),
  orderId: Type.Optional(Id),
  accountId: Type.Optional(Id),
  from: Type.Optional(DateText),
  to: Type.Optional(DateText),
};

export const fulfilment = {
  list: endpoint('GET', '/shipments', {
    summary: 'Shipments, the latest first',
    input: Type.Object({
      ...listFilters,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      cursor: Cursor,
    }),
    output: PageOf(ShipmentRow),
  }),
  file: endpoint('GET', '/shipments/file', {
    summary: 'The list of shipments as a file',
    input: Type.Object({ ...listFilters, form: FileForm }),
    output: Type.Any(),
  }),
  get: endpoint('GET', '/shipments/:shipmentId', {
    summary: 'A shipment with its lines',
    input: Type.Object({ shipmentId: Id }),
    output: ShipmentView,
  }),
  track: endpoint('PATCH', '/shipments/:shipmentId', {
    summary: 'Carrier and tracking of a shipment',
    input: Type.Object({ shipmentId: Id, version: Version, carrier: Text(200), tracking: Text(100) }),
    output: ShipmentView,
  }),
  deliver: endpoint('POST', '/shipments/:shipmentId/delivery', {
    summary: 'The goods were handed over: on which day, to whom',
    input: Type.Object({
      shipmentId: Id,
      version: Version,
      deliveredOn: Type.Optional(DateText),
      receivedBy: Text(200),
    }),
    output: ShipmentView,
  }),
  ship: endpoint('POST', '/orders/:orderId/shipments', {
    summary: 'Ship promised goods of an order, in part or whole; the УПД is issued at once',
    input: Type.Object({
      orderId: Id,
      version: Version,
      id: Id,
      lines: Type.Array(
        Type.Object(
          { lineId: Id, quantityMilli: Type.String({ pattern: '^[1-9][0-9]{0,12}$' }) },
          { additionalProperties: false },
        ),
        { maxItems: 1_000 },
      ),
      carrier: Type.Optional(Text(200)),
      tracking: Type.Optional(Text(100)),
    }),
    output: ShippedView,
  }),
};
