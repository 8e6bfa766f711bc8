import { type RawBuilder, sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { settlements } from '../contract.ts';
import { numberKey } from '../rules/document-number.ts';
import { dayOf, likePattern, wordsOf } from './scope.ts';

type Input = InputOf<typeof settlements.receivables>;
type View = OutputOf<typeof settlements.receivables>;
type Row = View['rows'][number];

const pageDefault = 100;

const columns = sql`r.id, r.account_id as "accountId", a.name as "accountName", r.document_id as "documentId",
  r.order_id as "orderId", o.number as "orderNumber", r.shipment_id as "shipmentId",
  r.document_number as "documentNumber", r.document_date as "documentDate", r.due_on as "dueOn",
  r.amount_minor as "amountMinor"`;

/** Debts of an account or a bucket, as of a day, the earliest due first: what a cell of the matrix opens to. */
export async function listReceivables(context: ReadContext, input: Input): Promise<Result<View>> {
  const { read, orgId, today } = context;
  const day = dayOf(context, input.asOf);
  if (!day.ok) return day;
  const asOf = day.value;
  const size = input.limit ?? pageDefault;
  const after = keyOf(input.cursor, ['day', 'id']);
  const beyond = after === null ? sql`` : sql`and (r.due_on, r.id) > (${after[0]}::date, ${after[1]}::uuid)`;
  const wanted = sql`
    select r.id from receivable r join account a on a.org_id = ${orgId} and a.id = r.account_id
    where r.org_id = ${orgId} and r.document_date <= ${asOf} and (r.open_minor > 0 or r.settled_on > ${asOf})
      and ${filters(context, input, asOf)} ${beyond}`;
  const open = asOf >= today ? sql`r.open_minor` : sql`r.open_minor + coalesce(l.later, 0)`;
  const later = asOf >= today ? sql`` : laterPaid(orgId, asOf);
  const { rows } = await sql<Row>`
    with wanted as (${wanted} ${asOf >= today ? sql`and r.open_minor > 0 order by r.due_on, r.id limit ${size + 1}` : sql``})
    select ${columns}, ${open} as "openMinor", greatest(${asOf}::date - r.due_on, 0) as "daysLate"
    from wanted w
    join receivable r on r.org_id = ${orgId} and r.id = w.id
    join account a on a.org_id = ${orgId} and a.id = r.account_id
    left join sales_order o on o.org_id = ${orgId} and o.id = r.order_id
    ${later}
    where ${open} > 0
    order by r.due_on, r.id limit ${size + 1}`.execute(read);
  return ok(pageOf(rows, size, (row) => [row.dueOn, row.id]));
}

// What was paid after the day was still owed on it.
function laterPaid(orgId: string, asOf: string): RawBuilder<unknown> {
  return sql`left join (select p.receivable_id, sum(p.amount_minor) as later from allocation p
    where p.org_id = ${orgId} and p.effective_on > ${asOf} and p.receivable_id in (select w.id from wanted w)
    group by p.receivable_id) l on l.receivable_id = r.id`;
}

function filters({ actor }: ReadContext, input: Input, asOf: string): RawBuilder<boolean> {
  const parts = [visibleTo(actor, 'a')];
  if (input.accountId !== undefined) parts.push(sql`r.account_id = ${input.accountId}`);
  if (input.groupId !== undefined) parts.push(sql`a.group_id = ${input.groupId}`);
  if (input.managerId !== undefined) parts.push(sql`a.manager_id = ${input.managerId}`);
  if (input.noManager === true) parts.push(sql`a.manager_id is null`);
  if (input.orderId !== undefined) parts.push(sql`r.order_id = ${input.orderId}`);
  if (input.fromDays !== undefined) parts.push(sql`${asOf}::date - r.due_on >= ${input.fromDays}`);
  if (input.toDays !== undefined) parts.push(sql`${asOf}::date - r.due_on <= ${input.toDays}`);
  if ((input.q ?? '').trim() !== '') parts.push(found(input.q ?? ''));
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

/** A number finds its paper however it is written, words find the account. */
function found(typed: string): RawBuilder<boolean> {
  const named = wordsOf(typed).map((word) => sql<boolean>`a.search_text like ${likePattern(word)}`);
  const byName = named.length === 0 ? sql`false` : sql`(${sql.join(named, sql` and `)})`;
  return /\d/.test(typed) ? sql`(r.number_key = ${numberKey(typed).core} or ${byName})` : sql`${byName}`;
}

type ReceivableView = OutputOf<typeof settlements.receivable>;

/** A debt with what settled it. */
export async function getReceivable(
  { read, orgId, actor, today }: ReadContext,
  { receivableId }: { receivableId: string },
): Promise<Result<ReceivableView>> {
  const { rows } = await sql<Row>`
    select ${columns}, r.open_minor as "openMinor", greatest(${today}::date - r.due_on, 0) as "daysLate"
    from receivable r
    join account a on a.org_id = ${orgId} and a.id = r.account_id
    left join sales_order o on o.org_id = ${orgId} and o.id = r.order_id
    where r.org_id = ${orgId} and r.id = ${receivableId} and ${visibleTo(actor, 'a')}`.execute(read);
  const receivable = rows[0];
  if (receivable === undefined) return refuse('settlements.debt_not_found');
  const { rows: payments } = await sql<ReceivableView['payments'][number]>`
    select p.id as "paymentId", p.number, p.booked_on as "bookedOn", sum(l.amount_minor) as "sumMinor"
    from allocation l join payment p on p.org_id = ${orgId} and p.id = l.payment_id
    where l.org_id = ${orgId} and l.receivable_id = ${receivableId}
    group by p.id, p.number, p.booked_on having sum(l.amount_minor) <> 0
    order by p.booked_on, p.id limit 200`.execute(read);
  return ok({ receivable, payments });
}
