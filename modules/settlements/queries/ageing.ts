import { type RawBuilder, sql } from 'kysely';
import type { Static } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { settlements } from '../contract.ts';
import { type AgeingBucket, defaultAgeingBuckets } from '../rules/ageing.ts';

type Input = Static<typeof settlements.ageing.input>;
type Row = { id: string | null; name: string | null; totalMinor: string; overdueMinor: string; buckets: string[] };

const pageDefault = 50;

/**
 * What is owed by age of its due date, as of today or of any past day: by account, group or manager. The first page by
 * account takes the largest debts from the kept standings, so that it does not add up what it does not show.
 */
export async function readAgeing(context: ReadContext, input: Input) {
  const { read, orgId, today } = context;
  const asOf = input.asOf ?? today;
  const by = input.by ?? 'account';
  const limit = input.limit ?? pageDefault;
  const offset = offsetOf(input.cursor);
  const buckets = defaultAgeingBuckets;
  const isNow = asOf >= today;
  const page = by === 'account' && isNow ? largestDebtors(context, { limit: limit + 1, offset, q: input.q }) : null;
  const open = openDebts(context, { asOf, isNow, page, q: input.q });
  const key = { account: sql`a.id`, group: sql`a.group_id`, manager: sql`a.manager_id` }[by];
  const name = { account: sql`min(a.name)`, group: sql`min(g.name)`, manager: sql`min(m.name)` }[by];
  const { rows } = await sql<Row>`
    with open as materialized (${open})
    select ${key} as id, ${name} as name, sum(d.open_minor) as "totalMinor",
      coalesce(sum(d.open_minor) filter (where d.due_on < ${asOf}), 0) as "overdueMinor", array[${bucketSums(buckets, asOf)}] as buckets
    from open d
    join account a on a.org_id = ${orgId} and a.id = d.account_id
    left join account_group g on g.org_id = ${orgId} and g.id = a.group_id
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
    group by ${key} order by sum(d.open_minor) desc, ${key}
    limit ${limit + 1} offset ${page === null ? offset : 0}`.execute(read);
  const shown = rows.slice(0, limit);
  return ok({
    asOf,
    buckets: buckets.map(({ code }) => code),
    rows: shown,
    next: rows.length > limit ? String(offset + limit) : null,
  });
}

/** The sums of the whole matrix: every bucket over all the actor sees. */
export async function readAgeingTotals(context: ReadContext, input: Static<typeof settlements.ageingTotals.input>) {
  const asOf = input.asOf ?? context.today;
  const buckets = defaultAgeingBuckets;
  const open = openDebts(context, { asOf, isNow: asOf >= context.today, page: null, q: input.q });
  const { rows } = await sql<{ count: number; accounts: number; totalMinor: string; overdueMinor: string; buckets: string[] }>`
    with open as materialized (${open})
    select count(*)::int as count, count(distinct d.account_id)::int as accounts, coalesce(sum(d.open_minor), 0) as "totalMinor",
      coalesce(sum(d.open_minor) filter (where d.due_on < ${asOf}), 0) as "overdueMinor", array[${bucketSums(buckets, asOf)}] as buckets
    from open d`.execute(context.read);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return ok({ asOf, codes: buckets.map(({ code }) => code), ...row });
}

type Scope = { readonly asOf: string; readonly isNow: boolean; readonly page: RawBuilder<unknown> | null; readonly q: string | undefined };

/**
 * What was open on the day. Today it is what is kept; on a past day what is open now, plus what was paid after that day,
 * so that only later payments are added up and not all of history.
 */
function openDebts(context: ReadContext, { asOf, isNow, page, q }: Scope): RawBuilder<unknown> {
  const { orgId } = context;
  const visible = page ?? sql`(select a.id from account a where a.org_id = ${orgId} and ${visibleTo(context.actor, 'a')} ${named(orgId, q)})`;
  if (isNow) {
    return sql`select r.account_id, r.due_on, r.open_minor from receivable r
      where r.org_id = ${orgId} and r.open_minor > 0 and r.account_id in ${visible}`;
  }
  return sql`
    select r.account_id, r.due_on, r.open_minor + coalesce(l.later, 0) as open_minor
    from receivable r
    left join (select p.receivable_id, sum(p.amount_minor) as later from allocation p
      where p.org_id = ${orgId} and p.effective_on > ${asOf} group by p.receivable_id) l on l.receivable_id = r.id
    where r.org_id = ${orgId} and r.document_date <= ${asOf} and (r.open_minor > 0 or l.later <> 0)
      and r.account_id in ${visible}`;
}

function largestDebtors(context: ReadContext, page: { limit: number; offset: number; q: string | undefined }): RawBuilder<unknown> {
  const { orgId } = context;
  return sql`(select c.account_id from account_credit c join account a on a.org_id = ${orgId} and a.id = c.account_id
    where c.org_id = ${orgId} and c.receivable_minor > 0 and ${visibleTo(context.actor, 'a')} ${named(orgId, page.q)}
    order by c.receivable_minor desc, c.account_id limit ${page.limit} offset ${page.offset})`;
}

function named(orgId: string, q: string | undefined): RawBuilder<unknown> {
  const text = (q ?? '').trim().toLowerCase();
  if (text === '') return sql``;
  return sql`and a.id in (select s.id from account s where s.org_id = ${orgId} and s.search_text like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`} limit 1000)`;
}

function bucketSums(buckets: readonly AgeingBucket[], asOf: string): RawBuilder<unknown> {
  const sums = buckets.map(({ fromDays, toDays }) => {
    const from = fromDays === null ? sql`true` : sql`${asOf}::date - d.due_on >= ${fromDays}`;
    const to = toDays === null ? sql`true` : sql`${asOf}::date - d.due_on <= ${toDays}`;
    return sql`coalesce(sum(d.open_minor) filter (where ${from} and ${to}), 0)::text`;
  });
  return sql.join(sums, sql`, `);
}

const offsetOf = (cursor: string | undefined): number => (cursor !== undefined && /^\d{1,7}$/.test(cursor) ? Number(cursor) : 0);
