import { divRound } from '#kernel/rounding.ts';
import { type BulkRounding, roundingSteps } from '../model.ts';

/**
 * A price changed by basis points (500 adds 5 %) and rounded once, half away from zero, to the step; 1/10000 rouble.
 * The SQL of the bulk change counts the same (`commands/bulk.ts`); a test holds them together.
 */
export function changedPrice(priceE4: bigint, changeBp: number, roundTo: BulkRounding): bigint {
  const step = roundingSteps[roundTo];
  return divRound(priceE4 * BigInt(10_000 + changeBp), 10_000n * step) * step;
}
