import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { cursorId, cursorOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { ProductStockView, stock } from '../contract.ts';
import { levelColumns } from './product-sql.ts';
import { productWaits } from './waits.ts';

const pageSize = 50;
const arrivalsMost = 50;
const promisesMost = 50;
const placesMost = 200;

/** Where a product is, what comes, and to whom it is promised: promises to accounts unseen are one figure. */
export async function getProductStock(
  context: ReadContext,
  { productId }: InputOf<typeof stock.ofProduct>,
): Promise<Result<ProductStockView>> {
  const { read, orgId, actor } = context;
  const { rows } = await sql<Pick<ProductStockView, 'productId' | 'code' | 'name' | 'unit'>>`
    select p.id as "productId", p.code, p.name, p.unit from product p
    where p.org_id = ${orgId} and p.id = ${productId}`.execute(read);
  const product = rows[0];
  if (product === undefined) return refuse('stock.product_not_found');
  const mayChange = actor.permissions.has('stock.write');
  return ok({
    ...product,
    places: await places(context, productId),
    arrivals: await arrivals(context, productId),
    ...(await promises(context, productId)),
    ...(await productWaits(context, productId)),
    closed: { change: mayChange ? null : { code: 'platform.forbidden', details: { permission: 'stock.write' } } },
  });
}

/** Every warehouse where the product is, was or is awaited; the default one always. */
async function places({ read, orgId }: ReadContext, productId: string): Promise<ProductStockView['places']> {
  const { rows } = await sql<ProductStockView['places'][number]>`
    select g.warehouse_id as "warehouseId", g.warehouse_code as "warehouseCode", g.warehouse_name as "warehouseName",
      ${levelColumns(orgId)}
    from (
      select ${productId}::uuid as product_id, w.id as warehouse_id, w.code as warehouse_code, w.name as warehouse_name,
        w.is_default
      from warehouse w where w.org_id = ${orgId}
    ) g
    left join stock s on s.org_id = ${orgId} and s.product_id = g.product_id and s.warehouse_id = g.warehouse_id
    where g.is_default or s.product_id is not null
    order by g.is_default desc, g.warehouse_code limit ${placesMost}`.execute(read);
  return rows;
}

async function arrivals({ read, orgId }: ReadContext, productId: string): Promise<ProductStockView['arrivals']> {
  const { rows } = await sql<ProductStockView['arrivals'][number]>`
    select r.id, w.code as "warehouseCode", r.quantity_milli - r.received_milli as "openMilli",
      r.expected_on as "expectedOn", r.reference
    from arrival r join warehouse w on w.org_id = ${orgId} and w.id = r.warehouse_id
    where r.org_id = ${orgId} and r.product_id = ${productId} and not r.closed
    order by r.expected_on, r.id limit ${arrivalsMost}`.execute(read);
  return rows;
}

type Promises = Pick<ProductStockView, 'promises' | 'otherPromisesMilli'>;

async function promises({ read, orgId, actor }: ReadContext, productId: string): Promise<Promises> {
  const seen = actor.permissions.has('orders.read') ? visibleTo(actor, 'a') : sql<boolean>`false`;
  const { rows } = await sql<ProductStockView['promises'][number]>`
    select r.order_id as "orderId", o.number as "orderNumber", a.name as "accountName", w.code as "warehouseCode",
      sum(r.quantity_milli) as "quantityMilli", min(r.expires_at) as "expiresAt"
    from reservation r
    join sales_order o on o.org_id = ${orgId} and o.id = r.order_id
    join account a on a.org_id = ${orgId} and a.id = o.account_id
    join warehouse w on w.org_id = ${orgId} and w.id = r.warehouse_id
    where r.org_id = ${orgId} and r.product_id = ${productId} and ${seen}
    group by r.order_id, o.number, a.name, w.code
    order by min(r.expires_at) nulls last, o.number limit ${promisesMost}`.execute(read);
  const all = await sql<{ reserved: string }>`
    select coalesce(sum(s.reserved_milli), 0) as reserved from stock s
    where s.org_id = ${orgId} and s.product_id = ${productId}`.execute(read);
  const shown = rows.reduce((sum, row) => sum + BigInt(row.quantityMilli), 0n);
  return { promises: rows, otherPromisesMilli: String(BigInt(all.rows[0]?.reserved ?? '0') - shown) };
}

/** A product's movements, the latest first. */
export async function listMovements(
  { read, orgId, actor }: ReadContext,
  { productId, cursor }: InputOf<typeof stock.movements>,
): Promise<Result<OutputOf<typeof stock.movements>>> {
  const after = cursorId(cursor);
  const beyond =
    after === null
      ? sql``
      : sql`and (m.recorded_at, m.id) < (
          (select k.recorded_at from stock_movement k where k.org_id = ${orgId} and k.id = ${after}), ${after}::uuid)`;
  const seen = actor.permissions.has('fulfilment.read') ? visibleTo(actor, 'a') : sql<boolean>`false`;
  const { rows } = await sql<OutputOf<typeof stock.movements>['rows'][number]>`
    select m.id, m.kind, m.quantity_milli as "quantityMilli", w.code as "warehouseCode", m.note, m.moved_on as "movedOn",
      m.recorded_at as "recordedAt", b.name as "recordedBy",
      case when a.id is not null then jsonb_build_object('id', h.id, 'number', h.number) end as shipment
    from stock_movement m
    join warehouse w on w.org_id = ${orgId} and w.id = m.warehouse_id
    left join person b on b.org_id = ${orgId} and b.id = m.recorded_by
    left join shipment h on m.kind = 'shipment' and h.org_id = ${orgId} and h.id = m.source_id
    left join account a on a.org_id = ${orgId} and a.id = h.account_id and ${seen}
    where m.org_id = ${orgId} and m.product_id = ${productId} ${beyond}
    order by m.recorded_at desc, m.id desc limit ${pageSize + 1}`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? cursorOf([last.id]) : null });
}
