import type { PricedLine } from '#modules/pricing/index.ts';

export const orderStates = ['draft', 'held', 'confirmed', 'shipped', 'closed', 'cancelled'] as const;
export type OrderState = (typeof orderStates)[number];

/** Every legal move. What is not here cannot happen. `shipped` is shipped in part; `closed` has nothing left to ship. */
export const moves = {
  draft: ['held', 'confirmed', 'cancelled'],
  held: ['draft', 'held', 'confirmed', 'cancelled'],
  confirmed: ['draft', 'shipped', 'closed', 'cancelled'],
  shipped: ['shipped', 'closed'],
  closed: [],
  cancelled: [],
} as const satisfies Record<OrderState, readonly OrderState[]>;

export const mayMove = (from: OrderState, to: OrderState): boolean => moves[from].some((state) => state === to);

export const supportStates = ['none', 'queued', 'in_work', 'question', 'done'] as const;
export type SupportState = (typeof supportStates)[number];

/** An order's line as it is kept. Quantities in thousandths, prices in 1/10000 rouble, sums in kopecks. */
export type OrderLine = {
  readonly id: string;
  readonly position: number;
  readonly productId: string;
  readonly quantityMilli: bigint;
  readonly basePriceE4: bigint;
  readonly manualBp: number;
  readonly priceE4: bigint;
  readonly sumMinor: bigint;
  readonly vatBp: number | null;
  readonly vatMinor: bigint;
  readonly costE4: bigint | null;
  readonly floorE4: bigint | null;
  readonly reservedMilli: bigint;
  readonly shippedMilli: bigint;
  readonly cancelledMilli: bigint;
  readonly expectedOn: string | null;
};

export type Order = {
  readonly id: string;
  readonly number: number;
  readonly accountId: string;
  readonly managerId: string | null;
  readonly legalEntityId: string;
  readonly warehouseId: string;
  readonly state: OrderState;
  readonly supportState: SupportState;
  readonly supportId: string | null;
  readonly deferralDays: number;
  readonly deferralKind: 'calendar' | 'banking';
  readonly prepaid: boolean;
  readonly wantedOn: string | null;
  readonly reserveUntil: string | null;
  readonly lineCount: number;
  readonly totalMinor: bigint;
  readonly vatMinor: bigint;
  readonly costMinor: bigint;
  readonly shippedMinor: bigint;
  readonly createdBy: string | null;
  readonly version: number;
};

/** A line priced now, with its place in the order. */
export type DraftLine = {
  readonly id: string;
  readonly position: number;
  readonly quantityMilli: bigint;
  readonly priced: PricedLine;
};

/** Why an order is held; each is routed to the one who may decide it. */
export type HoldKind = 'credit' | 'discount' | 'floor';
export type Hold = {
  readonly kind: HoldKind;
  readonly code: string;
  readonly details: Readonly<Record<string, string | number>>;
};

/** What a decision allowed for one line: of this product, as deep a discount, as low a price, up to this quantity. */
export type GrantedLine = {
  readonly productId: string;
  readonly bp?: number;
  readonly priceE4?: string;
  readonly quantityMilli: string;
};
/** A decision that is still good; it holds only as far as what its maker saw. */
export type Granted = { readonly kind: 'discount' | 'floor'; readonly lines: Readonly<Record<string, GrantedLine>> };

export type Totals = {
  readonly totalMinor: bigint;
  readonly vatMinor: bigint;
  readonly costMinor: bigint;
  readonly lineCount: number;
};
