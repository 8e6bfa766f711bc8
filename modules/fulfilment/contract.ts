/** All of fulfilment that crosses the wire. */
import { Type } from '@sinclair/typebox';
import { DateText, endpoint, Id, Minor, Text, Version } from '#platform/endpoint.ts';

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

export const fulfilment = {
  ship: endpoint('POST', '/orders/:orderId/shipments', {
    summary: 'Ship promised goods of an order, in part or whole; the УПД is issued at once',
    input: Type.Object({
      orderId: Id,
      version: Version,
      id: Id,
      lines: Type.Array(
        Type.Object({ lineId: Id, quantityMilli: Type.String({ pattern: '^[1-9][0-9]{0,12}$' }) }, { additionalProperties: false }),
        { maxItems: 1_000 },
      ),
      carrier: Type.Optional(Text(200)),
      tracking: Type.Optional(Text(100)),
    }),
    output: ShippedView,
  }),
};
