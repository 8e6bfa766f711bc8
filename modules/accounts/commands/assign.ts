import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { accounts } from '../contract.ts';
import { accountEvent } from '../events.ts';
import { activePersonName } from '../queries/checks.ts';
import { oneLine } from '../rules/text.ts';
import { moveToManager } from '../store/account.ts';
import { lockAllOpen } from './locked.ts';

/** Makes a person (or nobody) responsible for accounts: all of them or, if one is not the actor's to give, none. */
export const assignAccounts = command({
  name: 'accounts.assign',
  permission: 'accounts.assign',
  input: accounts.assign.input,
  constraints: { account_manager_fk: 'accounts.manager_not_found' },
  async handle(context, { accountIds, managerId, reason }) {
    const { tx, orgId, emit } = context;
    const managerName = managerId === null ? '' : await activePersonName(tx, orgId, managerId);
    if (managerName === null) return refuse('accounts.manager_not_found');
    const found = await lockAllOpen(context, accountIds);
    if (!found.ok) return found;

    const moved = found.value.filter((account) => account.managerId !== managerId);
    if (moved.length > 0)
      await moveToManager(context, { accountIds: moved.map((one) => one.id), managerId, reason: oneLine(reason) });
    const name = managerId === null ? 'accounts.unassigned' : 'accounts.assigned';
    for (const one of moved) emit(accountEvent(name, one.id, { managerId, managerName, reason: oneLine(reason) }));
    return ok({ changed: moved.length, unchanged: found.value.length - moved.length });
  },
});
