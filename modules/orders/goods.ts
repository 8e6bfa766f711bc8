/** What happens to orders when goods come and when promises end; stock calls these inside its own transactions. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { policyOf } from '#modules/credit/index.ts';
import {
  type Expired,
  freeMilli,
  lockStock,
  reserve,
  type StockLevel,
  type StockLevels,
} from '#modules/stock/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read, Tx } from '#platform/database.ts';
import { placeKey, shareGoods, type WaitingLine } from './rules/goods.ts';
import {
  type ExpiredOrder,
  lockExpired,
  lockWaiting,
  lowerPromises,
  prolong,
  readWaiting,
  savePromises,
  type WaitingRow,
  waitingWarehouses,
} from './store/goods.ts';

type Levels = ReadonlyMap<string, StockLevel>;

/**
 * Goods came: free stock goes to the confirmed lines that wait for these products, the oldest order first, and each
 * order's manager is told. Ten statements whatever the number of orders. Answers how many orders got something.
 */
export async function fillBackorders(context: ActContext, productIds: readonly string[]): Promise<number> {
  const { tx, orgId, now } = context;
  const levels = await lockPlaces(tx, orgId, productIds);
  if (levels.size === 0) return 0;
  await lockWaiting(tx, orgId, productIds);
  const waiting = await readWaiting(tx, orgId, productIds);
  const hours = policyOf(await creditPolicy(tx, orgId)).reserveHours;
  const until = new Date(Date.parse(now) + hours * 3_600_000).toISOString();
  const given = await givePromises(tx, orgId, { waiting, levels, until });
  const orderIds = [...new Set(given.map((line) => line.orderId))];
  if (orderIds.length === 0) return 0;
  await prolong(tx, orgId, { orderIds, until });
  for (const id of orderIds) tellArrived(context, id, { waiting, given });
  return orderIds.length;
}

/** Locks the stock of the products wherever orders wait for them; the levels by `placeKey`. */
async function lockPlaces(tx: Tx, orgId: string, productIds: readonly string[]): Promise<Levels> {
  const found = new Map<string, StockLevel>();
  for (const warehouseId of await waitingWarehouses(tx, orgId, productIds)) {
    const levels = await lockStock(tx, orgId, { warehouseId, productIds });
    for (const [productId, level] of levels) found.set(placeKey({ productId, warehouseId }), level);
  }
  return found;
}

/** The levels of one warehouse by `placeKey`. */
export const byPlace = (warehouseId: string, levels: StockLevels): Levels =>
  new Map([...levels].map(([productId, level]) => [placeKey({ productId, warehouseId }), level]));

type Giving<W> = { readonly waiting: readonly W[]; readonly levels: Levels; readonly until: string };
export type Given = WaitingLine & { readonly givenMilli: bigint };

/** Shares free goods among waiting lines and keeps the promises. The stock rows and the orders are locked already. */
export async function givePromises<W extends WaitingLine & { readonly expectedOn: string | null }>(
  tx: Tx,
  orgId: string,
  { waiting, levels, until }: Giving<W>,
): Promise<Given[]> {
  const free = new Map([...levels].map(([key, level]) => [key, freeMilli(level)]));
  const given = shareGoods(waiting, free);
  const gift = new Map(given.map((line) => [`${line.orderId} ${line.lineId}`, line.givenMilli]));
  const promises = waiting.flatMap((line) => {
    const givenMilli = gift.get(`${line.orderId} ${line.lineId}`) ?? 0n;
    const next = levels.get(placeKey(line))?.nextArrival?.expectedOn ?? null;
    const expectedOn = givenMilli === line.waitingMilli ? null : next;
    if (givenMilli === 0n && expectedOn === line.expectedOn) return [];
    return [{ orderId: line.orderId, lineId: line.lineId, givenMilli, expectedOn }];
  });
  await reserve(
    tx,
    orgId,
    given.map((line) => ({ ...line, quantityMilli: line.givenMilli, expiresAt: until })),
  );
  await savePromises(tx, orgId, promises);
  return given;
}

type Arrived = { readonly waiting: readonly WaitingRow[]; readonly given: readonly Given[] };

function tellArrived(context: ActContext, orderId: string, { waiting, given }: Arrived): void {
  const mine = waiting.filter((line) => line.orderId === orderId);
  const got = given.filter((line) => line.orderId === orderId);
  const [first] = mine;
  if (first === undefined) return;
  const sum = (list: readonly bigint[]): bigint => list.reduce((total, milli) => total + milli, 0n);
  const complete = sum(got.map((line) => line.givenMilli)) === sum(mine.map((line) => line.waitingMilli));
  context.emit({
    name: 'orders.goods_arrived',
    subject: { type: 'sales_order', id: orderId },
    accountId: first.accountId,
    payload: { number: first.number, lines: got.length, complete },
  });
}

async function creditPolicy(read: Read, orgId: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`
    select value from setting where org_id = ${orgId} and key = 'credit.policy'`.execute(read);
  return rows[0]?.value;
}

type Place = { readonly tx: Tx; readonly orgId: string; readonly now: string };

/** Promises past their time have ended: the orders' lines wait again, their timelines say so. Four statements. */
export async function onReservationExpired({ tx, orgId, now }: Place, expired: readonly Expired[]): Promise<void> {
  const orderIds = [...new Set(expired.map((one) => one.orderId))];
  if (orderIds.length === 0) return;
  await lockExpired(tx, orgId, orderIds);
  const orders = await lowerPromises(tx, orgId, orderIds);
  if (orders.length > 0) await keepEvents({ tx, orgId, now }, orders);
}

async function keepEvents({ tx, orgId, now }: Place, orders: readonly ExpiredOrder[]): Promise<void> {
  const column = <T>(pick: (order: ExpiredOrder) => T): T[] => orders.map(pick);
  const payload = (order: ExpiredOrder) => JSON.stringify({ number: order.number, lines: order.lines });
  await sql`
    insert into event (org_id, id, at, name, subject_type, subject_id, account_id, payload, request_id)
    select ${orgId}, e.id, ${now}, 'orders.promise_ended', 'sales_order', e.subject_id, e.account_id, e.payload, 'chore'
    from unnest(${column(() => newId())}::uuid[], ${column((order) => order.id)}::uuid[],
      ${column((order) => order.accountId)}::uuid[], ${column(payload)}::jsonb[])
      as e (id, subject_id, account_id, payload)`.execute(tx);
}
