import { decimalText, formatDecimal, type ParseOptions, parseDecimal } from './decimal.ts';
import { withoutCurrency } from './money.ts';
import { divRound } from './rounding.ts';
import type { Lang } from './texts.ts';

const priceDigits = { scale: 4, least: 2 };
const quantityDigits = { scale: 3, least: 0 };
const percentDigits = { scale: 2, least: 0 };
const wholeBp = 10_000;
// 10^-4 roubles x 10^-3 units = 10^-7 roubles = 10^-5 kopecks.
const unitsInKopeck = 100_000n;

/** A line's sum in kopecks: price in 1/10000 rouble x quantity in thousandths, rounded half away from zero. */
export function lineSum(priceE4: bigint, quantityMilli: bigint): bigint {
  return divRound(priceE4 * quantityMilli, unitsInKopeck);
}

/**
 * A price less a discount in basis points (1250 = 12.5 %), rounded half away from zero to 1/10000 rouble.
 * A negative discount is a mark-up. Throws RangeError when `bp` is not an integer or is over 10000.
 */
export function discounted(priceE4: bigint, bp: number): bigint {
  if (!Number.isSafeInteger(bp) || bp > wholeBp) throw new RangeError(`not a discount in basis points: ${bp}`);
  return divRound(priceE4 * BigInt(wholeBp - bp), BigInt(wholeBp));
}

/** Reads a unit price in roubles into 1/10000 rouble: "12,3456 ₽" -> 123456n; null for what is not a price. */
export function parsePriceE4(text: string, options: ParseOptions = {}): bigint | null {
  return parseDecimal(withoutCurrency(text), priceDigits.scale, options);
}

/**
 * Reads a quantity into thousandths: "1 000,5" -> 1000500n; null for what is not a quantity.
 * A currency sign is refused: it tells that a column of sums was taken for quantities.
 */
export function parseQuantityMilli(text: string, options: ParseOptions = {}): bigint | null {
  return parseDecimal(text, quantityDigits.scale, options);
}

/** A unit price for files and forms, two to four fraction digits: 123000n -> "12.30", 123456n -> "12.3456". */
export function priceText(priceE4: bigint): string {
  return decimalText(priceE4, priceDigits);
}

/** A quantity for files and forms, no idle zeros: 1500n -> "1.5", 12000n -> "12". */
export function quantityText(quantityMilli: bigint): string {
  return decimalText(quantityMilli, quantityDigits);
}

/** A unit price as people read it, two to four fraction digits: 12345600n -> "1 234,56" (ru). */
export function formatPriceE4(priceE4: bigint, lang: Lang): string {
  return formatDecimal(priceE4, lang, priceDigits);
}

/** A quantity as people read it, no idle zeros: 1234500n -> "1 234,5" (ru). */
export function formatQuantity(quantityMilli: bigint, lang: Lang): string {
  return formatDecimal(quantityMilli, lang, quantityDigits);
}

/** Basis points as people read them: 1250 -> "12,5 %" (ru, no-break space), "12.5%" (en). Throws on a fraction. */
export function formatPercentBp(bp: number, lang: Lang): string {
  return `${formatDecimal(BigInt(bp), lang, percentDigits)}${lang === 'ru' ? '\u00a0%' : '%'}`;
}
