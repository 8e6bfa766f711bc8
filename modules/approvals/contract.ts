/** All of approvals that crosses the wire. */
import { type Static, Type } from '@sinclair/typebox';
import {
  Bp,
  Closed,
  Cursor,
  endpoint,
  Id,
  InstantText,
  Milli,
  Minor,
  Nullable,
  PageOf,
  PriceE4,
  Text,
  Version,
} from '#platform/endpoint.ts';

export const ApprovalRow = Type.Object({
  id: Id,
  kind: Type.Union([Type.Literal('credit'), Type.Literal('discount'), Type.Literal('floor')]),
  state: Type.String(),
  subjectId: Id,
  subjectNumber: Nullable(Type.Integer()),
  accountId: Id,
  accountName: Type.String(),
  amountMinor: Minor,
  /** How deep: of the discount, or under the floor (null for those who do not see cost). */
  discountBp: Nullable(Bp),
  requestedBy: Type.String(),
  requestedAt: InstantText,
  note: Type.String(),
  roleName: Nullable(Type.String()),
  deadline: InstantText,
  escalated: Type.Boolean(),
  decidedBy: Nullable(Type.String()),
  decidedAt: Nullable(InstantText),
  decisionNote: Type.String(),
});

const Amounts = Type.Object({
  receivableMinor: Minor,
  overdueMinor: Minor,
  overdueDays: Type.Integer(),
  /** Debt and overdue debt are of the account's whole group, whose limit it is. */
  ofGroup: Type.Boolean(),
  limitMinor: Nullable(Minor),
  exposureMinor: Minor,
  canStillSellMinor: Minor,
  /** What would be left of the limit with this order; below zero when it goes over. */
  leftAfterMinor: Nullable(Minor),
  stopped: Type.Boolean(),
  stopReason: Type.String(),
  /** Sold to the account in the last twelve months, this one included. */
  yearMinor: Minor,
});

export const ApprovalView = Type.Object({
  approval: ApprovalRow,
  version: Version,
  subjectVersion: Version,
  subject: Type.Object({
    title: Type.String(),
    version: Version,
    totalMinor: Minor,
    marginBp: Nullable(Bp),
    fullMinor: Minor,
    fullMarginBp: Nullable(Bp),
    prepaid: Type.Boolean(),
    comment: Type.String(),
    lines: Type.Array(
      Type.Object({
        lineId: Id,
        title: Type.String(),
        quantityMilli: Milli,
        priceE4: PriceE4,
        manualBp: Bp,
        floorE4: Nullable(PriceE4),
        sumMinor: Minor,
      }),
    ),
  }),
  askedLineIds: Type.Array(Id),
  holds: Type.Array(
    Type.Object({
      code: Type.String(),
      details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ),
  account: Amounts,
  lastOrders: Type.Array(
    Type.Object({ id: Id, number: Type.Integer(), state: Type.String(), totalMinor: Minor, orderedOn: Type.String() }),
  ),
  similar: Type.Array(ApprovalRow),
  /** Null: nothing of this kind is mine to decide. */
  myLimit: Nullable(Type.Object({ maxMinor: Nullable(Minor), maxBp: Nullable(Bp) })),
  closed: Type.Object({ decide: Closed }),
});
export type ApprovalCard = Static<typeof ApprovalView>;

const LineChange = Type.Object(
  { lineId: Id, manualBp: Type.Integer({ minimum: -10_000, maximum: 9_999 }) },
  { additionalProperties: false },
);

export const approvals = {
  list: endpoint('GET', '/approvals', {
    summary: 'What waits for a decision, the nearest deadline first, or what was decided',
    input: Type.Object({
      view: Type.Optional(
        Type.Union([Type.Literal('mine'), Type.Literal('pending'), Type.Literal('decided'), Type.Literal('asked')]),
      ),
      accountId: Type.Optional(Id),
      cursor: Cursor,
    }),
    output: PageOf(ApprovalRow),
  }),
  get: endpoint('GET', '/approvals/:approvalId', {
    summary: 'Everything needed for the decision on one screen',
    input: Type.Object({ approvalId: Id }),
    output: ApprovalView,
  }),
  decide: endpoint('POST', '/approvals/:approvalId/decision', {
    summary: 'Yes, no, or yes with changes',
    input: Type.Object({
      approvalId: Id,
      version: Version,
      subjectVersion: Version,
      verdict: Type.Union([Type.Literal('approve'), Type.Literal('approve_with_changes'), Type.Literal('reject')]),
      note: Text(2_000),
      changes: Type.Optional(
        Type.Object(
          {
            maxMinor: Type.Optional(Minor),
            validUntil: Type.Optional(InstantText),
            lines: Type.Optional(Type.Array(LineChange, { maxItems: 1_000 })),
          },
          { additionalProperties: false },
        ),
      ),
    }),
    output: Type.Object({ id: Id, state: Type.String() }),
  }),
};
