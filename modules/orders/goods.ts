/** What happens to orders when goods come and when promises end; stock calls these inside its own transactions. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { policyOf } from '#modules/credit/index.ts';
import { type Expired, lockStock, readStock, reserve, type StockLevel } from '#modules/stock/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read, Tx } from '#platform/database.ts';
import { placeKey, reserveUntil, type SharedLine, shareGoods, type WaitingLine } from './rules/goods.ts';
import {
  lockExpired,
  lockWaiting,
  lowerPromises,
  prolong,
  readWaiting,
  savePromises,
  type WaitingRow,
  waitingWarehouses,
} from './store/goods.ts';

type Place = { readonly tx: Tx; readonly orgId: string; readonly now: string };
type Levels = ReadonlyMap<string, StockLevel>;

/**
 * Stock of these products or its days changed: what is free goes to the confirmed lines that wait for it, the oldest order
 * first, and the rest of the queue learns its days; a stopped account gets nothing. Each order that got something tells so
 * in its timeline. Ten statements whatever the number of orders. Answers how many orders got something.
 */
export async function fillBackorders(context: ActContext, productIds: readonly string[]): Promise<number> {
  const { tx, orgId } = context;
  const levels = await levelsOf(tx, orgId, { productIds, lock: true });
  if (levels.size === 0) return 0;
  await lockWaiting(tx, orgId, productIds);
  const shared = shareGoods(await readWaiting(tx, orgId, productIds), levels);
  const hours = policyOf(await creditPolicy(tx, orgId)).reserveHours;
  const until = reserveUntil(context, hours);
  await keepShared(tx, orgId, { shared, until });
  const filled = Map.groupBy(
    shared.filter((line) => line.givenMilli > 0n),
    (line) => line.orderId,
  );
  if (filled.size === 0) return 0;
  await prolong(tx, orgId, { orderIds: [...filled.keys()], until });
  for (const given of filled.values()) {
    const told = arrivalOf(given, shared);
    if (told === null) continue;
    const { name, orderId, accountId, payload } = told;
    context.emit({ name, subject: { type: 'sales_order', id: orderId }, accountId, payload });
  }
  return filled.size;
}

/** The stock of the products wherever orders wait for them, by `placeKey`. */
async function levelsOf(
  tx: Tx,
  orgId: string,
  { productIds, lock }: { readonly productIds: readonly string[]; readonly lock: boolean },
): Promise<Levels> {
  const found = new Map<string, StockLevel>();
  for (const warehouseId of await waitingWarehouses(tx, orgId, productIds)) {
    const levels = await (lock ? lockStock : readStock)(tx, orgId, { warehouseId, productIds });
    for (const [productId, level] of levels) found.set(placeKey({ productId, warehouseId }), level);
  }
  return found;
}

type Sharing = {
  readonly shared: readonly SharedLine<WaitingLine & Pick<WaitingRow, 'expectedOn'>>[];
  readonly until: string;
};

/** Keeps what was shared: promises and days. The stock rows and the orders are locked already. */
export async function keepShared(tx: Tx, orgId: string, { shared, until }: Sharing): Promise<void> {
  const given = shared.filter((line) => line.givenMilli > 0n);
  await reserve(
    tx,
    orgId,
    given.map((line) => promiseOf(line, until)),
  );
  const changed = shared.filter((line) => line.givenMilli > 0n || line.dayOn !== line.expectedOn);
  await savePromises(
    tx,
    orgId,
    changed.map(({ dayOn, ...line }) => ({ ...line, expectedOn: dayOn })),
  );
}

/** The promise of what a line was given. */
function promiseOf(line: SharedLine, until: string) {
  const { orderId, lineId, productId, warehouseId, givenMilli } = line;
  return { orderId, lineId, productId, warehouseId, quantityMilli: givenMilli, expiresAt: until };
}

/** What an order that got goods is told: complete when it got all that it waited for. */
export function arrivalOf(
  given: readonly SharedLine<WaitingRow>[],
  waited: readonly WaitingLine[],
): (ChoreEvent & { readonly name: 'orders.goods_arrived' }) | null {
  const [first] = given;
  if (first === undefined) return null;
  const { orderId, accountId, number } = first;
  const lines = waited.filter((line) => line.orderId === orderId).length;
  const complete = lines === given.length && given.every((line) => line.givenMilli === line.waitingMilli);
  return { name: 'orders.goods_arrived', orderId, accountId, payload: { number, lines: given.length, complete } };
}

/** The org's credit policy as it is stored. */
export async function creditPolicy(read: Read, orgId: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`
    select value from setting where org_id = ${orgId} and key = 'credit.policy'`.execute(read);
  return rows[0]?.value;
}

/** Reckons anew on which days the waiting lines of these products get their goods; nothing is given. */
export async function reckonDays(tx: Tx, orgId: string, productIds: readonly string[]): Promise<void> {
  const levels = await levelsOf(tx, orgId, { productIds, lock: false });
  const nothing = new Map([...levels].map(([key, level]) => [key, { ...level, reservedMilli: level.onHandMilli }]));
  const shared = shareGoods(await readWaiting(tx, orgId, productIds), nothing);
  const changed = shared.filter((line) => line.dayOn !== line.expectedOn);
  await savePromises(
    tx,
    orgId,
    changed.map(({ dayOn, ...line }) => ({ ...line, expectedOn: dayOn })),
  );
}

/** Promises past their time have ended: the orders' lines wait again, their timelines say so. */
export async function onReservationExpired({ tx, orgId, now }: Place, expired: readonly Expired[]): Promise<void> {
  const orderIds = [...new Set(expired.map((one) => one.orderId))];
  if (orderIds.length === 0) return;
  await lockExpired(tx, orgId, orderIds);
  const orders = await lowerPromises(tx, orgId, orderIds);
  if (orders.length === 0) return;
  await reckonDays(tx, orgId, [...new Set(orders.flatMap((order) => order.productIds))]);
  const ended = orders.map(
    ({ id, accountId, number, lines }): ChoreEvent => ({
      name: 'orders.promise_ended',
      orderId: id,
      accountId,
      payload: { number, lines },
    }),
  );
  await keepEvents({ tx, orgId, now }, ended);
}

export type ChoreEvent = {
  readonly name: 'orders.promise_ended' | 'orders.goods_arrived';
  readonly orderId: string;
  readonly accountId: string;
  readonly payload: Readonly<Record<string, number | boolean>>;
};

/** Keeps what a chore has to tell of orders: no person acted, so no command does it. */
export async function keepEvents({ tx, orgId, now }: Place, events: readonly ChoreEvent[]): Promise<void> {
  const column = <T>(pick: (event: ChoreEvent) => T): T[] => events.map(pick);
  await sql`
    insert into event (org_id, id, at, name, subject_type, subject_id, account_id, payload, request_id)
    select ${orgId}, e.id, ${now}, e.name, 'sales_order', e.subject_id, e.account_id, e.payload, 'chore'
    from unnest(${column(() => newId())}::uuid[], ${column((event) => event.name)}::text[],
      ${column((event) => event.orderId)}::uuid[], ${column((event) => event.accountId)}::uuid[],
      ${column((event) => JSON.stringify(event.payload))}::jsonb[])
      as e (id, name, subject_id, account_id, payload)`.execute(tx);
}
