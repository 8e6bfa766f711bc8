import type { Static } from '@sinclair/typebox';
import { type RawBuilder, sql } from 'kysely';
import { ok } from '#kernel/result.ts';
import type { InputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { OrderRow } from '../contract/views.ts';
import type { orders } from '../contract.ts';

type Input = InputOf<typeof orders.list>;
type Row = Static<typeof OrderRow>;

const pageDefault = 50;
const queued = ['queued', 'in_work', 'question'];

/** Orders the actor may see, the newest first; keyset by number. */
export async function listOrders(context: ReadContext, input: Input) {
  const { orgId } = context;
  const limit = input.limit ?? pageDefault;
  const before = numberOf(input.cursor);
  const { rows } = await sql<Row>`
    ${selectRows(context)}
      ${input.state === undefined ? sql`` : sql`and o.state = any(${input.state}::text[])`}
      ${input.support === undefined ? sql`` : sql`and o.support_state = ${input.support}`}
      ${input.accountId === undefined ? sql`` : sql`and o.account_id = ${input.accountId}`}
      ${input.managerId === undefined ? sql`` : sql`and a.manager_id = ${input.managerId}`}
      ${input.from === undefined ? sql`` : sql`and o.ordered_on >= ${input.from}`}
      ${input.to === undefined ? sql`` : sql`and o.ordered_on <= ${input.to}`}
      ${before === null ? sql`` : sql`and o.number < ${before}`}
      ${matching(orgId, input.q)}
    order by o.number desc limit ${limit + 1}`.execute(context.read);
  const page = rows.slice(0, limit);
  return ok({ rows: page, next: rows.length > limit ? String(page.at(-1)?.number) : null });
}

/** Orders handed to support, the longest waiting first; keyset by the moment of handing over. */
export async function listQueue(context: ReadContext, input: InputOf<typeof orders.queue>) {
  const after = momentOf(input.cursor);
  const asked = queued.filter((state) => input.support === undefined || input.support === state);
  const { rows } = await sql<Row>`
    ${selectRows(context)}
      and o.support_state in ('queued', 'in_work', 'question') and o.support_state = any(${asked}::text[])
      ${input.mine === true ? sql`and o.support_id = ${context.actor.personId}` : sql``}
      ${after === null ? sql`` : sql`and (o.handed_at, o.id) > (${after.at}, ${after.id})`}
    order by o.handed_at, o.id limit ${pageDefault + 1}`.execute(context.read);
  const page = rows.slice(0, pageDefault);
  const last = page.at(-1);
  return ok({
    rows: page,
    next: rows.length > pageDefault && last !== undefined ? `${last.handedAt}|${last.id}` : null,
  });
}

function selectRows({ orgId, actor }: ReadContext): RawBuilder<Row> {
  const margin = actor.seesCost
    ? sql`case when o.total_minor > o.vat_minor then
    ((o.total_minor - o.vat_minor - o.cost_minor) * 10000 / (o.total_minor - o.vat_minor))::int end`
    : sql`null::int`;
  return sql<Row>`
    select o.id, o.number, o.account_id as "accountId", a.name as "accountName", m.name as "managerName", o.state,
      o.support_state as "supportState", u.name as "supportName", o.handed_at as "handedAt",
      o.client_number as "clientNumber", o.ordered_on as "orderedOn", o.wanted_on as "wantedOn",
      o.line_count as "lineCount", o.total_minor as "totalMinor", o.shipped_minor as "shippedMinor", ${margin} as "marginBp",
      array(select distinct h ->> 'code' from jsonb_array_elements(o.holds) h) as "holdCodes", o.updated_at as "updatedAt",
      o.version
    from sales_order o
    join account a on a.org_id = ${orgId} and a.id = o.account_id
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
    left join person u on u.org_id = ${orgId} and u.id = o.support_id
    where o.org_id = ${orgId} and ${visibleTo(actor, 'a')}`;
}

/** A number finds its order; any other text finds orders of the accounts it names, or the client's own number. */
function matching(orgId: string, text: string | undefined): RawBuilder<unknown> {
  const q = (text ?? '').trim().toLowerCase();
  if (q === '') return sql``;
  const digits = /^(?:№\s*)?(\d{1,9})$/.exec(q)?.[1];
  if (digits !== undefined) return sql`and (o.number = ${Number(digits)} or o.client_number = ${q})`;
  return sql`and (lower(o.client_number) = ${q} or o.account_id in (
    select s.id from account s where s.org_id = ${orgId} and s.search_text like ${`%${q.replace(/[\\%_]/g, '\\$&')}%`} limit 500))`;
}

const numberOf = (cursor: string | undefined): number | null =>
  cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : null;

function momentOf(cursor: string | undefined): { at: string; id: string } | null {
  const match = /^([0-9T:.Z-]{20,30})\|([0-9a-f-]{36})$/.exec(cursor ?? '');
  return match === null ? null : { at: match[1] ?? '', id: match[2] ?? '' };
}
