import { sql } from 'kysely';
import { ok, refuse, type Result } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { credit } from '../contract.ts';
import { readCreditCard } from '../queries/card.ts';

/** Sets a limit from a day. The newest wins; one with an end is temporary and the one before it comes back by itself. */
export const setLimit = command({
  name: 'credit.set_limit',
  permission: 'credit.write',
  input: credit.setLimit.input,
  constraints: { credit_limit_pk: 'credit.exists', credit_limit_sane: 'credit.bad_period' },
  async handle(context, input) {
    const account = await lockStanding(context, input.accountId);
    if (!account.ok) return account;
    if (input.reason.trim() === '') return refuse('credit.reason_needed');
    const { groupId } = account.value;
    if (input.scope === 'group' && groupId === null) return refuse('credit.no_group');
    const own = input.scope === 'account' ? input.accountId : null;
    const from = input.validFrom ?? context.today;
    await sql`
      insert into credit_limit (org_id, id, account_id, group_id, limit_minor, valid_from, valid_to, reason, set_by, set_at)
      values (${context.orgId}, ${input.id}, ${own}, ${own === null ? groupId : null}, ${input.limitMinor}, ${from},
        ${input.validTo ?? null}, ${input.reason.trim()}, ${context.actor.personId}, ${context.now})`.execute(context.tx);
    const payload = { limitMinor: input.limitMinor, scope: input.scope, validFrom: from, validTo: input.validTo ?? null, reason: input.reason.trim() };
    context.emit({ name: 'credit.limit_set', subject: { type: 'account', id: input.accountId }, accountId: input.accountId, payload });
    return readCreditCard({ ...context, read: context.tx }, input.accountId);
  },
});

/** Stops the account by hand, or lets it go on; either with a reason. */
export const stopAccount = command({
  name: 'credit.stop',
  permission: 'credit.write',
  input: credit.stop.input,
  async handle(context, { accountId, stopped, reason }) {
    const account = await lockStanding(context, accountId);
    if (!account.ok) return account;
    if (reason.trim() === '') return refuse('credit.reason_needed');
    await sql`
      update account_credit set stopped = ${stopped}, stop_reason = ${stopped ? reason.trim() : ''}
      where org_id = ${context.orgId} and account_id = ${accountId}`.execute(context.tx);
    const name = stopped ? 'credit.stopped' : 'credit.resumed';
    context.emit({ name, subject: { type: 'account', id: accountId }, accountId, payload: { reason: reason.trim() } });
    return readCreditCard({ ...context, read: context.tx }, accountId);
  },
});

/** Sets the org's policy whole. */
export const setPolicy = command({
  name: 'credit.set_policy',
  permission: 'settings.write',
  input: credit.setPolicy.input,
  async handle({ tx, orgId, emit }, policy) {
    await sql`
      insert into setting (org_id, key, value) values (${orgId}, 'credit.policy', ${JSON.stringify(policy)}::jsonb)
      on conflict (org_id, key) do update set value = excluded.value`.execute(tx);
    emit({ name: 'credit.policy_set', subject: { type: 'org', id: orgId }, payload: { policy } });
    return ok(policy);
  },
});

/** Locks the account's standing, so that no order is weighed against a limit that is just changing. */
async function lockStanding(context: ActContext, accountId: string): Promise<Result<{ groupId: string | null }>> {
  const { rows } = await sql<{ groupId: string | null; managerId: string | null }>`
    select a.group_id as "groupId", a.manager_id as "managerId"
    from account_credit c join account a on a.org_id = ${context.orgId} and a.id = c.account_id
    where c.org_id = ${context.orgId} and c.account_id = ${accountId} for update of c`.execute(context.tx);
  const row = rows[0];
  return row !== undefined && sees(context.actor, row.managerId) ? ok(row) : refuse('credit.account_not_found');
}
