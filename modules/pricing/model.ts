/** The words of pricing: what a line's price is made of, and what it tells about itself. */
import type { PlainDate } from '#kernel/plain-date.ts';
import type { VatClass, VatRegime } from '#kernel/vat.ts';
import type { LifeState } from '#modules/catalog/index.ts';

/** A product in these states is not sold. */
export const notForSale: ReadonlySet<LifeState> = new Set<LifeState>(['discontinued', 'blocked']);

/** To what a bulk change rounds: 1/10000 rouble, kopeck, rouble, ten roubles, a hundred roubles. */
export const bulkRoundings = ['none', 'kopeck', 'rouble', 'ten', 'hundred'] as const;
export type BulkRounding = (typeof bulkRoundings)[number];

/** The step of each rounding, 1/10000 rouble. */
export const roundingSteps = {
  none: 1n,
  kopeck: 100n,
  rouble: 10_000n,
  ten: 100_000n,
  hundred: 1_000_000n,
} as const satisfies Record<BulkRounding, bigint>;

export type DeferralKind = 'calendar' | 'banking';

/** What is asked of a line. `manualBp`: discount by hand in basis points, negative for a mark-up. */
export type PriceAsk = { readonly productId: string; readonly quantityMilli: bigint; readonly manualBp: number };

/** The least and the most that may be typed as a discount by hand, basis points. */
export const manualBounds = { least: -10_000, most: 9_999 } as const;

/** The price of the account's column that is in force. */
export type ColumnPrice = {
  readonly columnId: string;
  readonly columnName: string;
  readonly validFrom: PlainDate;
  readonly priceE4: bigint;
};

/** A price agreed with the account. In force from `validFrom` up to `validTo`, that day not included. */
export type SpecialPrice = {
  readonly validFrom: PlainDate;
  readonly validTo: PlainDate | null;
  readonly priceE4: bigint;
};

export type QuantityBreak = { readonly minMilli: bigint; readonly bp: number };

/** The best discount the account's terms give on this product. */
export type TermsDiscount = {
  readonly scope: 'account' | 'brand' | 'category';
  /** The brand's or the category's name; '' for the account's general discount. */
  readonly name: string;
  readonly bp: number;
};

/** All that the price of one product for one account, role and day hangs on. */
export type ProductFacts = {
  readonly productId: string;
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly okeiCode: string;
  readonly packMilli: bigint;
  readonly vatClass: VatClass;
  readonly lifeState: LifeState;
  readonly brandId: string | null;
  readonly categoryId: string | null;
  readonly costE4: bigint | null;
  readonly minPriceE4: bigint | null;
  readonly column: ColumnPrice | null;
  readonly special: SpecialPrice | null;
  /** By `minMilli`, the least first. */
  readonly breaks: readonly QuantityBreak[];
  readonly discount: TermsDiscount | null;
  /** Of the nearest category that says; null when none does. */
  readonly minMarginBp: number | null;
  /** How much the asking role may give by hand on this product, basis points. */
  readonly authorityBp: number;
};

/** The account's side of the price, and the terms an order takes over. */
export type AccountFacts = {
  readonly accountId: string;
  /** False when the org has no such account: the prices are then those of the default column. */
  readonly known: boolean;
  readonly name: string;
  readonly managerId: string | null;
  readonly archived: boolean;
  readonly columnId: string | null;
  readonly columnName: string;
  readonly deferralDays: number;
  readonly deferralKind: DeferralKind;
  readonly minOrderMinor: bigint;
  readonly discountBp: number;
  /** The firm that sells: of the terms, else the org's default one. */
  readonly legalEntityId: string | null;
  /** Where the goods are taken from when nobody says: the org's default warehouse. */
  readonly warehouseId: string | null;
  readonly vatRegime: VatRegime;
};

export type PriceFacts = {
  readonly date: PlainDate;
  readonly account: AccountFacts;
  readonly products: ReadonlyMap<string, ProductFacts>;
};

/**
 * One step of the way to the price; JSON-safe, sums are digit strings of 1/10000 rouble. `source` names where it comes
 * from (column, brand, category...), `note` says more: the first day of the price, the least quantity in thousandths,
 * the scope of the discount. 'approved' is added by the order when an approval changed the price.
 */
export type PriceStep = {
  readonly step: 'column' | 'special' | 'quantity' | 'discount' | 'manual' | 'approved';
  readonly source: string;
  readonly fromE4: string;
  readonly toE4: string;
  readonly bp?: number;
  readonly note?: string;
};

/** A priced line: kopecks in `...Minor`, 1/10000 rouble in `...E4`, basis points in `...Bp`. */
export type PricedLine = {
  readonly productId: string;
  /** Before any discount: the column's price, or the special price where the column has none. */
  readonly basePriceE4: bigint;
  readonly priceE4: bigint;
  readonly sumMinor: bigint;
  readonly vatBp: number | null;
  readonly vatMinor: bigint;
  readonly costE4: bigint | null;
  /** The least price that needs no approval; null when nothing sets one. */
  readonly floorE4: bigint | null;
  readonly manualBp: number;
  readonly authorityBp: number;
  readonly beyondAuthority: boolean;
  readonly underFloor: boolean;
  readonly trace: readonly PriceStep[];
};
