import { type PlainDate, parsePlainDate } from '#kernel/plain-date.ts';
import { serialText } from './cell-text.ts';

/** Which comes first in 03/04/2025: the day (Russia, most of the world) or the month (USA). */
export type DateOrder = 'dmy' | 'mdy';

const time = '(?:[T ,]+\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:\\s*[AaPp][Mm]|Z|[+-]\\d{2}:?\\d{2})?)?';
const yearFirst = new RegExp(`^(\\d{4})([-./])(\\d{1,2})\\2(\\d{1,2})${time}$`);
const yearLast = new RegExp(`^(\\d{1,2})([-./])(\\d{1,2})\\2(\\d{4}|\\d{2})(?:\\s*г\\.?)?${time}$`);
const inWords = /^(\d{1,2})\s+([а-я]{3,8})\.?\s+(\d{4})(?:\s*г(?:\.|ода)?)?$/;
const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
// 1927-05-18 to 2173-10-14: a spreadsheet's day number that lost its format.
const serial = /^[1-9]\d{4}(?:\.\d+)?$/;
const months = ['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'];
const longest = 40;
// Two figures: 00-69 are of this century.
const pivot = 70;

/**
 * The day that a text names: 31.12.2025, 31.12.25, 2025-12-31, 20251231, 31/12/2025, 31 декабря 2025 г., a serial
 * number of a spreadsheet; a time after it is dropped. `order` settles slashes and hyphens, points are always
 * day first. Null for what is not a date, such as 30.02.2025.
 */
export function parseDate(text: string, order: DateOrder = 'dmy'): PlainDate | null {
  const trimmed = text.trim();
  if (trimmed.length > longest) return null;
  const iso = yearFirst.exec(trimmed);
  if (iso !== null) return dateOf(iso[1], iso[3], iso[4]);
  const local = yearLast.exec(trimmed);
  if (local !== null) return localDate(local, order);
  const joined = compact.exec(trimmed);
  if (joined !== null) return dateOf(joined[1], joined[2], joined[3]);
  const words = inWords.exec(trimmed.toLowerCase());
  if (words !== null) return dateOf(words[3], String(monthOf(words[2] ?? '')), words[1]);
  if (!serial.test(trimmed)) return null;
  return serialText(trimmed, { epoch1904: false, timeOnly: false })?.slice(0, 10) ?? null;
}

function localDate([, first, sign, second, year = '']: RegExpExecArray, order: DateOrder): PlainDate | null {
  const full = year.length === 4 ? year : String(Number(year) + (Number(year) < pivot ? 2000 : 1900));
  return order === 'mdy' && sign !== '.' ? dateOf(full, first, second) : dateOf(full, second, first);
}

function dateOf(year = '', month = '', day = ''): PlainDate | null {
  return parsePlainDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function monthOf(word: string): number {
  // "мар" before "ма": March and May begin alike.
  return months.findIndex((start) => word.startsWith(start)) + 1;
}
