/** When a price or a discount may be given, ended and taken back: what was in force stays as it was. */
import type { PlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';

export type Period = { readonly validFrom: PlainDate; readonly validTo: PlainDate | null };
export type LifeOf = 'past' | 'current' | 'future';

/**
 * Whether a price may be given from this day: today (a correction of the same day included) or later. A day gone by
 * may get its first price only: `hasPrice` tells whether the day has one.
 */
export function decidePriceDay(
  day: { readonly validFrom: PlainDate; readonly today: PlainDate },
  hasPrice: boolean,
): Result<null, 'pricing.past_day'> {
  return day.validFrom < day.today && hasPrice ? refuse('pricing.past_day', { dayOn: day.validFrom }) : ok(null);
}

/** Whether something agreed may begin and end on these days: from today on, and for one day at least. */
export function decidePeriod(
  period: Period,
  today: PlainDate,
): Result<null, 'pricing.past_day' | 'pricing.empty_period'> {
  if (period.validTo !== null && period.validTo <= period.validFrom) return refuse('pricing.empty_period');
  return period.validFrom < today ? refuse('pricing.past_day', { dayOn: period.validFrom }) : ok(null);
}

/** Whether something agreed may end on this day: not on a day gone by, and not once it is over. */
export function decideEnd(
  period: Period,
  ask: { readonly validTo: PlainDate | null; readonly today: PlainDate },
): Result<null, 'pricing.past_day' | 'pricing.empty_period' | 'pricing.already_over'> {
  if (period.validTo !== null && period.validTo <= ask.today) return refuse('pricing.already_over');
  if (ask.validTo === null) return ok(null);
  if (ask.validTo <= period.validFrom) return refuse('pricing.empty_period');
  return ask.validTo < ask.today ? refuse('pricing.past_day', { dayOn: ask.validTo }) : ok(null);
}

/** Whether it may be taken back as if it had not been: only before its second day. */
export function decideTakeBack(validFrom: PlainDate, today: PlainDate): Result<null, 'pricing.already_in_force'> {
  return validFrom < today ? refuse('pricing.already_in_force', { sinceOn: validFrom }) : ok(null);
}

/** Where a half-open period stands on a day: its last day is the one before `validTo`. */
export function lifeOf(period: Period, today: PlainDate): LifeOf {
  if (period.validFrom > today) return 'future';
  return period.validTo !== null && period.validTo <= today ? 'past' : 'current';
}
