/**
 * The account's card: one request, one statement. It reads the tables of later modules (credit, orders, payments)
 * as a report does; it never writes them. See README.md, "Whose tables".
 */
import { type RawBuilder, sql } from 'kysely';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { CardView } from '../contract/views.ts';
import type { accounts } from '../contract.ts';
import { type AccountAct, closedActs } from '../policy.ts';
import { accountColumns } from '../store/columns.ts';

const ordersMost = 20;
const paymentsMost = 10;
const listMost = 200;

type Facts = Omit<CardView, 'closed'> & { readonly managerId: string | null; readonly openOrders: number };

/** The whole card. Parts that the actor's role may not read come as null; an account not seen is not found. */
export async function accountCard(
  context: ReadContext,
  { accountId }: InputOf<typeof accounts.get>,
): Promise<Result<OutputOf<typeof accounts.get>>> {
  const { actor } = context;
  const facts = await readFacts(context, accountId);
  if (facts === null) return refuse('accounts.not_found');
  const { managerId, openOrders, ...shown } = facts;
  const balanceMinor = BigInt(facts.credit?.receivableMinor ?? 0) - BigInt(facts.credit?.advanceMinor ?? 0);
  const closed = closedActs(actor, { ...facts, managerId }, { openOrders, balanceMinor });
  const may = actor.permissions;
  return ok({
    ...shown,
    credit: may.has('credit.read') ? facts.credit : null,
    orders: may.has('orders.read') ? facts.orders : null,
    payments: may.has('settlements.read') ? facts.payments : null,
    closed: closedViews(closed),
  });
}

function closedViews(closed: Record<AccountAct, Refusal | null>): CardView['closed'] {
  const view = (refusal: Refusal | null) =>
    refusal === null
      ? null
      : { code: refusal.code, ...(refusal.details === undefined ? {} : { details: refusal.details }) };
  const { edit, assign, block, unblock, archive, restore, order } = closed;
  return {
    edit: view(edit),
    assign: view(assign),
    block: view(block),
    unblock: view(unblock),
    archive: view(archive),
    restore: view(restore),
    order: view(order),
  };
}

async function readFacts({ read, actor, orgId, today }: ReadContext, accountId: string): Promise<Facts | null> {
  const { rows } = await sql<Facts>`
    select ${accountColumns}, a.external_id as "externalId", a.created_at as "createdAt",
      case when m.id is not null then json_build_object('id', m.id, 'name', m.name) end as manager,
      case when g.id is not null then json_build_object('id', g.id, 'name', g.name, 'accounts',
        (select count(*) from account o where o.org_id = ${orgId} and o.group_id = g.id and not o.archived
          and ${visibleTo(actor, 'o')})) end as "group",
      (select count(*)::integer from account_note n where n.org_id = ${orgId} and n.account_id = a.id) as "noteCount",
      (select count(*)::integer from account_file f where f.org_id = ${orgId} and f.account_id = a.id) as "fileCount",
      ${openOrders(orgId)} as "openOrders", ${credit(orgId)} as credit,
      ${lists(orgId)}
    from account a
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
    left join account_group g on g.org_id = ${orgId} and g.id = a.group_id
    left join account_credit c on c.org_id = ${orgId} and c.account_id = a.id
    left join lateral (${limitInForce(orgId, today)}) l on true
    cross join lateral (${overdue(orgId, today)}) d
    where a.org_id = ${orgId} and a.id = ${accountId} and ${visibleTo(actor, 'a')}`.execute(read);
  return rows[0] ?? null;
}

/** The limit on a day: the account's own before the group's, then a temporary one before a standing one, the newest. */
function limitInForce(orgId: string, today: string): RawBuilder<unknown> {
  return sql`select x.limit_minor, x.valid_to, x.account_id is null as shared from credit_limit x
    where x.org_id = ${orgId} and (x.account_id = a.id or x.group_id = a.group_id)
      and x.valid_from <= ${today} and (x.valid_to is null or x.valid_to > ${today})
    order by x.account_id is null, x.valid_to is null, x.valid_from desc, x.set_at desc limit 1`;
}

function overdue(orgId: string, today: string): RawBuilder<unknown> {
  return sql`select coalesce(sum(r.open_minor), 0) as minor, min(r.due_on) as oldest from receivable r
    where r.org_id = ${orgId} and r.account_id = a.id and r.open_minor > 0 and r.due_on < ${today}`;
}

/** Orders that are neither closed nor cancelled: an account with any stays out of the archive. */
function openOrders(orgId: string): RawBuilder<number> {
  return sql<number>`(select count(*)::integer from sales_order o where o.org_id = ${orgId} and o.account_id = a.id
    and o.state in ('draft', 'held', 'confirmed', 'shipped'))`;
}

function credit(orgId: string): RawBuilder<unknown> {
  return sql`json_build_object(
    'receivableMinor', coalesce(c.receivable_minor, 0)::text, 'advanceMinor', coalesce(c.advance_minor, 0)::text,
    'unbilledMinor', coalesce(c.unbilled_minor, 0)::text, 'confirmedMinor', coalesce(c.confirmed_minor, 0)::text,
    'stopped', coalesce(c.stopped, false), 'stopReason', coalesce(c.stop_reason, ''),
    'overdueMinor', d.minor::text, 'oldestOverdueOn', d.oldest,
    'limit', case when l.limit_minor is not null then json_build_object('minor', l.limit_minor::text, 'until', l.valid_to,
      'scope', case when l.shared then 'group' else 'account' end) end,
    'groupUsedMinor', case when l.shared then
      (select sum(gc.receivable_minor + gc.unbilled_minor + gc.confirmed_minor - gc.advance_minor)::text
        from account ga join account_credit gc on gc.org_id = ${orgId} and gc.account_id = ga.id
        where ga.org_id = ${orgId} and ga.group_id = a.group_id) end)`;
}

function lists(orgId: string): RawBuilder<unknown> {
  const list = (from: RawBuilder<unknown>) => sql`(select coalesce(json_agg(x), '[]') from (${from}) as x)`;
  const of = sql`where x.org_id = ${orgId} and x.account_id = a.id`;
  return sql`${list(sql`
      select x.id, x.name, x.post, x.buying_role as "buyingRole", x.attitude, x.phone, x.phone_key as "phoneKey",
        x.email, x.note, x.reports_to as "reportsTo", x.version
      from contact x ${of} and not x.archived order by x.name collate ru_name, x.id limit ${listMost}`)} as contacts,
    ${list(sql`
      select x.id, x.name, x.address, x.note, x.version
      from site x ${of} and not x.archived order by x.name collate ru_name, x.id limit ${listMost}`)} as sites,
    ${list(sql`
      select x.id, x.account_number as "accountNumber", x.bik, x.bank_name as "bankName"
      from account_bank x ${of} order by x.account_number limit ${listMost}`)} as banks,
    ${list(sql`
      select x.id, x.number, x.state, x.ordered_on as "orderedOn", x.total_minor::text as "totalMinor",
        x.shipped_minor::text as "shippedMinor", p.name as "managerName"
      from sales_order x left join person p on p.org_id = ${orgId} and p.id = x.manager_id
      ${of} order by x.number desc limit ${ordersMost}`)} as orders,
    ${list(sql`
      select x.id, x.number, x.booked_on as "bookedOn", x.amount_minor::text as "amountMinor",
        x.unallocated_minor::text as "unallocatedMinor", x.direction
      from payment x ${of} order by x.booked_on desc, x.id limit ${paymentsMost}`)} as payments`;
}
