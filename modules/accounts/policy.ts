/** Who may do what to an account. A record of an account is visible by `sees` and its SQL twin `visibleTo`. */
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import { type Actor, sees } from '#platform/actor.ts';
import type { Permission } from '#platform/permission.ts';
import type { Account, OpenBusiness } from './model.ts';
import { decideArchive, decideBlock, decideEdit, decideOrder, decideRestore, decideUnblock } from './rules/life.ts';

/**
 * Who becomes responsible for a new account. `wanted` undefined: the creator, unless they see everyone's accounts, then
 * nobody. Naming another person is the right `accounts.assign`.
 */
export function decideManagerOfNew(
  actor: Actor,
  wanted: string | null | undefined,
): Result<string | null, 'accounts.may_not_assign'> {
  if (wanted === undefined) return ok(actor.scope.kind === 'all' ? null : actor.personId);
  if (wanted === actor.personId || actor.permissions.has('accounts.assign')) return ok(wanted);
  return wanted === null && actor.scope.kind === 'all' ? ok(null) : refuse('accounts.may_not_assign');
}

/**
 * Whether accounts may change their group. A group with a credit limit lends it to whoever joins and frees whoever
 * leaves, so there it takes the right `accounts.assign`.
 */
export function decideRegroup(actor: Actor, limited: boolean): Result<null, 'accounts.may_not_regroup'> {
  return !limited || actor.permissions.has('accounts.assign') ? ok(null) : refuse('accounts.may_not_regroup');
}

export type AccountAct = 'edit' | 'assign' | 'block' | 'unblock' | 'archive' | 'restore' | 'order';

type Standing = Pick<Account, 'status' | 'archived' | 'managerId' | 'blockReason'>;

/** Why each act on the account is closed to the actor, null where it is open: the commands' own rules. */
export function closedActs(
  actor: Actor,
  account: Standing,
  business: OpenBusiness,
): Record<AccountAct, Refusal | null> {
  const may = (permission: Permission, decision: Result<unknown>): Refusal | null => {
    if (!sees(actor, account.managerId)) return refuse('accounts.not_found');
    if (!actor.permissions.has(permission)) return refuse('platform.forbidden', { permission });
    return decision.ok ? null : decision;
  };
  return {
    edit: may('accounts.write', decideEdit(account)),
    assign: may('accounts.assign', decideEdit(account)),
    block: may('accounts.write', decideBlock(account)),
    unblock: may('accounts.write', decideUnblock(account)),
    archive: may('accounts.write', decideArchive(account, business)),
    restore: may('accounts.write', decideRestore(account)),
    order: may('orders.write', decideOrder(account)),
  };
}
