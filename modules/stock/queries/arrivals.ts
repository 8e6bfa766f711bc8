import { type RawBuilder, sql } from 'kysely';
import { ok } from '#kernel/result.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { cursorId, cursorOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { ArrivalListRow, stock } from '../contract.ts';
import { lineWaits, waitingLines } from './levels.ts';
import { hasWords } from './product-sql.ts';

type Ask = InputOf<typeof stock.arrivals>;
const pageSize = 100;

/** Awaited goods, the nearest first, with how many orders wait for each; or those that are over, the latest first. */
export async function listArrivals({ read, orgId, today }: ReadContext, input: Ask) {
  const over = input.show === 'closed';
  const way = over ? sql`desc` : sql`asc`;
  const shown = {
    open: sql`and not r.closed`,
    late: sql`and not r.closed and r.expected_on < ${today}`,
    waited: sql`and not r.closed and exists (select from ${waiting(orgId)})`,
    closed: sql`and r.closed`,
  }[input.show ?? 'open'];
  const { rows } = await sql<ArrivalListRow>`
    with page as materialized (
      select r.*, p.code, p.name, p.unit, w.code as warehouse_code
      from arrival r
      join product p on p.org_id = ${orgId} and p.id = r.product_id
      join warehouse w on w.org_id = ${orgId} and w.id = r.warehouse_id
      where r.org_id = ${orgId} ${shown} and ${hasWords(input.q)} ${narrowed(input)} ${beyond(orgId, input, over)}
      order by r.expected_on ${way}, r.id ${way} limit ${pageSize + 1}
    )
    select r.id, r.product_id as "productId", r.code, r.name, r.unit, r.warehouse_id as "warehouseId",
      r.warehouse_code as "warehouseCode", r.quantity_milli as "quantityMilli", r.received_milli as "receivedMilli",
      greatest(r.quantity_milli - r.received_milli, 0) as "openMilli", r.expected_on as "expectedOn", r.reference,
      r.closed,
      (select count(distinct l.order_id)::int from ${waiting(orgId)}) as "waitingOrders",
      (select coalesce(sum(${lineWaits}), 0) from ${waiting(orgId)}) as "waitingMilli"
    from page r order by r.expected_on ${way}, r.id ${way}`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? cursorOf([last.id]) : null });
}

const waiting = (orgId: string): RawBuilder<unknown> => waitingLines(orgId, sql`r.product_id`, sql`r.warehouse_id`);

function narrowed({ warehouseId, productId }: Ask): RawBuilder<unknown> {
  const place = warehouseId === undefined ? sql`` : sql`and r.warehouse_id = ${warehouseId}`;
  return productId === undefined ? place : sql`${place} and r.product_id = ${productId}`;
}

/** What follows the arrival of the cursor. */
function beyond(orgId: string, { cursor }: Ask, over: boolean): RawBuilder<unknown> {
  const after = cursorId(cursor);
  if (after === null) return sql``;
  const on = sql`(select k.expected_on from arrival k where k.org_id = ${orgId} and k.id = ${after})`;
  const sign = over ? sql`<` : sql`>`;
  const bound = over ? sql`<=` : sql`>=`;
  return sql`and r.expected_on ${bound} ${on} and (r.expected_on, r.id) ${sign} (${on}, ${after}::uuid)`;
}
