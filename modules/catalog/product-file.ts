import { type KeyOf, translate } from '#kernel/texts.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { type FileColumn, type ListFile, sendList } from '#platform/exchange/list-file.ts';
import type { ProductRow, products } from './contract.ts';
import { listProducts } from './queries/list.ts';
import { texts } from './texts.ts';

type Column = Omit<FileColumn<ProductRow>, 'header'> & { readonly title: KeyOf<typeof texts> };

const big = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));

const columns: readonly Column[] = [
  { title: 'catalog.code', kind: 'text', width: 16, value: (row) => row.code },
  { title: 'catalog.name', kind: 'text', width: 48, value: (row) => row.name },
  { title: 'catalog.brand', kind: 'text', width: 18, value: (row) => row.brandName },
  { title: 'catalog.category', kind: 'text', width: 36, value: (row) => row.categoryPath },
  { title: 'catalog.unit', kind: 'text', width: 8, value: (row) => row.unit },
  { title: 'catalog.pack', kind: 'quantityMilli', width: 10, value: (row) => big(row.packMilli) },
  { title: 'catalog.price', kind: 'priceE4', width: 14, value: (row) => big(row.priceE4) },
  { title: 'catalog.free', kind: 'quantityMilli', width: 12, value: (row) => big(row.freeMilli) },
];
const cost: Column = { title: 'catalog.cost', kind: 'priceE4', width: 14, value: (row) => big(row.costE4) };

const file: ListFile<ProductRow, Omit<InputOf<typeof products.file>, 'form'>> = {
  event: 'catalog.exported',
  permission: 'catalog.read',
  title: (lang) => translate(texts, lang, 'catalog.fileName'),
  columns: ({ lang, seesCost }) =>
    [...columns, ...(seesCost ? [cost] : [])].map(({ title, ...rest }) => ({
      ...rest,
      header: translate(texts, lang, title),
    })),
  page: (context, ask) => listProducts(context, { ...ask, limit: 1_000 }),
};

/** Sends the list by its filters as XLSX or CSV; what the person may not see is not in it either. */
export const sendProducts = sendList(file);
