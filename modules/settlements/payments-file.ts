import { type KeyOf, translate } from '#kernel/texts.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { settlements } from './contract.ts';
import { listPayments } from './queries/payments.ts';
import { texts } from './texts.ts';

type Row = OutputOf<typeof settlements.payments>['rows'][number];
type Column = Omit<FileColumn<Row>, 'header'> & { readonly title: KeyOf<typeof texts> };

const columns: readonly Column[] = [
  { title: 'payments.on', kind: 'date', width: 12, value: (row) => row.bookedOn },
  { title: 'payments.number', kind: 'text', width: 14, value: (row) => row.number },
  { title: 'payment.payer', kind: 'text', width: 40, value: (row) => row.accountName ?? row.payerName },
  { title: 'settlements.amount', kind: 'minor', width: 16, value: (row) => BigInt(row.amountMinor) },
  { title: 'payments.free', kind: 'minor', width: 16, value: (row) => BigInt(row.unallocatedMinor) },
  { title: 'payments.purpose', kind: 'text', width: 60, value: (row) => row.purpose },
];

const file: ListFile<Row, Omit<InputOf<typeof settlements.paymentsFile>, 'form'>> = {
  event: 'settlements.payments_exported',
  permission: 'settlements.read',
  title: (lang) => translate(texts, lang, 'payments.title'),
  columns: ({ lang }) => columns.map(({ title, ...rest }) => ({ ...rest, header: translate(texts, lang, title) })),
  page: (context, ask) => listPayments(context, { ...ask, limit: 200 }),
};

/** Sends the list of payments by its filters as XLSX or CSV. */
export const sendPayments = sendList(file);
