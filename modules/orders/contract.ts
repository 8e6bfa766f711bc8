/** All of orders that crosses the wire. */
import { type Static, Type } from '@sinclair/typebox';
import { Bp, Closed, Cursor, DateText, endpoint, Id, InstantText, Milli, Minor, Nullable, PageOf, PriceE4, Text, Version } from '#platform/endpoint.ts';

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

export const OrderRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  accountId: Id,
  accountName: Type.String(),
  managerName: Nullable(Type.String()),
  state: Type.String(),
  supportState: Type.String(),
  orderedOn: DateText,
  wantedOn: Nullable(DateText),
  lineCount: Type.Integer(),
  totalMinor: Minor,
  shippedMinor: Minor,
  marginBp: Nullable(Bp),
  holdCodes: Type.Array(Type.String()),
  updatedAt: InstantText,
});

export const LineView = Type.Object({
  id: Id,
  position: Type.Integer(),
  productId: Id,
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  packMilli: Milli,
  quantityMilli: Milli,
  basePriceE4: PriceE4,
  manualBp: Bp,
  priceE4: PriceE4,
  sumMinor: Minor,
  vatBp: Nullable(Bp),
  marginBp: Nullable(Bp),
  floorE4: Nullable(PriceE4),
  reservedMilli: Milli,
  shippedMilli: Milli,
  cancelledMilli: Milli,
  freeMilli: Milli,
  expectedOn: Nullable(DateText),
  trace: Type.Array(
    Type.Object({
      step: Type.String(),
      source: Type.String(),
      fromE4: PriceE4,
      toE4: PriceE4,
      bp: Type.Optional(Bp),
      note: Type.Optional(Type.String()),
    }),
  ),
});

/** One row of the decision panel: a check, how it stands, its figures and where its way out leads. */
export const CheckView = Type.Object({
  check: Type.String({ description: 'limit, overdue, stop, floor, authority, stock, minimum, lines' }),
  status: Type.Union([Type.Literal('ok'), Type.Literal('watch'), Type.Literal('hold'), Type.Literal('stop'), Type.Literal('info')]),
  code: Type.String(),
  figures: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  lineIds: Type.Array(Id),
});

export const OrderView = Type.Object({
  id: Id,
  number: Type.Integer(),
  accountId: Id,
  accountName: Type.String(),
  siteId: Nullable(Id),
  siteName: Nullable(Type.String()),
  warehouseId: Id,
  legalEntityName: Type.String(),
  managerName: Nullable(Type.String()),
  state: Type.String(),
  supportState: Type.String(),
  supportName: Nullable(Type.String()),
  orderedOn: DateText,
  wantedOn: Nullable(DateText),
  dueOn: Nullable(DateText),
  deferralDays: Type.Integer(),
  deferralKind: Type.String(),
  prepaid: Type.Boolean(),
  comment: Type.String(),
  clientNumber: Type.String(),
  source: Type.String(),
  cancelReason: Type.String(),
  totalMinor: Minor,
  vatMinor: Minor,
  shippedMinor: Minor,
  marginBp: Nullable(Bp),
  version: Version,
  updatedAt: InstantText,
  reserveUntil: Nullable(InstantText),
  lines: Type.Array(LineView),
  checks: Type.Array(CheckView),
  approvals: Type.Array(
    Type.Object({
      id: Id,
      kind: Type.String(),
      state: Type.String(),
      roleName: Nullable(Type.String()),
      decidedBy: Nullable(Type.String()),
      note: Type.String(),
    }),
  ),
  questions: Type.Array(
    Type.Object({
      id: Id,
      askedBy: Type.String(),
      askedAt: InstantText,
      question: Type.String(),
      answer: Nullable(Type.String()),
      answeredBy: Nullable(Type.String()),
    }),
  ),
  credit: Type.Object({
    status: Type.String(),
    limitMinor: Nullable(Minor),
    exposureMinor: Minor,
    canStillSellMinor: Minor,
    overdueMinor: Minor,
    parts: Type.Array(Type.Object({ name: Type.String(), minor: Minor })),
  }),
  closed: Type.Object({ confirm: Closed, edit: Closed, cancel: Closed, reopen: Closed, handOver: Closed, ship: Closed }),
});
export type OrderCard = Static<typeof OrderView>;

const VersionRef = Type.Object({ orderId: Id, version: Version });

/** What a pasted row came to. */
export const PastedRow = Type.Object({
  row: Type.Integer(),
  text: Type.String(),
  productId: Nullable(Id),
  code: Type.String(),
  name: Type.String(),
  quantityMilli: Nullable(Milli),
  freeMilli: Nullable(Milli),
  expectedOn: Nullable(DateText),
  problem: Nullable(Type.String({ description: 'orders.paste_unknown, orders.paste_no_quantity, orders.paste_blocked, orders.paste_short' })),
  suggestions: Type.Array(Type.Object({ productId: Id, code: Type.String(), name: Type.String() })),
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
  list: endpoint('GET', '/orders', {
    summary: 'Orders, the newest first',
    input: Type.Object({
      q: Type.Optional(Text(100)),
      state: Type.Optional(Type.String({ maxLength: 20 })),
      support: Type.Optional(Type.String({ maxLength: 20 })),
      accountId: Type.Optional(Id),
      managerId: Type.Optional(Id),
      from: Type.Optional(DateText),
      to: Type.Optional(DateText),
      cursor: Cursor,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
    }),
    output: PageOf(OrderRow),
  }),
  get: endpoint('GET', '/orders/:orderId', {
    summary: 'An order with its lines, checks, decisions and questions',
    input: OrderRef,
    output: OrderView,
  }),
  editHead: endpoint('PATCH', '/orders/:orderId', {
    summary: 'Change the wishes of a draft: day, site, prepayment, comment',
    input: Type.Object({
      orderId: Id,
      version: Version,
      wantedOn: Type.Optional(Nullable(DateText)),
      siteId: Type.Optional(Nullable(Id)),
      prepaid: Type.Optional(Type.Boolean()),
      comment: Type.Optional(Text(2_000)),
      clientNumber: Type.Optional(Text(60)),
    }),
    output: OrderHead,
  }),
  reprice: endpoint('POST', '/orders/:orderId/prices', {
    summary: 'Take the prices of today into a draft',
    input: VersionRef,
    output: OrderHead,
  }),
  cancel: endpoint('POST', '/orders/:orderId/cancellation', {
    summary: 'Cancel an order that nothing was shipped of',
    input: Type.Object({ orderId: Id, version: Version, reason: Text(500, 1) }),
    output: OrderHead,
  }),
  reopen: endpoint('POST', '/orders/:orderId/reopening', {
    summary: 'Take a confirmed or held order back to draft',
    input: VersionRef,
    output: OrderHead,
  }),
  copy: endpoint('POST', '/orders/:orderId/copies', {
    summary: 'A new draft with the same lines at the prices of today',
    input: Type.Object({ orderId: Id, id: Id }),
    output: OrderHead,
  }),
  handOver: endpoint('POST', '/orders/:orderId/hand-over', {
    summary: 'Hand a confirmed order to sales support',
    input: VersionRef,
    output: OrderHead,
  }),
  take: endpoint('POST', '/orders/:orderId/taking', {
    summary: 'Take an order from the support queue',
    input: VersionRef,
    output: OrderHead,
  }),
  finish: endpoint('POST', '/orders/:orderId/support-end', {
    summary: 'Support has done its part',
    input: VersionRef,
    output: OrderHead,
  }),
  ask: endpoint('POST', '/orders/:orderId/questions', {
    summary: 'Ask the key account manager about an order',
    input: Type.Object({ orderId: Id, version: Version, id: Id, question: Text(2_000, 1) }),
    output: OrderHead,
  }),
  answer: endpoint('POST', '/orders/:orderId/questions/:questionId/answer', {
    summary: "Answer support's question",
    input: Type.Object({ orderId: Id, questionId: Id, version: Version, answer: Text(2_000, 1) }),
    output: OrderHead,
  }),
  queue: endpoint('GET', '/support-queue', {
    summary: 'Orders handed to support, the oldest first',
    input: Type.Object({ support: Type.Optional(Type.String({ maxLength: 20 })), mine: Type.Optional(Type.Boolean()), cursor: Cursor }),
    output: PageOf(OrderRow),
  }),
  paste: endpoint('POST', '/order-paste', {
    summary: 'What pasted codes and quantities come to: lines, and what needs a remedy',
    input: Type.Object({ accountId: Id, warehouseId: Type.Optional(Id), text: Text(60_000, 1) }),
    output: Type.Object({ rows: Type.Array(PastedRow) }),
  }),
};
