/** All of credit that crosses the wire. */
import { Type } from '@sinclair/typebox';
import { Closed, DateText, endpoint, Id, InstantText, Minor, Nullable, Text } from '#platform/endpoint.ts';

const Sum = Type.String({ pattern: '^[0-9]{1,17}$', description: 'kopecks, not below zero' });
const Stage = <const T extends string[]>(...names: T) => Type.Union(names.map((name) => Type.Literal(name)));

export const CreditView = Type.Object({
  accountId: Id,
  status: Type.String(),
  exposureMinor: Minor,
  limitMinor: Nullable(Minor),
  limitScope: Type.String(),
  limitUntil: Nullable(DateText),
  canStillSellMinor: Minor,
  overdueMinor: Minor,
  overdueDays: Type.Integer(),
  stopped: Type.Boolean(),
  stopReason: Type.String(),
  parts: Type.Array(Type.Object({ name: Type.String(), minor: Minor })),
  limits: Type.Array(
    Type.Object({
      id: Id,
      scope: Type.String(),
      limitMinor: Minor,
      validFrom: DateText,
      validTo: Nullable(DateText),
      reason: Type.String(),
      setBy: Nullable(Type.String()),
      setAt: InstantText,
    }),
  ),
  releases: Type.Array(
    Type.Object({
      id: Id,
      orderNumber: Nullable(Type.Integer()),
      maxMinor: Minor,
      validUntil: InstantText,
      reason: Type.String(),
      givenBy: Nullable(Type.String()),
    }),
  ),
  closed: Type.Object({ change: Closed }),
});

export const PolicyView = Type.Object({
  parts: Type.Object({
    receivable: Type.Boolean(),
    unbilled: Type.Boolean(),
    confirmed: Type.Boolean(),
    order: Type.Boolean(),
    advance: Type.Boolean(),
  }),
  watchBp: Type.Integer({ minimum: 1, maximum: 10_000 }),
  overdue: Type.Object({ graceDays: Type.Integer({ minimum: 0, maximum: 365 }), minMinor: Sum }),
  reserveHours: Type.Integer({ minimum: 1, maximum: 8_760 }),
  stages: Type.Object({ order: Stage('hold', 'warn', 'off'), shipment: Stage('block', 'warn', 'off') }),
});

export const credit = {
  get: endpoint('GET', '/accounts/:accountId/credit', {
    summary: "The account's credit: exposure with its parts, limits, releases",
    input: Type.Object({ accountId: Id }),
    output: CreditView,
  }),
  setLimit: endpoint('POST', '/accounts/:accountId/limits', {
    summary: "Set a limit for the account or its whole group; with an end it is temporary and reverts by itself",
    input: Type.Object({
      accountId: Id,
      id: Id,
      scope: Type.Union([Type.Literal('account'), Type.Literal('group')]),
      limitMinor: Sum,
      validFrom: Type.Optional(DateText),
      validTo: Type.Optional(Nullable(DateText)),
      reason: Text(500, 1),
    }),
    output: CreditView,
  }),
  stop: endpoint('POST', '/accounts/:accountId/stop', {
    summary: 'Stop the account by hand, or let it go on',
    input: Type.Object({ accountId: Id, stopped: Type.Boolean(), reason: Text(500, 1) }),
    output: CreditView,
  }),
  policy: endpoint('GET', '/credit-policy', { summary: "The org's credit policy", input: Type.Object({}), output: PolicyView }),
  setPolicy: endpoint('PUT', '/credit-policy', { summary: "Set the org's credit policy", input: PolicyView, output: PolicyView }),
};
