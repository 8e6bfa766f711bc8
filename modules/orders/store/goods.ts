/** SQL of goods that come and of promises that end: any number of orders in a few statements. */
import { sql } from 'kysely';
import type { Read, Tx } from '#platform/database.ts';
import type { WaitingLine } from '../rules/goods.ts';

/** Lines that wait are filled so many at once, the oldest first; the rest wait for the next goods. */
const waitingMost = 10_000;

const waitsFor = (orgId: string, productIds: readonly string[]) => sql<boolean>`
  l.org_id = ${orgId} and l.product_id = any(${[...productIds]}::uuid[])
  and l.reserved_milli + l.shipped_milli + l.cancelled_milli < l.quantity_milli`;

/** The warehouses where confirmed orders wait for these products, in the order of ids. */
export async function waitingWarehouses(read: Read, orgId: string, productIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct o.warehouse_id as id from order_line l
    join sales_order o on o.org_id = ${orgId} and o.id = l.order_id
    where ${waitsFor(orgId, productIds)} and o.state in ('confirmed', 'shipped')
    order by o.warehouse_id`.execute(read);
  return rows.map((row) => row.id);
}

/** Locks the confirmed orders that wait for these products, in the order of ids; the stock rows are locked already. */
export async function lockWaiting(tx: Tx, orgId: string, productIds: readonly string[]): Promise<void> {
  await sql`
    select o.id from sales_order o
    where o.org_id = ${orgId} and o.state in ('confirmed', 'shipped')
      and o.id in (select l.order_id from order_line l where ${waitsFor(orgId, productIds)})
    order by o.id for update`.execute(tx);
}

export type WaitingRow = WaitingLine & {
  readonly accountId: string;
  readonly expectedOn: string | null;
  /** The promise ended by its time and was not made anew. */
  readonly lost: boolean;
};

/** Nothing is sold to the account on credit, and the order is not prepaid. */
const isStopped = sql<boolean>`(coalesce(c.stopped, false) and not o.prepaid)`;

/** Products that lie free in a warehouse while confirmed orders wait for them there. */
export type FreePlace = { readonly warehouseId: string; readonly productIds: readonly string[] };

/** So many products at once. */
const placesMost = 500;

/** Where goods lie free and are waited for by those who may be given them. Locks nothing. */
export async function freeAndWaited(read: Read, orgId: string): Promise<FreePlace[]> {
  const { rows } = await sql<FreePlace>`
    select f.warehouse_id as "warehouseId", array_agg(f.product_id order by f.product_id) as "productIds"
    from (
      select distinct s.warehouse_id, s.product_id from sales_order o
      join order_line l on l.org_id = ${orgId} and l.order_id = o.id
        and l.reserved_milli + l.shipped_milli + l.cancelled_milli < l.quantity_milli
      join stock s on s.org_id = ${orgId} and s.product_id = l.product_id and s.warehouse_id = o.warehouse_id
        and s.reserved_milli < s.on_hand_milli
      left join account_credit c on c.org_id = ${orgId} and c.account_id = o.account_id
      where o.org_id = ${orgId} and o.state in ('confirmed', 'shipped') and o.reserve_until is not null
        and not ${isStopped}
      order by s.warehouse_id, s.product_id limit ${placesMost}
    ) f
    group by f.warehouse_id order by f.warehouse_id`.execute(read);
  return rows;
}

/** The lines of confirmed orders that wait for these products, the oldest order first. */
export async function readWaiting(read: Read, orgId: string, productIds: readonly string[]): Promise<WaitingRow[]> {
  const { rows } = await sql<Omit<WaitingRow, 'waitingMilli'> & { waiting: string }>`
    select l.order_id as "orderId", l.id as "lineId", l.product_id as "productId", o.warehouse_id as "warehouseId",
      o.number, l.position, o.account_id as "accountId", l.expected_on as "expectedOn",
      l.quantity_milli - l.reserved_milli - l.shipped_milli - l.cancelled_milli as waiting,
      o.reserve_until is null as lost, ${isStopped} as stopped
    from order_line l
    join sales_order o on o.org_id = ${orgId} and o.id = l.order_id
    left join account_credit c on c.org_id = ${orgId} and c.account_id = o.account_id
    where ${waitsFor(orgId, productIds)} and o.state in ('confirmed', 'shipped')
    order by o.number, l.position, l.id limit ${waitingMost}`.execute(read);
  return rows.map(({ waiting, ...row }) => ({ ...row, waitingMilli: BigInt(waiting) }));
}

export type LinePromise = {
  readonly orderId: string;
  readonly lineId: string;
  readonly givenMilli: bigint;
  readonly expectedOn: string | null;
};

/** Adds what is promised to the lines, and says when the rest is expected. One statement. */
export async function savePromises(tx: Tx, orgId: string, lines: readonly LinePromise[]): Promise<void> {
  if (lines.length === 0) return;
  const column = <T>(pick: (line: LinePromise) => T): T[] => lines.map(pick);
  await sql`
    update order_line l set reserved_milli = l.reserved_milli + g.given_milli, expected_on = g.expected_on
    from unnest(${column((line) => line.orderId)}::uuid[], ${column((line) => line.lineId)}::uuid[],
      ${column((line) => String(line.givenMilli))}::bigint[], ${column((line) => line.expectedOn)}::date[])
      as g (order_id, line_id, given_milli, expected_on)
    where l.org_id = ${orgId} and l.order_id = g.order_id and l.id = g.line_id`.execute(tx);
}

/** Promises of these orders stand at least until the moment. Their versions stay: nobody edited them. */
export async function prolong(
  tx: Tx,
  orgId: string,
  { orderIds, until }: { readonly orderIds: readonly string[]; readonly until: string },
): Promise<void> {
  await sql`
    update sales_order set reserve_until = greatest(coalesce(reserve_until, ${until}::timestamptz), ${until}::timestamptz)
    where org_id = ${orgId} and id = any(${[...orderIds]}::uuid[])`.execute(tx);
}

export type ExpiredOrder = {
  readonly id: string;
  readonly number: number;
  readonly accountId: string;
  readonly lines: number;
  readonly productIds: readonly string[];
};

/** Locks the orders whose promises ended, in the order of ids. */
export async function lockExpired(tx: Tx, orgId: string, orderIds: readonly string[]): Promise<void> {
  await sql`
    select o.id from sales_order o where o.org_id = ${orgId} and o.id = any(${[...orderIds]}::uuid[])
    order by o.id for update`.execute(tx);
}

/** The lines of these orders are promised what their reservations still hold. Answers the orders whose lines changed. */
export async function lowerPromises(tx: Tx, orgId: string, orderIds: readonly string[]): Promise<ExpiredOrder[]> {
  const { rows } = await sql<ExpiredOrder>`
    with kept as materialized (
      select l.order_id, l.id, coalesce(r.quantity_milli, 0) as quantity_milli
      from order_line l
      left join reservation r on r.org_id = ${orgId} and r.order_id = l.order_id and r.line_id = l.id
      where l.org_id = ${orgId} and l.order_id = any(${[...orderIds]}::uuid[])
        and l.reserved_milli > coalesce(r.quantity_milli, 0)
    ), lowered as (
      update order_line l set reserved_milli = k.quantity_milli from kept k
      where l.org_id = ${orgId} and l.order_id = k.order_id and l.id = k.id
      returning l.order_id, l.product_id
    ), ended as (
      update sales_order o set reserve_until = (
        select max(r.expires_at) from reservation r where r.org_id = ${orgId} and r.order_id = o.id)
      where o.org_id = ${orgId} and o.id in (select order_id from lowered)
    )
    select o.id, o.number, o.account_id as "accountId", count(*)::int as lines,
      array_agg(distinct w.product_id) as "productIds"
    from lowered w join sales_order o on o.org_id = ${orgId} and o.id = w.order_id
    group by o.id, o.number, o.account_id order by o.id`.execute(tx);
  return rows;
}
