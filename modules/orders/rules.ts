import { lineSum } from '#kernel/price.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { CreditDecision } from '#modules/credit/index.ts';
import type { PricedLine } from '#modules/pricing/index.ts';
import { planReservation, type ReservationPlan, type StockLevels } from '#modules/stock/index.ts';
import { type DraftLine, type Granted, type Hold, mayMove, type OrderState, type Totals } from './model.ts';

export const linesMost = 1_000;

/** The totals of an order: sums of its lines' rounded sums. */
export function totalsOf(lines: readonly DraftLine[]): Totals {
  return {
    totalMinor: lines.reduce((sum, line) => sum + line.priced.sumMinor, 0n),
    vatMinor: lines.reduce((sum, line) => sum + line.priced.vatMinor, 0n),
    costMinor: lines.reduce((sum, line) => sum + lineSum(line.priced.costE4 ?? 0n, line.quantityMilli), 0n),
    lineCount: lines.length,
  };
}

/** Margin as a share of what is left without VAT, basis points cut to the whole; null when nothing is left. */
export function marginBp(netMinor: bigint, costMinor: bigint): number | null {
  return netMinor > 0n ? Number(((netMinor - costMinor) * 10_000n) / netMinor) : null;
}

/** The deviations of a line from policy that no standing decision covers. */
type Deviation = Pick<
  PricedLine,
  'productId' | 'manualBp' | 'authorityBp' | 'beyondAuthority' | 'underFloor' | 'floorE4' | 'priceE4'
>;

/** How far a price is below its floor, basis points of the floor; 0 when it is not. Rounded up, so that no authority is overstepped. */
export function underFloorBp(line: Pick<Deviation, 'floorE4' | 'priceE4'>): number {
  if (line.floorE4 === null || line.priceE4 >= line.floorE4) return 0;
  const gap = (line.floorE4 - line.priceE4) * 10_000n;
  return Number((gap + line.floorE4 - 1n) / line.floorE4);
}

/** A decision covers a line as far as it saw it: the same product, no deeper, no lower, no more of it. */
function isGranted(kind: Granted['kind'], line: DraftLine, granted: readonly Granted[]): boolean {
  return granted.some((one) => {
    const allowed = one.lines[line.id];
    if (one.kind !== kind || allowed?.productId !== line.priced.productId) return false;
    if (line.quantityMilli > BigInt(allowed.quantityMilli)) return false;
    if (kind === 'discount') return line.priced.manualBp <= (allowed.bp ?? 0);
    return allowed.priceE4 !== undefined && line.priced.priceE4 >= BigInt(allowed.priceE4);
  });
}

/** Lines whose discount by hand is beyond the maker's authority and is not granted. */
export function beyondAuthority(lines: readonly DraftLine[], granted: readonly Granted[]): DraftLine[] {
  return lines.filter((line) => line.priced.beyondAuthority && !isGranted('discount', line, granted));
}

/** Lines under the floor price that are not granted. */
export function underFloor(lines: readonly DraftLine[], granted: readonly Granted[]): DraftLine[] {
  return lines.filter((line) => line.priced.underFloor && !isGranted('floor', line, granted));
}

export type Checked = {
  readonly lines: readonly DraftLine[];
  readonly credit: CreditDecision;
  readonly granted: readonly Granted[];
};

/** All that holds the order: each is routed, none is a dead end (product.md, rule 1). */
export function holdsOf({ lines, credit, granted }: Checked): Hold[] {
  const discount = beyondAuthority(lines, granted);
  const floor = underFloor(lines, granted);
  const holds: Hold[] = credit.holds.map((hold) => ({ kind: 'credit', code: hold.code, details: hold.details }));
  if (discount.length > 0) {
    const maxBp = Math.max(...discount.map((line) => line.priced.manualBp));
    const authorityBp = Math.min(...discount.map((line) => line.priced.authorityBp));
    holds.push({
      kind: 'discount',
      code: 'orders.beyond_authority',
      details: { lines: discount.length, maxBp, authorityBp },
    });
  }
  if (floor.length > 0) {
    const maxBp = Math.max(...floor.map((line) => underFloorBp(line.priced)));
    holds.push({ kind: 'floor', code: 'orders.under_floor', details: { lines: floor.length, maxBp } });
  }
  return holds;
}

export type ConfirmFacts = {
  readonly state: OrderState;
  readonly lines: readonly DraftLine[];
  readonly minOrderMinor: bigint;
  readonly holds: readonly Hold[];
};

export type ConfirmRefusal = 'orders.wrong_state' | 'orders.empty' | 'orders.under_minimum';

/**
 * What confirming does: the order becomes confirmed, or held while somebody decides. Refused only where no decision
 * would help: nothing to sell, less than the least order of the terms.
 */
export function decideConfirm(facts: ConfirmFacts): Result<'confirmed' | 'held', ConfirmRefusal> {
  if (!mayMove(facts.state, 'confirmed')) return refuse('orders.wrong_state', { state: facts.state });
  if (facts.lines.length === 0) return refuse('orders.empty');
  const { totalMinor } = totalsOf(facts.lines);
  if (totalMinor < facts.minOrderMinor) {
    return refuse('orders.under_minimum', { totalMinor: String(totalMinor), minMinor: String(facts.minOrderMinor) });
  }
  return ok(facts.holds.length > 0 ? 'held' : 'confirmed');
}

export type LinePlan = ReservationPlan & { readonly lineId: string; readonly productId: string };

/**
 * Promises stock to the lines in their order; two lines of one product share what is free, and the second waits behind the
 * first.
 */
export function planLines(lines: readonly DraftLine[], levels: StockLevels): LinePlan[] {
  const left = new Map(levels);
  return [...lines]
    .sort((a, b) => a.position - b.position)
    .map((line) => {
      const { productId } = line.priced;
      const level = left.get(productId);
      const plan = planReservation(level, line.quantityMilli);
      if (level !== undefined) {
        const reservedMilli = level.reservedMilli + plan.reserveMilli;
        left.set(productId, { ...level, reservedMilli, waitingMilli: level.waitingMilli + plan.backorderMilli });
      }
      return { ...plan, lineId: line.id, productId };
    });
}
