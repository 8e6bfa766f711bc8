/** What orders look like on the wire. Values are as in platform/endpoint.ts. */
import { type Static, Type } from '@sinclair/typebox';
import {
  Bp,
  Closed,
  DateText,
  Id,
  InstantText,
  Milli,
  Minor,
  Nullable,
  PriceE4,
  Text,
  Version,
} from '#platform/endpoint.ts';

export const Quantity = Type.String({ pattern: '^[1-9][0-9]{0,12}$', description: 'thousandths, more than zero' });
const Figures = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]));

/** A line as the person typed it; the price is never sent, only asked for. */
export const LineInput = Type.Object(
  {
    id: Id,
    productId: Id,
    quantityMilli: Quantity,
    manualBp: Type.Optional(
      Type.Integer({ minimum: -10_000, maximum: 9_999, description: 'discount by hand, basis points' }),
    ),
  },
  { additionalProperties: false },
);

export const HoldView = Type.Object({
  kind: Type.Union([Type.Literal('credit'), Type.Literal('discount'), Type.Literal('floor')]),
  code: Type.String(),
  details: Figures,
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

/** A line of another order or file that did not come along, and why. */
export const Dropped = Type.Object({ productId: Id, code: Type.String(), name: Type.String(), problem: Type.String() });
export type DroppedLine = Static<typeof Dropped>;

export const OrderRow = Type.Object({
  id: Id,
  number: Type.Integer(),
  accountId: Id,
  accountName: Type.String(),
  managerName: Nullable(Type.String()),
  state: Type.String(),
  supportState: Type.String(),
  supportName: Nullable(Type.String()),
  orderedOn: DateText,
  wantedOn: Nullable(DateText),
  lineCount: Type.Integer(),
  totalMinor: Minor,
  shippedMinor: Minor,
  marginBp: Nullable(Bp),
  holdCodes: Type.Array(Type.String()),
  clientNumber: Type.String(),
  updatedAt: InstantText,
  handedAt: Nullable(InstantText),
  version: Version,
});

const Step = Type.Object({
  step: Type.String(),
  source: Type.String(),
  fromE4: PriceE4,
  toE4: PriceE4,
  bp: Type.Optional(Bp),
  note: Type.Optional(Type.String()),
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
  /** On hand and promised to nobody else. */
  freeMilli: Milli,
  expectedOn: Nullable(DateText),
  trace: Type.Array(Step),
});
export type OrderLineView = Static<typeof LineView>;

/** One row of the decision panel: a check, how it stands, its figures and where its way out leads. */
export const CheckView = Type.Object({
  check: Type.String({ description: 'limit, overdue, stop, floor, authority, stock, minimum, prices, lines, account' }),
  status: Type.Union([
    Type.Literal('ok'),
    Type.Literal('watch'),
    Type.Literal('hold'),
    Type.Literal('stop'),
    Type.Literal('info'),
  ]),
  code: Type.String(),
  figures: Figures,
  lineIds: Type.Array(Id),
});
export type OrderCheck = Static<typeof CheckView>;

const ApprovalOfOrder = Type.Object({
  id: Id,
  kind: Type.String(),
  state: Type.String(),
  roleName: Nullable(Type.String()),
  decidedBy: Nullable(Type.String()),
  note: Type.String(),
  /** What was allowed instead of what was asked. */
  changes: Nullable(
    Type.Object({
      maxMinor: Type.Optional(Minor),
      validUntil: Type.Optional(InstantText),
      lines: Type.Optional(Type.Array(Type.Object({ lineId: Id, manualBp: Bp }))),
    }),
  ),
});

const Question = Type.Object({
  id: Id,
  askedBy: Type.String(),
  askedAt: InstantText,
  question: Type.String(),
  answer: Nullable(Type.String()),
  answeredBy: Nullable(Type.String()),
});

const CreditOfOrder = Type.Object({
  status: Type.String(),
  limitMinor: Nullable(Minor),
  exposureMinor: Minor,
  canStillSellMinor: Minor,
  overdueMinor: Minor,
  parts: Type.Array(Type.Object({ name: Type.String(), minor: Minor })),
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
  /** When the money would be due if the goods left on the wanted day, else today. */
  dueIfShippedOn: Nullable(DateText),
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
  approvals: Type.Array(ApprovalOfOrder),
  questions: Type.Array(Question),
  credit: CreditOfOrder,
  closed: Type.Object({
    confirm: Closed,
    edit: Closed,
    cancel: Closed,
    cancelRest: Closed,
    reserve: Closed,
    reopen: Closed,
    handOver: Closed,
    take: Closed,
    finish: Closed,
    ask: Closed,
    answer: Closed,
    ship: Closed,
  }),
});
export type OrderCard = Static<typeof OrderView>;

/** What an edit answers: where the order stands, the lines that were put, and all that decides the order weighed anew. */
export const EditedView = Type.Composite([
  OrderHead,
  Type.Pick(OrderView, [
    'lines',
    'checks',
    'credit',
    'marginBp',
    'deferralDays',
    'deferralKind',
    'dueIfShippedOn',
    'closed',
  ]),
]);
export type EditedOrder = Static<typeof EditedView>;

/** What a pasted row came to. `problem` is null or a code: unknown, no_quantity, blocked, short. */
export const PastedRow = Type.Object({
  row: Type.Integer(),
  text: Type.String(),
  productId: Nullable(Id),
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  packMilli: Milli,
  quantityMilli: Nullable(Milli),
  freeMilli: Nullable(Milli),
  expectedOn: Nullable(DateText),
  problem: Nullable(Type.String({ description: 'orders.paste_unknown, _no_quantity, _blocked, _short' })),
  suggestions: Type.Array(Type.Object({ productId: Id, code: Type.String(), name: Type.String() })),
});
export type PastedRowView = Static<typeof PastedRow>;

/** An event of the order: its text is under its name in the texts of its module, `facts` are the parameters. */
export const TimelineEntry = Type.Object({
  id: Id,
  at: InstantText,
  name: Type.String(),
  actorName: Nullable(Type.String()),
  actedForName: Nullable(Type.String()),
  facts: Type.Record(Type.String(), Nullable(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
});

export const CreateFields = {
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
};
