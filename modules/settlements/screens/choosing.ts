import { formatMinor, parseMinor } from '#kernel/money.ts';
import type { Lang } from '#kernel/texts.ts';

/** Sums typed for debts, by the debt. */
export type Chosen = Readonly<Record<string, string>>;

/** The total of what is chosen; `bad`: a sum cannot be read or is not above zero. */
export function sumOf(chosen: Chosen): { readonly total: bigint; readonly bad: boolean } {
  const sums = Object.values(chosen).map((text) => parseMinor(text));
  const total = sums.reduce<bigint>((whole, sum) => whole + (sum ?? 0n), 0n);
  return { total, bad: sums.some((sum) => sum === null || sum <= 0n) };
}

type Debt = { readonly id: string; readonly openMinor: string };

/** A sum as it stands in a field: '1 234,50', to be typed over. */
export const typed = (minor: bigint, lang: Lang): string => formatMinor(minor, lang).replaceAll('\u202f', '\u00a0');

/** Fills debts in their order until the money ends. */
export function fill(debts: readonly Debt[], freeMinor: bigint, lang: Lang): Chosen {
  const chosen: Record<string, string> = {};
  let left = freeMinor;
  for (const debt of debts) {
    if (left <= 0n) break;
    const open = BigInt(debt.openMinor);
    const isEnough = open >= left;
    const part = isEnough ? left : open;
    chosen[debt.id] = typed(part, lang);
    left -= part;
  }
  return chosen;
}
