import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { accountGroups } from '../contract.ts';
import { accountEvent, groupEvent } from '../events.ts';
import { oneLine } from '../rules/text.ts';
import { moveToGroup } from '../store/account.ts';
import { insertGroup, lockAccountsOfGroup, lockGroup, saveGroup } from '../store/groups.ts';
import { refreshSearch } from '../store/search.ts';
import { lockAllOpen } from './locked.ts';
import { regroup } from './regroup.ts';

const constraints = {
  account_group_pk: 'accounts.exists',
  account_group_name_unique: 'accounts.group_exists',
} as const;

export const createGroup = command({
  name: 'accounts.create_group',
  permission: 'accounts.write',
  input: accountGroups.create.input,
  constraints,
  async handle({ tx, orgId, emit }, { id, name: given }) {
    const name = oneLine(given);
    if (name === '') return refuse('accounts.group_name_empty');
    await insertGroup(tx, orgId, { id, name });
    emit(groupEvent('accounts.group_created', id, { groupName: name }));
    return ok({ id, version: 1 });
  },
});

/** Renames a group; its accounts are found by the new name at once. */
export const renameGroup = command({
  name: 'accounts.rename_group',
  permission: 'accounts.assign',
  input: accountGroups.rename.input,
  constraints,
  async handle({ tx, orgId, emit }, { groupId, version, name: given }) {
    const name = oneLine(given);
    if (name === '') return refuse('accounts.group_name_empty');
    const group = await lockGroup(tx, orgId, groupId);
    if (group === null) return refuse('accounts.group_not_found');
    if (group.version !== version) return refuse('accounts.changed_meanwhile');
    if (group.name === name) return ok({ id: groupId, version });
    await saveGroup(tx, orgId, { id: groupId, name });
    await refreshSearch(tx, orgId, await lockAccountsOfGroup(tx, orgId, groupId));
    emit(groupEvent('accounts.group_renamed', groupId, { groupName: name, before: group.name }));
    return ok({ id: groupId, version: version + 1 });
  },
});

/** Puts accounts into a group, or out of any: all of them or none. */
export const joinGroup = command({
  name: 'accounts.join_group',
  permission: 'accounts.write',
  input: accountGroups.join.input,
  async handle(context, { accountIds, groupId }) {
    const found = await lockAllOpen(context, accountIds);
    if (!found.ok) return found;
    const moved = found.value.filter((account) => account.groupId !== groupId);
    const ids = moved.map((one) => one.id);
    const group = await regroup(context, { accountIds: ids, from: moved.map((one) => one.groupId), to: groupId });
    if (!group.ok) return group;
    if (ids.length > 0) await moveToGroup(context, { accountIds: ids, groupId });
    const told =
      groupId === null
        ? (id: string) => accountEvent('accounts.left_group', id)
        : (id: string) => accountEvent('accounts.joined_group', id, { groupId, groupName: group.value });
    for (const id of ids) context.emit(told(id));
    return ok({ changed: ids.length, unchanged: found.value.length - ids.length });
  },
});
