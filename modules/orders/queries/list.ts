import { type RawBuilder, sql } from 'kysely';
import type { Static } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { OrderRow, orders } from '../contract.ts';

type Input = Static<typeof orders.list.input>;
type Row = Static<typeof OrderRow>;

const pageDefault = 50;

/** Orders the actor may see, the newest first; keyset by number. */
export async function listOrders(context: ReadContext, input: Input) {
  const { orgId } = context;
  const limit = input.limit ?? pageDefault;
  const before = numberOf(input.cursor);
  const state = input.state === 'open' ? ['draft', 'held', 'confirmed', 'shipped'] : input.state === undefined ? null : [input.state];
  const { rows } = await sql<Row>`
    ${selectRows(context)}
      and (${state}::text[] is null or o.state = any(${state}::text[]))
      and (${input.support ?? null}::text is null or o.support_state = ${input.support ?? null})
      and (${input.accountId ?? null}::uuid is null or o.account_id = ${input.accountId ?? null})
      and (${input.managerId ?? null}::uuid is null or a.manager_id = ${input.managerId ?? null})
      and (${input.from ?? null}::date is null or o.ordered_on >= ${input.from ?? null})
      and (${input.to ?? null}::date is null or o.ordered_on <= ${input.to ?? null})
      and (${before}::int is null or o.number < ${before})
      ${matching(orgId, input.q)}
    order by o.number desc limit ${limit + 1}`.execute(context.read);
  return ok(pageOf(rows, limit));
}

/** Orders handed to support, the oldest first; keyset by number. */
export async function listQueue(context: ReadContext, input: Static<typeof orders.queue.input>) {
  const after = numberOf(input.cursor);
  const states = input.support === undefined ? ['queued', 'in_work', 'question'] : [input.support];
  const mine = input.mine === true ? context.actor.personId : null;
  const { rows } = await sql<Row>`
    ${selectRows(context)}
      and o.support_state = any(${states}::text[]) and o.state <> 'cancelled'
      and (${mine}::uuid is null or o.support_id = ${mine})
      and (${after}::int is null or o.number > ${after})
    order by o.number limit ${pageDefault + 1}`.execute(context.read);
  return ok(pageOf(rows, pageDefault));
}

function selectRows({ orgId, actor }: ReadContext): RawBuilder<Row> {
  const margin = actor.seesCost ? sql`case when o.total_minor > o.vat_minor then
    ((o.total_minor - o.vat_minor - o.cost_minor) * 10000 / (o.total_minor - o.vat_minor))::int end` : sql`null::int`;
  return sql<Row>`
    select o.id, o.number, o.account_id as "accountId", a.name as "accountName", m.name as "managerName", o.state,
      o.support_state as "supportState", o.ordered_on as "orderedOn", o.wanted_on as "wantedOn",
      o.line_count as "lineCount", o.total_minor as "totalMinor", o.shipped_minor as "shippedMinor", ${margin} as "marginBp",
      array(select distinct h ->> 'code' from jsonb_array_elements(o.holds) h) as "holdCodes", o.updated_at as "updatedAt"
    from sales_order o
    join account a on a.org_id = ${orgId} and a.id = o.account_id
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
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

function pageOf(rows: Row[], limit: number): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? String(page.at(-1)?.number) : null };
}

const numberOf = (cursor: string | undefined): number | null => (cursor !== undefined && /^\d{1,9}$/.test(cursor) ? Number(cursor) : null);
