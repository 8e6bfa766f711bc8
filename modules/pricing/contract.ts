/** The endpoints of pricing: all that crosses the wire. Values are as in platform/endpoint.ts. */
import { type Static, Type } from '@sinclair/typebox';
import {
  Bp,
  Cursor,
  DateText,
  endpoint,
  Id,
  Milli,
  Minor,
  Nothing,
  Nullable,
  PageOf,
  PriceE4,
} from '#platform/endpoint.ts';
import {
  AccountPage,
  AuthorityView,
  BreakRow,
  Bulk,
  BulkAnswer,
  ChangeRow,
  ColumnName,
  ColumnRow,
  DiscountFields,
  DiscountRow,
  Filters,
  oneOf,
  Price,
  PriceAt,
  ProductPrices,
  Quantity,
  Step,
  TermsFields,
  TermsPriceRow,
  TermsView,
} from './contract/views.ts';

const AccountRef = Type.Object({ accountId: Id });
const ColumnRef = Type.Object({ columnId: Id });
const ProductRef = Type.Object({ productId: Id });

export const priceColumns = {
  list: endpoint('GET', '/price-columns', {
    summary: 'Price columns in their order',
    input: Nothing,
    output: Type.Object({ rows: Type.Array(ColumnRow) }),
  }),
  create: endpoint('POST', '/price-columns', {
    summary: 'Create a price column',
    input: Type.Object({ id: Id, name: ColumnName }),
    output: ColumnRow,
  }),
  rename: endpoint('PUT', '/price-columns/:columnId', {
    summary: 'Rename a price column',
    input: Type.Object({ columnId: Id, name: ColumnName }),
    output: Nothing,
  }),
  reorder: endpoint('PUT', '/price-columns/order', {
    summary: 'Set the order of all columns',
    input: Type.Object({ columnIds: Type.Array(Id, { minItems: 1, maxItems: 100, uniqueItems: true }) }),
    output: Nothing,
  }),
  makeMain: endpoint('PUT', '/price-columns/:columnId/main', {
    summary: 'The column of accounts without one of their own',
    input: ColumnRef,
    output: Nothing,
  }),
  remove: endpoint('DELETE', '/price-columns/:columnId', {
    summary: 'Remove a column without prices and accounts',
    input: ColumnRef,
    output: Nothing,
  }),
};

export const prices = {
  explain: endpoint('GET', '/price', {
    summary: 'The price of a product for an account, with every step to it',
    input: Type.Object({
      accountId: Id,
      productId: Id,
      quantityMilli: Type.Optional(Quantity),
      date: Type.Optional(DateText),
      manualBp: Type.Optional(Type.Integer({ minimum: -10_000, maximum: 9_999 })),
    }),
    output: Type.Object({
      productId: Type.String(),
      code: Type.String(),
      name: Type.String(),
      unit: Type.String(),
      date: DateText,
      quantityMilli: Milli,
      basePriceE4: PriceE4,
      priceE4: PriceE4,
      sumMinor: Minor,
      vatBp: Nullable(Bp),
      vatMinor: Minor,
      /** Null for those who do not see cost: it follows from the cost. */
      costE4: Nullable(PriceE4),
      floorE4: Nullable(PriceE4),
      manualBp: Bp,
      authorityBp: Bp,
      beyondAuthority: Type.Boolean(),
      underFloor: Type.Boolean(),
      trace: Type.Array(Step),
    }),
  }),
  list: endpoint('GET', '/prices', {
    summary: 'Products with the prices of every column on a day',
    input: Type.Object({ ...Filters, date: Type.Optional(DateText) }),
    output: Type.Composite([PageOf(PriceAt), Type.Object({ date: DateText })]),
  }),
  ofProduct: endpoint('GET', '/products/:productId/prices', {
    summary: 'Prices of a product by column with their versions, quantity breaks, how many terms name it',
    input: ProductRef,
    output: ProductPrices,
  }),
  ofAccount: endpoint('GET', '/accounts/:accountId/price-list', {
    summary: 'The price list of an account: every product that is sold with its price for one pack',
    input: Type.Object({ accountId: Id, ...Filters, date: Type.Optional(DateText) }),
    output: AccountPage,
  }),
  exportOfAccount: endpoint('GET', '/accounts/:accountId/price-list/file', {
    summary: 'The price list of an account as a file',
    input: Type.Object({
      accountId: Id,
      categoryId: Type.Optional(Id),
      inStock: Type.Optional(Type.Boolean()),
      date: Type.Optional(DateText),
      form: Type.Optional(oneOf(['xlsx', 'csv'])),
    }),
    output: Type.Any(),
  }),
  changes: endpoint('GET', '/prices/changes', {
    summary: 'What changes on a day: each price with the one before it',
    input: Type.Object({ date: DateText, columnId: Type.Optional(Id), cursor: Cursor }),
    output: PageOf(ChangeRow),
  }),
  changeDays: endpoint('GET', '/prices/change-days', {
    summary: 'Days from today on with new prices, and how many there are',
    input: Nothing,
    output: Type.Object({ rows: Type.Array(Type.Object({ date: DateText, prices: Type.Integer() })) }),
  }),
  set: endpoint('POST', '/prices', {
    summary: 'Set prices from a day on; past days keep theirs',
    input: Type.Object({
      prices: Type.Array(Type.Object({ productId: Id, columnId: Id, validFrom: DateText, priceE4: Price }), {
        minItems: 1,
        maxItems: 500,
      }),
    }),
    output: Type.Object({ changed: Type.Integer(), unchanged: Type.Integer() }),
  }),
  cancel: endpoint('POST', '/prices/cancellations', {
    summary: 'Take back a price that has not come into force',
    input: Type.Object({ productId: Id, columnId: Id, validFrom: DateText }),
    output: Nothing,
  }),
  setBreaks: endpoint('PUT', '/products/:productId/breaks', {
    summary: 'Set all quantity breaks of a product',
    input: Type.Object({ productId: Id, breaks: Type.Array(BreakRow, { maxItems: 20 }) }),
    output: Nothing,
  }),
  previewBulk: endpoint('POST', '/prices/bulk/preview', {
    summary: 'What a bulk change would do; nothing is kept',
    input: Bulk,
    output: BulkAnswer,
  }),
  bulk: endpoint('POST', '/prices/bulk', {
    summary: 'Change the prices of a category, a brand or everything by a percent from a day on',
    input: Bulk,
    output: BulkAnswer,
  }),
};

const TermsChange = Type.Object({ version: Type.Integer() });

export const terms = {
  get: endpoint('GET', '/accounts/:accountId/terms', {
    summary: 'The terms of an account: column, deferral, discounts, and what may be chosen',
    input: AccountRef,
    output: TermsView,
  }),
  set: endpoint('PUT', '/accounts/:accountId/terms', {
    summary: 'Set the terms of an account; version 0 for the first time',
    input: Type.Object({ accountId: Id, version: Type.Integer({ minimum: 0 }), ...TermsFields }),
    output: TermsChange,
  }),
  addDiscount: endpoint('POST', '/accounts/:accountId/terms/discounts', {
    summary: 'Give a discount on a brand or a category from a day on',
    input: Type.Object({ accountId: Id, id: Id, ...DiscountFields }),
    output: DiscountRow,
  }),
  endDiscount: endpoint('PUT', '/accounts/:accountId/terms/discounts/:discountId', {
    summary: 'Say from which day the discount is no longer in force; null: open-ended',
    input: Type.Object({ accountId: Id, discountId: Id, validTo: Nullable(DateText) }),
    output: Nothing,
  }),
  removeDiscount: endpoint('DELETE', '/accounts/:accountId/terms/discounts/:discountId', {
    summary: 'Take back a discount that began today or has not begun',
    input: Type.Object({ accountId: Id, discountId: Id }),
    output: Nothing,
  }),
  prices: endpoint('GET', '/accounts/:accountId/terms/prices', {
    summary: 'Special prices of an account by product',
    input: Type.Object({ accountId: Id, past: Type.Optional(Type.Boolean()), cursor: Cursor }),
    output: PageOf(TermsPriceRow),
  }),
  setPrice: endpoint('PUT', '/accounts/:accountId/terms/prices', {
    summary: 'Agree a special price from a day on; the same first day again corrects it',
    input: Type.Object({
      accountId: Id,
      productId: Id,
      validFrom: DateText,
      validTo: Nullable(DateText),
      priceE4: Price,
    }),
    output: Nothing,
  }),
  endPrice: endpoint('POST', '/accounts/:accountId/terms/prices/ends', {
    summary: 'Say from which day a special price is no longer in force; null: open-ended',
    input: Type.Object({ accountId: Id, productId: Id, validFrom: DateText, validTo: Nullable(DateText) }),
    output: Nothing,
  }),
  removePrice: endpoint('POST', '/accounts/:accountId/terms/prices/cancellations', {
    summary: 'Take back a special price that began today or has not begun',
    input: Type.Object({ accountId: Id, productId: Id, validFrom: DateText }),
    output: Nothing,
  }),
};

export const authorities = {
  list: endpoint('GET', '/discount-authorities', {
    summary: 'How much each role may give by hand, by category',
    input: Nothing,
    output: AuthorityView,
  }),
  set: endpoint('PUT', '/discount-authorities', {
    summary: 'Say how much a role may give by hand in a category and below it, or everywhere',
    input: Type.Object({
      id: Id,
      roleId: Id,
      categoryId: Nullable(Id),
      maxBp: Type.Integer({ minimum: 0, maximum: 10_000 }),
    }),
    output: Nothing,
  }),
  remove: endpoint('DELETE', '/discount-authorities/:authorityId', {
    summary: 'Leave the category to the nearest one above it',
    input: Type.Object({ authorityId: Id }),
    output: Nothing,
  }),
};

export type Explained = Static<(typeof prices.explain)['output']>;
export type { PriceStep } from './model.ts';
export { bulkRoundings } from './model.ts';
