import { type KeyOf, translate } from '#kernel/texts.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { fulfilment } from './contract.ts';
import { listShipments } from './queries.ts';
import { texts } from './texts.ts';

type Row = OutputOf<typeof fulfilment.list>['rows'][number];
type Column = Omit<FileColumn<Row>, 'header'> & { readonly title: KeyOf<typeof texts> };

const columns: readonly Column[] = [
  { title: 'shipment.number', kind: 'integer', width: 10, value: (row) => row.number },
  { title: 'shipment.shippedOn', kind: 'date', width: 12, value: (row) => row.shippedOn },
  { title: 'shipment.account', kind: 'text', width: 40, value: (row) => row.accountName },
  { title: 'shipment.order', kind: 'integer', width: 10, value: (row) => row.orderNumber },
  { title: 'shipment.upd', kind: 'text', width: 14, value: (row) => row.documentNumber },
  { title: 'shipment.sum', kind: 'minor', width: 16, value: (row) => BigInt(row.totalMinor) },
  { title: 'shipment.dueOn', kind: 'date', width: 12, value: (row) => row.dueOn },
  { title: 'shipment.carrier', kind: 'text', width: 20, value: (row) => row.carrier },
  { title: 'shipment.delivered', kind: 'date', width: 12, value: (row) => row.deliveredOn },
];

const file: ListFile<Row, Omit<InputOf<typeof fulfilment.file>, 'form'>> = {
  event: 'fulfilment.exported',
  permission: 'fulfilment.read',
  title: (lang) => translate(texts, lang, 'fulfilment.title'),
  columns: ({ lang }) => columns.map(({ title, ...rest }) => ({ ...rest, header: translate(texts, lang, title) })),
  page: (context, ask) => listShipments(context, { ...ask, limit: 200 }),
};

/** Sends the list of shipments by its filters as XLSX or CSV. */
export const sendShipments = sendList(file);
