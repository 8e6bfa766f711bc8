import data from './calendar-data.json' with { type: 'json' };
import { addDays, type PlainDate, weekdayOf } from './plain-date.ts';
import { ok, type Result, refuse } from './result.ts';

/** The only refusal of this file: the year's production calendar is not published or not loaded yet. */
export type NoCalendar = 'calendar.no_year';

/** How long one has to pay: calendar days, or banking days, which are the working days of the production calendar. */
export type Deferral = { readonly days: number; readonly kind: 'calendar' | 'banking' };

type Year = { daysOff: ReadonlySet<string>; short: ReadonlySet<string>; workingWeekends: ReadonlySet<string> };

const years: ReadonlyMap<string, Year> = new Map(
  Object.entries(data.years).map(([year, facts]) => [
    year,
    {
      daysOff: new Set(facts.daysOff),
      short: new Set(facts.shortDays),
      workingWeekends: new Set(facts.workingWeekendDays),
    },
  ]),
);
const fullDayHours = 8;

/** Whether people and banks work on the day, by the Russian production calendar (five-day week). */
export function isWorkingDay(date: PlainDate): Result<boolean, NoCalendar> {
  const hours = workingHoursOn(date);
  return hours.ok ? ok(hours.value > 0) : hours;
}

/** Hours of work on the day at 40 hours a week: 8, 7 on a short day, 0 on a day off. */
export function workingHoursOn(date: PlainDate): Result<number, NoCalendar> {
  const weekend = weekdayOf(date) > 5;
  const year = years.get(date.slice(0, 4));
  if (year === undefined) return refuse('calendar.no_year', { year: date.slice(0, 4) });

  // A short day works even on a weekend: 2027-02-20 is a short working Saturday.
  if (year.short.has(date)) return ok(fullDayHours - 1);
  if (year.daysOff.has(date)) return ok(0);
  return ok(weekend && !year.workingWeekends.has(date) ? 0 : fullDayHours);
}

/** The date itself when it is a working day, else the first working day after it (Civil Code art. 193). */
export function nextWorkingDay(date: PlainDate): Result<PlainDate, NoCalendar> {
  const working = isWorkingDay(date);
  if (!working.ok) return working;
  return working.value ? ok(date) : addWorkingDays(date, 1);
}

/**
 * The n-th working day after the date, or before it when n is negative; the date itself need not be a working day,
 * and with n = 0 it is returned as it is. Throws RangeError when n is not an integer.
 */
export function addWorkingDays(date: PlainDate, n: number): Result<PlainDate, NoCalendar> {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a whole number of days: ${n}`);
  const step = Math.sign(n);
  let left = Math.abs(n);
  let day = date;
  // Bounded: it ends with a refusal where the calendar's data ends.
  while (left > 0) {
    day = addDays(day, step);
    const working = isWorkingDay(day);
    if (!working.ok) return working;
    if (working.value) left -= 1;
  }
  return ok(day);
}

/** The n-th banking day after the date. Banks' days are taken to be the working days of the production calendar. */
export function addBankingDays(date: PlainDate, n: number): Result<PlainDate, NoCalendar> {
  return addWorkingDays(date, n);
}

/**
 * The day a shipment must be paid by, the day of shipment not counted. Calendar days are counted as they are and
 * need no data; banking days always end on a working day, so 0 banking days on a day off is the next working day.
 * Throws RangeError when `days` is negative or not an integer.
 */
export function dueDate(shippedOn: PlainDate, { days, kind }: Deferral): Result<PlainDate, NoCalendar> {
  if (!Number.isSafeInteger(days) || days < 0) throw new RangeError(`not a deferral in days: ${days}`);
  if (kind === 'calendar') return ok(addDays(shippedOn, days));
  return days === 0 ? nextWorkingDay(shippedOn) : addBankingDays(shippedOn, days);
}

/** The year's norm: working days and hours at 40 hours a week. */
export function yearNorm(year: number): Result<{ workingDays: number; hours: number }, NoCalendar> {
  let workingDays = 0;
  let hours = 0;
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1)) {
    const today = workingHoursOn(day);
    if (!today.ok) return today;
    if (today.value > 0) workingDays += 1;
    hours += today.value;
  }
  return ok({ workingDays, hours });
}
