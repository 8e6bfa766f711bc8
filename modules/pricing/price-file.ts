import { ok } from '#kernel/result.ts';
import { type KeyOf, translate } from '#kernel/texts.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { prices } from './contract.ts';
import { listAccountPrices } from './queries/account-list.ts';
import { texts } from './texts.ts';

type Page = OutputOf<typeof prices.ofAccount>;
type Row = Page['rows'][number];
type Column = Omit<FileColumn<Row>, 'header'> & { readonly title: KeyOf<typeof texts> };

const big = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));

const columns: readonly Column[] = [
  { title: 'pricing.code', kind: 'text', width: 16, value: (row) => row.code },
  { title: 'pricing.product', kind: 'text', width: 48, value: (row) => row.name },
  { title: 'pricing.unit', kind: 'text', width: 8, value: (row) => row.unit },
  { title: 'pricing.pack', kind: 'quantityMilli', width: 10, value: (row) => big(row.packMilli) },
  { title: 'pricing.columnPrice', kind: 'priceE4', width: 14, value: (row) => big(row.basePriceE4) },
  { title: 'pricing.yourPrice', kind: 'priceE4', width: 14, value: (row) => big(row.priceE4) },
  { title: 'pricing.vat', kind: 'bp', width: 8, value: (row) => row.vatBp },
];

const file: ListFile<Row, Omit<InputOf<typeof prices.exportOfAccount>, 'form'>, Page> = {
  event: 'pricing.price_list_taken',
  permission: 'pricing.read',
  accountId: (ask) => ask.accountId,
  title: (lang, { first }) => translate(texts, lang, 'pricing.fileName', { account: first.accountName }),
  on: ({ first }) => first.date,
  columns: ({ lang }) => columns.map(({ title, ...rest }) => ({ ...rest, header: translate(texts, lang, title) })),
  page: async (context, ask) => {
    const page = await listAccountPrices(context, { ...ask, limit: 1_000 });
    // What has no price is not offered.
    return page.ok ? ok({ ...page.value, rows: page.value.rows.filter(({ priceE4 }) => priceE4 !== null) }) : page;
  },
};

/** Sends the price list of an account as XLSX or CSV: a file for the customer. */
export const sendPriceList = sendList(file);
