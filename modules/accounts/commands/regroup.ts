import { ok, type Result, refuse } from '#kernel/result.ts';
import type { ActContext } from '#platform/command.ts';
import { decideRegroup } from '../policy.ts';
import { groupName, limitedGroups } from '../queries/checks.ts';
import { lockStandings } from '../store/account.ts';

type Move = {
  readonly accountIds: readonly string[];
  readonly from: readonly (string | null)[];
  readonly to: string | null;
};

/**
 * Locks the credit standings that a change of group moves, after asking whether the actor may make it. Answers the name
 * of the new group, '' for none.
 */
export async function regroup(
  { tx, orgId, actor, today }: ActContext,
  { accountIds, from, to }: Move,
): Promise<Result<string, 'accounts.group_not_found' | 'accounts.may_not_regroup'>> {
  const name = to === null ? '' : await groupName(tx, orgId, to);
  if (name === null) return refuse('accounts.group_not_found');
  const groupIds = [...new Set([to, ...from])].filter((id) => id !== null);
  const limited = await limitedGroups(tx, orgId, { groupIds, today });
  const may = decideRegroup(actor, limited.size > 0);
  if (!may.ok) return may;
  await lockStandings(tx, orgId, { accountIds, groupIds });
  return ok(name);
}
