import type { FieldSpec } from '#platform/exchange/field.ts';
import type { ImportValues } from '#platform/exchange/kind.ts';

// Products of the largest ones still fit into kopecks of a bigint.
const quantityMost = 1e12;
const priceMost = 1e12;
const sumMost = 1e15;

/** The columns of a table of sales, as 1C, reports and public data sets call them: a row is a line of a document. */
export const saleFields = [
  {
    name: 'invoiceNo',
    parse: 'text',
    max: 60,
    required: true,
    synonyms: {
      ru: ['Документ', 'Номер документа', 'Накладная', 'Номер накладной', 'Реализация', 'Регистратор'],
      en: ['Invoice', 'InvoiceNo', 'Invoice number', 'Document', 'Document no'],
    },
  },
  {
    name: 'soldOn',
    parse: 'date',
    required: true,
    synonyms: {
      ru: ['Дата', 'Дата документа', 'Дата продажи', 'Дата отгрузки', 'Период'],
      en: ['Date', 'InvoiceDate', 'Sold on', 'Sale date'],
    },
  },
  {
    name: 'customerCode',
    parse: 'text',
    max: 40,
    synonyms: {
      ru: ['Код клиента', 'Код контрагента', 'Код покупателя'],
      en: ['Customer ID', 'CustomerID', 'Customer code', 'Customer no', 'Account code'],
    },
  },
  {
    name: 'inn',
    parse: 'text',
    max: 20,
    synonyms: { ru: ['ИНН', 'ИНН клиента', 'ИНН контрагента', 'ИНН покупателя'], en: ['INN', 'TIN', 'Tax number'] },
  },
  {
    name: 'customer',
    parse: 'text',
    max: 200,
    synonyms: {
      ru: ['Клиент', 'Контрагент', 'Покупатель', 'Партнёр', 'Клиент/ИНН'],
      en: ['Customer', 'Customer name', 'Account'],
    },
  },
  {
    name: 'productCode',
    parse: 'text',
    max: 60,
    required: true,
    synonyms: {
      ru: ['Артикул', 'Код товара', 'Код номенклатуры', 'Номенклатура.Артикул'],
      en: ['Article', 'StockCode', 'SKU', 'Item code', 'Product code'],
    },
  },
  {
    name: 'productName',
    parse: 'text',
    max: 300,
    synonyms: {
      ru: ['Товар', 'Номенклатура', 'Наименование товара', 'Наименование'],
      en: ['Product', 'Description', 'Item', 'Product name'],
    },
  },
  {
    name: 'quantity',
    parse: 'quantityMilli',
    required: true,
    max: quantityMost,
    synonyms: { ru: ['Количество', 'Кол-во', 'Продано'], en: ['Quantity', 'Qty', 'Units sold'] },
  },
  {
    name: 'price',
    parse: 'priceE4',
    max: priceMost,
    synonyms: { ru: ['Цена', 'Цена за единицу', 'Цена продажи'], en: ['Price', 'UnitPrice', 'Unit price'] },
  },
  {
    name: 'sum',
    parse: 'minor',
    max: sumMost,
    synonyms: { ru: ['Сумма', 'Сумма с НДС', 'Стоимость', 'Выручка'], en: ['Sum', 'Amount', 'Total', 'Revenue'] },
  },
  {
    name: 'vat',
    parse: 'minor',
    max: sumMost,
    // Not "НДС" alone: a column of that name often holds the rate.
    synonyms: { ru: ['Сумма НДС', 'НДС, сумма', 'В том числе НДС'], en: ['VAT amount', 'VAT sum'] },
  },
  {
    name: 'cost',
    parse: 'minor',
    max: sumMost,
    synonyms: { ru: ['Себестоимость', 'Сумма себестоимости'], en: ['Cost', 'Cost of sales'] },
  },
  {
    name: 'manager',
    parse: 'text',
    max: 200,
    synonyms: { ru: ['Менеджер', 'Ответственный', 'Продавец'], en: ['Manager', 'Salesperson', 'Sold by'] },
  },
  { name: 'country', parse: 'text', max: 120, synonyms: { ru: ['Страна'], en: ['Country'] } },
] as const satisfies readonly FieldSpec[];

export type SaleValues = ImportValues<typeof saleFields>;
