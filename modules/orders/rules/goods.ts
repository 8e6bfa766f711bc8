/** Who gets goods that became free: the oldest order first (domain.md, Stock). Quantities in thousandths. */

/** A line that waits. `number` and `position` tell its place in the queue. */
export type WaitingLine = {
  readonly orderId: string;
  readonly lineId: string;
  readonly productId: string;
  readonly warehouseId: string;
  readonly number: number;
  readonly position: number;
  readonly waitingMilli: bigint;
};

export type GivenGoods = WaitingLine & { readonly givenMilli: bigint };

/** The key of a product in a warehouse. */
export const placeKey = (line: Pick<WaitingLine, 'productId' | 'warehouseId'>): string =>
  `${line.productId} ${line.warehouseId}`;

/**
 * Shares what is free of each product in each warehouse (by `placeKey`) among the lines that wait for it. No line gets
 * more than it waits for, no product gives more than is free, and nothing stays free while somebody waits.
 */
export function shareGoods(waiting: readonly WaitingLine[], free: ReadonlyMap<string, bigint>): GivenGoods[] {
  const left = new Map(free);
  const queue = [...waiting].sort((a, b) => a.number - b.number || a.position - b.position);
  return queue.flatMap((line) => {
    const key = placeKey(line);
    const there = left.get(key) ?? 0n;
    const givenMilli = there < line.waitingMilli ? there : line.waitingMilli;
    if (givenMilli <= 0n) return [];
    left.set(key, there - givenMilli);
    return [{ ...line, givenMilli }];
  });
}
