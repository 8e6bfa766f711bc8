import { ok, refuse } from '#kernel/result.ts';
import { lockCredit } from '#modules/credit/index.ts';
import { lockStock } from '#modules/stock/index.ts';
import { command } from '#platform/command.ts';
import { orders } from '../contract.ts';
import { keepShared, reckonDays } from '../goods.ts';
import type { Order, OrderLine } from '../model.ts';
import { placeKey, reserveUntil, shareGoods } from '../rules/goods.ts';
import { waitingMilli } from '../rules/rest.ts';
import { readLines, saveOrder } from '../store.ts';
import { findOrder, relock } from './find.ts';
import { same } from './head.ts';
import { tell } from './tell.ts';

/** Promises free goods to the waiting lines of a confirmed order anew: after its promises ended, or when goods are free. */
export const reserveAgain = command({
  name: 'orders.reserve',
  permission: 'orders.write',
  input: orders.reserve.input,
  constraints: { stock_never_oversold: 'stock.not_enough' },
  async handle(context, { orderId, version }) {
    const { tx, orgId, today } = context;
    const found = await findOrder(context, orderId, version);
    if (!found.ok) return found;
    const seen = found.value;
    if (seen.state !== 'confirmed' && seen.state !== 'shipped') {
      return refuse('orders.wrong_state', { state: seen.state });
    }
    const credit = await lockCredit(tx, { orgId, accountId: seen.accountId, today });
    if (credit === null) return refuse('orders.account_not_found');
    if (credit.facts.stopped && !seen.prepaid)
      return refuse('orders.account_stopped', { reason: credit.facts.stopReason });
    const { warehouseId } = seen;
    const productIds = (await readLines(tx, orgId, orderId)).map((line) => line.productId);
    const levels = await lockStock(tx, orgId, { warehouseId, productIds });
    const locked = await relock(context, seen);
    if (!locked.ok) return locked;
    const waiting = waitingOf(locked.value, await readLines(tx, orgId, orderId));
    if (waiting.length === 0) return refuse('orders.nothing_waits');
    const until = reserveUntil(context, credit.policy.reserveHours);
    const byPlace = new Map([...levels].map(([productId, level]) => [placeKey({ productId, warehouseId }), level]));
    const given = shareGoods(waiting, byPlace).filter((line) => line.givenMilli > 0n);
    if (given.length === 0) return refuse('orders.nothing_free');
    await keepShared(tx, orgId, { shared: given, until });
    await reckonDays(tx, orgId, [...new Set(productIds)]);
    await saveOrder(context, locked.value, { reserveUntil: until });
    tell(context, seen, 'orders.reserved', { lines: given.length, untilAt: until });
    return ok(same(context.actor, seen, {}));
  },
});

/** The lines that wait, of an order that may be promised goods. */
function waitingOf(order: Order, lines: readonly OrderLine[]) {
  const { id: orderId, number, warehouseId } = order;
  const place = { orderId, number, warehouseId, stopped: false };
  return lines
    .map((line) => ({ ...line, ...place, lineId: line.id, waitingMilli: waitingMilli(line) }))
    .filter((line) => line.waitingMilli > 0n);
}
