/** What settlements show. */
import { Type } from '@sinclair/typebox';
import { DateText, Id, InstantText, Minor, Nullable, Version } from '#platform/endpoint.ts';

/** A code with its details: the screen finds its sentence. */
const Said = Type.Object({ code: Type.String(), details: Type.Record(Type.String(), Type.Unknown()) });

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
  warnings: Type.Array(
    Type.Object({
      code: Type.String(),
      line: Type.Union([Type.Integer(), Type.Null()]),
      details: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
});

export const StatementTaken = Type.Object({ importId: Id, summary: StatementSummary });

/** A loaded statement. `left...`: what of it still waits for a person. */
export const StatementRow = Type.Object({
  id: Id,
  fileName: Type.String(),
  importedAt: InstantText,
  importedBy: Nullable(Type.String()),
  documents: Type.Integer(),
  taken: Type.Integer({ description: 'payments that were new' }),
  duplicates: Type.Integer(),
  rejected: Type.Integer(),
  inMinor: Minor,
  leftCount: Type.Integer(),
  leftMinor: Minor,
  warnings: Type.Integer(),
});

const Share = Type.Object({ count: Type.Integer(), sumMinor: Minor });

/** The statement (or all that waits) as it stands now. */
export const StatementView = Type.Object({
  statement: Nullable(StatementRow),
  summary: Nullable(StatementSummary),
  now: Type.Object({ matched: Share, probable: Share, advance: Share, unknown: Share, ignored: Share }),
});

export const PaymentAnswer = Type.Object({
  id: Id,
  version: Version,
  state: Type.String(),
  unallocatedMinor: Minor,
});

export const ReceivableRow = Type.Object({
  id: Id,
  accountId: Id,
  accountName: Type.String(),
  documentId: Nullable(Id),
  orderId: Nullable(Id),
  orderNumber: Nullable(Type.Integer()),
  shipmentId: Nullable(Id),
  documentNumber: Type.String(),
  documentDate: DateText,
  dueOn: DateText,
  amountMinor: Minor,
  openMinor: Minor,
  daysLate: Type.Integer(),
});

/** A part of a payment on a debt, net of what was taken back. */
const SettledPart = Type.Object({
  receivableId: Id,
  accountName: Type.String(),
  documentId: Nullable(Id),
  documentNumber: Type.String(),
  documentDate: DateText,
  openMinor: Minor,
  sumMinor: Minor,
});

const PaidBy = Type.Object({ paymentId: Id, number: Type.String(), bookedOn: DateText, sumMinor: Minor });

export const ReceivableView = Type.Object({ receivable: ReceivableRow, payments: Type.Array(PaidBy) });

export const PaymentRow = Type.Object({
  id: Id,
  accountId: Nullable(Id),
  accountName: Nullable(Type.String()),
  accountInn: Nullable(Type.String()),
  groupId: Nullable(Id),
  legalEntityId: Nullable(Id),
  direction: Type.String(),
  number: Type.String(),
  bookedOn: DateText,
  amountMinor: Minor,
  unallocatedMinor: Minor,
  payerName: Type.String(),
  payerInn: Type.String(),
  purpose: Type.String(),
  state: Type.String(),
  reasons: Type.Array(Said),
  proposal: Type.Array(
    Type.Object({
      receivableId: Id,
      accountId: Id,
      accountName: Type.String(),
      documentNumber: Type.String(),
      sumMinor: Minor,
      openMinor: Minor,
    }),
  ),
  version: Version,
});

export const PaymentView = Type.Object({
  payment: PaymentRow,
  parts: Type.Array(SettledPart),
  history: Type.Array(
    Type.Object({
      id: Id,
      at: InstantText,
      name: Type.String(),
      who: Nullable(Type.String()),
      payload: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
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

export const AgeingRow = Type.Object({
  id: Nullable(Id),
  name: Nullable(Type.String()),
  /** A client without a group stands among groups as itself. */
  of: Type.Union([Type.Literal('account'), Type.Literal('group'), Type.Literal('manager')]),
  totalMinor: Minor,
  overdueMinor: Minor,
  oldestDays: Type.Integer({ description: 'days late of the oldest debt, 0 when none is late' }),
  buckets: Type.Array(Minor),
});

/** A bucket of the matrix: its code and the days late it holds. */
export const Bucket = Type.Object({
  code: Type.String(),
  fromDays: Nullable(Type.Integer()),
  toDays: Nullable(Type.Integer()),
});

const PromiseToPay = Type.Object({
  on: DateText,
  amountMinor: Minor,
  givenAt: InstantText,
  note: Type.String(),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('kept'), Type.Literal('broken')]),
});

/** Whom to call about money today. */
export const CallRow = Type.Object({
  accountId: Id,
  accountName: Type.String(),
  managerName: Nullable(Type.String()),
  contactName: Nullable(Type.String()),
  phone: Type.String(),
  overdueMinor: Minor,
  oldestDays: Type.Integer(),
  debts: Type.Integer(),
  stopped: Type.Boolean(),
  promise: Nullable(PromiseToPay),
  lastCall: Nullable(Type.Object({ at: InstantText, result: Type.String(), note: Type.String() })),
});
