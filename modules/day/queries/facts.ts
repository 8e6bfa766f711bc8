/** What may need the person today: one statement a kind, a few rows each, only what the person sees. */
import { type RawBuilder, sql } from 'kysely';
import { decidableBy } from '#modules/approvals/index.ts';
import type { Permission } from '#platform/permission.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { DayFact, DayKind } from '../model.ts';

type Sql = RawBuilder<unknown>;
type Source = { readonly kind: DayKind; readonly permission: Permission; readonly sql: (context: ReadContext) => Sql };
export type Found = { readonly facts: DayFact[]; readonly count: number };

/** Shown of each kind, and counted at most. */
const shownMost = 8;
const countedMost = 100;
const answersDays = 7;
const arrivedDays = 5;
const expiringHours = 24;

/** Orders of mine: those I lead or took, and those of accounts that I answer for now. A team's are not its head's day. */
function mineOrder({ actor }: ReadContext): Sql {
  const me = actor.personId;
  return sql`(o.manager_id = ${me} or o.created_by = ${me} or a.manager_id = ${me})`;
}

/** Debts of others are for those who answer for money, or for a team. */
function mindsDebts({ scope, permissions }: ReadContext['actor']): boolean {
  return scope.kind !== 'all' || permissions.has('credit.write');
}

const orderColumns = sql`o.id as "subjectId", o.account_id as "accountId", a.name as "accountName", o.number,
  o.total_minor as minor`;

const orderSource = ({ orgId }: ReadContext): Sql =>
  sql`sales_order o join account a on a.org_id = ${orgId} and a.id = o.account_id`;

const sources: readonly Source[] = [
  {
    kind: 'question',
    permission: 'orders.write',
    sql: (context) => sql`
      select ${orderColumns}, q.question as text, p.name as detail, q.asked_at as at
      from ${orderSource(context)}
      join order_question q on q.org_id = ${context.orgId} and q.order_id = o.id and q.answer is null
      join person p on p.org_id = ${context.orgId} and p.id = q.asked_by
      where o.org_id = ${context.orgId} and o.support_state = 'question' and q.asked_by <> ${context.actor.personId}
        and ${visibleTo(context.actor, 'a')} and ${mineOrder(context)} order by q.asked_at`,
  },
  {
    kind: 'decide',
    permission: 'approvals.decide',
    sql: (context) => sql`
      select p.id as "subjectId", p.account_id as "accountId", a.name as "accountName", o.number, p.amount_minor as minor,
        p.request_note as text, p.kind as detail, p.deadline as at
      from approval p
      join account a on a.org_id = ${context.orgId} and a.id = p.account_id
      left join sales_order o on o.org_id = ${context.orgId} and o.id = p.subject_id
      where p.org_id = ${context.orgId} and p.state = 'pending' and ${visibleTo(context.actor, 'a')}
        and ${decidableBy(context)} order by p.deadline`,
  },
  {
    kind: 'answer',
    permission: 'orders.write',
    sql: (context) => sql`
      select distinct on (p.decided_at, o.id) ${orderColumns}, p.decision_note as text, p.state as detail,
        p.decided_at as at
      from approval p
      join ${orderSource(context)} on o.id = p.subject_id
      where p.org_id = ${context.orgId} and o.org_id = ${context.orgId} and p.requested_by = ${context.actor.personId}
        and p.state in ('approved', 'approved_with_changes', 'rejected') and o.state in ('held', 'draft')
        and p.decided_at > ${daysAgo(context, answersDays)} and ${visibleTo(context.actor, 'a')}
        and not exists (select from approval w where w.org_id = ${context.orgId} and w.subject_id = p.subject_id
          and (w.state = 'pending' or w.decided_at > p.decided_at))
      order by p.decided_at desc, o.id`,
  },
  {
    kind: 'queue',
    permission: 'orders.support',
    sql: (context) => sql`
      select ${orderColumns}, '' as text, coalesce(p.name, '') as detail, o.handed_at as at
      from ${orderSource(context)}
      left join person p on p.org_id = ${context.orgId} and p.id = o.manager_id
      where o.org_id = ${context.orgId} and ${visibleTo(context.actor, 'a')}
        and (o.support_state = 'queued' or (o.support_state = 'in_work' and o.support_id = ${context.actor.personId}))
      order by o.handed_at nulls last, o.id`,
  },
  {
    kind: 'expiring',
    permission: 'orders.write',
    sql: (context) => sql`
      select ${orderColumns}, '' as text, o.state as detail, e.at, e.lines as count
      from (
        select r.order_id, min(r.expires_at) as at, count(*)::int as lines from reservation r
        where r.org_id = ${context.orgId} and r.expires_at <= ${hoursOn(context, expiringHours)} group by r.order_id
      ) e
      join ${orderSource(context)} on o.id = e.order_id
      where o.org_id = ${context.orgId} and ${visibleTo(context.actor, 'a')} and ${mineOrder(context)} order by e.at, o.id`,
  },
  {
    kind: 'step',
    permission: 'accounts.read',
    sql: ({ orgId, actor, today }) => sql`
      select a.id as "subjectId", a.id as "accountId", a.name as "accountName", a.next_step as text, a.next_step_on as "on",
        ${today}::date - a.next_step_on as days, ${phoneOf(orgId)} as phone
      from account a
      where a.org_id = ${orgId} and not a.archived and a.next_step_on <= ${today} and ${visibleTo(actor, 'a')}
        and a.manager_id = ${actor.personId}
      order by a.next_step_on, a.id`,
  },
  {
    kind: 'debt',
    permission: 'settlements.read',
    sql: ({ orgId, actor, today }) => sql`
      select a.id as "subjectId", a.id as "accountId", a.name as "accountName", d.minor, d.debts as count, d.days,
        k.promised_on as "on", ${phoneOf(orgId)} as phone
      from (
        select r.account_id, sum(r.open_minor) as minor, count(*)::int as debts, max(${today}::date - r.due_on) as days
        from receivable r where r.org_id = ${orgId} and r.open_minor > 0 and r.due_on < ${today}
          and ${mindsDebts(actor)}::boolean group by r.account_id
      ) d
      join account a on a.org_id = ${orgId} and a.id = d.account_id and ${visibleTo(actor, 'a')}
      left join collection_call k on k.org_id = ${orgId} and k.id = (
        select c.id from collection_call c where c.org_id = ${orgId} and c.account_id = a.id
        order by c.called_at desc limit 1) and k.result = 'promised'
      order by d.minor desc, a.id`,
  },
  {
    kind: 'payments',
    permission: 'settlements.write',
    // Money of nobody yet is seen by those who see all accounts.
    sql: ({ orgId, actor }) => sql`
      select '' as "subjectId", p.state as detail, count(*)::int as count, sum(p.unallocated_minor) as minor,
        min(p.booked_on) as "on"
      from payment p left join account a on a.org_id = ${orgId} and a.id = p.account_id
      where p.org_id = ${orgId} and p.direction = 'in' and p.state in ('probable', 'unknown') and ${visibleTo(actor, 'a')}
      group by p.state order by p.state`,
  },
  {
    kind: 'arrived',
    permission: 'orders.write',
    sql: (context) => sql`
      select g.* from (
        select distinct on (o.id) ${orderColumns}, '' as text, case when (e.payload ->> 'complete')::boolean
          then 'complete' else 'part' end as detail, (e.payload ->> 'lines')::int as count, e.at
        from event e
        join ${orderSource(context)} on o.id = e.subject_id
        where e.org_id = ${context.orgId} and e.name = 'orders.goods_arrived' and e.seq > ${sinceSeq(context)}
          and e.at > ${daysAgo(context, arrivedDays)} and o.org_id = ${context.orgId}
          and o.state in ('confirmed', 'shipped') and ${visibleTo(context.actor, 'a')} and ${mineOrder(context)}
        order by o.id, e.seq desc
      ) g order by g.at desc, g."subjectId"`,
  },
  {
    kind: 'held',
    permission: 'orders.write',
    sql: (context) => sql`
      select h.* from (
        select distinct on (o.id) ${orderColumns}, '' as text, coalesce(r.name, '') as detail, p.deadline as at
        from ${orderSource(context)}
        join approval p on p.org_id = ${context.orgId} and p.subject_id = o.id and p.state = 'pending'
        left join role r on r.org_id = ${context.orgId} and r.id = p.role_id
        where o.org_id = ${context.orgId} and o.state = 'held' and ${visibleTo(context.actor, 'a')}
          and ${mineOrder(context)} order by o.id, p.deadline
      ) h order by h.at, h."subjectId"`,
  },
];

/** The phone of the first contact, else of the account: whom to call. */
const phoneOf = (orgId: string): Sql => sql`coalesce((
  select c.phone from contact c where c.org_id = ${orgId} and c.account_id = a.id and not c.archived and c.phone <> ''
  order by c.id limit 1), nullif(a.phone, ''))`;

const daysAgo = ({ now }: ReadContext, days: number): string =>
  new Date(Date.parse(now) - days * 86_400_000).toISOString();
const hoursOn = ({ now }: ReadContext, hours: number): string =>
  new Date(Date.parse(now) + hours * 3_600_000).toISOString();

/** Events are found by their number: those of the last days are the last ones, ten thousand at most. */
const sinceSeq = ({ orgId }: ReadContext): Sql => sql`coalesce((
  select max(k.seq) - 10000 from event k where k.org_id = ${orgId}), 0)`;

type FactRow = Partial<DayFact> & { readonly subjectId: string; readonly found: number };

/** Everything of the kinds that the person has the right to, a few of each. */
export async function readFacts(context: ReadContext): Promise<ReadonlyMap<DayKind, Found>> {
  const found = new Map<DayKind, Found>();
  for (const source of sources.filter((one) => context.actor.permissions.has(one.permission))) {
    const { rows } = await sql<FactRow>`
      with found as materialized (select f.* from (${source.sql(context)}) f limit ${countedMost})
      select f.*, (select count(*)::int from found) as found from found f limit ${shownMost}`.execute(context.read);
    const count = rows[0]?.found ?? 0;
    if (count > 0) found.set(source.kind, { facts: rows.map((row) => factOf(source.kind, row)), count });
  }
  return found;
}

function factOf(kind: DayKind, row: FactRow): DayFact {
  return {
    kind,
    subjectId: row.subjectId,
    accountId: row.accountId ?? null,
    accountName: row.accountName ?? null,
    number: row.number ?? null,
    text: row.text ?? '',
    detail: row.detail ?? '',
    minor: row.minor ?? null,
    count: row.count ?? null,
    on: row.on ?? null,
    at: row.at ?? null,
    days: row.days ?? null,
    phone: row.phone ?? null,
  };
}
