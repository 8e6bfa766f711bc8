/** The endpoints of the catalog: all that crosses the wire. Values are as in platform/endpoint.ts. */
import { type Static, type TSchema, Type } from '@sinclair/typebox';
import {
  Bp,
  Closed,
  Cursor,
  DateText,
  endpoint,
  Id,
  Milli,
  Nothing,
  Nullable,
  PageOf,
  PriceE4,
  Text,
  Version,
} from '#platform/endpoint.ts';
import { barcodesMost, lifeStates, vatClasses } from './model.ts';

export { type LifeState, lifeStates, saleStates, vatClasses } from './model.ts';
export { barcodesOf } from './rules/barcodes.ts';

const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
const Many = <T extends TSchema>(item: T) => Type.Optional(Type.Array(item, { maxItems: 50 }));
const Life = oneOf(lifeStates);
const Vat = oneOf(vatClasses);
const Named = Type.Object({ id: Type.String(), name: Type.String() });
/** Never below zero. */
const Price = Type.String({ pattern: '^[0-9]{1,15}$', description: '1/10000 rouble, not below zero' });
const Pack = Type.String({ pattern: '^[0-9]{1,15}$', description: 'thousandths of the unit' });
const Barcode = Text(60, 1);

export const sorts = ['name', '-name', 'code', '-code'] as const;

/** Everything a person says about a product. Every field is always sent; the cost may be left out, and stays. */
const fields = {
  code: Text(60, 1),
  name: Text(300, 1),
  brandId: Nullable(Id),
  categoryId: Nullable(Id),
  okeiCode: Text(3, 1),
  packMilli: Pack,
  vatClass: Vat,
  countryCode: Text(3),
  declaration: Text(60),
  minPriceE4: Nullable(Price),
  externalId: Nullable(Text(120)),
  barcodes: Type.Array(Barcode, { maxItems: barcodesMost }),
  costE4: Type.Optional(Nullable(Price)),
};

const Row = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  brandName: Type.String(),
  categoryId: Nullable(Type.String()),
  categoryPath: Type.String(),
  unit: Type.String(),
  packMilli: Milli,
  vatClass: Vat,
  lifeState: Life,
  /** Of the org's main column; null when it has none, or for those who may not read prices. */
  priceE4: Nullable(PriceE4),
  /** On hand less reserved, in all warehouses; null for those who may not read stock. */
  freeMilli: Nullable(Milli),
  /** Null for those who do not see cost. */
  costE4: Nullable(PriceE4),
});

const filters = {
  q: Type.Optional(Text(200)),
  /** With everything below it. */
  categoryId: Type.Optional(Id),
  brandId: Many(Id),
  lifeState: Many(Life),
  inStock: Type.Optional(Type.Boolean()),
  /** Without a category. */
  loose: Type.Optional(Type.Boolean()),
  sort: Type.Optional(oneOf(sorts)),
};
const ListInput = Type.Object({
  ...filters,
  cursor: Cursor,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
});
const Page = Type.Composite([
  PageOf(Row),
  /** On the first page only; past 1,000 it stands at 1,000 and `countMore` says that there are more. */
  Type.Object({ count: Type.Optional(Type.Integer()), countMore: Type.Optional(Type.Boolean()) }),
]);

const Hit = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  packMilli: Milli,
  lifeState: Life,
  freeMilli: Nullable(Milli),
  priceE4: Nullable(PriceE4),
});

const WarehouseStock = Type.Object({
  warehouseId: Type.String(),
  name: Type.String(),
  onHandMilli: Milli,
  reservedMilli: Milli,
  expectedMilli: Milli,
  expectedOn: Nullable(DateText),
});
const Card = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  brand: Nullable(Named),
  /** The category with its path, and the least margin it asks, its own or inherited. */
  category: Nullable(Type.Object({ id: Type.String(), path: Type.String() })),
  okeiCode: Type.String(),
  unit: Type.String(),
  packMilli: Milli,
  vatClass: Vat,
  countryCode: Type.String(),
  declaration: Type.String(),
  costE4: Nullable(PriceE4),
  minPriceE4: Nullable(PriceE4),
  lifeState: Life,
  externalId: Nullable(Type.String()),
  barcodes: Type.Array(Type.String()),
  version: Type.Integer(),
  /** Null for those who may not read stock. */
  stock: Nullable(Type.Array(WarehouseStock)),
  closed: Type.Object({ edit: Closed, life: Closed }),
  moves: Type.Array(Life),
});

const Category = Type.Object({
  id: Type.String(),
  parentId: Nullable(Type.String()),
  name: Type.String(),
  path: Type.String(),
  /** Null when it is the parent's; always for those who do not see cost, for it and a floor tell the cost. */
  minMarginBp: Nullable(Bp),
  version: Type.Integer(),
  /** Products right in it, without those below. */
  products: Type.Integer(),
});
/** An event: its text is under its name in the texts of its module, `facts` are the parameters. */
const Entry = Type.Object({
  id: Type.String(),
  at: Type.String(),
  name: Type.String(),
  actorName: Nullable(Type.String()),
  facts: Type.Record(Type.String(), Nullable(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))),
});
const Warning = Type.Object({ barcode: Type.String(), code: Type.String() });
const Saved = Type.Object({ id: Type.String(), version: Type.Integer(), warnings: Type.Array(Warning) });
const Changed = Type.Object({ id: Type.String(), version: Type.Integer() });
const ProductRef = Type.Object({ productId: Id });
/** Not given by those who do not see cost: then it stays as it is. */
const margin = { minMarginBp: Type.Optional(Nullable(Type.Integer({ minimum: 0, maximum: 100_000 }))) };

export const products = {
  list: endpoint('GET', '/products', { summary: 'Products by name or code', input: ListInput, output: Page }),
  pick: endpoint('GET', '/products/pick', {
    summary: 'The first 20 products for a picker: exact code or barcode, what begins so, what has the words',
    input: Type.Object({
      q: Type.Optional(Text(200)),
      /** Prices are then of this account's column. */
      accountId: Type.Optional(Id),
      warehouseId: Type.Optional(Id),
      /** Those that are no longer sold too. */
      all: Type.Optional(Type.Boolean()),
    }),
    output: Type.Object({ rows: Type.Array(Hit) }),
  }),
  options: endpoint('GET', '/products/options', {
    summary: 'What the filters and the form offer: brands and the tree of categories',
    input: Nothing,
    output: Type.Object({ brands: Type.Array(Named), categories: Type.Array(Category), seesCost: Type.Boolean() }),
  }),
  get: endpoint('GET', '/products/:productId', { summary: 'The card', input: ProductRef, output: Card }),
  timeline: endpoint('GET', '/products/:productId/timeline', {
    summary: 'What was done to the product and its prices, newest first',
    input: Type.Object({ productId: Id, cursor: Cursor }),
    output: PageOf(Entry),
  }),
  file: endpoint('GET', '/products/file', {
    summary: 'The list as a file',
    input: Type.Object({ ...filters, form: Type.Optional(oneOf(['xlsx', 'csv'])) }),
    output: Type.Any(),
  }),
  create: endpoint('POST', '/products', {
    summary: 'Create a product',
    input: Type.Object({ id: Id, ...fields }),
    output: Saved,
  }),
  edit: endpoint('PUT', '/products/:productId', {
    summary: 'Edit a product',
    input: Type.Object({ productId: Id, version: Version, ...fields }),
    output: Saved,
  }),
  changeLife: endpoint('POST', '/products/life', {
    summary: 'Change the life state of products; those that may not take it are counted',
    input: Type.Object({ productIds: Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }), to: Life }),
    output: Type.Object({ changed: Type.Integer(), unchanged: Type.Integer(), refused: Type.Integer() }),
  }),
  place: endpoint('POST', '/products/assignments', {
    summary: 'Put products into a category, or out of any',
    input: Type.Object({
      productIds: Type.Array(Id, { minItems: 1, maxItems: 500, uniqueItems: true }),
      categoryId: Nullable(Id),
    }),
    output: Type.Object({ changed: Type.Integer(), unchanged: Type.Integer() }),
  }),
};

export const categories = {
  pick: endpoint('GET', '/categories/pick', {
    summary: 'The first 50 categories for a picker, by path',
    input: Type.Object({ q: Type.Optional(Text(200)) }),
    output: Type.Object({
      rows: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), path: Type.String() })),
    }),
  }),
  create: endpoint('POST', '/categories', {
    summary: 'Create a category',
    input: Type.Object({ id: Id, name: Text(120, 1), parentId: Nullable(Id), ...margin }),
    output: Changed,
  }),
  edit: endpoint('PUT', '/categories/:categoryId', {
    summary: 'Rename, move, set the least margin; the paths of everything below follow',
    input: Type.Object({ categoryId: Id, version: Version, name: Text(120, 1), parentId: Nullable(Id), ...margin }),
    output: Changed,
  }),
  remove: endpoint('DELETE', '/categories/:categoryId', {
    summary: 'Remove an empty category',
    input: Type.Object({ categoryId: Id }),
    output: Nothing,
  }),
};

export const brands = {
  list: endpoint('GET', '/brands', {
    summary: 'Brands by name, with how many products each has',
    input: Type.Object({ q: Type.Optional(Text(120)), cursor: Cursor }),
    output: PageOf(Type.Object({ id: Type.String(), name: Type.String(), products: Type.Integer() })),
  }),
  create: endpoint('POST', '/brands', {
    summary: 'Create a brand',
    input: Type.Object({ id: Id, name: Text(120, 1) }),
    output: Named,
  }),
  rename: endpoint('PUT', '/brands/:brandId', {
    summary: 'Rename a brand',
    input: Type.Object({ brandId: Id, name: Text(120, 1) }),
    output: Named,
  }),
  remove: endpoint('DELETE', '/brands/:brandId', {
    summary: 'Remove a brand that no product has',
    input: Type.Object({ brandId: Id }),
    output: Nothing,
  }),
};

export type ProductRow = Static<typeof Row>;
export type ProductPage = Static<typeof Page>;
export type ProductHit = Static<typeof Hit>;
export type ProductCard = Static<typeof Card>;
export type CategoryView = Static<typeof Category>;
export type ListAsk = Static<typeof ListInput>;
export type ProductEvent = Static<typeof Entry>;
