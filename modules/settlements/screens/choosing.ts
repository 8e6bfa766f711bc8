import { minorText, parseMinor } from '#kernel/money.ts';

/** Sums typed for debts, by the debt. */
export type Chosen = Readonly<Record<string, string>>;

/** The total of what is chosen; `bad`: a sum cannot be read or is not above zero. */
export function sumOf(chosen: Chosen): { readonly total: bigint; readonly bad: boolean } {
  const sums = Object.values(chosen).map((text) => parseMinor(text));
  const total = sums.reduce<bigint>((whole, sum) => whole + (sum ?? 0n), 0n);
  return { total, bad: sums.some((sum) => sum === null || sum <= 0n) };
}

type Debt = { readonly id: string; readonly openMinor: string };

/** Fills debts in their order until the money ends. */
export function fill(debts: readonly Debt[], freeMinor: bigint): Chosen {
  const chosen: Record<string, string> = {};
  let left = freeMinor;
  for (const debt of debts) {
    if (left <= 0n) break;
    const open = BigInt(debt.openMinor);
    const isEnough = open >= left;
    const part = isEnough ? left : open;
    chosen[debt.id] = minorText(part);
    left -= part;
  }
  return chosen;
}
