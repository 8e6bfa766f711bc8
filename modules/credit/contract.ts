/** All of credit that crosses the wire. Values are as in platform/endpoint.ts. */
import { type Static, Type } from '@sinclair/typebox';
import { Closed, DateText, endpoint, Id, InstantText, Minor, Nullable, Text } from '#platform/endpoint.ts';

const Sum = Type.String({ pattern: '^[0-9]{1,17}$', description: 'kopecks, not below zero' });
const Either = <const A extends string, const B extends string>(one: A, other: B) =>
  Type.Union([Type.Literal(one), Type.Literal(other)]);
const Scope = Type.Union([Type.Literal('account'), Type.Literal('group')]);

export const LimitRow = Type.Object({
  id: Id,
  scope: Type.String(),
  limitMinor: Minor,
  validFrom: DateText,
  /** The first day without it; null when it has no end. */
  validTo: Nullable(DateText),
  reason: Type.String(),
  setBy: Nullable(Type.String()),
  setAt: InstantText,
  /** now: in force; covered: put aside by another one; later; over. */
  state: Type.Union([Type.Literal('now'), Type.Literal('covered'), Type.Literal('later'), Type.Literal('over')]),
});

export const ReleaseRow = Type.Object({
  id: Id,
  orderId: Nullable(Id),
  orderNumber: Nullable(Type.Integer()),
  maxMinor: Minor,
  validUntil: InstantText,
  reason: Type.String(),
  givenBy: Nullable(Type.String()),
});

export const CreditView = Type.Object({
  accountId: Id,
  status: Type.Union([Type.Literal('ok'), Type.Literal('watch'), Type.Literal('hold'), Type.Literal('stop')]),
  exposureMinor: Minor,
  limitMinor: Nullable(Minor),
  limitScope: Type.Union([Type.Literal('account'), Type.Literal('group'), Type.Literal('none')]),
  limitUntil: Nullable(DateText),
  canStillSellMinor: Minor,
  overMinor: Minor,
  /** Where the limit is the group's: overdue debt of all its accounts. */
  overdueMinor: Minor,
  overdueDays: Type.Integer(),
  /** What of it this account owes. */
  ownOverdueMinor: Minor,
  stopped: Type.Boolean(),
  stopReason: Type.String(),
  /** Why the next order on credit would be held. */
  holds: Type.Array(
    Type.Object({
      code: Type.String(),
      details: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ),
  parts: Type.Array(Type.Object({ name: Type.String(), minor: Minor })),
  /** Where the limit is the group's: what each account the person sees takes of it, and what the others take. */
  members: Type.Array(Type.Object({ accountId: Id, name: Type.String(), exposureMinor: Minor, overdueMinor: Minor })),
  otherMembersMinor: Minor,
  otherOverdueMinor: Minor,
  groupName: Nullable(Type.String()),
  watchBp: Type.Integer(),
  limits: Type.Array(LimitRow),
  releases: Type.Array(ReleaseRow),
  closed: Type.Object({ change: Closed }),
});
export type CreditCard = Static<typeof CreditView>;

export const PolicyView = Type.Object({
  parts: Type.Object(
    {
      receivable: Type.Boolean(),
      unbilled: Type.Boolean(),
      confirmed: Type.Boolean(),
      order: Type.Boolean(),
      advance: Type.Boolean(),
    },
    { additionalProperties: false },
  ),
  watchBp: Type.Integer({ minimum: 1, maximum: 10_000 }),
  overdue: Type.Object(
    { graceDays: Type.Integer({ minimum: 0, maximum: 365 }), minMinor: Sum },
    { additionalProperties: false },
  ),
  reserveHours: Type.Integer({ minimum: 1, maximum: 8_760 }),
  stages: Type.Object(
    { order: Either('hold', 'warn'), shipment: Either('block', 'off') },
    { additionalProperties: false },
  ),
});
export type Policy = Static<typeof PolicyView>;

const Account = { accountId: Id };
const Reason = Text(500, 1);

export const credit = {
  get: endpoint('GET', '/accounts/:accountId/credit', {
    summary: "The account's credit: exposure with its parts, limits, releases",
    input: Type.Object(Account),
    output: CreditView,
  }),
  setLimit: endpoint('POST', '/accounts/:accountId/limits', {
    summary: 'Set a limit for the account or its whole group; with an end it is temporary and reverts by itself',
    input: Type.Object({
      ...Account,
      id: Id,
      scope: Scope,
      limitMinor: Sum,
      validFrom: Type.Optional(DateText),
      validTo: Type.Optional(Nullable(DateText)),
      reason: Reason,
    }),
    output: CreditView,
  }),
  endLimit: endpoint('POST', '/accounts/:accountId/limits/:limitId/ending', {
    summary: 'End a limit today; the one that it put aside comes back',
    input: Type.Object({ ...Account, limitId: Id, reason: Reason }),
    output: CreditView,
  }),
  stop: endpoint('POST', '/accounts/:accountId/stop', {
    summary: 'Stop the account by hand, or let it go on',
    input: Type.Object({ ...Account, stopped: Type.Boolean(), reason: Reason }),
    output: CreditView,
  }),
  endRelease: endpoint('POST', '/accounts/:accountId/releases/:releaseId/ending', {
    summary: 'End a release before its time',
    input: Type.Object({ ...Account, releaseId: Id, reason: Reason }),
    output: CreditView,
  }),
  policy: endpoint('GET', '/credit-policy', {
    summary: "The org's credit policy",
    input: Type.Object({}),
    output: PolicyView,
  }),
  setPolicy: endpoint('PUT', '/credit-policy', {
    summary: "Set the org's credit policy",
    input: PolicyView,
    output: PolicyView,
  }),
};
