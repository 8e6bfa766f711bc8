import { sumMinor } from './money.ts';

/**
 * Splits a whole in proportion to weights, in whole units (kopecks, packs): parts add up exactly and each is
 * within one unit of its exact share. Left-over units go to the largest remainders; ties go to the earlier part,
 * so that the same split is always the same. A negative whole is split as its opposite.
 * Throws RangeError on a negative weight, and when there is something to split and all weights are zero.
 */
export function allocate(whole: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.some((weight) => weight < 0n)) throw new RangeError('a weight is negative');
  if (whole < 0n) return allocate(-whole, weights).map((part) => -part);
  if (whole === 0n) return weights.map(() => 0n);

  const total = sumMinor(weights);
  if (total === 0n) throw new RangeError('nothing to split by: all weights are zero');

  const parts = weights.map((weight) => (whole * weight) / total);
  const leftOver = Number(whole - sumMinor(parts));
  const byRemainder = weights
    .map((weight, at) => ({ at, remainder: (whole * weight) % total }))
    .sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1));
  const lucky = new Set(byRemainder.slice(0, leftOver).map(({ at }) => at));
  return parts.map((part, at) => (lucky.has(at) ? part + 1n : part));
}
