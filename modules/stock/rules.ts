import type { ReservationPlan, StockLevel } from './model.ts';

/** What can be promised now; never below zero. */
export function freeMilli(level: StockLevel | undefined): bigint {
  const free = (level?.onHandMilli ?? 0n) - (level?.reservedMilli ?? 0n);
  return free > 0n ? free : 0n;
}

/** Promises what is free and leaves the rest waiting for the nearest arrival (domain.md, Stock). */
export function planReservation(level: StockLevel | undefined, wantedMilli: bigint): ReservationPlan {
  const free = freeMilli(level);
  const reserveMilli = wantedMilli < free ? wantedMilli : free;
  const backorderMilli = wantedMilli - reserveMilli;
  return { reserveMilli, backorderMilli, expectedOn: backorderMilli > 0n ? (level?.nextArrival?.expectedOn ?? null) : null };
}

type Promised = { readonly productId: string; readonly reservedMilli: bigint };

/** The levels as if these promises were taken back: an order that is planned anew competes with others, not with itself. */
export function withoutOwn(levels: ReadonlyMap<string, StockLevel>, own: readonly Promised[]): Map<string, StockLevel> {
  const freed = new Map(levels);
  for (const line of own) {
    const level = freed.get(line.productId);
    if (level !== undefined) freed.set(line.productId, { ...level, reservedMilli: level.reservedMilli - line.reservedMilli });
  }
  return freed;
}
