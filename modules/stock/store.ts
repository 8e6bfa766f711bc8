import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import type { ActContext } from '#platform/command.ts';
import type { Tx } from '#platform/database.ts';
import type { MovementKind, StockLevel } from './model.ts';
import { levelOf, levelsSql, type StockLevels, type StockPlace } from './queries/levels.ts';

/** Locks the stock rows of the products, in the order of product ids, and reads their levels: one statement. */
export async function lockStock(tx: Tx, orgId: string, place: StockPlace): Promise<StockLevels> {
  const { rows } = await levelsSql(orgId, { ...place, ending: sql`for update of s` }).execute(tx);
  return new Map(rows.map((row) => [row.productId, levelOf(row)]));
}

/**
 * Locks a product's stock in every warehouse, in the order of warehouses, making the row of one where there is none:
 * who fills waiting orders goes over all of them. Answers the level in the warehouse.
 */
export async function lockProduct(
  tx: Tx,
  orgId: string,
  { productId, warehouseId }: { readonly productId: string; readonly warehouseId: string },
): Promise<StockLevel> {
  await sql`
    insert into stock (org_id, product_id, warehouse_id) values (${orgId}, ${productId}, ${warehouseId})
    on conflict do nothing`.execute(tx);
  await sql`
    select s.warehouse_id from stock s where s.org_id = ${orgId} and s.product_id = ${productId}
    order by s.warehouse_id for update`.execute(tx);
  const level = (await lockStock(tx, orgId, { warehouseId, productIds: [productId] })).get(productId);
  if (level === undefined) throw new Error('the stock row was not made');
  return level;
}

export type NewReservation = {
  readonly orderId: string;
  readonly lineId: string;
  readonly productId: string;
  readonly warehouseId: string;
  readonly quantityMilli: bigint;
  readonly expiresAt: string | null;
};

/**
 * Promises goods to order lines: the reservations and the reserved sums of stock in one statement. The caller has locked
 * the stock rows; the table refuses more than is on hand.
 */
export async function reserve(tx: Tx, orgId: string, rows: readonly NewReservation[]): Promise<void> {
  if (rows.length === 0) return;
  const column = <T>(pick: (row: NewReservation) => T): T[] => rows.map(pick);
  await sql`
    with wanted as (
      select * from unnest(${column((row) => row.orderId)}::uuid[], ${column((row) => row.lineId)}::uuid[],
        ${column((row) => row.productId)}::uuid[], ${column((row) => row.warehouseId)}::uuid[],
        ${column((row) => String(row.quantityMilli))}::bigint[], ${column((row) => row.expiresAt)}::timestamptz[])
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

/** Takes the promises of an order (or of some of its lines) back. The caller has locked the stock rows. */
export async function release(
  tx: Tx,
  orgId: string,
  order: { readonly orderId: string; readonly lineIds?: readonly string[] },
): Promise<void> {
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

export type Taken = {
  readonly orderId: string;
  readonly lineId: string;
  readonly productId: string;
  readonly quantityMilli: bigint;
};

export type Leaving = {
  readonly shipmentId: string;
  readonly warehouseId: string;
  readonly rows: readonly Taken[];
};

/**
 * Goods leave for a shipment: promises shrink or end, stock goes down on hand and reserved, movements are written, in one
 * statement. Each line takes from its own reservation; the caller has locked the stock and checked that it is enough.
 * Throws when a promise is missing or smaller than what leaves.
 */
export async function consumeReserved(context: ActContext, { shipmentId, warehouseId, rows }: Leaving): Promise<void> {
  if (rows.length === 0) return;
  const { tx, orgId, actor, now, today } = context;
  const column = <T>(pick: (row: Taken) => T): T[] => rows.map(pick);
  const left = await sql<{ taken: number }>`
    with taken as (
      select * from unnest(${column((row) => row.orderId)}::uuid[], ${column((row) => row.lineId)}::uuid[],
        ${column((row) => row.productId)}::uuid[], ${column((row) => String(row.quantityMilli))}::bigint[],
        ${column(() => newId())}::uuid[]) as t (order_id, line_id, product_id, quantity_milli, movement_id)
    ), ended as (
      delete from reservation r using taken t where r.org_id = ${orgId} and r.order_id = t.order_id
        and r.line_id = t.line_id and r.warehouse_id = ${warehouseId} and r.quantity_milli = t.quantity_milli
      returning r.line_id
    ), shrunk as (
      update reservation r set quantity_milli = r.quantity_milli - t.quantity_milli from taken t
      where r.org_id = ${orgId} and r.order_id = t.order_id and r.line_id = t.line_id
        and r.warehouse_id = ${warehouseId} and r.quantity_milli > t.quantity_milli
      returning r.line_id
    ), moved as (
      insert into stock_movement (org_id, id, product_id, warehouse_id, kind, quantity_milli, source_id, moved_on,
        recorded_at, recorded_by)
      select ${orgId}, t.movement_id, t.product_id, ${warehouseId}, 'shipment', -t.quantity_milli, ${shipmentId},
        ${today}, ${now}, ${actor.personId} from taken t
    ), lowered as (
      update stock s set on_hand_milli = s.on_hand_milli - g.quantity_milli,
        reserved_milli = s.reserved_milli - g.quantity_milli
      from (select product_id, sum(quantity_milli) as quantity_milli from taken group by 1) g
      where s.org_id = ${orgId} and s.product_id = g.product_id and s.warehouse_id = ${warehouseId}
    )
    select (select count(*) from ended)::int + (select count(*) from shrunk)::int as taken`.execute(tx);
  if (left.rows[0]?.taken !== rows.length) throw new Error('goods left that were not promised');
}

export type Movement = {
  readonly productId: string;
  readonly warehouseId: string;
  readonly kind: Exclude<MovementKind, 'shipment'>;
  readonly quantityMilli: bigint;
  readonly sourceId: string | null;
  readonly note: string;
};

/**
 * Writes movements and moves what is on hand, in one statement that locks the stock rows in the order of products and
 * makes those that are not there yet. The table refuses to go below what is promised.
 */
export async function moveStock(context: ActContext, movements: readonly Movement[]): Promise<void> {
  if (movements.length === 0) return;
  const { tx, orgId, actor, now, today } = context;
  const column = <T>(pick: (movement: Movement) => T): T[] => movements.map(pick);
  await sql`
    with moved as (
      select * from unnest(${column(() => newId())}::uuid[], ${column((m) => m.productId)}::uuid[],
        ${column((m) => m.warehouseId)}::uuid[], ${column((m) => m.kind)}::text[],
        ${column((m) => String(m.quantityMilli))}::bigint[], ${column((m) => m.sourceId)}::uuid[],
        ${column((m) => m.note)}::text[]) as m (id, product_id, warehouse_id, kind, quantity_milli, source_id, note)
    ), kept as (
      insert into stock_movement (org_id, id, product_id, warehouse_id, kind, quantity_milli, source_id, note, moved_on,
        recorded_at, recorded_by)
      select ${orgId}, m.id, m.product_id, m.warehouse_id, m.kind, m.quantity_milli, m.source_id, m.note, ${today},
        ${now}, ${actor.personId} from moved m
    ), sums as materialized (
      select m.product_id, m.warehouse_id, sum(m.quantity_milli) as quantity_milli from moved m group by 1, 2
    ), locked as materialized (
      select s.product_id, s.warehouse_id from stock s
      where s.org_id = ${orgId} and (s.product_id, s.warehouse_id) in (select product_id, warehouse_id from sums)
      order by s.product_id, s.warehouse_id for update
    ), known as (
      update stock s set on_hand_milli = s.on_hand_milli + t.quantity_milli
      from locked k join sums t using (product_id, warehouse_id)
      where s.org_id = ${orgId} and s.product_id = k.product_id and s.warehouse_id = k.warehouse_id
    )
    insert into stock as s (org_id, product_id, warehouse_id, on_hand_milli)
    select ${orgId}, t.product_id, t.warehouse_id, t.quantity_milli from sums t
    where not exists (select from locked k where k.product_id = t.product_id and k.warehouse_id = t.warehouse_id)
    order by t.product_id, t.warehouse_id
    on conflict on constraint stock_pk do update set on_hand_milli = s.on_hand_milli + excluded.on_hand_milli`.execute(
    tx,
  );
}
