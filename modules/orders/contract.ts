/** All of orders that crosses the wire. */
import { type Static, Type } from '@sinclair/typebox';
import { DateText, endpoint, Id, Minor, Nullable, Text, Version } from '#platform/endpoint.ts';

/** A line as the person typed it; the price is never sent, only asked for. */
export const LineInput = Type.Object(
  {
    id: Id,
    productId: Id,
    quantityMilli: Type.String({ pattern: '^[1-9][0-9]{0,12}$', description: 'thousandths, more than zero' }),
    manualBp: Type.Optional(Type.Integer({ minimum: -10_000, maximum: 9_999, description: 'discount by hand, basis points' })),
  },
  { additionalProperties: false },
);

export const HoldView = Type.Object({
  kind: Type.Union([Type.Literal('credit'), Type.Literal('discount'), Type.Literal('floor')]),
  code: Type.String(),
  details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
});

/** What every order act answers: where the order stands now. */
export const OrderHead = Type.Object({
  id: Id,
  number: Type.Integer(),
  state: Type.String(),
  version: Version,
  totalMinor: Minor,
  vatMinor: Minor,
  lineCount: Type.Integer(),
  holds: Type.Array(HoldView),
});
export type OrderHeadView = Static<typeof OrderHead>;

export const OrderRef = Type.Object({ orderId: Id });

export const CreateInput = Type.Object({
  id: Id,
  accountId: Id,
  warehouseId: Type.Optional(Id),
  siteId: Type.Optional(Nullable(Id)),
  wantedOn: Type.Optional(Nullable(DateText)),
  prepaid: Type.Optional(Type.Boolean()),
  comment: Type.Optional(Text(2_000)),
  clientNumber: Type.Optional(Text(60)),
  lines: Type.Array(LineInput, { maxItems: 1_000 }),
  confirm: Type.Optional(Type.Boolean({ description: 'check and confirm at once; what is out of policy is held' })),
  note: Type.Optional(Text(2_000)),
});

export const orders = {
  create: endpoint('POST', '/orders', {
    summary: 'Take an order: a draft, or confirmed at once',
    input: CreateInput,
    output: OrderHead,
  }),
  confirm: endpoint('POST', '/orders/:orderId/confirmation', {
    summary: 'Confirm an order; what is out of policy is held and routed',
    input: Type.Object({ orderId: Id, version: Version, note: Type.Optional(Text(2_000)) }),
    output: OrderHead,
  }),
  editLines: endpoint('PUT', '/orders/:orderId/lines', {
    summary: 'Put, change and take out lines of a draft or held order',
    input: Type.Object({
      orderId: Id,
      version: Version,
      put: Type.Array(LineInput, { maxItems: 1_000 }),
      remove: Type.Array(Id, { maxItems: 1_000 }),
    }),
    output: OrderHead,
  }),
};

