import type { DateOrder } from './dates.ts';
import type { SourceRow } from './problem.ts';

// 12/31/2010 8:26 and the like. Points are always day first, a year in front needs no guess.
const ambiguous = /^(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/;
const monthsMost = 12;
// A file that begins so has no such dates at all.
const withoutMost = 1_000;
const rowsMost = 200_000;

/** Which order a date tells of by itself: 31/12/2010 day first, 12/31/2010 month first; null when it may be either. */
export function orderTold(text: string): DateOrder | null {
  const [, first, , second] = ambiguous.exec(text.trim()) ?? [];
  if (Number(first) > monthsMost) return 'dmy';
  return Number(second) > monthsMost ? 'mdy' : null;
}

/**
 * The order of the dates in these columns: of the first one that tells it. Day first when none does in 200,000 rows, or
 * when the first thousand cells have no date that could be read both ways. Leaves the file where it stopped.
 */
export async function guessDateOrder(
  batches: AsyncIterable<readonly SourceRow[]>,
  columns: readonly number[],
): Promise<DateOrder> {
  let rows = 0;
  let without = 0;
  for await (const batch of batches) {
    for (const { cells } of batch) {
      for (const column of columns) {
        const text = cells[column] ?? '';
        const told = orderTold(text);
        if (told !== null) return told;
        if (text !== '') without = ambiguous.test(text) ? Number.NEGATIVE_INFINITY : without + 1;
      }
    }
    rows += batch.length;
    if (rows >= rowsMost || without >= withoutMost) break;
  }
  return 'dmy';
}
