import { ok, type Result, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import type { ActContext } from '#platform/command.ts';
import type { Account } from '../model.ts';
import { decideEdit } from '../rules/life.ts';
import { lockAccount, lockAccounts } from '../store/account.ts';

/** Locks an account that the actor sees. One that is not seen is not found. */
export async function lockSeen(
  { tx, orgId, actor }: ActContext,
  accountId: string,
): Promise<Result<Account, 'accounts.not_found'>> {
  const account = await lockAccount(tx, orgId, accountId);
  return account !== null && sees(actor, account.managerId) ? ok(account) : refuse('accounts.not_found');
}

/** Locks an account that the actor sees and that may be changed: not one of the archive. */
export async function lockOpen(
  context: ActContext,
  accountId: string,
): Promise<Result<Account, 'accounts.not_found' | 'accounts.archived'>> {
  const found = await lockSeen(context, accountId);
  if (!found.ok) return found;
  const open = decideEdit(found.value);
  return open.ok ? found : open;
}

/** Locks all the accounts, or refuses if any of them is not seen or is in the archive. */
export async function lockAllOpen(
  { tx, orgId, actor }: ActContext,
  accountIds: readonly string[],
): Promise<Result<Account[], 'accounts.not_found' | 'accounts.archived'>> {
  const found = await lockAccounts(tx, orgId, accountIds);
  if (found.length < accountIds.length || !found.every((one) => sees(actor, one.managerId)))
    return refuse('accounts.not_found');
  return found.some((one) => one.archived) ? refuse('accounts.archived') : ok(found);
}
