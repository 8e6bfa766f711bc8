/** My day: all that crosses the wire. Values are as in platform/endpoint.ts. */
import { type Static, Type } from '@sinclair/typebox';
import { DateText, endpoint, Id, InstantText, Minor, Nullable } from '#platform/endpoint.ts';
import { dayKinds } from './model.ts';

const Kind = Type.Unsafe<(typeof dayKinds)[number]>({ type: 'string', enum: [...dayKinds] });

export const DayItem = Type.Object({
  kind: Kind,
  subjectId: Type.String(),
  accountId: Nullable(Id),
  accountName: Nullable(Type.String()),
  number: Nullable(Type.Integer()),
  text: Type.String(),
  detail: Type.String(),
  minor: Nullable(Minor),
  count: Nullable(Type.Integer()),
  on: Nullable(DateText),
  at: Nullable(InstantText),
  days: Nullable(Type.Integer()),
  phone: Nullable(Type.String()),
  urgency: Type.Union([Type.Literal('late'), Type.Literal('today'), Type.Literal('soon')]),
});
export type DayCard = Static<typeof DayItem>;

export const DayView = Type.Object({
  /** The most pressing first. */
  items: Type.Array(DayItem),
  /** How many there are of each kind, though not all are shown; at most a hundred is counted. */
  counts: Type.Array(Type.Object({ kind: Kind, count: Type.Integer() })),
  month: Nullable(
    Type.Object({
      revenueMinor: Minor,
      /** The same days of the same month last year. */
      beforeMinor: Minor,
      beforeUntil: DateText,
      orders: Type.Integer(),
      ordersMinor: Minor,
      workingDays: Nullable(Type.Object({ passed: Type.Integer(), whole: Type.Integer() })),
      /** Sold from the first of the month to each day: this year, null for days to come; last year. */
      days: Type.Array(Type.Object({ day: Type.Integer(), minor: Nullable(Minor), beforeMinor: Minor })),
    }),
  ),
});
export type DayReport = Static<typeof DayView>;

export const day = {
  get: endpoint('GET', '/day', {
    summary: 'What needs the person today, the most pressing first, and the month so far',
    input: Type.Object({}),
    output: DayView,
  }),
};
