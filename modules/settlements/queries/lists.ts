import { type RawBuilder, sql } from 'kysely';
import type { Static } from '@sinclair/typebox';
import { ok, refuse } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { LedgerRow, PaymentRow, ReceivableRow, settlements } from '../contract.ts';

const pageSize = 100;

/** Keyset cursors: the last row's sort value and id. */
function cursorOf(text: string | undefined): { at: string; id: string } | null {
  const match = /^([0-9T:.Z-]{10,30})\|([0-9a-f-]{36})$/.exec(text ?? '');
  return match === null ? null : { at: match[1] ?? '', id: match[2] ?? '' };
}

/** Debts of an account or a bucket, as of a day, the earliest due first: what a cell of the matrix opens to. */
export async function listReceivables(context: ReadContext, input: Static<typeof settlements.receivables.input>) {
  const { read, orgId, today, actor } = context;
  const asOf = input.asOf ?? today;
  const cursor = cursorOf(input.cursor);
  const only = (column: RawBuilder<unknown>, value: string | undefined): RawBuilder<unknown> => (value === undefined ? sql`` : sql`and ${column} = ${value}`);
  const { rows } = await sql<Static<typeof ReceivableRow>>`
    select * from (
      select r.id, r.account_id as "accountId", a.name as "accountName", r.document_id as "documentId", r.order_id as "orderId",
        r.document_number as "documentNumber", r.document_date as "documentDate", r.due_on as "dueOn",
        r.amount_minor as "amountMinor", greatest(${asOf}::date - r.due_on, 0) as "daysLate",
        case when ${asOf} >= ${today} then r.open_minor else r.open_minor + coalesce((select sum(p.amount_minor) from allocation p
          where p.org_id = ${orgId} and p.receivable_id = r.id and p.effective_on > ${asOf}), 0) end as "openMinor"
      from receivable r join account a on a.org_id = ${orgId} and a.id = r.account_id
      where r.org_id = ${orgId} and r.document_date <= ${asOf} and ${visibleTo(actor, 'a')}
        and (r.open_minor > 0 or r.settled_on > ${asOf})
        ${only(sql`r.account_id`, input.accountId)} ${only(sql`a.group_id`, input.groupId)} ${only(sql`a.manager_id`, input.managerId)}
        ${input.fromDays === undefined ? sql`` : sql`and ${asOf}::date - r.due_on >= ${input.fromDays}`}
        ${input.toDays === undefined ? sql`` : sql`and ${asOf}::date - r.due_on <= ${input.toDays}`}
        ${cursor === null ? sql`` : sql`and (r.due_on, r.id) > (${cursor.at}::date, ${cursor.id}::uuid)`}
      order by r.due_on, r.id limit ${pageSize + 1}) d
    where "openMinor" > 0`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? `${last.dueOn}|${last.id}` : null });
}

/** Payments by how they stand; the latest first. Unknown payers are seen by those who see all accounts. */
export async function listPayments(context: ReadContext, input: Static<typeof settlements.payments.input>) {
  const { read, orgId, actor } = context;
  const cursor = cursorOf(input.cursor);
  const seen = actor.scope.kind === 'all' ? sql`true` : sql`(p.account_id is not null and ${visibleTo(actor, 'a')})`;
  const { rows } = await sql<Static<typeof PaymentRow>>`
    select p.id, p.account_id as "accountId", a.name as "accountName", p.direction, p.number, p.booked_on as "bookedOn",
      p.amount_minor as "amountMinor", p.unallocated_minor as "unallocatedMinor", p.payer_name as "payerName",
      p.payer_inn as "payerInn", p.purpose, p.state, p.reasons, p.version,
      coalesce((select json_agg(json_build_object('receivableId', x.id, 'sumMinor', x.sum::text, 'documentNumber', x.number, 'openMinor', x.open::text))
        from (select r.id, (e.value ->> 'sumMinor') as sum, r.document_number as number, r.open_minor as open
          from jsonb_array_elements(p.proposal) e join receivable r on r.org_id = ${orgId} and r.id = (e.value ->> 'receivableId')::uuid limit 200) x), '[]') as proposal
    from payment p left join account a on a.org_id = ${orgId} and a.id = p.account_id
    where p.org_id = ${orgId} and ${seen}
      ${input.state === undefined ? sql`` : sql`and p.state = ${input.state}`}
      ${input.accountId === undefined ? sql`` : sql`and p.account_id = ${input.accountId}`}
      ${input.importId === undefined ? sql`` : sql`and p.import_id = ${input.importId}`}
      ${cursor === null ? sql`` : sql`and (p.booked_on, p.id) < (${cursor.at}::date, ${cursor.id}::uuid)`}
    order by p.booked_on desc, p.id desc limit ${pageSize + 1}`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? `${last.bookedOn}|${last.id}` : null });
}

/** The account's ledger with its running balance, the latest first. */
export async function listLedger(context: ReadContext, input: Static<typeof settlements.ledger.input>) {
  const { read, orgId, actor } = context;
  const cursor = cursorOf(input.cursor);
  const account = await sql<{ id: string }>`
    select a.id from account a where a.org_id = ${orgId} and a.id = ${input.accountId} and ${visibleTo(actor, 'a')}`.execute(read);
  if (account.rows.length === 0) return refuse('settlements.account_not_found');
  const { rows } = await sql<Static<typeof LedgerRow>>`
    select * from (
      select e.id, e.kind, e.amount_minor as "amountMinor", e.effective_on as "effectiveOn", e.note, e.source_id as "sourceId",
        sum(e.amount_minor) over (order by e.effective_on, e.id) as "balanceMinor"
      from ledger_entry e where e.org_id = ${orgId} and e.account_id = ${input.accountId}) l
    where ${cursor === null ? sql`true` : sql`(l."effectiveOn", l.id) < (${cursor.at}::date, ${cursor.id}::uuid)`}
    order by l."effectiveOn" desc, l.id desc limit ${pageSize + 1}`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? `${last.effectiveOn}|${last.id}` : null });
}
