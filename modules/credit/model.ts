/** What the credit rules look at, and what they answer. Sums are kopecks. */

export type Release = {
  readonly id: string;
  /** Only this order, or any order of the account. */
  readonly orderId: string | null;
  readonly maxMinor: bigint;
  readonly validUntil: string;
};

/** What is overdue since one day, and how much of it is the account's own. */
export type Overdue = { readonly days: number; readonly minor: bigint; readonly ownMinor: bigint };

/** The account's standing as it is kept, and the limit in force today. */
export type CreditFacts = {
  readonly accountId: string;
  readonly groupId: string | null;
  readonly receivableMinor: bigint;
  readonly advanceMinor: bigint;
  readonly unbilledMinor: bigint;
  readonly confirmedMinor: bigint;
  /** null: no limit was given, goods go only against prepayment. */
  readonly limitMinor: bigint | null;
  readonly limitScope: 'account' | 'group' | 'none';
  readonly limitUntil: string | null;
  readonly limitId: string | null;
  /** All that is overdue, however little and however short: under a group's limit, of all its accounts. */
  readonly overdueMinor: bigint;
  readonly oldestOverdueDays: number;
  /** What of it this account owes itself. */
  readonly ownOverdueMinor: bigint;
  /** The same by the days it is overdue. */
  readonly overdue: readonly Overdue[];
  readonly stopped: boolean;
  readonly stopReason: string;
  readonly releases: readonly Release[];
};

export const exposureParts = ['receivable', 'unbilled', 'confirmed', 'order', 'advance'] as const;
export type ExposurePart = (typeof exposureParts)[number];

/** The org's policy; every part of the exposure can be switched off. */
export type CreditPolicy = {
  readonly parts: Readonly<Record<ExposurePart, boolean>>;
  /** Share of the limit from which the status is Watch, basis points. */
  readonly watchBp: number;
  readonly overdue: { readonly graceDays: number; readonly minMinor: bigint };
  readonly reserveHours: number;
  readonly stages: {
    readonly order: 'hold' | 'warn';
    readonly shipment: 'block' | 'off';
  };
};

/** Default of domain.md: all parts count, Watch from 80 %, overdue older than 3 days and from 1 000 roubles holds. */
export const defaultPolicy: CreditPolicy = {
  parts: { receivable: true, unbilled: true, confirmed: true, order: true, advance: true },
  watchBp: 8_000,
  overdue: { graceDays: 3, minMinor: 100_000n },
  reserveHours: 72,
  stages: { order: 'hold', shipment: 'block' },
};

export type CreditStatus = 'ok' | 'watch' | 'hold' | 'stop';

export type CreditHold = {
  readonly code: 'credit.over_limit' | 'credit.overdue' | 'credit.stopped' | 'credit.no_limit';
  readonly details: Readonly<Record<string, string | number>>;
};

export type CreditDecision = {
  readonly status: CreditStatus;
  readonly exposureMinor: bigint;
  readonly parts: readonly { readonly name: ExposurePart; readonly minor: bigint }[];
  readonly limitMinor: bigint | null;
  /** How much the exposure is over the limit; 0 within it. */
  readonly overMinor: bigint;
  /** What would still pass today, this order aside: 0 while the account is stopped or held for overdue. */
  readonly canStillSellMinor: bigint;
  readonly holds: readonly CreditHold[];
};

/** The order in question. `prepaid`: fully paid before shipment, so it takes nothing of the limit. */
export type CreditAsk = {
  readonly totalMinor: bigint;
  readonly orderId: string;
  readonly prepaid: boolean;
  readonly now: string;
};

/** How a limit stands on a day: in force, put aside by another one, not yet, or over. */
export type LimitState = 'now' | 'covered' | 'later' | 'over';
