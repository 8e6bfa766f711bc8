import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { accounts } from '../contract.ts';
import { accountEvent } from '../events.ts';
import type { Account, Requisites } from '../model.ts';
import { duplicateRefusal } from '../queries/checks.ts';
import { similarTo } from '../queries/similar.ts';
import { decideRequisites } from '../rules/requisites.ts';
import { oneLine } from '../rules/text.ts';
import { saveRequisites } from '../store/account.ts';
import { accountConstraints } from './create.ts';
import { lockOpen } from './locked.ts';
import { regroup } from './regroup.ts';

type Edited = Requisites & { readonly code: string };

export const editAccount = command({
  name: 'accounts.edit',
  permission: 'accounts.write',
  input: accounts.edit.input,
  constraints: accountConstraints,
  async handle(context, { accountId, version, code, ...fields }) {
    const { tx, orgId, actor, emit } = context;
    const found = await lockOpen(context, accountId);
    if (!found.ok) return found;
    const before = found.value;
    if (before.version !== version) return refuse('accounts.changed_meanwhile');
    const checked = decideRequisites(fields);
    if (!checked.ok) return checked;
    const after: Edited = { ...checked.value, code: oneLine(code) };
    if (after.code === '') return refuse('accounts.code_empty');

    const changed = changedFields(before, after);
    if (changed.length === 0) return ok({ id: accountId, version, warnings: [] });
    const duplicate = await duplicateRefusal(context, { ...after, exceptId: accountId });
    if (duplicate !== null) return duplicate;
    if (changed.includes('groupId')) {
      const moved = await regroup(context, { accountIds: [accountId], from: [before.groupId], to: after.groupId });
      if (!moved.ok) return moved;
    }
    await saveRequisites(context, { ...after, id: accountId });
    emit(accountEvent('accounts.edited', accountId, { fields: changed.join(', ') }));
    const probe = probeOf(after, changed, accountId);
    return ok({ id: accountId, version: version + 1, warnings: await similarTo({ read: tx, orgId, actor }, probe) });
  },
});

/** Names of the fields that are not what they were. */
export function changedFields(before: Account, after: Edited): (keyof Edited)[] {
  const keys = Object.keys(after) as (keyof Edited)[];
  return keys.filter((key) => String(before[key] ?? '') !== String(after[key] ?? '')).sort();
}

/** Only what was changed is compared with others: who edits an address need not hear of a namesake again. */
function probeOf(after: Edited, changed: readonly (keyof Edited)[], exceptId: string) {
  const told = Object.fromEntries(
    (['name', 'inn', 'phone', 'email'] as const).filter((key) => changed.includes(key)).map((key) => [key, after[key]]),
  );
  return { ...told, exceptId };
}
