import { daysBetween, type PlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';

/** Debts that are late by `fromDays` to `toDays` days, both included; the first bucket is what is not due yet. */
export type AgeingBucket = {
  /** 'not_due', '1-7', ..., '90+': stands in addresses and column keys. */
  readonly code: string;
  /** null: any number of days before the due date. */
  readonly fromDays: number | null;
  /** null: any number of days after. */
  readonly toDays: number | null;
};

const mostBounds = 12;
const mostDays = 36_500;

/** Last day of each bucket: not due, 1-7, 8-30, 31-60, 61-90, 90+. */
export const defaultAgeingBounds: readonly number[] = [7, 30, 60, 90];

/**
 * Buckets by their last days late, rising: [7, 30] -> not due, 1-7, 8-30, 30+. Refuses an empty or too long list,
 * and bounds that are not whole rising numbers from 1 to 36500.
 */
export function ageingBuckets(bounds: readonly number[]): Result<readonly AgeingBucket[], 'settlements.ageing_bounds'> {
  const areRight = bounds.every(
    (bound, at) => Number.isInteger(bound) && bound > (bounds[at - 1] ?? 0) && bound <= mostDays,
  );
  if (!areRight || bounds.length === 0 || bounds.length > mostBounds) return refuse('settlements.ageing_bounds');
  return ok(bucketsTo(bounds));
}

/** The buckets an org has until it sets its own. */
export const defaultAgeingBuckets: readonly AgeingBucket[] = bucketsTo(defaultAgeingBounds);

/**
 * The bucket of a debt on a day: 0 days late (due today) is not due yet. `buckets` come from `ageingBuckets`.
 * Throws RangeError on what is not a date.
 */
export function bucketOf(
  dueOn: PlainDate,
  asOf: PlainDate,
  buckets: readonly AgeingBucket[] = defaultAgeingBuckets,
): AgeingBucket {
  const late = daysBetween(dueOn, asOf);
  const found = buckets.find(({ toDays }) => toDays === null || late <= toDays);
  if (found === undefined) throw new RangeError('ageing buckets without a last one');
  return found;
}

function bucketsTo(bounds: readonly number[]): AgeingBucket[] {
  const closed = bounds.map((toDays, at) => {
    const fromDays = (bounds[at - 1] ?? 0) + 1;
    return { code: fromDays === toDays ? `${toDays}` : `${fromDays}-${toDays}`, fromDays, toDays };
  });
  const last = bounds.at(-1) ?? 0;
  return [
    { code: 'not_due', fromDays: null, toDays: 0 },
    ...closed,
    { code: `${last}+`, fromDays: last + 1, toDays: null },
  ];
}
