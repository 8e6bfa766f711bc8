/** Values of the wire as people read them: sums, prices, quantities, percents, dates. */

import { formatDecimal } from '#kernel/decimal.ts';
import { formatMinor } from '#kernel/money.ts';
import { dateOf, daysBetween } from '#kernel/plain-date.ts';
import { formatPercentBp, formatPriceE4, formatQuantity } from '#kernel/price.ts';
import { divRound } from '#kernel/rounding.ts';
import type { Lang } from '#kernel/texts.ts';

/** Space that does not break and is thin. */
const thin = '\u202f';
/**
 * A number as part of a sentence, a field or a chart, where its thin spaces cannot be widened: our font's are 1/8 em,
 * so no-break spaces stand instead. In tables and figures `Sum` and its kin widen the thin ones.
 */
export function inText(text: string): string {
  return text.replaceAll(thin, '\u00a0');
}

const noKopecksFrom = 100_000_00n;

/** Digits of the wire or a bigint as a bigint; null for what is not a whole number. */
export function wholeOf(value: string | bigint | null | undefined): bigint | null {
  if (typeof value === 'bigint') return value;
  if (value === null || value === undefined || !/^-?\d+$/.test(value)) return null;
  return BigInt(value);
}

export type SumStyle = {
  /** `auto`: as lists show sums, no kopecks from 100 000 roubles up or when there are none. `always`: as papers do. */
  readonly kopecks?: 'auto' | 'always' | 'never';
  /** Currency sign after a thin space; true by default. */
  readonly sign?: boolean;
};

/** A sum: 12345678n kopecks -> '123 457 ₽'. */
export function sumText(minor: bigint, lang: Lang, { kopecks = 'auto', sign = true }: SumStyle = {}): string {
  const size = minor < 0n ? -minor : minor;
  const shown = kopecks === 'always' || (kopecks === 'auto' && size < noKopecksFrom && minor % 100n !== 0n);
  return formatMinor(minor, lang, { kopecks: shown }) + (sign ? `${thin}₽` : '');
}

const steps = [
  { from: 1_000_000_000_00n, ru: 'млрд', en: 'bn' },
  { from: 1_000_000_00n, ru: 'млн', en: 'm' },
  { from: 10_000_00n, ru: 'тыс.', en: 'k' },
] as const;

/** A sum in few signs for figures and axes: '1,2 млн ₽'. */
export function shortSumText(minor: bigint, lang: Lang): string {
  const size = minor < 0n ? -minor : minor;
  const step = steps.find((one) => size >= one.from);
  if (step === undefined) return sumText(minor, lang, { kopecks: 'never' });
  const base = step.from === 10_000_00n ? 1_000_00n : step.from;
  const tenths = (size * 10n + base / 2n) / base;
  const whole = formatMinor((tenths / 10n) * 100n, lang, { kopecks: false });
  const tenth = tenths % 10n === 0n || tenths >= 1000n ? '' : `${lang === 'ru' ? ',' : '.'}${tenths % 10n}`;
  return `${minor < 0n ? '\u2212' : ''}${whole}${tenth}\u00a0${step[lang]}${thin}₽`;
}

/** A unit price in 1/10000 rouble: '1 234,56 ₽'. */
export function unitPriceText(e4: bigint, lang: Lang): string {
  return `${formatPriceE4(e4, lang)}${thin}₽`;
}

/** A quantity in thousandths with its unit: '1 200 шт.' */
export function amountText(milli: bigint, lang: Lang, unit = ''): string {
  return formatQuantity(milli, lang) + (unit === '' ? '' : `\u00a0${unit}`);
}

/**
 * Basis points: 1250 -> '12,5 %'. Rounded half away from zero to `digits`, 1 by default; 2 shows all there is, as
 * terms do.
 */
export function percentText(bp: number, lang: Lang, digits: 0 | 1 | 2 = 1): string {
  if (digits === 2) return formatPercentBp(bp, lang);
  const rounded = divRound(BigInt(bp), digits === 1 ? 10n : 100n);
  // As many digits in every row: columns of percents stay aligned.
  const text = formatDecimal(rounded, lang, { scale: digits, least: digits });
  return lang === 'ru' ? `${text}\u00a0%` : `${text}%`;
}

const locales = { ru: 'ru-RU', en: 'en-GB' } as const;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(lang: Lang, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = lang + timeZone + JSON.stringify(options);
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locales[lang], { ...options, timeZone });
  formats.set(key, made);
  return made;
}

const dayMonth: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
const dayMonthYear: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };
const fullDay: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric', weekday: 'long' };
const minutes: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' };

/** Russian short months come with a dot ('21 нояб.'): we write three letters. */
function trimmed(text: string, lang: Lang): string {
  if (lang === 'en') return text;
  return text.replace(' г.', '').replace(/([а-я]{3})[а-я]*\.?/, '$1');
}

/** Who reads: the language, the day it is there and the zone. */
export type Reader = { readonly lang: Lang; readonly today: string; readonly timeZone: string };

/** A day: '21 ноя', with the year when it is another one. */
export function dayText(date: string, { lang, today }: Reader): string {
  const options = date.slice(0, 4) === today.slice(0, 4) ? dayMonth : dayMonthYear;
  return trimmed(formatOf(lang, 'UTC', options).format(new Date(`${date}T00:00:00Z`)), lang);
}

/** A month ('YYYY-MM' or its first day): 'ноя', with the year when it is another one. */
export function monthText(month: string, { lang, today }: Pick<Reader, 'lang' | 'today'>): string {
  const options: Intl.DateTimeFormatOptions =
    month.slice(0, 4) === today.slice(0, 4) ? { month: 'short' } : { month: 'short', year: 'numeric' };
  return trimmed(formatOf(lang, 'UTC', options).format(new Date(`${month.slice(0, 7)}-01T00:00:00Z`)), lang);
}

/** A moment: '14:20' today, 'вчера, 14:20', '21 ноя', '21 ноя 2025'. */
export function momentText(instant: string, reader: Reader): string {
  const { lang, today, timeZone } = reader;
  const date = dateOf(instant, timeZone);
  const time = formatOf(lang, timeZone, minutes).format(new Date(instant));
  const ago = daysBetween(date, today);
  if (ago === 0) return time;
  if (ago === 1) return `${lang === 'ru' ? 'вчера' : 'yesterday'}, ${time}`;
  return dayText(date, reader);
}

/** A day or a moment in full, as on hover: 'суббота, 21 ноября 2026 г., 14:20'. */
export function fullText(value: string, { lang, timeZone }: Reader): string {
  if (value.length === 10) return formatOf(lang, 'UTC', fullDay).format(new Date(`${value}T00:00:00Z`));
  const at = new Date(value);
  return `${formatOf(lang, timeZone, fullDay).format(at)}, ${formatOf(lang, timeZone, minutes).format(at)}`;
}

/** A day or a moment, short: by the length of the text. */
export function dateText(value: string, reader: Reader): string {
  return value.length === 10 ? dayText(value, reader) : momentText(value, reader);
}
