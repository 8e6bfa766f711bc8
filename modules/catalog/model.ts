/** The words of the catalog: what a product is, its life, what it may become. */
import type { VatClass } from '#kernel/vat.ts';

/** `new` is announced and already taken into orders, `phase_out` is sold out of stock, `blocked` is stopped by hand. */
export const lifeStates = ['new', 'active', 'phase_out', 'discontinued', 'blocked'] as const;
export type LifeState = (typeof lifeStates)[number];

/** Every legal move of a product's life. What is not here cannot happen. */
export const lifeMoves = {
  new: ['active', 'phase_out', 'discontinued', 'blocked'],
  active: ['phase_out', 'discontinued', 'blocked'],
  phase_out: ['active', 'discontinued', 'blocked'],
  discontinued: ['active', 'phase_out'],
  blocked: ['active', 'phase_out', 'discontinued'],
} as const satisfies Record<LifeState, readonly LifeState[]>;

export const mayBecome = (from: LifeState, to: LifeState): boolean => lifeMoves[from].some((state) => state === to);

/** The states in which a product is taken into orders. */
export const saleStates = ['new', 'active', 'phase_out'] as const satisfies readonly LifeState[];

export const isForSale = (state: LifeState): boolean => saleStates.some((one) => one === state);

export const vatClasses = ['standard', 'reduced', 'zero', 'exempt'] as const satisfies readonly VatClass[];

/** How deep the tree of categories may grow. */
export const deepest = 10;
export const barcodesMost = 20;

/** A category as the rules of the tree need it. */
export type CategoryNode = {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  /** Names from the root, for people: 'Электроника / Аудио'. */
  readonly path: string;
  /** The same folded, for comparing: 'электроника/аудио'. */
  readonly pathKey: string;
};

/** What a person says about a product; prices in 1/10000 rouble, the pack in thousandths of the unit. */
export type ProductFields = {
  readonly code: string;
  readonly name: string;
  readonly brandId: string | null;
  readonly categoryId: string | null;
  readonly okeiCode: string;
  readonly packMilli: bigint;
  readonly vatClass: VatClass;
  readonly countryCode: string;
  readonly declaration: string;
  readonly minPriceE4: bigint | null;
  readonly externalId: string | null;
  readonly barcodes: readonly string[];
};
