import { ok, type Result, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { accounts } from '../contract.ts';
import { type AccountEventName, accountEvent } from '../events.ts';
import type { Account } from '../model.ts';
import { duplicateRefusal, openBusiness } from '../queries/checks.ts';
import { decideArchive, decideBlock, decideRestore, decideUnblock } from '../rules/life.ts';
import { statusOf } from '../rules/status.ts';
import { oneLine } from '../rules/text.ts';
import { lockAccountWhole, type StateChange, saveState } from '../store/account.ts';
import { lockOpen, lockSeen } from './locked.ts';

type Told = { readonly name: AccountEventName; readonly payload?: Record<string, string> };

async function change(
  context: ActContext,
  account: Account,
  { to, told }: { to: StateChange; told: Told },
): Promise<Result<{ id: string; version: number }>> {
  await saveState(context, account, to);
  context.emit(accountEvent(told.name, account.id, told.payload));
  return ok({ id: account.id, version: account.version });
}

/** Blocks by hand: no orders are taken until it is unblocked. */
export const blockAccount = command({
  name: 'accounts.block',
  permission: 'accounts.write',
  input: accounts.block.input,
  async handle(context, { accountId, reason }) {
    const found = await lockSeen(context, accountId);
    if (!found.ok) return found;
    const decision = decideBlock(found.value);
    if (!decision.ok) return decision;
    const blockReason = oneLine(reason);
    if (blockReason === '') return refuse('accounts.reason_empty');
    const told: Told = { name: 'accounts.blocked_by_hand', payload: { reason: blockReason } };
    return change(context, found.value, { to: { status: 'blocked', blockReason }, told });
  },
});

/** Lifts the block; the status is again what the shipments say. */
export const unblockAccount = command({
  name: 'accounts.unblock',
  permission: 'accounts.write',
  input: accounts.unblock.input,
  async handle(context, { accountId }) {
    const found = await lockSeen(context, accountId);
    if (!found.ok) return found;
    const decision = decideUnblock(found.value);
    if (!decision.ok) return decision;
    const status = statusOf({ ...found.value, blocked: false }, context.today);
    return change(context, found.value, { to: { status, blockReason: '' }, told: { name: 'accounts.unblocked' } });
  },
});

/** Puts an account away. The lock keeps orders from being taken in the same moment. */
export const archiveAccount = command({
  name: 'accounts.archive',
  permission: 'accounts.write',
  input: accounts.archive.input,
  async handle(context, { accountId }) {
    const account = await lockAccountWhole(context.tx, context.orgId, accountId);
    if (account === null || !sees(context.actor, account.managerId)) return refuse('accounts.not_found');
    const decision = decideArchive(account, await openBusiness(context.tx, context.orgId, accountId));
    if (!decision.ok) return decision;
    return change(context, account, { to: { archived: true }, told: { name: 'accounts.put_away' } });
  },
});

/** Takes an account out of the archive, unless another one has taken its INN and KPP since. */
export const restoreAccount = command({
  name: 'accounts.restore',
  permission: 'accounts.write',
  input: accounts.restore.input,
  constraints: { account_inn_kpp_unique: 'accounts.duplicate' },
  async handle(context, { accountId }) {
    const found = await lockSeen(context, accountId);
    if (!found.ok) return found;
    const decision = decideRestore(found.value);
    if (!decision.ok) return decision;
    const duplicate = await duplicateRefusal(context, { ...found.value, exceptId: accountId });
    if (duplicate !== null) return duplicate;
    return change(context, found.value, { to: { archived: false }, told: { name: 'accounts.restored' } });
  },
});

/** Says what is done next and when. An empty text says that it is done and nothing comes next. */
export const setNextStep = command({
  name: 'accounts.set_next_step',
  permission: 'accounts.write',
  input: accounts.setNextStep.input,
  constraints: {},
  async handle(context, { accountId, text, on }) {
    const found = await lockOpen(context, accountId);
    if (!found.ok) return found;
    const account = found.value;
    const nextStep = oneLine(text);
    if (nextStep === '' && account.nextStep === '') return ok({ id: accountId, version: account.version });
    const told: Told =
      nextStep === ''
        ? { name: 'accounts.next_step_done', payload: { text: account.nextStep } }
        : { name: 'accounts.next_step_set', payload: { text: nextStep, ...(on === null ? {} : { stepOn: on }) } };
    return change(context, account, { to: { nextStep, nextStepOn: nextStep === '' ? null : on }, told });
  },
});
