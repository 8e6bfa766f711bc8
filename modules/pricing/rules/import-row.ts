/** A row of a table of prices: one price (column, price, day), or one for each price column that the file has. */
import type { PlainDate } from '#kernel/plain-date.ts';
import { nameKey } from '#modules/catalog/index.ts';
import type { FieldSpec, FieldValue } from '#platform/exchange/field.ts';
import type { ImportProblem, ImportValues } from '#platform/exchange/kind.ts';

/** The columns of a table of prices. The org's price columns are fields too (`columnFields`). */
export const priceFields = [
  {
    name: 'code',
    parse: 'text',
    max: 120,
    required: true,
    synonyms: {
      ru: ['Артикул', 'Код', 'Код товара', 'Код номенклатуры', 'Штрихкод', 'Внешний ид'],
      en: ['Article', 'Code', 'SKU', 'Item code', 'Barcode', 'External ID'],
    },
  },
  {
    name: 'column',
    parse: 'text',
    max: 60,
    synonyms: {
      ru: ['Колонка', 'Вид цены', 'Тип цены', 'Тип цен', 'Прайс'],
      en: ['Column', 'Price type', 'Price kind', 'Price list'],
    },
  },
  {
    name: 'price',
    parse: 'priceE4',
    synonyms: { ru: ['Цена', 'Цена за единицу', 'Стоимость'], en: ['Price', 'Unit price'] },
  },
  {
    name: 'validFrom',
    parse: 'date',
    synonyms: {
      ru: ['Дата', 'Действует с', 'Дата начала', 'С даты', 'Начало действия'],
      en: ['Date', 'Valid from', 'From', 'Effective date'],
    },
  },
] as const satisfies readonly FieldSpec[];

export type PriceImportRow = ImportValues<typeof priceFields> & { readonly [name: string]: FieldValue };

export type PriceColumn = { readonly id: string; readonly name: string; readonly isMain: boolean };

const prefix = 'column_';

/** A field for each price column: a column of the file called like it, "РРЦ" or "Цена РРЦ", holds its prices. */
export function columnFields(columns: readonly PriceColumn[]): FieldSpec[] {
  return columns.map(({ id, name }) => ({
    name: prefix + id,
    parse: 'priceE4',
    synonyms: { ru: [name, `Цена ${name}`, `${name} цена`], en: [name, `Price ${name}`, `${name} price`] },
  }));
}

export type GivenPrice = { readonly columnId: string; readonly priceE4: bigint; readonly field: string };

export type Given = { readonly code: string; readonly validFrom: PlainDate; readonly prices: readonly GivenPrice[] };

/** Reads a row. A price without a column's name belongs to the main column; a row without any price is a problem. */
export function givenOf(
  values: PriceImportRow,
  facts: { readonly columns: readonly PriceColumn[]; readonly today: PlainDate },
): { readonly given: Given; readonly problems: readonly ImportProblem[] } {
  const problems: ImportProblem[] = [];
  const prices: GivenPrice[] = [];
  for (const column of facts.columns) {
    const value = values[prefix + column.id];
    if (typeof value === 'bigint') prices.push({ columnId: column.id, priceE4: value, field: prefix + column.id });
  }
  if (values.price !== null) {
    const wanted = values.column;
    const column = facts.columns.find((one) => (wanted === null ? one.isMain : nameKey(one.name) === nameKey(wanted)));
    if (column === undefined)
      problems.push({ field: 'column', code: 'pricing.import_column_unknown', value: wanted ?? '' });
    else prices.push({ columnId: column.id, priceE4: values.price, field: 'price' });
  }
  for (const { priceE4, field } of prices) {
    if (priceE4 < 0n) problems.push({ field, code: 'pricing.import_below_zero' });
  }
  if (prices.length === 0 && problems.length === 0) problems.push({ field: 'price', code: 'pricing.import_no_price' });
  const named = new Set(prices.map((one) => one.columnId));
  if (named.size < prices.length) problems.push({ field: 'price', code: 'pricing.same_price_twice' });
  return { given: { code: values.code ?? '', validFrom: values.validFrom ?? facts.today, prices }, problems };
}
