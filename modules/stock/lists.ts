import { sql } from 'kysely';
import type { Static } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { ArrivalRow, MovementRow, StockRow, stock, WarehouseView } from './contract.ts';

const pageSize = 100;

/** Warehouses, the default first. */
export async function listWarehouses({ read, orgId }: ReadContext) {
  const { rows } = await sql<Static<typeof WarehouseView>>`
    select id, code, name, address, is_default as "isDefault" from warehouse where org_id = ${orgId} order by is_default desc, code limit 200`.execute(read);
  return ok({ rows });
}

/** Levels by product and warehouse, by product code; `short`: somebody waits; `free`: there is something to sell. */
export async function listStock({ read, orgId }: ReadContext, input: Static<typeof stock.list.input>) {
  const [code = null, warehouse = null] = (input.cursor ?? '').split('|', 2);
  const after = code === null || code === '' ? sql`` : sql`and (p.code_key, w.code) > (${code}, ${warehouse ?? ''})`;
  const text = (input.q ?? '').trim().toLowerCase();
  const named = text === '' ? sql`` : sql`and p.search_text like ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;
  const shown = { all: sql``, free: sql`and s.on_hand_milli > s.reserved_milli`, short: sql`and exists (
    select from order_line l join sales_order o on o.org_id = ${orgId} and o.id = l.order_id and o.warehouse_id = w.id and o.state in ('confirmed', 'shipped')
    where l.org_id = ${orgId} and l.product_id = p.id and l.reserved_milli + l.shipped_milli + l.cancelled_milli < l.quantity_milli)` }[input.show ?? 'all'];
  const { rows } = await sql<Static<typeof StockRow> & { key: string }>`
    with page as materialized (
      select p.id, p.code, p.code_key, p.name, p.unit, w.id as warehouse_id, w.code as warehouse_code, s.on_hand_milli, s.reserved_milli
      from stock s
      join product p on p.org_id = ${orgId} and p.id = s.product_id
      join warehouse w on w.org_id = ${orgId} and w.id = s.warehouse_id
      where s.org_id = ${orgId} ${named} ${shown} ${after}
        ${input.warehouseId === undefined ? sql`` : sql`and w.id = ${input.warehouseId}`}
      order by p.code_key, w.code limit ${pageSize + 1}
    )
    select g.id as "productId", g.code, g.code_key as key, g.name, g.unit, g.warehouse_id as "warehouseId", g.warehouse_code as "warehouseCode",
      g.on_hand_milli as "onHandMilli", g.reserved_milli as "reservedMilli", g.on_hand_milli - g.reserved_milli as "freeMilli",
      coalesce((select sum(r.quantity_milli - r.received_milli) from arrival r where r.org_id = ${orgId} and r.product_id = g.id
        and r.warehouse_id = g.warehouse_id and not r.closed), 0) as "expectedMilli",
      (select min(r.expected_on) from arrival r where r.org_id = ${orgId} and r.product_id = g.id and r.warehouse_id = g.warehouse_id and not r.closed) as "expectedOn",
      coalesce((select sum(l.quantity_milli - l.reserved_milli - l.shipped_milli - l.cancelled_milli) from order_line l
        join sales_order o on o.org_id = ${orgId} and o.id = l.order_id and o.warehouse_id = g.warehouse_id and o.state in ('confirmed', 'shipped')
        where l.org_id = ${orgId} and l.product_id = g.id and l.reserved_milli + l.shipped_milli + l.cancelled_milli < l.quantity_milli), 0) as "waitingMilli"
    from page g order by g.code_key, g.warehouse_code`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? `${last.key}|${last.warehouseCode}` : null });
}

/** A product's movements, the latest first. */
export async function listMovements({ read, orgId }: ReadContext, input: Static<typeof stock.movements.input>) {
  const [at, id] = (input.cursor ?? '').split('|', 2);
  const before = at === undefined || id === undefined || at === '' ? sql`` : sql`and (m.recorded_at, m.id) < (${at}::timestamptz, ${id}::uuid)`;
  const { rows } = await sql<Static<typeof MovementRow>>`
    select m.id, m.kind, m.quantity_milli as "quantityMilli", w.code as "warehouseCode", m.note, m.moved_on as "movedOn",
      m.recorded_at as "recordedAt", b.name as "recordedBy"
    from stock_movement m
    join warehouse w on w.org_id = ${orgId} and w.id = m.warehouse_id
    left join person b on b.org_id = ${orgId} and b.id = m.recorded_by
    where m.org_id = ${orgId} and m.product_id = ${input.productId} ${before}
    order by m.recorded_at desc, m.id desc limit ${pageSize + 1}`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? `${last.recordedAt}|${last.id}` : null });
}

/** Awaited goods, the nearest first, with how many orders wait for each. */
export async function listArrivals({ read, orgId }: ReadContext, input: Static<typeof stock.arrivals.input>) {
  const [on, id] = (input.cursor ?? '').split('|', 2);
  const after = on === undefined || id === undefined || on === '' ? sql`` : sql`and (r.expected_on, r.id) > (${on}::date, ${id}::uuid)`;
  const { rows } = await sql<Static<typeof ArrivalRow>>`
    select r.id, r.product_id as "productId", p.code, p.name, r.warehouse_id as "warehouseId", w.code as "warehouseCode",
      r.quantity_milli as "quantityMilli", r.received_milli as "receivedMilli", r.expected_on as "expectedOn", r.reference,
      (select count(distinct l.order_id)::int from order_line l
        join sales_order o on o.org_id = ${orgId} and o.id = l.order_id and o.warehouse_id = r.warehouse_id and o.state in ('confirmed', 'shipped')
        where l.org_id = ${orgId} and l.product_id = r.product_id and l.reserved_milli + l.shipped_milli + l.cancelled_milli < l.quantity_milli) as "waitingOrders"
    from arrival r
    join product p on p.org_id = ${orgId} and p.id = r.product_id
    join warehouse w on w.org_id = ${orgId} and w.id = r.warehouse_id
    where r.org_id = ${orgId} and not r.closed ${input.productId === undefined ? sql`` : sql`and r.product_id = ${input.productId}`} ${after}
    order by r.expected_on, r.id limit ${pageSize + 1}`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? `${last.expectedOn}|${last.id}` : null });
}
