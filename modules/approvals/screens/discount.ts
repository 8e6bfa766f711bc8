/** A discount as people type it. */
import { decimalText, parseDecimal } from '#kernel/decimal.ts';

const percent = { scale: 2, least: 0 };

/** Basis points of a typed percent; null for what is not one. */
export function discountFrom(text: string): number | null {
  const bp = parseDecimal(text.replace('%', '').trim(), percent.scale);
  return bp !== null && bp >= -10_000n && bp <= 9_999n ? Number(bp) : null;
}

export const discountText = (bp: number): string => decimalText(BigInt(bp), percent).replace('.', ',');
