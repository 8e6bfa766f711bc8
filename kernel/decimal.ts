import { divRound } from './rounding.ts';
import type { Lang } from './texts.ts';

/** How to read a number. */
export type ParseOptions = {
  /** Round digits beyond the scale (half away from zero) instead of refusing them: for float artefacts of spreadsheets. */
  readonly round?: boolean;
};

/** The least and the most fraction digits to show; zeros beyond the least are dropped. */
export type FractionDigits = { readonly scale: number; readonly least: number };

const longestText = 64;
// Fits PostgreSQL's bigint with room to spare.
const mostDigits = 18;
const spaces = ' \u00a0\u2009\u202f';
// Thousands are groups of exactly three: "1 2,5" is two numbers or a slip, not 12.5.
const number = new RegExp(`^([-\u2212]?)[${spaces}]*(\\d+|\\d{1,3}(?:[${spaces}]\\d{3})+)(?:[.,](\\d+))?$`, 'u');
const thousands = /\B(?=(?:\d{3})+$)/g;

/**
 * Reads a decimal number as people and Russian spreadsheets write it into an integer of 10^-scale units.
 * Spaces (plain, no-break, thin) between thousands, comma or point, minus as "-" or U+2212.
 * Returns null for all else: empty, exponents, signs in odd places, non-zero digits beyond the scale
 * (unless `round`), results over 18 digits, texts over 64 characters.
 */
export function parseDecimal(text: string, scale: number, options: ParseOptions = {}): bigint | null {
  if (text.length > longestText) return null;
  const match = number.exec(text.trim());
  if (match === null) return null;

  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, scale).padEnd(scale, '0');
  const beyond = fraction.slice(scale);
  if (options.round !== true && /[1-9]/.test(beyond)) return null;

  const exact = BigInt(whole.replace(/\D/g, '') + kept + beyond);
  const size = divRound(exact, 10n ** BigInt(beyond.length));
  if (size.toString().length > mostDigits) return null;
  return sign === '' ? size : -size;
}

/** Writes 10^-scale units for machines: ASCII minus, point, no thousands: `decimalText(-5n, ...)` -> "-0.05". */
export function decimalText(value: bigint, digits: FractionDigits): string {
  const { minus, whole, fraction } = split(value, digits);
  return `${minus ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Writes 10^-scale units for people: U+202F between thousands, U+2212 minus, comma in Russian, point in English. */
export function formatDecimal(value: bigint, lang: Lang, digits: FractionDigits): string {
  const { minus, whole, fraction } = split(value, digits);
  const point = lang === 'ru' ? ',' : '.';
  const grouped = whole.replace(thousands, '\u202f');
  return `${minus ? '\u2212' : ''}${grouped}${fraction === '' ? '' : `${point}${fraction}`}`;
}

function split(value: bigint, { scale, least }: FractionDigits): { minus: boolean; whole: string; fraction: string } {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const all = digits.slice(digits.length - scale);
  const optional = all.slice(least).replace(/0+$/, '');
  return { minus: value < 0n, whole, fraction: all.slice(0, least) + optional };
}
