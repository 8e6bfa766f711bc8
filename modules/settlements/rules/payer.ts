import type { OpenReceivable } from './candidates.ts';
import type { Match } from './matching.ts';

/** An account that has the payer's INN; a firm has one for itself and for each of its branches. */
export type PayerAccount = {
  readonly inn: string;
  readonly kpp: string;
  readonly accountId: string;
  readonly groupId: string | null;
  readonly bankAccounts: readonly string[];
};

/** What the statement says of the payer beside the INN. */
export type PayerSide = { readonly kpp: string; readonly bankAccount: string };

/**
 * Whose money it is, when the payer's INN belongs to `accounts`: the only account; else the one whose bank account it
 * came from, the one of the KPP, the one whose debts it settles, if they are of one account; else null: a person says.
 */
export function payerAccount(
  accounts: readonly PayerAccount[],
  side: PayerSide,
  settled: { readonly match: Match; readonly owners: ReadonlyMap<string, OpenReceivable> },
): string | null {
  const [only, second] = accounts;
  if (only === undefined || second === undefined) return only?.accountId ?? null;
  const byBank = accounts.filter((one) => side.bankAccount !== '' && one.bankAccounts.includes(side.bankAccount));
  const byKpp = accounts.filter((one) => side.kpp !== '' && one.kpp === side.kpp);
  return single(byBank) ?? single(byKpp) ?? ofDebts(accounts, settled);
}

const single = ([only, second]: readonly PayerAccount[]): string | null =>
  only !== undefined && second === undefined ? only.accountId : null;

type Settled = { readonly match: Match; readonly owners: ReadonlyMap<string, OpenReceivable> };

// A certain match books each part on its own debt's account, so any of them is right for the payment as a whole.
function ofDebts(accounts: readonly PayerAccount[], { match, owners }: Settled): string | null {
  const known = new Set(accounts.map((one) => one.accountId));
  const settled = match.allocations.flatMap((part) => owners.get(part.receivableId)?.accountId ?? []);
  const own = [...new Set(settled.filter((accountId) => known.has(accountId)))];
  if (match.kind === 'certain') return own[0] ?? accounts[0]?.accountId ?? null;
  return own.length === 1 ? (own[0] ?? null) : null;
}
