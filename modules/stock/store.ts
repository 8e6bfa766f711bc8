import { sql } from 'kysely';
import type { ActContext } from '#platform/command.ts';
import type { Tx } from '#platform/database.ts';
import { newId } from '#kernel/id.ts';
import { levelOf, levelsSql, type StockLevels, type StockPlace } from './queries.ts';

/** Locks the stock rows of the products, in the order of product ids, and reads their levels: one statement. */
export async function lockStock(tx: Tx, orgId: string, place: StockPlace): Promise<StockLevels> {
  const { rows } = await levelsSql(orgId, { ...place, ending: sql`for update of s` }).execute(tx);
  return new Map(rows.map((row) => [row.productId, levelOf(row)]));
}

export type NewReservation = {
  readonly orderId: string;
  readonly lineId: string;
  readonly productId: string;
  readonly warehouseId: string;
  readonly quantityMilli: bigint;
  readonly expiresAt: string | null;
};

/** Promises goods to order lines: the reservations and the reserved sums of stock in one statement. */
export async function reserve(tx: Tx, orgId: string, rows: readonly NewReservation[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    with wanted as (
      select * from unnest(${rows.map((row) => row.orderId)}::uuid[], ${rows.map((row) => row.lineId)}::uuid[],
        ${rows.map((row) => row.productId)}::uuid[], ${rows.map((row) => row.warehouseId)}::uuid[],
        ${rows.map((row) => String(row.quantityMilli))}::bigint[], ${rows.map((row) => row.expiresAt)}::timestamptz[])
        as w (order_id, line_id, product_id, warehouse_id, quantity_milli, expires_at)
    ), promised as (
      insert into reservation as r (org_id, order_id, line_id, product_id, warehouse_id, quantity_milli, expires_at)
      select ${orgId}, w.order_id, w.line_id, w.product_id, w.warehouse_id, w.quantity_milli, w.expires_at from wanted w
      on conflict (org_id, order_id, line_id) do update
        set quantity_milli = r.quantity_milli + excluded.quantity_milli, expires_at = excluded.expires_at
    )
    update stock s set reserved_milli = s.reserved_milli + t.quantity_milli
    from (select product_id, warehouse_id, sum(quantity_milli) as quantity_milli from wanted group by 1, 2) t
    where s.org_id = ${orgId} and s.product_id = t.product_id and s.warehouse_id = t.warehouse_id`.execute(tx);
}

/** Takes the promises of an order (or of some of its lines) back; the stock rows must be locked by the caller's order. */
export async function release(tx: Tx, orgId: string, order: { orderId: string; lineIds?: readonly string[] }): Promise<void> {
  const only = order.lineIds === undefined ? sql`` : sql`and r.line_id = any(${[...order.lineIds]}::uuid[])`;
  await sql`
    with gone as (
      delete from reservation r where r.org_id = ${orgId} and r.order_id = ${order.orderId} ${only}
      returning r.product_id, r.warehouse_id, r.quantity_milli
    )
    update stock s set reserved_milli = s.reserved_milli - t.quantity_milli
    from (select product_id, warehouse_id, sum(quantity_milli) as quantity_milli from gone group by 1, 2) t
    where s.org_id = ${orgId} and s.product_id = t.product_id and s.warehouse_id = t.warehouse_id`.execute(tx);
}

export type Taken = { readonly orderId: string; readonly lineId: string; readonly productId: string; readonly quantityMilli: bigint };

/**
 * Goods leave for a shipment: promises shrink or end, stock goes down on hand and reserved, movements are written.
 * Each line takes from its own reservation; the caller has checked that it is large enough.
 */
export async function consumeReserved(
  context: ActContext,
  shipment: { shipmentId: string; warehouseId: string; rows: readonly Taken[] },
): Promise<void> {
  const { tx, orgId, actor, now, today } = context;
  const { rows, warehouseId } = shipment;
  await sql`
    with taken as (
      select * from unnest(${rows.map((row) => row.orderId)}::uuid[], ${rows.map((row) => row.lineId)}::uuid[],
        ${rows.map((row) => row.productId)}::uuid[], ${rows.map((row) => String(row.quantityMilli))}::bigint[],
        ${rows.map(() => newId())}::uuid[]) as t (order_id, line_id, product_id, quantity_milli, movement_id)
    ), ended as (
      delete from reservation r using taken t where r.org_id = ${orgId} and r.order_id = t.order_id and r.line_id = t.line_id
        and r.quantity_milli = t.quantity_milli
    ), shrunk as (
      update reservation r set quantity_milli = r.quantity_milli - t.quantity_milli from taken t
      where r.org_id = ${orgId} and r.order_id = t.order_id and r.line_id = t.line_id and r.quantity_milli > t.quantity_milli
    ), moved as (
      insert into stock_movement (org_id, id, product_id, warehouse_id, kind, quantity_milli, source_id, moved_on, recorded_at, recorded_by)
      select ${orgId}, t.movement_id, t.product_id, ${warehouseId}, 'shipment', -t.quantity_milli, ${shipment.shipmentId},
        ${today}, ${now}, ${actor.personId} from taken t
    )
    update stock s set on_hand_milli = s.on_hand_milli - g.quantity_milli, reserved_milli = s.reserved_milli - g.quantity_milli
    from (select product_id, sum(quantity_milli) as quantity_milli from taken group by 1) g
    where s.org_id = ${orgId} and s.product_id = g.product_id and s.warehouse_id = ${warehouseId}`.execute(tx);
}
