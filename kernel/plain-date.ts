/** A day without a time or a zone, 'YYYY-MM-DD'. Such texts sort and compare as the days they name. */
export type PlainDate = string;

/** A month, 'YYYY-MM'. */
export type PlainMonth = string;

const dayMs = 86_400_000;
const shape = /^(\d{4})-(\d{2})-(\d{2})$/;
const offset = /(?:Z|[+-]\d{2}:\d{2})$/;
const zones = new Map<string, Intl.DateTimeFormat>();

/** The text as a date, or null unless it is 'YYYY-MM-DD' and names a real day of the years 0001-9999. */
export function parsePlainDate(text: string): PlainDate | null {
  const ms = msOf(text);
  return ms === null ? null : text;
}

/** The day `days` later (earlier when negative). Throws RangeError on what is not a date, or leaves 0001-9999. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateAt(known(date) + whole(days) * dayMs);
}

/** How many days lie from one date to another: negative when `to` is earlier. Throws RangeError on a bad date. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((known(to) - known(from)) / dayMs);
}

/** The same day of a later (earlier) month, or that month's last day: 2026-01-31 + 1 -> 2026-02-28. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const day = new Date(known(date));
  const wanted = day.getUTCDate();
  day.setUTCDate(1);
  day.setUTCMonth(day.getUTCMonth() + whole(months));
  const first = dateAt(day.getTime());
  return addDays(first, Math.min(wanted, daysIn(day)) - 1);
}

/** The month of a date: '2026-02-20' -> '2026-02'. Throws RangeError on a bad date. */
export function monthOf(date: PlainDate): PlainMonth {
  known(date);
  return date.slice(0, 7);
}

/** The day of the week, 1 for Monday to 7 for Sunday. Throws RangeError on a bad date. */
export function weekdayOf(date: PlainDate): number {
  return new Date(known(date)).getUTCDay() || 7;
}

/**
 * The calendar day of an instant in a time zone ('Europe/Moscow'): a shipment at 23:30Z belongs to the next day there.
 * Throws RangeError on an unknown zone, and on a text that is not an ISO instant with Z or an offset.
 */
export function dateOf(instant: string | Date, timeZone: string): PlainDate {
  // Without an offset the text would mean whatever zone this machine is set to.
  if (typeof instant === 'string' && !offset.test(instant)) throw new RangeError('not an instant: it has no offset');
  const parts = zoneOf(timeZone).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

// Making a formatter costs about a hundred times its use.
function zoneOf(timeZone: string): Intl.DateTimeFormat {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  zones.set(timeZone, made);
  return made;
}

function msOf(text: string): number | null {
  if (!shape.test(text) || text.startsWith('0000')) return null;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // Engines roll 30 February over into March.
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text ? null : ms;
}

function known(date: PlainDate): number {
  const ms = msOf(date);
  if (ms === null) throw new RangeError(`not a date: ${date.slice(0, 40)}`);
  return ms;
}

function whole(count: number): number {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number of days or months: ${count}`);
  return count;
}

function dateAt(ms: number): PlainDate {
  const text = new Date(ms).toISOString().slice(0, 10);
  if (msOf(text) === null) throw new RangeError('a date outside the years 0001-9999');
  return text;
}

function daysIn(month: Date): number {
  return new Date(Date.UTC(2000 + (month.getUTCFullYear() % 400), month.getUTCMonth() + 1, 0)).getUTCDate();
}
