/** Colours of ages: what is not due is grey, what is late deepens in one hue. */
const deepest = 5;

/** The colour of a bucket by its place among `count`. */
export function ageTone(at: number, count: number): string {
  if (at === 0) return 'var(--age-0)';
  const late = Math.max(1, count - 2);
  return `var(--age-${Math.min(deepest, 1 + Math.round(((at - 1) * (deepest - 1)) / late))})`;
}
