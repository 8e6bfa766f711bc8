/** Who gets goods that became free, and when the others get theirs (domain.md, Stock). Quantities in thousandths. */
import { arrivalDay, freeMilli, type StockLevel } from '#modules/stock/index.ts';

/** A line that waits. `number` and `position` tell its place in the queue: the oldest order first. */
export type WaitingLine = {
  readonly orderId: string;
  readonly lineId: string;
  readonly productId: string;
  readonly warehouseId: string;
  readonly number: number;
  readonly position: number;
  readonly waitingMilli: bigint;
  /** Nothing is sold to its account on credit now: it keeps its place and its day, and gets nothing. */
  readonly stopped: boolean;
};

/** What a line gets now, and the day by which arrivals cover the rest of it and all that waits before it. */
export type SharedLine<W extends WaitingLine = WaitingLine> = W & {
  readonly givenMilli: bigint;
  readonly dayOn: string | null;
};

/** Levels by `placeKey`. */
export type Levels = ReadonlyMap<string, Pick<StockLevel, 'onHandMilli' | 'reservedMilli' | 'arrivals'>>;

/** The key of a product in a warehouse. */
export const placeKey = (line: Pick<WaitingLine, 'productId' | 'warehouseId'>): string =>
  `${line.productId} ${line.warehouseId}`;

/**
 * Shares what is free of each product in each warehouse among the lines that wait for it, the oldest order first. No line
 * gets more than it waits for, no product gives more than is free, nothing stays free while somebody who may have it waits.
 * Answers every line, in the order of the queue.
 */
export function shareGoods<W extends WaitingLine>(waiting: readonly W[], levels: Levels): SharedLine<W>[] {
  const queue = [...waiting].sort((a, b) => a.number - b.number || a.position - b.position);
  const [given, behind] = [new Map<string, bigint>(), new Map<string, bigint>()];
  return queue.map((line) => {
    const key = placeKey(line);
    const level = levels.get(key);
    const there = level === undefined ? 0n : freeOf(level) - (given.get(key) ?? 0n);
    const most = line.stopped ? 0n : line.waitingMilli;
    const givenMilli = there < most ? there : most;
    given.set(key, (given.get(key) ?? 0n) + givenMilli);
    const left = line.waitingMilli - givenMilli;
    const before = (behind.get(key) ?? 0n) + left;
    behind.set(key, before);
    return { ...line, givenMilli, dayOn: left === 0n ? null : arrivalDay(level?.arrivals ?? [], before) };
  });
}

const freeOf = ({ onHandMilli, reservedMilli }: Pick<StockLevel, 'onHandMilli' | 'reservedMilli'>): bigint =>
  freeMilli({ productId: '', onHandMilli, reservedMilli, waitingMilli: 0n, arrivals: [], nextArrival: null });

/** Until when the goods stay promised, by the org's policy. */
export function reserveUntil(context: { readonly now: string }, hours: number): string {
  return new Date(Date.parse(context.now) + hours * 3_600_000).toISOString();
}
