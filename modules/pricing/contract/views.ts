/** What prices and terms look like on the wire. Values are as in platform/endpoint.ts. */
import { type Static, Type } from '@sinclair/typebox';
import { Bp, Closed, Cursor, DateText, Id, Milli, Minor, Nullable, PageOf, PriceE4, Text } from '#platform/endpoint.ts';
import { bulkRoundings } from '../model.ts';

export const oneOf = <const T extends readonly string[]>(values: T) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values] });
/** Never below zero. */
export const Price = Type.String({ pattern: '^[0-9]{1,15}$', description: '1/10000 rouble, not below zero' });
export const Quantity = Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'thousandths, above zero' });
const Sum = Type.String({ pattern: '^[0-9]{1,17}$', description: 'kopecks, not below zero' });
export const ColumnName = Text(60, 1);
const Named = Type.Object({ id: Type.String(), name: Type.String() });

export const ColumnRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  isMain: Type.Boolean(),
  /** Accounts whose terms name it. */
  accounts: Type.Integer(),
});

export const Step = Type.Object({
  step: oneOf(['column', 'special', 'quantity', 'discount', 'manual', 'approved']),
  source: Type.String(),
  fromE4: PriceE4,
  toE4: PriceE4,
  bp: Type.Optional(Bp),
  note: Type.Optional(Type.String()),
});

export const Filters = {
  q: Type.Optional(Text(200)),
  categoryId: Type.Optional(Id),
  brandId: Type.Optional(Type.Array(Id, { maxItems: 50 })),
  inStock: Type.Optional(Type.Boolean()),
  sort: Type.Optional(oneOf(['name', '-name', 'code', '-code'])),
  cursor: Cursor,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
};

const Cell = Type.Object({
  columnId: Type.String(),
  priceE4: PriceE4,
  validFrom: DateText,
  /** The next version, when one is known. */
  nextE4: Nullable(PriceE4),
  nextFrom: Nullable(DateText),
});
export const PriceAt = Type.Object({
  productId: Type.String(),
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  cells: Type.Array(Cell),
});

export const BreakRow = Type.Object({ minMilli: Quantity, discountBp: Type.Integer({ minimum: 1, maximum: 9_999 }) });
const VersionRow = Type.Object({
  validFrom: DateText,
  priceE4: PriceE4,
  state: oneOf(['past', 'current', 'future']),
});
export const ProductPrices = Type.Object({
  today: DateText,
  columns: Type.Array(
    /** Versions, the newest first; at most 50. */
    Type.Object({ id: Type.String(), name: Type.String(), isMain: Type.Boolean(), versions: Type.Array(VersionRow) }),
  ),
  breaks: Type.Array(BreakRow),
  /** Accounts that the person sees with a special price in force or to come; at most 50. */
  terms: Type.Array(
    Type.Object({
      accountId: Type.String(),
      accountName: Type.String(),
      priceE4: PriceE4,
      validFrom: DateText,
      validTo: Nullable(DateText),
    }),
  ),
  closed: Type.Object({ set: Closed }),
});

export const AccountRow = Type.Object({
  productId: Type.String(),
  code: Type.String(),
  name: Type.String(),
  unit: Type.String(),
  packMilli: Milli,
  /** Null when the account's column has no price for it. */
  basePriceE4: Nullable(PriceE4),
  priceE4: Nullable(PriceE4),
  vatBp: Nullable(Bp),
  special: Type.Boolean(),
  breaks: Type.Array(BreakRow),
});
export const AccountPage = Type.Composite([
  PageOf(AccountRow),
  Type.Object({ accountName: Type.String(), columnName: Type.String(), date: DateText }),
]);

export const ChangeRow = Type.Object({
  productId: Type.String(),
  code: Type.String(),
  name: Type.String(),
  columnId: Type.String(),
  columnName: Type.String(),
  /** Null for a first price. */
  fromE4: Nullable(PriceE4),
  toE4: PriceE4,
});

export const Bulk = Type.Object({
  columnIds: Type.Array(Id, { minItems: 1, maxItems: 20, uniqueItems: true }),
  /** The column to count from; each column from itself when left out. */
  sourceColumnId: Type.Optional(Id),
  /** With everything below it. */
  categoryId: Type.Optional(Id),
  brandId: Type.Optional(Id),
  /** Basis points to add; negative to take off. */
  changeBp: Type.Integer({ minimum: -9_999, maximum: 100_000 }),
  roundTo: Type.Optional(oneOf(bulkRoundings)),
  validFrom: DateText,
});
export const BulkAnswer = Type.Object({
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  /** Changed prices that a version of a later day will replace. */
  replacedLater: Type.Integer(),
  /** Changed prices below cost with the least margin, or below the least price; null for those who do not see cost. */
  underFloor: Nullable(Type.Integer()),
  /** The largest changes, at most 50. */
  sample: Type.Array(ChangeRow),
});

export const TermsFields = {
  columnId: Nullable(Id),
  legalEntityId: Nullable(Id),
  deferralDays: Type.Integer({ minimum: 0, maximum: 365 }),
  deferralKind: oneOf(['calendar', 'banking']),
  discountBp: Type.Integer({ minimum: 0, maximum: 9_999 }),
  minOrderMinor: Sum,
};
export const DiscountFields = {
  brandId: Nullable(Id),
  categoryId: Nullable(Id),
  discountBp: Type.Integer({ minimum: 1, maximum: 9_999 }),
  validFrom: DateText,
  validTo: Nullable(DateText),
};
export const DiscountRow = Type.Object({
  id: Type.String(),
  scope: oneOf(['brand', 'category']),
  name: Type.String(),
  discountBp: Bp,
  validFrom: DateText,
  /** The first day it is no longer in force. */
  validTo: Nullable(DateText),
  state: oneOf(['past', 'current', 'future']),
});
export const TermsPriceRow = Type.Object({
  productId: Type.String(),
  code: Type.String(),
  name: Type.String(),
  validFrom: DateText,
  validTo: Nullable(DateText),
  priceE4: PriceE4,
  /** Of the account's column today, to compare. */
  columnE4: Nullable(PriceE4),
  state: oneOf(['past', 'current', 'future']),
});
export const TermsView = Type.Object({
  accountId: Type.String(),
  accountName: Type.String(),
  /** 0 when the account has no terms yet and the defaults hold. */
  version: Type.Integer(),
  columnId: Nullable(Type.String()),
  columnName: Type.String(),
  legalEntityId: Nullable(Type.String()),
  legalEntityName: Type.String(),
  deferralDays: Type.Integer(),
  deferralKind: oneOf(['calendar', 'banking']),
  discountBp: Bp,
  minOrderMinor: Minor,
  discounts: Type.Array(DiscountRow),
  specialPrices: Type.Integer(),
  columns: Type.Array(Named),
  legalEntities: Type.Array(Named),
  today: DateText,
  closed: Type.Object({ set: Closed }),
});

export const AuthorityView = Type.Object({
  roles: Type.Array(Named),
  rows: Type.Array(
    Type.Object({
      id: Type.String(),
      roleId: Type.String(),
      categoryId: Nullable(Type.String()),
      categoryPath: Type.String(),
      maxBp: Bp,
    }),
  ),
  closed: Type.Object({ set: Closed }),
});

export type TermsCard = Static<typeof TermsView>;
export type AccountPriceRow = Static<typeof AccountRow>;
export type PriceChange = Static<typeof ChangeRow>;
export type BulkView = Static<typeof BulkAnswer>;
