import { type RawBuilder, sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { settlements } from '../contract.ts';
import { accountsSeen } from './scope.ts';

type Page = OutputOf<typeof settlements.calls>;
type Row = Page['rows'][number];

const pageSize = 50;

/**
 * Whom to call about overdue money today: sum times days of delay, the heaviest first. Those called today stand apart.
 * A promise whose day has passed is broken unless as much has come since it was given.
 */
export async function listCalls(context: ReadContext, input: InputOf<typeof settlements.calls>): Promise<Result<Page>> {
  const { read, orgId, today } = context;
  const after = keyOf(input.cursor, ['sum', 'id']);
  const { rows } = await sql<Row & { weight: string }>`
    with late as (
      select r.account_id, sum(r.open_minor) as overdue, count(*)::int as debts, ${today}::date - min(r.due_on) as days
      from receivable r
      where r.org_id = ${orgId} and r.open_minor > 0 and r.due_on < ${today}
        and r.account_id in (select a.id from account a where a.org_id = ${orgId} and ${accountsSeen(context, input)})
      group by r.account_id
    ), weighed as (
      select l.*, l.overdue * l.days as weight from late l
      where ${input.done === true ? sql`` : sql`not`} exists (select from collection_call c
        where c.org_id = ${orgId} and c.account_id = l.account_id and c.called_on = ${today})
    ), page as (
      select w.* from weighed w ${beyond(after)} order by w.weight desc, w.account_id limit ${pageSize + 1}
    )
    select p.account_id as "accountId", a.name as "accountName", m.name as "managerName", p.overdue as "overdueMinor",
      p.days as "oldestDays", p.debts, p.weight, c.stopped,
      coalesce(${person(orgId)} ->> 'phone', a.phone) as phone, ${person(orgId)} ->> 'name' as "contactName",
      ${promise(context)} as promise, ${lastCall(orgId)} as "lastCall"
    from page p
    join account a on a.org_id = ${orgId} and a.id = p.account_id
    join account_credit c on c.org_id = ${orgId} and c.account_id = p.account_id
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
    order by p.weight desc, p.account_id`.execute(read);
  const { rows: shown, next } = pageOf(rows, pageSize, (row) => [row.weight, row.accountId]);
  return ok({ rows: shown.map(({ weight: _weight, ...row }) => row), next });
}

function beyond(after: readonly string[] | null): RawBuilder<unknown> {
  if (after === null) return sql``;
  return sql`where (w.weight < ${after[0]}::numeric or (w.weight = ${after[0]}::numeric and w.account_id > ${after[1]}::uuid))`;
}

// Who pays is called first, then anyone with a phone.
const person = (orgId: string): RawBuilder<unknown> => sql`(
  select json_build_object('name', k.name, 'phone', k.phone) from contact k
  where k.org_id = ${orgId} and k.account_id = p.account_id and not k.archived and k.phone <> ''
  order by (k.buying_role = 'payer') desc, k.name, k.id limit 1)`;

const promise = ({ orgId, today }: ReadContext): RawBuilder<unknown> => sql`(
  select json_build_object('on', k.promised_on, 'amountMinor', coalesce(k.amount_minor, p.overdue)::text,
    'givenAt', to_char(k.called_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'note', k.note,
    'state', case when k.promised_on >= ${today}::date then 'waiting'
      when (select coalesce(sum(y.amount_minor), 0) from payment y where y.org_id = ${orgId} and y.account_id = p.account_id
        and y.direction = 'in' and y.booked_on >= k.called_on) >= coalesce(k.amount_minor, p.overdue) then 'kept'
      else 'broken' end)
  from collection_call k where k.org_id = ${orgId} and k.account_id = p.account_id and k.result = 'promised'
  order by k.called_at desc, k.id desc limit 1)`;

const lastCall = (orgId: string): RawBuilder<unknown> => sql`(
  select json_build_object('at', to_char(k.called_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
    'result', k.result, 'note', k.note)
  from collection_call k where k.org_id = ${orgId} and k.account_id = p.account_id
  order by k.called_at desc, k.id desc limit 1)`;
