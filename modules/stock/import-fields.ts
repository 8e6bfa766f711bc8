import type { FieldSpec } from '#platform/exchange/field.ts';
import type { ImportValues } from '#platform/exchange/kind.ts';

const quantityMost = 1e12;

/** The columns of a table of stock, as 1C and warehouses call them. */
export const stockFields = [
  {
    name: 'code',
    parse: 'text',
    max: 60,
    required: true,
    synonyms: {
      ru: ['Артикул', 'Код', 'Код товара', 'Код номенклатуры', 'Штрихкод'],
      en: ['Article', 'Code', 'SKU', 'Item code', 'Product code', 'Barcode'],
    },
  },
  {
    name: 'warehouse',
    parse: 'text',
    max: 200,
    synonyms: { ru: ['Склад', 'Код склада', 'Место хранения'], en: ['Warehouse', 'Warehouse code', 'Location'] },
  },
  {
    name: 'onHand',
    parse: 'quantityMilli',
    max: quantityMost,
    synonyms: {
      ru: ['Остаток', 'В наличии', 'Количество', 'Конечный остаток', 'На складе'],
      en: ['On hand', 'Stock', 'In stock', 'Quantity', 'Qty'],
    },
  },
  {
    name: 'expected',
    parse: 'quantityMilli',
    max: quantityMost,
    synonyms: {
      ru: ['Ожидается', 'В пути', 'Ожидаемое количество', 'К поступлению'],
      en: ['Expected', 'On order', 'In transit', 'Expected quantity'],
    },
  },
  {
    name: 'expectedOn',
    parse: 'date',
    synonyms: {
      ru: ['Дата поступления', 'Дата прихода', 'Ожидается на', 'Ожидаемая дата'],
      en: ['Expected on', 'Arrival date', 'ETA'],
    },
  },
  {
    name: 'reference',
    parse: 'text',
    max: 100,
    synonyms: {
      ru: ['Заказ поставщику', 'Номер поставки', 'Поставка', 'Основание'],
      en: ['Reference', 'Purchase order', 'Delivery no'],
    },
  },
] as const satisfies readonly FieldSpec[];

export type StockImportRow = ImportValues<typeof stockFields>;
