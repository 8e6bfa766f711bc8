/** All of settlements that crosses the wire. */
import { Type } from '@sinclair/typebox';
import { Cursor, DateText, endpoint, Id, Minor, Nullable, PageOf, Text, Version } from '#platform/endpoint.ts';

/** What a statement came to; the command line prints the same. */
export const StatementSummary = Type.Object({
  accounts: Type.Integer(),
  documents: Type.Integer(),
  inMinor: Minor,
  outMinor: Minor,
  matched: Type.Integer(),
  probable: Type.Integer(),
  advance: Type.Integer(),
  unknown: Type.Integer(),
  other: Type.Integer({ description: 'outgoing, internal and foreign movements: kept, not matched' }),
  duplicates: Type.Integer(),
  rejected: Type.Integer(),
  warnings: Type.Array(Type.Object({ code: Type.String(), line: Type.Union([Type.Integer(), Type.Null()]), details: Type.Record(Type.String(), Type.Unknown()) })),
});

const PaymentAnswer = Type.Object({ id: Id, version: Version, state: Type.String(), unallocatedMinor: Minor });
const PartInput = Type.Object({ receivableId: Id, sumMinor: Minor }, { additionalProperties: false });

export const ReceivableRow = Type.Object({
  id: Id,
  accountId: Id,
  accountName: Type.String(),
  documentId: Nullable(Id),
  orderId: Nullable(Id),
  documentNumber: Type.String(),
  documentDate: DateText,
  dueOn: DateText,
  amountMinor: Minor,
  openMinor: Minor,
  daysLate: Type.Integer(),
});

export const PaymentRow = Type.Object({
  id: Id,
  accountId: Nullable(Id),
  accountName: Nullable(Type.String()),
  direction: Type.String(),
  number: Type.String(),
  bookedOn: DateText,
  amountMinor: Minor,
  unallocatedMinor: Minor,
  payerName: Type.String(),
  payerInn: Type.String(),
  purpose: Type.String(),
  state: Type.String(),
  reasons: Type.Array(Type.Object({ code: Type.String(), details: Type.Record(Type.String(), Type.Unknown()) })),
  proposal: Type.Array(Type.Object({ receivableId: Id, sumMinor: Minor, documentNumber: Type.String(), openMinor: Minor })),
  version: Version,
});

export const LedgerRow = Type.Object({
  id: Id,
  kind: Type.String(),
  amountMinor: Minor,
  effectiveOn: DateText,
  balanceMinor: Minor,
  note: Type.String(),
  sourceId: Id,
});

const AgeingRow = Type.Object({
  id: Nullable(Id),
  name: Nullable(Type.String()),
  totalMinor: Minor,
  overdueMinor: Minor,
  buckets: Type.Array(Minor),
});

export const settlements = {
  ageing: endpoint('GET', '/ageing', {
    summary: 'What is owed by age, as of any day: by account, group or manager, the largest first',
    input: Type.Object({
      asOf: Type.Optional(DateText),
      by: Type.Optional(Type.Union([Type.Literal('account'), Type.Literal('group'), Type.Literal('manager')])),
      q: Type.Optional(Text(100)),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      cursor: Cursor,
    }),
    output: Type.Object({ asOf: DateText, buckets: Type.Array(Type.String()), rows: Type.Array(AgeingRow), next: Nullable(Type.String()) }),
  }),
  ageingTotals: endpoint('GET', '/ageing-totals', {
    summary: 'The sums of the ageing matrix over everything',
    input: Type.Object({ asOf: Type.Optional(DateText), q: Type.Optional(Text(100)) }),
    output: Type.Object({
      asOf: DateText,
      codes: Type.Array(Type.String()),
      count: Type.Integer(),
      accounts: Type.Integer(),
      totalMinor: Minor,
      overdueMinor: Minor,
      buckets: Type.Array(Minor),
    }),
  }),
  receivables: endpoint('GET', '/receivables', {
    summary: 'Open debts as of a day, the earliest due first',
    input: Type.Object({
      asOf: Type.Optional(DateText),
      accountId: Type.Optional(Id),
      groupId: Type.Optional(Id),
      managerId: Type.Optional(Id),
      fromDays: Type.Optional(Type.Integer({ minimum: -36_500, maximum: 36_500, description: 'days late at least' })),
      toDays: Type.Optional(Type.Integer({ minimum: -36_500, maximum: 36_500, description: 'days late at most' })),
      cursor: Cursor,
    }),
    output: PageOf(ReceivableRow),
  }),
  payments: endpoint('GET', '/payments', {
    summary: 'Payments by how they stand, the latest first',
    input: Type.Object({ state: Type.Optional(Type.String({ maxLength: 20 })), accountId: Type.Optional(Id), importId: Type.Optional(Id), cursor: Cursor }),
    output: PageOf(PaymentRow),
  }),
  ledger: endpoint('GET', '/accounts/:accountId/ledger', {
    summary: "The account's ledger with its running balance",
    input: Type.Object({ accountId: Id, cursor: Cursor }),
    output: PageOf(LedgerRow),
  }),
  allocate: endpoint('POST', '/payments/:paymentId/allocations', {
    summary: 'Put parts of a payment on debts; without parts: accept what was proposed',
    input: Type.Object({ paymentId: Id, version: Version, parts: Type.Optional(Type.Array(PartInput, { maxItems: 1_000 })) }),
    output: PaymentAnswer,
  }),
  takeBack: endpoint('POST', '/payments/:paymentId/take-back', {
    summary: 'Take a payment back from its debts',
    input: Type.Object({ paymentId: Id, version: Version, receivableIds: Type.Optional(Type.Array(Id, { maxItems: 1_000 })), reason: Text(500, 1) }),
    output: PaymentAnswer,
  }),
  assign: endpoint('POST', '/payments/:paymentId/payer', {
    summary: 'Say whose money it is',
    input: Type.Object({ paymentId: Id, version: Version, accountId: Id }),
    output: PaymentAnswer,
  }),
};
