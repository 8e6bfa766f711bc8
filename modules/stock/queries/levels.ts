import { type RawBuilder, sql } from 'kysely';
import type { Read } from '#platform/database.ts';
import type { StockLevel } from '../model.ts';

export type StockPlace = { readonly warehouseId: string; readonly productIds: readonly string[] };
export type StockLevels = ReadonlyMap<string, StockLevel>;

type LevelRow = {
  productId: string;
  onHand: string;
  reserved: string;
  waiting: string;
  coming: { on: string; milli: string }[] | null;
};

/** The levels of the products in the warehouse, with what comes and what waits, in one statement. */
export async function readStock(read: Read, orgId: string, place: StockPlace): Promise<StockLevels> {
  const { rows } = await levelsSql(orgId, { ...place, ending: sql`` }).execute(read);
  return new Map(rows.map((row) => [row.productId, levelOf(row)]));
}

export type Wanted = {
  readonly warehouseId: string;
  /** How much of each product is wanted, thousandths. */
  readonly wanted: ReadonlyMap<string, bigint>;
  /** Products whose levels are told though there is enough of them. */
  readonly told: readonly string[];
};

/**
 * The levels of the goods that have less free than is wanted (none at all, where the warehouse never had them) and of those
 * that are to be told, in one statement; what is not in the answer has enough. Most goods of an order have: asking what
 * waits and comes for the few others is what keeps an edit of a long order fast.
 */
export async function readShort(
  read: Read,
  orgId: string,
  { warehouseId, wanted, told }: Wanted,
): Promise<StockLevels> {
  const place = sql`${warehouseId}`;
  const { rows } = await sql<LevelRow>`
    with short as materialized (
      select a.product_id, coalesce(s.on_hand_milli, 0) as on_hand, coalesce(s.reserved_milli, 0) as reserved
      from unnest(${[...wanted.keys()]}::uuid[], ${[...wanted.values()].map(String)}::bigint[]) as a (product_id, milli)
      left join stock s on s.org_id = ${orgId} and s.warehouse_id = ${place} and s.product_id = a.product_id
      where coalesce(s.on_hand_milli - s.reserved_milli, 0) < a.milli or a.product_id = any(${[...told]}::uuid[])
    ), ${queues(orgId, { warehouse: place, products: sql`any(array(select product_id from short))` })}
    select s.product_id as "productId", s.on_hand as "onHand", s.reserved, coalesce(w.waiting, 0) as waiting, c.coming
    from short s left join waits w on w.product_id = s.product_id left join comes c on c.product_id = s.product_id`.execute(
    read,
  );
  return new Map(rows.map((row) => [row.productId, levelOf(row)]));
}

/** What an order line still waits for, over the alias `l`. */
export const lineWaits = sql<string>`l.quantity_milli - l.reserved_milli - l.shipped_milli - l.cancelled_milli`;

/** Whether an order line waits for goods, over `l` as the index of waiting lines has it. */
export const isWaiting = sql<boolean>`l.reserved_milli + l.shipped_milli + l.cancelled_milli < l.quantity_milli`;

/** Whether an order waits for goods of the warehouse; looked up by itself: a join may go over all open orders. */
const isOpenAt = (orgId: string, warehouse: RawBuilder<unknown>, orderId: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql`(select o.warehouse_id = ${warehouse} and o.state in ('confirmed', 'shipped') from sales_order o
    where o.org_id = ${orgId} and o.id = ${orderId})`;

/** Waiting lines of confirmed orders as `from` and `where`: over `l`, of a product in a warehouse. */
export function waitingLines(orgId: string, product: RawBuilder<unknown>, warehouse: RawBuilder<unknown>) {
  return sql`order_line l where l.org_id = ${orgId} and l.product_id = ${product} and ${isWaiting}
    and ${isOpenAt(orgId, warehouse, sql`l.order_id`)}`;
}

type Goods = { readonly warehouse: RawBuilder<unknown>; readonly products: RawBuilder<unknown> };

/**
 * `waits` and `comes` of a `with`: what waits and what comes is added up for all products at once: asked for each, it costs
 * as much again as all the rest. Lines of drafts look like waiting ones, so each order is looked at once, however many of
 * its lines are asked about.
 */
const queues = (orgId: string, { warehouse, products }: Goods) => sql`
    lines as materialized (
      select l.product_id, l.order_id, ${lineWaits} as milli
      from order_line l where l.org_id = ${orgId} and l.product_id = ${products} and ${isWaiting}
    ), open as materialized (
      select d.order_id from (select distinct order_id from lines) d where ${isOpenAt(orgId, warehouse, sql`d.order_id`)}
    ), waits as materialized (
      select l.product_id, sum(l.milli) as waiting from lines l join open o on o.order_id = l.order_id group by l.product_id
    ), comes as materialized (
      select d.product_id, jsonb_agg(jsonb_build_object('on', d.expected_on, 'milli', d.milli::text) order by d.expected_on) as coming
      from (
        select r.product_id, r.expected_on, sum(r.quantity_milli - r.received_milli) as milli from arrival r
        where r.org_id = ${orgId} and r.product_id = ${products} and r.warehouse_id = ${warehouse} and not r.closed
        group by r.product_id, r.expected_on) d
      group by d.product_id
    )`;

/** The statement of the levels; `ending` locks the stock rows where the caller writes. */
export function levelsSql(orgId: string, place: StockPlace & { ending: RawBuilder<unknown> }) {
  const warehouse = sql`${place.warehouseId}`;
  const products = sql`any(${[...place.productIds]}::uuid[])`;
  return sql<LevelRow>`
    with ${queues(orgId, { warehouse, products })}
    select s.product_id as "productId", s.on_hand_milli as "onHand", s.reserved_milli as reserved,
      coalesce(w.waiting, 0) as waiting, c.coming
    from stock s left join waits w on w.product_id = s.product_id left join comes c on c.product_id = s.product_id
    where s.org_id = ${orgId} and s.warehouse_id = ${warehouse} and s.product_id = ${products}
    order by s.product_id ${place.ending}`;
}

export function levelOf(row: LevelRow): StockLevel {
  const arrivals = (row.coming ?? []).map(({ on, milli }) => ({ expectedOn: on, quantityMilli: BigInt(milli) }));
  const waitingMilli = BigInt(row.waiting);
  const coming = arrivals.reduce((sum, arrival) => sum + arrival.quantityMilli, 0n);
  const [first] = arrivals;
  const freeMilli = coming > waitingMilli ? coming - waitingMilli : 0n;
  return {
    productId: row.productId,
    onHandMilli: BigInt(row.onHand),
    reservedMilli: BigInt(row.reserved),
    waitingMilli,
    arrivals,
    nextArrival: first === undefined ? null : { expectedOn: first.expectedOn, freeMilli },
  };
}
