import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Coming, ReservationPlan, StockLevel } from './model.ts';

/** What can be promised now; never below zero. */
export function freeMilli(level: StockLevel | undefined): bigint {
  const free = (level?.onHandMilli ?? 0n) - (level?.reservedMilli ?? 0n);
  return free > 0n ? free : 0n;
}

/** The day by which the arrivals bring so much in all; null when they never do. */
export function arrivalDay(arrivals: readonly Coming[], neededMilli: bigint): string | null {
  let coming = 0n;
  for (const arrival of arrivals) {
    coming += arrival.quantityMilli;
    if (coming >= neededMilli) return arrival.expectedOn;
  }
  return null;
}

/**
 * Promises what is free and leaves the rest waiting (domain.md, Stock). The rest stands behind everything that waits
 * already: its day is the one by which arrivals cover them all.
 */
export function planReservation(level: StockLevel | undefined, wantedMilli: bigint): ReservationPlan {
  const free = freeMilli(level);
  const reserveMilli = wantedMilli < free ? wantedMilli : free;
  const backorderMilli = wantedMilli - reserveMilli;
  if (level === undefined || backorderMilli === 0n) return { reserveMilli, backorderMilli, expectedOn: null };
  const expectedOn = arrivalDay(level.arrivals, level.waitingMilli + backorderMilli);
  return { reserveMilli, backorderMilli, expectedOn };
}

type Promised = { readonly productId: string; readonly reservedMilli: bigint };

/** The levels as if these promises were taken back: an order that is planned anew competes with others, not with itself. */
export function withoutOwn(levels: ReadonlyMap<string, StockLevel>, own: readonly Promised[]): Map<string, StockLevel> {
  const freed = new Map(levels);
  for (const line of own) {
    const level = freed.get(line.productId);
    if (level === undefined) continue;
    freed.set(line.productId, { ...level, reservedMilli: level.reservedMilli - line.reservedMilli });
  }
  return freed;
}

/** What is on hand may be corrected down to what is promised, no further: promises are taken back by people first. */
export function decideAdjust(level: StockLevel | undefined, byMilli: bigint): Result<bigint, 'stock.promised'> {
  const onHandMilli = (level?.onHandMilli ?? 0n) + byMilli;
  const reservedMilli = level?.reservedMilli ?? 0n;
  if (onHandMilli >= reservedMilli) return ok(onHandMilli);
  return refuse('stock.promised', { freeMilli: String(freeMilli(level)), reservedMilli: String(reservedMilli) });
}

/** What an arrival brings and whether something is awaited of it still: more may come than was expected. */
export function isArrivalOver(openMilli: bigint, cameMilli: bigint, close: boolean): boolean {
  return close || cameMilli >= openMilli;
}
