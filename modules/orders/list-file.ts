import type { Static } from '@sinclair/typebox';
import { hasText, type KeyOf, type Lang, translate } from '#kernel/texts.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { OrderRow } from './contract/views.ts';
import type { orders } from './contract.ts';
import { listOrders } from './queries/list.ts';
import { texts } from './texts.ts';

type Row = Static<typeof OrderRow>;
type Column = Omit<FileColumn<Row>, 'header'> & { readonly title: KeyOf<typeof texts> };

function columnsIn(lang: Lang): readonly Column[] {
  const stateText = (row: Row): string => {
    const key: string = `state.${row.state}`;
    return hasText(texts, key) ? translate(texts, lang, key) : row.state;
  };
  return [
    { title: 'list.order', kind: 'integer', width: 10, value: (row) => row.number },
    { title: 'list.ordered', kind: 'date', width: 12, value: (row) => row.orderedOn },
    { title: 'list.account', kind: 'text', width: 40, value: (row) => row.accountName },
    { title: 'list.manager', kind: 'text', width: 24, value: (row) => row.managerName },
    { title: 'list.state', kind: 'text', width: 18, value: stateText },
    { title: 'list.wanted', kind: 'date', width: 12, value: (row) => row.wantedOn },
    { title: 'list.lines', kind: 'integer', width: 8, value: (row) => row.lineCount },
    { title: 'list.total', kind: 'minor', width: 16, value: (row) => BigInt(row.totalMinor) },
    { title: 'list.shipped', kind: 'minor', width: 16, value: (row) => BigInt(row.shippedMinor) },
    { title: 'list.clientNumber', kind: 'text', width: 18, value: (row) => row.clientNumber },
  ];
}
const margin: Column = { title: 'list.margin', kind: 'bp', width: 10, value: (row) => row.marginBp };

const file: ListFile<Row, Omit<InputOf<typeof orders.file>, 'form'>> = {
  event: 'orders.exported',
  permission: 'orders.read',
  title: (lang) => translate(texts, lang, 'list.title'),
  columns: ({ lang, seesCost }) =>
    [...columnsIn(lang), ...(seesCost ? [margin] : [])].map(({ title, ...rest }) => ({
      ...rest,
      header: translate(texts, lang, title),
    })),
  page: (context, ask) => listOrders(context, { ...ask, limit: 200 }),
};

/** Sends the list of orders by its filters as XLSX or CSV. */
export const sendOrders = sendList(file);
