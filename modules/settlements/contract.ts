/** All of settlements that crosses the wire. */
import { Type } from '@sinclair/typebox';
import {
  Cursor,
  DateText,
  endpoint,
  FileForm,
  Id,
  Minor,
  Nullable,
  PageOf,
  Text,
  Version,
} from '#platform/endpoint.ts';
import {
  AgeingRow,
  Bucket,
  CallRow,
  LedgerRow,
  PaymentAnswer,
  PaymentRow,
  PaymentView,
  ReceivableRow,
  ReceivableView,
  StatementRow,
  StatementTaken,
  StatementView,
} from './contract/views.ts';

export { StatementSummary } from './contract/views.ts';

const PartInput = Type.Object({ receivableId: Id, sumMinor: Minor }, { additionalProperties: false });
const Positive = Type.String({ pattern: '^[1-9][0-9]{0,16}$', description: 'kopecks, above zero' });
const Of = Type.Union([Type.Literal('account'), Type.Literal('group'), Type.Literal('manager')]);
const Form = Type.Optional(Type.Union([Type.Literal('xlsx'), Type.Literal('csv')]));
const Days = Type.Optional(Type.Integer({ minimum: -36_500, maximum: 36_500 }));

const matrixFilters = {
  asOf: Type.Optional(DateText),
  by: Type.Optional(Of),
  q: Type.Optional(Text(100)),
  managerId: Type.Optional(Id),
};
const debtFilters = {
  asOf: Type.Optional(DateText),
  q: Type.Optional(Text(100)),
  accountId: Type.Optional(Id),
  groupId: Type.Optional(Id),
  managerId: Type.Optional(Id),
  orderId: Type.Optional(Id),
  noManager: Type.Optional(Type.Boolean()),
  fromDays: Days,
  toDays: Days,
};
const PaymentRef = { paymentId: Id, version: Version };

const paymentFilters = {
  q: Type.Optional(Text(100)),
  state: Type.Optional(Type.String({ maxLength: 20 })),
  direction: Type.Optional(Type.Union([Type.Literal('in'), Type.Literal('out'), Type.Literal('internal')])),
  free: Type.Optional(Type.Boolean({ description: 'with money that settles nothing yet' })),
  from: Type.Optional(DateText),
  to: Type.Optional(DateText),
  accountId: Type.Optional(Id),
  importId: Type.Optional(Id),
};

export const settlements = {
  ageing: endpoint('GET', '/ageing', {
    summary: 'What is owed by age, as of any day: by account, group or manager, the largest first',
    input: Type.Object({
      ...matrixFilters,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      cursor: Cursor,
    }),
    output: Type.Object({
      asOf: DateText,
      buckets: Type.Array(Type.String()),
      rows: Type.Array(AgeingRow),
      next: Nullable(Type.String()),
    }),
  }),
  ageingTotals: endpoint('GET', '/ageing-totals', {
    summary: 'The sums of the ageing matrix over everything the filters leave',
    input: Type.Object({ asOf: Type.Optional(DateText), q: Type.Optional(Text(100)), managerId: Type.Optional(Id) }),
    output: Type.Object({
      asOf: DateText,
      codes: Type.Array(Type.String()),
      ranges: Type.Array(Bucket),
      count: Type.Integer(),
      accounts: Type.Integer(),
      totalMinor: Minor,
      overdueMinor: Minor,
      buckets: Type.Array(Minor),
    }),
  }),
  ageingFile: endpoint('GET', '/ageing/export', {
    summary: 'The ageing matrix as XLSX or CSV',
    input: Type.Object({ ...matrixFilters, form: Form }),
    output: Type.Any(),
  }),
  ageingPolicy: endpoint('GET', '/ageing-policy', {
    summary: 'The last days late of each bucket',
    input: Type.Object({}),
    output: Type.Object({ bounds: Type.Array(Type.Integer()) }),
  }),
  setAgeingPolicy: endpoint('PUT', '/ageing-policy', {
    summary: 'Set the buckets by their last days late, rising',
    input: Type.Object({ bounds: Type.Array(Type.Integer(), { maxItems: 20 }) }),
    output: Type.Object({ bounds: Type.Array(Type.Integer()) }),
  }),
  receivables: endpoint('GET', '/receivables', {
    summary: 'Open debts as of a day, the earliest due first',
    input: Type.Object({
      ...debtFilters,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      cursor: Cursor,
    }),
    output: PageOf(ReceivableRow),
  }),
  receivablesFile: endpoint('GET', '/receivables/export', {
    summary: 'Open debts as XLSX or CSV',
    input: Type.Object({ ...debtFilters, form: Form }),
    output: Type.Any(),
  }),
  receivable: endpoint('GET', '/receivables/:receivableId', {
    summary: 'A debt and the payments that settled it',
    input: Type.Object({ receivableId: Id }),
    output: ReceivableView,
  }),
  payments: endpoint('GET', '/payments', {
    summary: 'Payments by how they stand, the latest first',
    input: Type.Object({
      ...paymentFilters,
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
      cursor: Cursor,
    }),
    output: PageOf(PaymentRow),
  }),
  paymentsFile: endpoint('GET', '/payments/file', {
    summary: 'The list of payments as a file',
    input: Type.Object({ ...paymentFilters, form: FileForm }),
    output: Type.Any(),
  }),
  payment: endpoint('GET', '/payments/:paymentId', {
    summary: 'A payment, what it settles and what was done with it',
    input: Type.Object({ paymentId: Id }),
    output: PaymentView,
  }),
  ledger: endpoint('GET', '/accounts/:accountId/ledger', {
    summary: "The account's ledger with its running balance",
    input: Type.Object({ accountId: Id, cursor: Cursor }),
    output: PageOf(LedgerRow),
  }),
  importStatement: endpoint('POST', '/statements', {
    summary: 'Load a bank statement (1CClientBankExchange) sent as the file of a form',
    input: Type.Object({}),
    output: StatementTaken,
  }),
  statements: endpoint('GET', '/statements', {
    summary: 'Loaded statements, the latest first',
    input: Type.Object({ cursor: Cursor }),
    output: PageOf(StatementRow),
  }),
  statement: endpoint('GET', '/statements/:statementId', {
    summary: 'A statement as it stands now; "all" for everything that waits',
    input: Type.Object({ statementId: Type.Union([Id, Type.Literal('all')]) }),
    output: StatementView,
  }),
  allocate: endpoint('POST', '/payments/:paymentId/allocations', {
    summary: 'Put parts of a payment on debts; without parts: accept what was proposed',
    input: Type.Object({ ...PaymentRef, parts: Type.Optional(Type.Array(PartInput, { maxItems: 1_000 })) }),
    output: PaymentAnswer,
  }),
  takeBack: endpoint('POST', '/payments/:paymentId/take-back', {
    summary: 'Take a payment back from its debts',
    input: Type.Object({
      ...PaymentRef,
      receivableIds: Type.Optional(Type.Array(Id, { maxItems: 1_000 })),
      reason: Text(500, 1),
    }),
    output: PaymentAnswer,
  }),
  keepAdvance: endpoint('POST', '/payments/:paymentId/advance', {
    summary: 'Say no to what was proposed: the money stays an advance',
    input: Type.Object(PaymentRef),
    output: PaymentAnswer,
  }),
  assign: endpoint('POST', '/payments/:paymentId/payer', {
    summary: 'Say whose money it is, or correct it while it settles nothing',
    input: Type.Object({ ...PaymentRef, accountId: Id }),
    output: PaymentAnswer,
  }),
  setAside: endpoint('POST', '/payments/:paymentId/set-aside', {
    summary: "The money is not a client's: keep it out of all balances",
    input: Type.Object({ ...PaymentRef, reason: Text(500, 1) }),
    output: PaymentAnswer,
  }),
  correct: endpoint('POST', '/accounts/:accountId/corrections', {
    summary: 'Enter an opening balance or a correction: a debt, or an advance',
    input: Type.Object({
      accountId: Id,
      id: Id,
      side: Type.Union([Type.Literal('debt'), Type.Literal('advance')]),
      opening: Type.Optional(Type.Boolean()),
      legalEntityId: Type.Optional(Nullable(Id)),
      number: Text(100),
      on: DateText,
      dueOn: Type.Optional(DateText),
      amountMinor: Positive,
      reason: Text(500, 1),
    }),
    output: Type.Object({ id: Id }),
  }),
  calls: endpoint('GET', '/collection/calls', {
    summary: 'Whom to call about overdue money today, the largest and oldest first',
    input: Type.Object({
      q: Type.Optional(Text(100)),
      managerId: Type.Optional(Id),
      done: Type.Optional(Type.Boolean({ description: 'those called today; without it those still to call' })),
      cursor: Cursor,
    }),
    output: PageOf(CallRow),
  }),
  noteCall: endpoint('POST', '/accounts/:accountId/collection-calls', {
    summary: 'What a call about money came to; a promise to pay has its day and sum',
    input: Type.Object({
      accountId: Id,
      result: Type.Union([
        Type.Literal('promised'),
        Type.Literal('no_answer'),
        Type.Literal('disputed'),
        Type.Literal('refused'),
        Type.Literal('paid'),
      ]),
      promisedOn: Type.Optional(DateText),
      amountMinor: Type.Optional(Positive),
      note: Type.Optional(Text(500)),
    }),
    output: Type.Object({}),
  }),
};
