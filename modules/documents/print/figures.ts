import { formatMinor } from '#kernel/money.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { formatPriceE4, formatQuantity } from '#kernel/price.ts';

/** What a form shows where there is nothing to say. */
export const dash = '--';

const months = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
];
// C0 and C1 controls, zero-width and bidirectional marks: they print as nothing or reorder what is around them.
const unprintable = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/gu;

/** Kopecks on paper: 123456n -> "1 234,56", with no-break spaces. */
export function paperSum(minor: bigint | string): string {
  return onPaper(formatMinor(BigInt(minor), 'ru'));
}

/** A unit price on paper, two to four fraction digits. */
export function paperPrice(priceE4: bigint | string): string {
  return onPaper(formatPriceE4(BigInt(priceE4), 'ru'));
}

/** A quantity on paper, no idle zeros: "1 500", "0,5". */
export function paperQuantity(quantityMilli: bigint | string): string {
  return onPaper(formatQuantity(BigInt(quantityMilli), 'ru'));
}

/** '2026-11-21' -> '21.11.2026'; '' stays ''. */
export function shortDate(date: PlainDate | ''): string {
  return date.split('-').reverse().join('.');
}

/** '2026-11-21' -> '21 ноября 2026 г.' with no-break spaces; '' stays ''. */
export function longDate(date: PlainDate | ''): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return date === '' ? '' : `${Number(day)}\u00a0${months[Number(month) - 1]}\u00a0${year}\u00a0г.`;
}

/** A text as one line of print: control and direction marks out, runs of spaces and line ends to one space. */
export function printable(text: string): string {
  return text.replace(unprintable, ' ').replace(/ {2,}/g, ' ').trim();
}

/**
 * A printable text that may also be broken inside its long words (articles, registration numbers), so that a narrow
 * column holds it: after every `run` characters without a space, and in such words after a slash.
 */
export function breakable(text: string, run: number): string {
  const long = new RegExp(`\\S{${run + 1},}`, 'gu');
  const piece = new RegExp(`/|[^/]{${run}}(?=.)`, 'gu');
  return printable(text).replace(long, (word) => word.replace(piece, '$&\u200b'));
}

/** ИНН/КПП in one field: "7707083893/770701001", "500100732259" for a person, dashes for none. */
export function innKpp({ inn, kpp }: { readonly inn: string; readonly kpp: string }): string {
  if (inn === '') return dash;
  return kpp === '' ? inn : `${inn}/${kpp}`;
}

/** The value, or the form's dashes. */
export function orDash(text: string): string {
  return text === '' ? dash : text;
}

/** The narrow space screens use between thousands is not in the papers' font. */
function onPaper(text: string): string {
  return text.replaceAll('\u202f', '\u00a0');
}
