import { type RawBuilder, sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { settlements } from '../contract.ts';
import type { AgeingBucket } from '../rules/ageing.ts';
import { readBuckets } from './ageing-policy.ts';
import { accountsSeen, dayOf, type Narrowed, wordsOf } from './scope.ts';

type Input = InputOf<typeof settlements.ageing>;
type View = OutputOf<typeof settlements.ageing>;
type Row = View['rows'][number];

const pageDefault = 50;
const nobody = '00000000-0000-0000-0000-000000000000';

/**
 * What is owed by age of its due date, as of today or of any past day: by account, group or manager, the largest first.
 * Among groups a client without one stands as itself. The page by account takes the largest debts from the kept
 * standings, so that it does not add up what it does not show.
 */
export async function readAgeing(context: ReadContext, input: Input): Promise<Result<View>> {
  const { read, orgId, today } = context;
  const day = dayOf(context, input.asOf);
  if (!day.ok) return day;
  const asOf = day.value;
  const by = input.by ?? 'account';
  const size = input.limit ?? pageDefault;
  const buckets = await readBuckets(read, orgId);
  const isNow = asOf >= today;
  const after = keyOf(input.cursor, ['sum', 'id']);
  const page = by === 'account' && isNow ? largestDebtors(context, { ...input, size, after }) : null;
  const { key, name, of } = rowsBy[by];
  const beyond =
    after === null || page !== null
      ? sql``
      : sql`having sum(d.open_minor) < ${after[0]}::numeric
          or (sum(d.open_minor) = ${after[0]}::numeric and coalesce(${key}, ${nobody}) > ${after[1]}::uuid)`;
  const { rows } = await sql<Row>`
    with open as materialized (${openDebts(context, { asOf, isNow, accounts: page ?? withinSeen(context, input, 'r') })})
    select ${key} as id, ${name} as name, ${of} as of, sum(d.open_minor) as "totalMinor",
      coalesce(sum(d.open_minor) filter (where d.due_on < ${asOf}), 0) as "overdueMinor",
      greatest(${asOf}::date - min(d.due_on), 0) as "oldestDays", array[${bucketSums(buckets, asOf)}] as buckets
    from open d
    join account a on a.org_id = ${orgId} and a.id = d.account_id
    left join account_group g on g.org_id = ${orgId} and g.id = a.group_id
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
    group by ${key} ${beyond}
    order by sum(d.open_minor) desc, coalesce(${key}, ${nobody}) limit ${size + 1}`.execute(read);
  const cut = pageOf(rows, size, (row) => [row.totalMinor, row.id ?? nobody]);
  return ok({ asOf, buckets: buckets.map(({ code }) => code), ...cut });
}

const rowsBy = {
  account: { key: sql`a.id`, name: sql`min(a.name)`, of: sql`'account'` },
  group: {
    key: sql`coalesce(a.group_id, a.id)`,
    name: sql`coalesce(min(g.name), min(a.name))`,
    of: sql`case when count(g.id) > 0 then 'group' else 'account' end`,
  },
  manager: { key: sql`a.manager_id`, name: sql`min(m.name)`, of: sql`'manager'` },
} as const;

type TotalsView = OutputOf<typeof settlements.ageingTotals>;

/** The sums of the whole matrix: every bucket over all the actor sees. */
export async function readAgeingTotals(
  context: ReadContext,
  input: InputOf<typeof settlements.ageingTotals>,
): Promise<Result<TotalsView>> {
  const day = dayOf(context, input.asOf);
  if (!day.ok) return day;
  const asOf = day.value;
  const isNow = asOf >= context.today;
  const buckets = await readBuckets(context.read, context.orgId);
  const { rows } = await sql<Pick<TotalsView, 'count' | 'accounts' | 'totalMinor' | 'overdueMinor' | 'buckets'>>`
    with open as ${isNow ? sql`` : sql`materialized`} (${openDebts(context, { asOf, isNow, accounts: withinSeen(context, input, 'r') })})
    select count(*)::int as count,
      ${isNow ? debtors(context, input) : sql`(select count(distinct account_id)::int from open)`} as accounts,
      coalesce(sum(d.open_minor), 0) as "totalMinor",
      coalesce(sum(d.open_minor) filter (where d.due_on < ${asOf}), 0) as "overdueMinor",
      array[${bucketSums(buckets, asOf)}] as buckets
    from open d`.execute(context.read);
  const [row] = rows;
  if (row === undefined) throw new Error('an aggregate without a row');
  return ok({ asOf, codes: buckets.map(({ code }) => code), ranges: [...buckets], ...row });
}

/** How many accounts owe now, by the kept standings. */
function debtors(context: ReadContext, input: Narrowed): RawBuilder<number> {
  return sql<number>`(select count(*)::int from account_credit c
    where c.org_id = ${context.orgId} and c.receivable_minor > 0 and ${withinSeen(context, input, 'c')})`;
}

type Scope = { readonly asOf: string; readonly isNow: boolean; readonly accounts: RawBuilder<boolean> };

/**
 * What was open on the day. Today it is what is kept; on a past day what is open now, plus what was paid after that day,
 * so that only later payments are added up and not all of history.
 */
function openDebts({ orgId }: ReadContext, { asOf, isNow, accounts }: Scope): RawBuilder<unknown> {
  if (isNow) {
    return sql`select r.account_id, r.due_on, r.open_minor from receivable r
      where r.org_id = ${orgId} and r.open_minor > 0 and ${accounts}`;
  }
  return sql`
    select r.account_id, r.due_on, r.open_minor + coalesce(l.later, 0) as open_minor
    from receivable r
    left join (select p.receivable_id, sum(p.amount_minor) as later from allocation p
      where p.org_id = ${orgId} and p.effective_on > ${asOf} group by p.receivable_id) l on l.receivable_id = r.id
    where r.org_id = ${orgId} and r.document_date <= ${asOf} and r.open_minor + coalesce(l.later, 0) > 0
      and ${accounts}`;
}

/** Rows under the alias whose account the actor sees and the filters leave; nothing is asked where that is all of them. */
function withinSeen(context: ReadContext, input: Narrowed, alias: string): RawBuilder<boolean> {
  const all = context.actor.scope.kind === 'all' && input.managerId === undefined && wordsOf(input.q).length === 0;
  if (all) return sql<boolean>`true`;
  return sql<boolean>`${sql.ref(`${alias}.account_id`)} in (
    select a.id from account a where a.org_id = ${context.orgId} and ${accountsSeen(context, input)})`;
}

type Largest = Narrowed & { readonly size: number; readonly after: readonly string[] | null };

function largestDebtors(context: ReadContext, page: Largest): RawBuilder<boolean> {
  const { orgId } = context;
  const { after } = page;
  const beyond =
    after === null
      ? sql``
      : sql`and c.receivable_minor <= ${after[0]}::bigint
          and (c.receivable_minor < ${after[0]}::bigint or c.account_id > ${after[1]}::uuid)`;
  return sql<boolean>`r.account_id in (select c.account_id from account_credit c join account a on a.org_id = ${orgId} and a.id = c.account_id
    where c.org_id = ${orgId} and c.receivable_minor > 0 and ${accountsSeen(context, page)} ${beyond}
    order by c.receivable_minor desc, c.account_id limit ${page.size + 1})`;
}

function bucketSums(buckets: readonly AgeingBucket[], asOf: string): RawBuilder<unknown> {
  const sums = buckets.map(({ fromDays, toDays }) => {
    const from = fromDays === null ? sql`true` : sql`${asOf}::date - d.due_on >= ${fromDays}`;
    const to = toDays === null ? sql`true` : sql`${asOf}::date - d.due_on <= ${toDays}`;
    return sql`coalesce(sum(d.open_minor) filter (where ${from} and ${to}), 0)::text`;
  });
  return sql.join(sums, sql`, `);
}
