/** What may be done to an account as it stands. Who may do it is in policy.ts. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Account, OpenBusiness } from '../model.ts';

type State = Pick<Account, 'status' | 'archived'>;

export function decideEdit(account: State): Result<null, 'accounts.archived'> {
  return account.archived ? refuse('accounts.archived') : ok(null);
}

export function decideBlock(account: State): Result<null, 'accounts.archived' | 'accounts.already_blocked'> {
  if (account.archived) return refuse('accounts.archived');
  return account.status === 'blocked' ? refuse('accounts.already_blocked') : ok(null);
}

export function decideUnblock(account: State): Result<null, 'accounts.archived' | 'accounts.not_blocked'> {
  if (account.archived) return refuse('accounts.archived');
  return account.status === 'blocked' ? ok(null) : refuse('accounts.not_blocked');
}

/** An account with open orders, a debt or an advance stays in sight. */
export function decideArchive(
  account: State,
  business: OpenBusiness,
): Result<null, 'accounts.already_archived' | 'accounts.open_orders' | 'accounts.open_balance'> {
  if (account.archived) return refuse('accounts.already_archived');
  if (business.openOrders > 0) return refuse('accounts.open_orders', { count: business.openOrders });
  if (business.balanceMinor !== 0n) return refuse('accounts.open_balance');
  return ok(null);
}

export function decideRestore(account: State): Result<null, 'accounts.not_archived'> {
  return account.archived ? ok(null) : refuse('accounts.not_archived');
}

/** Whether an order may be taken: the archive and a block by hand close it, credit has its own say. */
export function decideOrder(
  account: State & Pick<Account, 'blockReason'>,
): Result<null, 'accounts.archived' | 'accounts.blocked'> {
  if (account.archived) return refuse('accounts.archived');
  return account.status === 'blocked' ? refuse('accounts.blocked', { reason: account.blockReason }) : ok(null);
}
