/**
 * Divides `n` by `d` and rounds to the nearest whole; exact halves go away from zero (2.5 -> 3, -2.5 -> -3).
 * The only rounding in the product: accounting and VAT in Russia round so (design: formats, part 7).
 * Throws RangeError when `d` is zero.
 */
export function divRound(n: bigint, d: bigint): bigint {
  if (d === 0n) throw new RangeError('division by zero');

  const top = n < 0n ? -n : n;
  const bottom = d < 0n ? -d : d;
  const rounded = (2n * top + bottom) / (2n * bottom);
  return n < 0n === d < 0n ? rounded : -rounded;
}
