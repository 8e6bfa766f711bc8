import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Debt, Part, Payment } from '../model.ts';

type Wanted = { readonly receivableId: string; readonly sumMinor: bigint };

export type PartsFacts = {
  readonly debts: ReadonlyMap<string, Debt>;
  /** The payer's group. */
  readonly groupId: string | null;
  /** Whether the person may see the accounts of a manager. */
  readonly seen: (managerId: string | null) => boolean;
};

export type PartsRefusal =
  | 'settlements.debt_not_found'
  | 'settlements.debt_twice'
  | 'settlements.debt_of_other'
  | 'settlements.debt_of_other_entity'
  | 'settlements.over_debt'
  | 'settlements.over_payment'
  | 'settlements.sum_bad';

/**
 * Whether these parts may settle these debts: each above zero and at most what its debt owes, together at most what is
 * left of the payment; debts owed to the firm that was paid, of the payer or its group, or of another client for whom
 * the payment was proposed: firms pay for each other by the number of the paper (Civil Code art. 313).
 */
export function decideParts(
  payment: Payment & { accountId: string },
  wanted: readonly Wanted[],
  facts: PartsFacts,
): Result<Part[], PartsRefusal> {
  if (new Set(wanted.map((part) => part.receivableId)).size !== wanted.length) return refuse('settlements.debt_twice');
  const proposed = new Set(payment.proposal.map((part) => part.receivableId));
  const parts: Part[] = [];
  for (const { receivableId, sumMinor } of wanted) {
    const debt = facts.debts.get(receivableId);
    if (debt === undefined || !facts.seen(debt.managerId))
      return refuse('settlements.debt_not_found', { receivableId });
    const wrong = problemOf({ payment, debt, sumMinor }, facts, proposed);
    if (wrong !== null) return wrong;
    parts.push({ receivableId, accountId: debt.accountId, sumMinor });
  }
  const total = parts.reduce((sum, part) => sum + part.sumMinor, 0n);
  if (total <= payment.unallocatedMinor) return ok(parts);
  return refuse('settlements.over_payment', {
    leftMinor: String(payment.unallocatedMinor),
    sumMinor: String(total),
  });
}

type One = { readonly payment: Payment & { accountId: string }; readonly debt: Debt; readonly sumMinor: bigint };

function problemOf({ payment, debt, sumMinor }: One, { groupId }: PartsFacts, proposed: ReadonlySet<string>) {
  const { documentNumber: number } = debt;
  if (sumMinor <= 0n) return refuse('settlements.sum_bad', { sumMinor: String(sumMinor) });
  const ofGroup = groupId !== null && debt.groupId === groupId;
  if (debt.accountId !== payment.accountId && !ofGroup && !proposed.has(debt.id)) {
    return refuse('settlements.debt_of_other', { number });
  }
  const { legalEntityId } = payment;
  if (legalEntityId !== null && debt.legalEntityId !== null && legalEntityId !== debt.legalEntityId) {
    return refuse('settlements.debt_of_other_entity', { number });
  }
  if (sumMinor <= debt.openMinor) return null;
  return refuse('settlements.over_debt', {
    number,
    openMinor: String(debt.openMinor),
    sumMinor: String(sumMinor),
  });
}
