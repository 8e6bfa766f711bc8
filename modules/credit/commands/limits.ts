import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { credit } from '../contract.ts';
import { readCreditCard } from '../queries/card.ts';
import { decidePeriod } from '../rules.ts';

/** Sets a limit from a day. The newest wins; one with an end is temporary and the one before it comes back by itself. */
export const setLimit = command({
  name: 'credit.set_limit',
  permission: 'credit.write',
  input: credit.setLimit.input,
  constraints: { credit_limit_pk: 'credit.exists' },
  async handle(context, input) {
    const { orgId, actor, now, today } = context;
    const account = await lockStanding(context, input.accountId);
    if (!account.ok) return account;
    const reason = input.reason.trim();
    if (reason === '') return refuse('credit.reason_needed');
    const { groupId } = account.value;
    if (input.scope === 'group' && groupId === null) return refuse('credit.no_group');
    const days = [input.validFrom, input.validTo].filter((day) => day !== undefined && day !== null);
    if (days.some((day) => parsePlainDate(day) === null)) return refuse('credit.bad_day');
    const period = decidePeriod({ validFrom: input.validFrom ?? today, validTo: input.validTo ?? null }, today);
    if (!period.ok) return period;
    const own = input.scope === 'account' ? input.accountId : null;
    const { validFrom, validTo } = period.value;
    await sql`
      insert into credit_limit (org_id, id, account_id, group_id, limit_minor, valid_from, valid_to, reason, set_by, set_at)
      values (${orgId}, ${input.id}, ${own}, ${own === null ? groupId : null}, ${input.limitMinor}, ${validFrom},
        ${validTo}, ${reason}, ${actor.personId}, ${now})`.execute(context.tx);
    const payload = { limitMinor: input.limitMinor, scope: input.scope, fromOn: validFrom, toOn: validTo, reason };
    tell(context, input.accountId, { name: validTo === null ? 'credit.limit_set' : 'credit.limit_lent', payload });
    return readCreditCard({ ...context, read: context.tx }, input.accountId);
  },
});

type Limit = { validFrom: string; validTo: string | null; limitMinor: string; scope: string };

/** Ends a limit today: the one that it put aside comes back. It stays in the history. */
export const endLimit = command({
  name: 'credit.end_limit',
  permission: 'credit.write',
  input: credit.endLimit.input,
  async handle(context, { accountId, limitId, reason }) {
    const { tx, orgId, today } = context;
    const account = await lockStanding(context, accountId);
    if (!account.ok) return account;
    if (reason.trim() === '') return refuse('credit.reason_needed');
    const { rows } = await sql<Limit>`
      select l.valid_from as "validFrom", l.valid_to as "validTo", l.limit_minor as "limitMinor",
        case when l.account_id is null then 'group' else 'account' end as scope
      from credit_limit l where l.org_id = ${orgId} and l.id = ${limitId}
        and (l.account_id = ${accountId} or l.group_id = ${account.value.groupId}) for update`.execute(tx);
    const limit = rows[0];
    if (limit === undefined) return refuse('credit.limit_not_found');
    if (limit.validTo !== null && limit.validTo <= today) return refuse('credit.limit_over');
    await sql`
      update credit_limit set valid_to = greatest(valid_from, ${today}::date)
      where org_id = ${orgId} and id = ${limitId}`.execute(tx);
    const payload = { limitMinor: limit.limitMinor, scope: limit.scope, reason: reason.trim() };
    tell(context, accountId, { name: 'credit.limit_ended', payload });
    return readCreditCard({ ...context, read: tx }, accountId);
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
    if (account.value.stopped === stopped) return refuse(stopped ? 'credit.stopped_already' : 'credit.not_stopped');
    await sql`
      update account_credit set stopped = ${stopped}, stop_reason = ${stopped ? reason.trim() : ''}
      where org_id = ${context.orgId} and account_id = ${accountId}`.execute(context.tx);
    const payload = { reason: reason.trim() };
    tell(context, accountId, { name: stopped ? 'credit.stopped' : 'credit.resumed', payload });
    return readCreditCard({ ...context, read: context.tx }, accountId);
  },
});

/** Ends a release before its time. */
export const endRelease = command({
  name: 'credit.end_release',
  permission: 'credit.write',
  input: credit.endRelease.input,
  async handle(context, { accountId, releaseId, reason }) {
    const account = await lockStanding(context, accountId);
    if (!account.ok) return account;
    if (reason.trim() === '') return refuse('credit.reason_needed');
    const { rows } = await sql<{ maxMinor: string }>`
      update credit_release set valid_until = ${context.now}
      where org_id = ${context.orgId} and id = ${releaseId} and account_id = ${accountId} and valid_until > ${context.now}
      returning max_minor as "maxMinor"`.execute(context.tx);
    const release = rows[0];
    if (release === undefined) return refuse('credit.release_not_found');
    const payload = { maxMinor: release.maxMinor, reason: reason.trim() };
    tell(context, accountId, { name: 'credit.release_ended', payload });
    return readCreditCard({ ...context, read: context.tx }, accountId);
  },
});

type Told = { readonly name: string; readonly payload: Record<string, unknown> };

function tell(context: ActContext, accountId: string, { name, payload }: Told): void {
  context.emit({ name, subject: { type: 'account', id: accountId }, accountId, payload });
}

type Standing = { readonly groupId: string | null; readonly stopped: boolean };

/** Locks the account's standing, so that no order is weighed against a limit that is just changing. */
async function lockStanding(context: ActContext, accountId: string): Promise<Result<Standing>> {
  const { rows } = await sql<Standing & { managerId: string | null }>`
    select a.group_id as "groupId", a.manager_id as "managerId", c.stopped
    from account_credit c join account a on a.org_id = ${context.orgId} and a.id = c.account_id
    where c.org_id = ${context.orgId} and c.account_id = ${accountId} for update of c`.execute(context.tx);
  const row = rows[0];
  return row !== undefined && sees(context.actor, row.managerId) ? ok(row) : refuse('credit.account_not_found');
}
