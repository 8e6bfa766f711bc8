import { decimalText, formatDecimal, type ParseOptions, parseDecimal } from './decimal.ts';
import { divRound } from './rounding.ts';
import type { Lang } from './texts.ts';

const kopeckDigits = { scale: 2, least: 2 };
// "р." is what older Russian spreadsheets put after a sum.
const currencyTail = /(?:руб\.?|р\.?|₽)$/iu;

/**
 * Reads a sum in roubles into kopecks: "1 234,56" -> 123456n, "-5 руб." -> -500n.
 * Returns null for what is not a sum (see `parseDecimal`); `round` accepts float artefacts such as "12.300000000001".
 */
export function parseMinor(text: string, options: ParseOptions = {}): bigint | null {
  return parseDecimal(withoutCurrency(text), kopeckDigits.scale, options);
}

/** Takes the currency off the end of a sum's text: "5 руб." -> "5". */
export function withoutCurrency(text: string): string {
  return text.trim().replace(currencyTail, '');
}

/** Kopecks as roubles for files and forms: 123456n -> "1234.56". */
export function minorText(minor: bigint): string {
  return decimalText(minor, kopeckDigits);
}

/** The exact total in kopecks; 0n for no sums. */
export function sumMinor(sums: Iterable<bigint>): bigint {
  let total = 0n;
  for (const sum of sums) total += sum;
  return total;
}

/**
 * Kopecks as people read them, without the currency sign: 123456n -> "1 234,56" (ru), "1 234.56" (en).
 * `kopecks: false` rounds to whole roubles, half away from zero; papers always show kopecks.
 */
export function formatMinor(minor: bigint, lang: Lang, { kopecks = true }: { kopecks?: boolean } = {}): string {
  if (kopecks) return formatDecimal(minor, lang, kopeckDigits);
  return formatDecimal(divRound(minor, 100n), lang, { scale: 0, least: 0 });
}
