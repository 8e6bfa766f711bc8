import { ok, refuse, type Result } from '#kernel/result.ts';
import type { Debt, Part, Payment } from '../model.ts';

type Wanted = { readonly receivableId: string; readonly sumMinor: bigint };
type Known = { readonly debts: { readonly known: ReadonlyMap<string, Debt> }; readonly groupId: string | null };

export type PartsRefusal =
  | 'settlements.debt_not_found'
  | 'settlements.debt_twice'
  | 'settlements.debt_of_other'
  | 'settlements.over_debt'
  | 'settlements.over_payment'
  | 'settlements.sum_bad';

/**
 * Whether these parts may settle these debts: each above zero and at most what its debt owes, together at most what is
 * left of the payment, and only debts of the payer or of its group.
 */
export function decideParts(payment: Payment & { accountId: string }, wanted: readonly Wanted[], { debts, groupId }: Known): Result<Part[], PartsRefusal> {
  if (new Set(wanted.map((part) => part.receivableId)).size !== wanted.length) return refuse('settlements.debt_twice');
  const parts: Part[] = [];
  for (const { receivableId, sumMinor } of wanted) {
    const debt = debts.known.get(receivableId);
    if (debt === undefined) return refuse('settlements.debt_not_found', { receivableId });
    if (sumMinor <= 0n) return refuse('settlements.sum_bad', { sumMinor: String(sumMinor) });
    const ofGroup = groupId !== null && debt.groupId === groupId;
    if (debt.accountId !== payment.accountId && !ofGroup) return refuse('settlements.debt_of_other', { receivableId });
    if (sumMinor > debt.openMinor) return refuse('settlements.over_debt', { receivableId, openMinor: String(debt.openMinor), sumMinor: String(sumMinor) });
    parts.push({ receivableId, accountId: debt.accountId, sumMinor });
  }
  const total = parts.reduce((sum, part) => sum + part.sumMinor, 0n);
  if (total > payment.unallocatedMinor) return refuse('settlements.over_payment', { leftMinor: String(payment.unallocatedMinor), sumMinor: String(total) });
  return ok(parts);
}
