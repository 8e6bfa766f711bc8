/** What people type into cells, as the wire wants it. */
import { decimalText, parseDecimal } from '#kernel/decimal.ts';
import { parseQuantityMilli, quantityText } from '#kernel/price.ts';

const mostMilli = 9_999_999_999_999n;
const percent = { scale: 2, least: 0 };

/** A quantity above zero as digits of thousandths; null for what is not one. */
export function quantityFrom(text: string): string | null {
  const milli = parseQuantityMilli(text.trim());
  return milli !== null && milli > 0n && milli <= mostMilli ? String(milli) : null;
}

/** A discount in basis points, below zero for a mark-up; null for what is not one. Nothing is no discount. */
export function discountFrom(text: string): number | null {
  const bare = text.replace('%', '').trim();
  if (bare === '') return 0;
  const bp = parseDecimal(bare, percent.scale);
  return bp !== null && bp >= -10_000n && bp <= 9_999n ? Number(bp) : null;
}

/** How a cell begins to be edited. */
export const quantityEdit = (milli: string): string => quantityText(BigInt(milli)).replace('.', ',');
export const discountEdit = (bp: number): string =>
  bp === 0 ? '' : decimalText(BigInt(bp), percent).replace('.', ',');
