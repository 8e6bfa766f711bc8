/** Yes, but with smaller discounts: what a decision then allows. */
import { discounted } from '#kernel/price.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Granted, GrantedLine } from '../model.ts';

/** A line that a decision is asked about: what was asked, its discount by hand, its price before that. */
export type AskedLine = {
  readonly lineId: string;
  readonly allowed: GrantedLine;
  readonly manualBp: number;
  readonly beforeE4: bigint;
};

type Change = { readonly lineId: string; readonly manualBp: number };

/**
 * What is allowed for each asked line when some get another discount (basis points). A line that nobody asked about, and
 * a discount deeper than the one that was asked, are refused: that would be an answer to another question.
 */
export function narrowed(
  kind: Granted['kind'],
  asked: readonly AskedLine[],
  changes: readonly Change[],
): Result<Record<string, GrantedLine>, 'approvals.change_not_asked'> {
  const lines = new Map(asked.map((line) => [line.lineId, line]));
  const allowed: Record<string, GrantedLine> = Object.fromEntries(asked.map((line) => [line.lineId, line.allowed]));
  for (const { lineId, manualBp } of changes) {
    const line = lines.get(lineId);
    if (line === undefined || manualBp > line.manualBp) return refuse('approvals.change_not_asked', { lineId });
    const set = kind === 'discount' ? { bp: manualBp } : { priceE4: String(discounted(line.beforeE4, manualBp)) };
    allowed[lineId] = { ...line.allowed, ...set };
  }
  return ok(allowed);
}
