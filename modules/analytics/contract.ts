/** Reports of sales: all that crosses the wire. Values are as in platform/endpoint.ts. */
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import { Cursor, DateText, endpoint, Id, Milli, Minor, Nullable, PageOf, PriceE4 } from '#platform/endpoint.ts';
import { dimensions, measures, pivotSorts } from './model.ts';

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
const Month = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });
const IdOrNone = Type.String({ pattern: '^(none|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$' });
const Many = <T extends TSchema>(item: T) => Type.Optional(Type.Array(item, { maxItems: 50 }));

/** Whose and what sales: 'none' stands for those without a group, category, brand or manager. */
const Filters = {
  accountId: Many(Id),
  groupId: Many(IdOrNone),
  /** With everything below it. */
  categoryId: Many(IdOrNone),
  brandId: Many(IdOrNone),
  managerId: Many(IdOrNone),
};

const PivotInput = Type.Object({
  rows: Type.Optional(oneOf(dimensions)),
  /** The second dimension of the rows. */
  thenBy: Type.Optional(oneOf(dimensions)),
  columns: Type.Optional(oneOf(dimensions)),
  measure: Type.Optional(oneOf(measures)),
  from: Type.Optional(Month),
  to: Type.Optional(Month),
  compare: Type.Optional(Type.Boolean({ description: 'with the same period of last year' })),
  sort: Type.Optional(oneOf(pivotSorts)),
  top: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  ...Filters,
});

const figures = {
  /** By columns. */
  values: Type.Array(Minor),
  before: Nullable(Type.Array(Minor)),
  total: Minor,
  totalBefore: Nullable(Minor),
};

export const PivotView = Type.Object({
  rows: Type.Array(oneOf(dimensions)),
  columnsOf: Nullable(oneOf(dimensions)),
  measure: oneOf(measures),
  from: Month,
  to: Month,
  compare: Type.Boolean(),
  /** The period has not ended: last year is cut on the same day, the one given. */
  until: Nullable(DateText),
  columns: Type.Array(Type.Object({ key: Type.String(), title: Type.String() })),
  lines: Type.Array(
    Type.Object({
      keys: Type.Array(Type.String()),
      titles: Type.Array(Type.String()),
      ...figures,
      trend: Type.Array(Minor),
    }),
  ),
  /** The rows beyond the first ones, summed. */
  rest: Nullable(Type.Object({ count: Type.Integer(), ...figures })),
  totals: Type.Object(figures),
  count: Type.Integer(),
});
export type PivotReport = Static<typeof PivotView>;

export const SalesLine = Type.Object({
  id: Id,
  soldOn: DateText,
  invoiceNo: Type.String(),
  accountId: Id,
  accountName: Type.String(),
  productId: Id,
  productCode: Type.String(),
  productName: Type.String(),
  unit: Type.String(),
  managerName: Nullable(Type.String()),
  quantityMilli: Milli,
  priceE4: PriceE4,
  revenueMinor: Minor,
  /** Null for those who do not see cost, and where it is not known. */
  marginMinor: Nullable(Minor),
  /** The sale that this one takes back. */
  reversesId: Nullable(Id),
});
export type SalesLineRow = Static<typeof SalesLine>;

const LineFilters = {
  ...Filters,
  productId: Many(Id),
  /** Of the categories themselves, without what is below them. */
  ownCategory: Type.Optional(Type.Boolean()),
  fromOn: Type.Optional(DateText),
  toOn: Type.Optional(DateText),
};

const MonthFigures = Type.Object({
  month: Month,
  revenueMinor: Minor,
  quantityMilli: Milli,
  beforeMinor: Minor,
  marginMinor: Nullable(Minor),
});
const YearFigures = Type.Object({
  revenueMinor: Minor,
  beforeMinor: Minor,
  quantityMilli: Milli,
  marginMinor: Nullable(Minor),
});

export const AccountSales = Type.Object({
  accountId: Id,
  /** The last twelve months, the present one last and not yet ended; `before` is the year before, cut on the same day. */
  months: Type.Array(MonthFigures),
  year: YearFigures,
  firstOn: Nullable(DateText),
  lastOn: Nullable(DateText),
  categories: Type.Array(
    Type.Object({ key: Type.String(), title: Type.String(), revenueMinor: Minor, beforeMinor: Minor }),
  ),
  products: Type.Array(
    Type.Object({
      productId: Id,
      code: Type.String(),
      name: Type.String(),
      unit: Type.String(),
      lastOn: DateText,
      lastPriceE4: PriceE4,
      times: Type.Integer({ description: 'invoices of the year' }),
      quantityMilli: Milli,
      revenueMinor: Minor,
    }),
  ),
});
export type AccountSalesView = Static<typeof AccountSales>;

export const ProductSales = Type.Object({
  productId: Id,
  months: Type.Array(MonthFigures),
  year: YearFigures,
  accounts: Type.Array(
    Type.Object({ accountId: Id, name: Type.String(), revenueMinor: Minor, quantityMilli: Milli, lastOn: DateText }),
  ),
});
export type ProductSalesView = Static<typeof ProductSales>;

const Form = Type.Optional(oneOf(['xlsx', 'csv']));

export const sales = {
  pivot: endpoint('GET', '/sales/pivot', {
    summary: 'Sales by one or two dimensions and a third in columns, the first rows and the sum of the rest',
    input: PivotInput,
    output: PivotView,
  }),
  lines: endpoint('GET', '/sales/lines', {
    summary: 'Sold lines, the latest first',
    input: Type.Object({ ...LineFilters, cursor: Cursor }),
    output: PageOf(SalesLine),
  }),
  ofAccount: endpoint('GET', '/accounts/:accountId/sales', {
    summary: "An account's sales: months against last year, categories, what it bought last",
    input: Type.Object({ accountId: Id }),
    output: AccountSales,
  }),
  ofProduct: endpoint('GET', '/products/:productId/sales', {
    summary: "A product's sales: months against last year, who buys it",
    input: Type.Object({ productId: Id }),
    output: ProductSales,
  }),
  choices: endpoint('GET', '/sales/choices', {
    summary: 'Names to filter sales by: groups, categories, brands, managers',
    input: Type.Object({
      of: oneOf(['account', 'group', 'category', 'brand', 'manager']),
      q: Type.Optional(Type.String({ maxLength: 100 })),
      id: Many(IdOrNone),
    }),
    output: Type.Object({ rows: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })) }),
  }),
  exportPivot: endpoint('GET', '/export/sales-pivot', {
    summary: 'The pivot as a file',
    input: Type.Object({ ...PivotInput.properties, form: Form }),
    output: Type.Any(),
  }),
  exportLines: endpoint('GET', '/export/sales-lines', {
    summary: 'Sold lines as a file',
    input: Type.Object({ ...LineFilters, form: Form }),
    output: Type.Any(),
  }),
};
