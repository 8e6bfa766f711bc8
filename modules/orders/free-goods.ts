/** What lies free goes to the confirmed orders that wait for it, whatever door it was freed by. */
import { policyOf } from '#modules/credit/index.ts';
import { lockStock } from '#modules/stock/index.ts';
import { readOrg, type Tx, writeOrg } from '#platform/database.ts';
import type { JobContext } from '#platform/jobs.ts';
import { arrivalOf, creditPolicy, keepEvents, keepShared, reckonDays } from './goods.ts';
import { placeKey, reserveUntil, shareGoods } from './rules/goods.ts';
import { type FreePlace, freeAndWaited, lockWaiting, prolong, readWaiting } from './store/goods.ts';

type Context = Pick<JobContext, 'db' | 'orgId' | 'now'>;
type Place = { readonly tx: Tx; readonly orgId: string; readonly now: string };

const roundsMost = 50;

/**
 * Nobody waits for goods while they lie free (domain.md, Stock): an order was cancelled, cut or reopened, a promise
 * ended, a stop was lifted. The oldest order comes first. An order whose own promise ended by its time gets nothing by
 * itself: its manager asks anew. An account that is stopped gets nothing, unless the order is prepaid.
 */
export const shareFreeGoods = {
  name: 'share-free-goods',
  async run(context: Context): Promise<void> {
    const { db, orgId, now } = context;
    for (let round = 0; round < roundsMost; round += 1) {
      const places = await readOrg(db, orgId, (read) => freeAndWaited(read, orgId));
      let given = 0;
      for (const place of places)
        given += await writeOrg(db, orgId, { work: (tx) => shareAt({ tx, orgId, now }, place) });
      if (given === 0) return;
    }
  },
};

/** Shares what is free of the products in one warehouse; answers how many lines got something. */
async function shareAt(place: Place, { warehouseId, productIds }: FreePlace): Promise<number> {
  const { tx, orgId } = place;
  const locked = await lockStock(tx, orgId, { warehouseId, productIds });
  await lockWaiting(tx, orgId, productIds);
  const rows = await readWaiting(tx, orgId, productIds);
  const waiting = rows.filter((row) => row.warehouseId === warehouseId && !row.lost);
  const levels = new Map([...locked].map(([productId, level]) => [placeKey({ productId, warehouseId }), level]));
  const given = shareGoods(waiting, levels).filter((line) => line.givenMilli > 0n);
  if (given.length === 0) return 0;
  const { reserveHours } = policyOf(await creditPolicy(tx, orgId));
  const until = reserveUntil(place, reserveHours);
  await keepShared(tx, orgId, { shared: given, until });
  await reckonDays(tx, orgId, productIds);
  const orders = Map.groupBy(given, (line) => line.orderId);
  await prolong(tx, orgId, { orderIds: [...orders.keys()], until });
  await keepEvents(
    place,
    [...orders.values()].flatMap((lines) => arrivalOf(lines, waiting) ?? []),
  );
  return given.length;
}
