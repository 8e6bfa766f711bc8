import { parsePlainDate } from '#kernel/plain-date.ts';

/**
 * What people type as a date: '21.11.2026', '21.11.26', '21.11' (this year), '2111', '2026-11-21'. Null for
 * anything else.
 */
export function readDate(text: string, today: string): string | null {
  const typed = text.trim();
  if (/^\d{4}-\d\d-\d\d$/.test(typed)) return parsePlainDate(typed);
  const match = /^(\d{1,2})[./\- ]?(\d{1,2})(?:[./\- ]?(\d{2}|\d{4}))?$/.exec(typed);
  if (match === null) return null;
  const [, day = '', month = '', year = today.slice(0, 4)] = match;
  const full = year.length === 2 ? `20${year}` : year;
  return parsePlainDate(`${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}
