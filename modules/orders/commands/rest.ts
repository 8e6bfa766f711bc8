import { ok, refuse } from '#kernel/result.ts';
import { changeStanding, lockCredit } from '#modules/credit/index.ts';
import { lockStock, release, reserve } from '#modules/stock/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import { orders } from '../contract.ts';
import type { Order, OrderLine, Totals } from '../model.ts';
import { type CutLine, decideCancelRest, keptPart } from '../rules/rest.ts';
import { readLines, saveCut, saveOrder } from '../store.ts';
import { findOrder, relock } from './find.ts';
import { headView } from './head.ts';
import { tell } from './tell.ts';

/**
 * Gives up what was not shipped, so that the order can be closed: its total and the account's standing go down by it,
 * goods that were promised are free again.
 */
export const cancelRest = command({
  name: 'orders.cancel_rest',
  permission: 'orders.write',
  input: orders.cancelRest.input,
  async handle(context, { orderId, version, reason, lines: asked }) {
    const { tx, orgId, today } = context;
    const because = reason.trim();
    if (because === '') return refuse('orders.reason_needed');
    const found = await findOrder(context, orderId, version);
    if (!found.ok) return found;
    const seen = found.value;
    await lockCredit(tx, { orgId, accountId: seen.accountId, today });
    const before = await readLines(tx, orgId, orderId);
    await lockStock(tx, orgId, { warehouseId: seen.warehouseId, productIds: before.map((line) => line.productId) });
    const locked = await relock(context, seen);
    if (!locked.ok) return locked;
    const order = locked.value;
    const asks = asked?.map((line) => ({ lineId: line.lineId, quantityMilli: BigInt(line.quantityMilli) })) ?? null;
    // Read anew under the locks: promises may have ended while we waited, without a new version.
    const lines = await readLines(tx, orgId, orderId);
    const decision = decideCancelRest(order, lines, asks);
    if (!decision.ok) return decision;
    const { cut, closes } = decision.value;
    const totals = totalsAfter(order, cut);
    await freeGoods(context, order, cut);
    await saveCut(tx, orgId, { orderId, cut });
    const state = closes ? 'closed' : order.state;
    await saveOrder(context, order, { state, totals, cancelReason: because });
    const gone = order.totalMinor - totals.totalMinor;
    if (!order.prepaid) await changeStanding(tx, orgId, [{ accountId: order.accountId, confirmedMinor: -gone }]);
    tell(context, order, 'orders.rest_cancelled', { goneMinor: String(gone), reason: because, closed: closes });
    return ok(headView(context.actor, { ...order, state, version: version + 1 }, { totals, holds: [] }));
  },
});

/** What the order comes to without what was given up: each line by its kept part. */
function totalsAfter(order: Order, cut: readonly CutLine[]): Totals {
  const shift = { totalMinor: order.totalMinor, vatMinor: order.vatMinor, costMinor: order.costMinor };
  for (const { line, cancelledMilli } of cut) {
    const [was, is] = [keptPart(line), keptPart({ ...line, cancelledMilli })];
    shift.totalMinor += is.sumMinor - was.sumMinor;
    shift.vatMinor += is.vatMinor - was.vatMinor;
    shift.costMinor += is.costMinor - was.costMinor;
  }
  return { ...shift, lineCount: order.lineCount };
}

/** Promises that are larger than what is left of their lines shrink to it. */
async function freeGoods(context: ActContext, order: Order, cut: readonly CutLine[]): Promise<void> {
  const { tx, orgId } = context;
  const shrunk = cut.filter(({ line, reservedMilli }) => reservedMilli < line.reservedMilli);
  if (shrunk.length === 0) return;
  await release(tx, orgId, { orderId: order.id, lineIds: shrunk.map(({ line }) => line.id) });
  const left = shrunk.filter(({ reservedMilli }) => reservedMilli > 0n);
  const promise = ({ line, reservedMilli }: { line: OrderLine; reservedMilli: bigint }) => ({
    orderId: order.id,
    lineId: line.id,
    productId: line.productId,
    warehouseId: order.warehouseId,
    quantityMilli: reservedMilli,
    expiresAt: order.reserveUntil,
  });
  await reserve(tx, orgId, left.map(promise));
}
