import { type RawBuilder, sql } from 'kysely';
import { ok } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { cursorOf, keyOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { StockListRow, stock } from '../contract.ts';
import { isWaiting } from './levels.ts';
import { hasWords, levelColumns } from './product-sql.ts';

const pageSize = 100;
const warehousesMost = 200;
const waitingMost = 5_000;

/** Warehouses, the default first. */
export async function listWarehouses({ read, orgId }: ReadContext) {
  const { rows } = await sql<OutputOf<typeof stock.warehouses>['rows'][number]>`
    select w.id, w.code, w.name, w.address, w.is_default as "isDefault", w.version from warehouse w
    where w.org_id = ${orgId} order by w.is_default desc, w.code limit ${warehousesMost}`.execute(read);
  return ok({ rows });
}

type Ask = InputOf<typeof stock.list>;

/**
 * Levels by product and warehouse, by product code. `short`: somebody waits, though it was never there; `free`: there is
 * something to sell.
 */
export async function listStock({ read, orgId }: ReadContext, input: Ask) {
  const show = input.show ?? 'all';
  const place = show === 'short' ? shortPlaces(orgId, input) : keptPlaces(orgId, input);
  const { rows } = await sql<StockListRow>`
    with ${place}
    select g.product_id as "productId", g.code, g.name, g.unit, g.warehouse_id as "warehouseId",
      g.warehouse_code as "warehouseCode", ${levelColumns(orgId)}
    from place g
    left join stock s on s.org_id = ${orgId} and s.product_id = g.product_id and s.warehouse_id = g.warehouse_id
    order by g.code_key, g.warehouse_code, g.warehouse_id`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const next = rows.length > pageSize && last !== undefined ? cursorOf([last.productId, last.warehouseId]) : null;
  return ok({ rows: page, next });
}

const columns = sql`p.id as product_id, p.code, p.code_key, p.name, p.unit, w.id as warehouse_id, w.code as warehouse_code`;
const order = sql`p.code_key, w.code, w.id limit ${sql.lit(pageSize + 1)}`;

/** Where something is kept or awaited. */
function keptPlaces(orgId: string, input: Ask): RawBuilder<unknown> {
  const free = input.show === 'free' ? sql`and s.on_hand_milli > s.reserved_milli` : sql``;
  return sql`place as materialized (
    select ${columns}
    from product p
    join stock s on s.org_id = ${orgId} and s.product_id = p.id ${free}
    join warehouse w on w.org_id = ${orgId} and w.id = s.warehouse_id
    where p.org_id = ${orgId} and ${narrowed(orgId, input)}
    order by ${order})`;
}

/** Where confirmed orders wait: few beside all that is kept, so they are gathered first. */
function shortPlaces(orgId: string, input: Ask): RawBuilder<unknown> {
  return sql`waiting as materialized (
    select distinct l.product_id, o.warehouse_id from order_line l
    join sales_order o on o.org_id = ${orgId} and o.id = l.order_id and o.state in ('confirmed', 'shipped')
    where l.org_id = ${orgId} and ${isWaiting} limit ${waitingMost}
  ), place as materialized (
    select ${columns}
    from waiting t
    join product p on p.org_id = ${orgId} and p.id = t.product_id
    join warehouse w on w.org_id = ${orgId} and w.id = t.warehouse_id
    where ${narrowed(orgId, input)}
    order by ${order})`;
}

/** Words, the warehouse and the place where the page before ended, over `p` and `w`. */
function narrowed(orgId: string, input: Ask): RawBuilder<boolean> {
  const where: RawBuilder<boolean>[] = [hasWords(input.q)];
  if (input.warehouseId !== undefined) where.push(sql<boolean>`w.id = ${input.warehouseId}`);
  const after = keyOf(input.cursor, ['id', 'id']);
  if (after !== null) {
    const code = sql`(select k.code_key from product k where k.org_id = ${orgId} and k.id = ${after[0]})`;
    const warehouse = sql`(select k.code from warehouse k where k.org_id = ${orgId} and k.id = ${after[1]})`;
    // The first condition bounds the index, the second tells apart the warehouses of the last product.
    where.push(
      sql<boolean>`p.code_key >= ${code} and (p.code_key > ${code} or (w.code, w.id) > (${warehouse}, ${after[1]}::uuid))`,
    );
  }
  return sql<boolean>`${sql.join(where, sql` and `)}`;
}
