import type { Static } from '@sinclair/typebox';
import { type RawBuilder, sql } from 'kysely';
import { ok } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { ApprovalRow, approvals } from '../contract.ts';

export type Row = Static<typeof ApprovalRow>;
const pageSize = 50;

/** The columns of an approval and its joins; the caller adds what narrows it. Only what the actor may see. */
export function selectApprovals({ orgId, actor }: ReadContext): RawBuilder<Row> {
  // How far under the floor a price is tells the floor, and so the cost.
  const depth = actor.seesCost ? sql`p.discount_bp` : sql`case when p.kind <> 'floor' then p.discount_bp end`;
  return sql<Row>`
    select p.id, p.kind, p.state, p.subject_id as "subjectId", o.number as "subjectNumber", p.account_id as "accountId",
      a.name as "accountName", p.amount_minor as "amountMinor", ${depth} as "discountBp", q.name as "requestedBy",
      p.requested_at as "requestedAt", p.request_note as note, r.name as "roleName", p.deadline,
      p.escalated_at is not null as escalated, d.name as "decidedBy", p.decided_at as "decidedAt",
      p.decision_note as "decisionNote"
    from approval p
    join account a on a.org_id = ${orgId} and a.id = p.account_id
    join person q on q.org_id = ${orgId} and q.id = p.requested_by
    left join sales_order o on o.org_id = ${orgId} and o.id = p.subject_id
    left join role r on r.org_id = ${orgId} and r.id = p.role_id
    left join person d on d.org_id = ${orgId} and d.id = p.decided_by
    where p.org_id = ${orgId} and ${visibleTo(actor, 'a')}`;
}

/** Whether the actor's role may decide this one by policy, as SQL over `p`; the requester never may. */
export function decidableBy({ orgId, actor }: ReadContext): RawBuilder<boolean> {
  return sql<boolean>`p.requested_by <> ${actor.personId} and exists (
    select from approval_policy y where y.org_id = ${orgId} and y.kind = p.kind and y.role_id = ${actor.roleId}
      and case when p.kind = 'credit' then y.max_minor is null or p.amount_minor <= y.max_minor
        else y.max_bp is null or p.discount_bp <= y.max_bp end)`;
}

/** The list: mine to decide (default), all pending, decided, or asked by me. */
export async function listApprovals(context: ReadContext, input: Static<typeof approvals.list.input>) {
  const wanted = input.view ?? 'mine';
  const cursor = cursorOf(input.cursor);
  const account = input.accountId === undefined ? sql`` : sql`and p.account_id = ${input.accountId}`;
  const narrowed = {
    mine: sql`and p.state = 'pending' and ${decidableBy(context)}`,
    pending: sql`and p.state = 'pending'`,
    decided: sql`and p.state in ('approved', 'approved_with_changes', 'rejected')`,
    asked: sql`and p.requested_by = ${context.actor.personId}`,
  }[wanted];
  const soonest = wanted === 'mine' || wanted === 'pending';
  const at = soonest ? sql`p.deadline` : sql`p.requested_at`;
  const after = soonest
    ? sql`(${at}, p.id) > (${cursor?.at}, ${cursor?.id})`
    : sql`(${at}, p.id) < (${cursor?.at}, ${cursor?.id})`;
  const { rows } = await sql<Row>`
    ${selectApprovals(context)} ${narrowed} ${account} ${cursor === null ? sql`` : sql`and ${after}`}
    order by ${at} ${soonest ? sql`asc` : sql`desc`}, p.id ${soonest ? sql`asc` : sql`desc`} limit ${pageSize + 1}`.execute(
    context.read,
  );
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const next =
    rows.length > pageSize && last !== undefined ? `${soonest ? last.deadline : last.requestedAt}|${last.id}` : null;
  return ok({ rows: page, next });
}

/** How many decisions wait for this person: the badge. */
export async function countPending(context: ReadContext): Promise<number> {
  if (!context.actor.permissions.has('approvals.decide')) return 0;
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from approval p join account a on a.org_id = ${context.orgId} and a.id = p.account_id
      where p.org_id = ${context.orgId} and p.state = 'pending' and ${visibleTo(context.actor, 'a')} and ${decidableBy(context)}
      limit 100) w`.execute(context.read);
  return rows[0]?.n ?? 0;
}

function cursorOf(text: string | undefined): { at: string; id: string } | null {
  const match = /^([0-9T:.Z-]{20,30})\|([0-9a-f-]{36})$/.exec(text ?? '');
  return match === null ? null : { at: match[1] ?? '', id: match[2] ?? '' };
}
