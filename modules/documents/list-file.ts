import { type KeyOf, translate } from '#kernel/texts.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { documents } from './contract.ts';
import { listDocuments } from './queries.ts';
import { texts } from './texts.ts';

type Row = OutputOf<typeof documents.list>['rows'][number];
type Column = Omit<FileColumn<Row>, 'header'> & { readonly title: KeyOf<typeof texts> };

const columns: readonly Column[] = [
  { title: 'documents.paper', kind: 'text', width: 18, value: (row) => row.numberText },
  { title: 'documents.date', kind: 'date', width: 12, value: (row) => row.datedOn },
  { title: 'documents.account', kind: 'text', width: 40, value: (row) => row.accountName },
  { title: 'documents.order', kind: 'integer', width: 10, value: (row) => row.orderNumber },
  { title: 'documents.vat', kind: 'minor', width: 14, value: (row) => BigInt(row.vatMinor) },
  { title: 'documents.sum', kind: 'minor', width: 16, value: (row) => BigInt(row.totalMinor) },
  { title: 'documents.by', kind: 'text', width: 24, value: (row) => row.createdBy },
];

const file: ListFile<Row, Omit<InputOf<typeof documents.listFile>, 'form'>> = {
  event: 'documents.exported',
  permission: 'documents.read',
  title: (lang) => translate(texts, lang, 'documents.title'),
  columns: ({ lang }) => columns.map(({ title, ...rest }) => ({ ...rest, header: translate(texts, lang, title) })),
  page: (context, ask) => listDocuments(context, { ...ask, limit: 200 }),
};

/** Sends the list of papers by its filters as XLSX or CSV. */
export const sendDocuments = sendList(file);
