import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { permissions } from '#platform/permission.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { orders } from '../contract.ts';
import { readOrder } from '../store.ts';

type Page = OutputOf<typeof orders.timeline>;
type Entry = Page['rows'][number];
type Row = Omit<Entry, 'facts'> & { payload: unknown; seq: string };

const pageRows = 30;
/** What a payload says of cost is not for everyone; how far under the floor a price is tells the cost. */
const costly = /cost|margin|floor|maxBp/i;

/** What was done to the order, newest first; events of a module only for those who may read that module. */
export async function orderTimeline(
  context: ReadContext,
  { orderId, cursor }: InputOf<typeof orders.timeline>,
): Promise<Result<Page>> {
  const { read, orgId, actor } = context;
  const order = await readOrder(read, orgId, orderId);
  if (order === null || !sees(actor, order.accountManagerId)) return refuse('orders.not_found');
  const before = cursor !== undefined && /^\d{1,18}$/.test(cursor) ? cursor : null;
  const reads = permissions.filter((one) => one.endsWith('.read'));
  const shut = reads.filter((one) => !actor.permissions.has(one)).map((one) => one.split('.')[0]);
  const { rows } = await sql<Row>`
    select e.id, e.at, e.name, p.name as "actorName", f.name as "actedForName", e.payload, e.seq
    from event e
    left join person p on p.org_id = ${orgId} and p.id = e.actor_id
    left join person f on f.org_id = ${orgId} and f.id = e.acted_for
    where e.org_id = ${orgId} and e.subject_id = ${orderId} and (${before}::bigint is null or e.seq < ${before}::bigint)
      and split_part(e.name, '.', 1) <> all(${shut}::text[])
    order by e.seq desc limit ${pageRows + 1}`.execute(read);
  const page = rows.slice(0, pageRows);
  const next = rows.length > pageRows ? (page.at(-1)?.seq ?? null) : null;
  const entries = page.map(({ payload, seq: _seq, ...row }) => ({ ...row, facts: factsOf(payload, actor.seesCost) }));
  return ok({ rows: entries, next });
}

/** The payload's plain values; lists as one text. */
function factsOf(payload: unknown, seesCost: boolean): Entry['facts'] {
  const fields = payload !== null && typeof payload === 'object' ? Object.entries(payload) : [];
  const facts: Entry['facts'] = {};
  for (const [key, value] of fields) {
    if (!seesCost && costly.test(key)) continue;
    const plain = plainOf(value);
    if (plain !== undefined) facts[key] = plain;
  }
  return facts;
}

function plainOf(value: unknown): Entry['facts'][string] | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : undefined;
}
