/** Calls about overdue money: what was said, what was promised. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import { command } from '#platform/command.ts';
import { settlements } from '../contract.ts';

/** Keeps what a call came to; a promise to pay has its day, today or later, and its sum (all that is overdue if unsaid). */
export const noteCall = command({
  name: 'settlements.note_call',
  permission: 'settlements.read',
  input: settlements.noteCall.input,
  async handle({ tx, orgId, actor, now, today, emit }, { accountId, result, promisedOn, amountMinor, note }) {
    const { rows } = await sql<{ managerId: string | null }>`
      select a.manager_id as "managerId" from account a where a.org_id = ${orgId} and a.id = ${accountId}`.execute(tx);
    if (rows[0] === undefined || !sees(actor, rows[0].managerId)) return refuse('settlements.account_not_found');
    const promised = result === 'promised';
    if (promised && promisedOn === undefined) return refuse('settlements.promise_needs_date');
    const on = promised ? (promisedOn ?? null) : null;
    if (on !== null && (parsePlainDate(on) === null || on < today)) return refuse('settlements.promise_in_past');
    const sum = promised ? (amountMinor ?? null) : null;
    const said = (note ?? '').trim();
    await sql`
      insert into collection_call (org_id, id, account_id, called_on, called_at, called_by, result, promised_on,
        amount_minor, note)
      values (${orgId}, ${newId()}, ${accountId}, ${today}, ${now}, ${actor.personId}, ${result}, ${on}::date,
        ${sum}::bigint, ${said})`.execute(tx);
    emit({
      name: promised ? 'settlements.payment_promised' : 'settlements.called',
      subject: { type: 'account', id: accountId },
      accountId,
      payload: promised ? { promisedOn: on, amountMinor: sum, note: said } : { result, note: said },
    });
    return ok({});
  },
});
