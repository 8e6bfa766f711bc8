import { type KeyOf, translate } from '#kernel/texts.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { StockListRow, stock } from './contract.ts';
import { listStock } from './queries/list.ts';
import { screenTexts } from './texts-screens.ts';

type Column = Omit<FileColumn<StockListRow>, 'header'> & { readonly title: KeyOf<typeof screenTexts> };

const columns: readonly Column[] = [
  { title: 'field.code', kind: 'text', width: 16, value: (row) => row.code },
  { title: 'field.product', kind: 'text', width: 48, value: (row) => row.name },
  { title: 'field.warehouse', kind: 'text', width: 12, value: (row) => row.warehouseCode },
  { title: 'field.unit', kind: 'text', width: 8, value: (row) => row.unit },
  { title: 'field.onHand', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.onHandMilli) },
  { title: 'field.reserved', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.reservedMilli) },
  { title: 'field.free', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.freeMilli) },
  { title: 'field.expected', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.expectedMilli) },
  { title: 'field.expectedOn', kind: 'date', width: 14, value: (row) => row.expectedOn },
  { title: 'field.waiting', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.waitingMilli) },
];

const file: ListFile<StockListRow, Omit<InputOf<typeof stock.file>, 'form'>> = {
  event: 'stock.exported',
  permission: 'stock.read',
  title: (lang) => translate(screenTexts, lang, 'list.title'),
  columns: ({ lang }) =>
    columns.map(({ title, ...rest }) => ({ ...rest, header: translate(screenTexts, lang, title) })),
  page: listStock,
};

/** Sends the list of stock by its filters as XLSX or CSV. */
export const sendStock = sendList(file);
