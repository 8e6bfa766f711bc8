import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { accounts } from '../contract.ts';
import { accountEvent } from '../events.ts';
import { decideManagerOfNew, decideRegroup } from '../policy.ts';
import { activePersonName, duplicateRefusal, groupName, limitedGroups } from '../queries/checks.ts';
import { similarTo } from '../queries/similar.ts';
import { decideRequisites } from '../rules/requisites.ts';
import { oneLine } from '../rules/text.ts';
import { insertAccount } from '../store/account.ts';
import { takeCodes } from '../store/code.ts';

/** The database's own no, for two who create or edit the same thing at the same moment. */
export const accountConstraints = {
  account_pk: 'accounts.exists',
  account_code_unique: 'accounts.code_taken',
  account_external_unique: 'accounts.code_taken',
  account_inn_kpp_unique: 'accounts.duplicate',
  account_group_fk: 'accounts.group_not_found',
  account_manager_fk: 'accounts.manager_not_found',
} as const;

export const createAccount = command({
  name: 'accounts.create',
  permission: 'accounts.write',
  input: accounts.create.input,
  constraints: accountConstraints,
  async handle(context, { id, code, managerId: wanted, ...fields }) {
    const { tx, orgId, actor, today, emit } = context;
    const manager = decideManagerOfNew(actor, wanted);
    if (!manager.ok) return manager;
    const checked = decideRequisites(fields);
    if (!checked.ok) return checked;
    const requisites = checked.value;

    const duplicate = await duplicateRefusal(context, { ...requisites, exceptId: null });
    if (duplicate !== null) return duplicate;
    const managerName = manager.value === null ? '' : await activePersonName(tx, orgId, manager.value);
    if (managerName === null) return refuse('accounts.manager_not_found');
    const group = requisites.groupId === null ? '' : await groupName(tx, orgId, requisites.groupId);
    if (group === null) return refuse('accounts.group_not_found');
    const limited = await limitedGroups(tx, orgId, {
      groupIds: requisites.groupId === null ? [] : [requisites.groupId],
      today,
    });
    const joining = decideRegroup(actor, limited.size > 0);
    if (!joining.ok) return joining;

    const own = oneLine(code ?? '');
    const given = own === '' ? ((await takeCodes(tx, orgId, 1))[0] ?? '') : own;
    await insertAccount(context, { ...requisites, id, code: given, managerId: manager.value, groupName: group });
    emit(accountEvent('accounts.created', id, { name: requisites.name, code: given, managerName }));
    return ok({
      id,
      version: 1,
      warnings: await similarTo({ read: tx, orgId, actor }, { ...requisites, exceptId: id }),
    });
  },
});
