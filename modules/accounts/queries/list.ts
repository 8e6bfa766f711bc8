import { type RawBuilder, sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { AccountRow } from '../contract/views.ts';
import type { accounts } from '../contract.ts';
import { wantedOf } from '../rules/search.ts';
import { beginningsMost, countOfHits, pageOfNames } from './search.ts';

type ListInput = InputOf<typeof accounts.list>;

const pageSize = 50;
const countMost = 1_000;

/**
 * Accounts by name, filtered and searched. One statement, whatever was asked; the count, on the first page, stops at
 * 1,000.
 */
export async function listAccounts(
  context: ReadContext,
  input: ListInput,
): Promise<Result<OutputOf<typeof accounts.list>>> {
  const { orgId, today, read } = context;
  const size = input.limit ?? pageSize;
  const wanted = wantedOf(input.q ?? '');
  const after = keyOf(input.cursor, ['text', 'id']);
  const where = filters(context, input);
  const first = after === null;
  const cut = wanted.kind === 'beginning';
  const most = cut ? beginningsMost - 1 : countMost;
  const counted =
    wanted.kind === 'all'
      ? sql`(select count(*)::integer from (
          select from account a where a.org_id = ${orgId} and ${where} limit ${sql.lit(most + 1)}) as found)`
      : countOfHits(most);
  const credit = context.actor.permissions.has('credit.read');
  const { rows } = await sql<AccountRow & { found: number | null }>`
    with ${pageOfNames({ orgId, where, narrowed: narrows(context, input), wanted, after, size })}
    select a.id, a.code, a.name, a.inn, a.kpp, a.status, a.is_key as "isKey", a.tier, a.roles, a.phone, a.email,
      a.archived, a.manager_id as "managerId", m.name as "managerName", a.group_id as "groupId", g.name as "groupName",
      a.next_step as "nextStep", a.next_step_on as "nextStepOn", a.last_shipped_on as "lastShippedOn",
      case when ${credit}::boolean then coalesce(c.receivable_minor, 0) end as "receivableMinor",
      case when ${credit}::boolean then (select coalesce(sum(r.open_minor), 0) from receivable r
        where r.org_id = ${orgId} and r.account_id = a.id and r.open_minor > 0 and r.due_on < ${today}) end as
          "overdueMinor",
      case when ${first}::boolean then ${counted} end as found
    from page
    join account a on a.org_id = ${orgId} and a.id = page.id
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
    left join account_group g on g.org_id = ${orgId} and g.id = a.group_id
    left join account_credit c on c.org_id = ${orgId} and c.account_id = a.id
    order by page.name collate ru_name, page.id`.execute(read);
  const found = first ? (rows[0] === undefined ? 0 : rows[0].found) : null;
  const page = pageOf(
    rows.map(({ found: _found, ...row }) => row),
    size,
    (row) => [row.name, row.id],
  );
  return ok(
    found === null
      ? page
      : { ...page, count: Math.min(found, cut ? beginningsMost : countMost), countMore: found > most },
  );
}

/** Whether anything but the archive narrows the list: then few accounts may be left, which are found by its index. */
function narrows({ actor }: ReadContext, { q: _q, cursor: _cursor, limit: _limit, ...filters }: ListInput): boolean {
  return actor.scope.kind !== 'all' || Object.values(filters).some((one) => one !== undefined);
}

/** The conditions of the list over the alias `a`. Visibility is always one of them. */
function filters({ actor }: ReadContext, input: ListInput): RawBuilder<boolean> {
  const parts = [sql`a.archived = ${input.archived ?? false}`, visibleTo(actor, 'a')];
  if (input.managerId !== undefined) parts.push(sql`a.manager_id = any(${input.managerId}::uuid[])`);
  if (input.mine === true) parts.push(sql`a.manager_id = ${actor.personId}`);
  if (input.unassigned === true) parts.push(sql`a.manager_id is null`);
  if (input.status !== undefined) parts.push(sql`a.status = any(${input.status}::text[])`);
  if (input.groupId !== undefined) parts.push(sql`a.group_id = ${input.groupId}`);
  if (input.tier !== undefined) parts.push(sql`a.tier = any(${input.tier}::text[])`);
  if (input.key === true) parts.push(sql`a.is_key`);
  if (input.role !== undefined) parts.push(sql`a.roles @> ${[input.role]}::text[]`);
  // Few accounts are anything but a customer; said so, they are read from an index of their own.
  if (input.role !== undefined && input.role !== 'customer') parts.push(sql`a.roles <> '{customer}'`);
  return sql`${sql.join(parts, sql` and `)}`;
}
