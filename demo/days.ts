/** Days and hours of the demo company: people work on working days, by Moscow. */
import { isWorkingDay } from '#kernel/calendar.ts';
import { addDays, type PlainDate, weekdayOf } from '#kernel/plain-date.ts';

/** Whether people work; where no production calendar is known, from Monday to Friday. */
export function isWorked(date: PlainDate): boolean {
  const known = isWorkingDay(date);
  return known.ok ? known.value : weekdayOf(date) < 6;
}

/** Working days from one date to another, both included. */
export function workingDays(from: PlainDate, to: PlainDate): PlainDate[] {
  const days: PlainDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (isWorked(day)) days.push(day);
  return days;
}

/** The n-th working day after the date (before it when negative). */
export function worked(date: PlainDate, n: number): PlainDate {
  let day = date;
  for (let left = Math.abs(n); left > 0; ) {
    day = addDays(day, Math.sign(n));
    if (isWorked(day)) left -= 1;
  }
  return day;
}

/** The date, or the first working day after it. */
export function workedFrom(date: PlainDate): PlainDate {
  return isWorked(date) ? date : worked(date, 1);
}

/** The moment of a working day by Moscow (UTC+3 all year), minutes since its midnight. */
export function momentOn(date: PlainDate, minutes: number): number {
  return Date.parse(`${date}T00:00:00Z`) + (minutes - 180) * 60_000;
}

export const instant = (ms: number): string => new Date(ms).toISOString();
