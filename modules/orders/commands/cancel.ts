import { ok, type Result, refuse } from '#kernel/result.ts';
import { withdrawApprovals } from '#modules/approvals/index.ts';
import { changeStanding, lockCredit } from '#modules/credit/index.ts';
import { lockStock, release } from '#modules/stock/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import { orders } from '../contract.ts';
import { mayMove, type Order, type OrderLine, type OrderState } from '../model.ts';
import { keptPart } from '../rules/rest.ts';
import { dropPromises, foldCancelled, readLines, saveOrder } from '../store.ts';
import { findOrder, relock } from './find.ts';
import { same } from './head.ts';
import { tell } from './tell.ts';

/** Cancels an order that nothing was shipped of, with a reason; promises and standing come back. */
export const cancelOrder = command({
  name: 'orders.cancel',
  permission: 'orders.write',
  input: orders.cancel.input,
  async handle(context, { orderId, version, reason }) {
    if (reason.trim() === '') return refuse('orders.reason_needed');
    const taken = await takeBack(context, { orderId, version, to: 'cancelled' });
    if (!taken.ok) return taken;
    const { order } = taken.value;
    await saveOrder(context, order, { state: 'cancelled', cancelReason: reason.trim(), holds: [], reserveUntil: null });
    tell(context, order, 'orders.cancelled', { totalMinor: String(order.totalMinor), reason: reason.trim() });
    return ok(same(context.actor, order, { state: 'cancelled' }));
  },
});

/** Takes a confirmed or held order back to draft to change it; it is then confirmed anew, with every check. */
export const reopenOrder = command({
  name: 'orders.reopen',
  permission: 'orders.write',
  input: orders.reopen.input,
  async handle(context, { orderId, version }) {
    const taken = await takeBack(context, { orderId, version, to: 'draft' });
    if (!taken.ok) return taken;
    const { order, lines } = taken.value;
    // What was given up of the lines does not come back: the draft is of what was left.
    const cut = lines.filter((line) => line.cancelledMilli > 0n).map((line) => ({ id: line.id, ...keptPart(line) }));
    const lineCount = lines.length - cut.filter((line) => line.quantityMilli === 0n).length;
    if (cut.length > 0) await foldCancelled(context.tx, context.orgId, { orderId, lines: cut });
    const reopened = { ...order, lineCount };
    const { totalMinor, vatMinor, costMinor } = order;
    const totals = { totalMinor, vatMinor, costMinor, lineCount };
    await saveOrder(context, order, { state: 'draft', totals, holds: [], reserveUntil: null });
    tell(context, order, 'orders.reopened', { totalMinor: String(order.totalMinor) });
    return ok(same(context.actor, reopened, { state: 'draft' }));
  },
});

type Back = { readonly orderId: string; readonly version: number; readonly to: OrderState };
type TakenBack = { readonly order: Order; readonly lines: readonly OrderLine[] };

/** Locks standing, stock and order in that order, and undoes what confirming did. */
async function takeBack(context: ActContext, back: Back): Promise<Result<TakenBack>> {
  const { tx, orgId, today } = context;
  const found = await findOrder(context, back.orderId, back.version);
  if (!found.ok) return found;
  const seen = found.value;
  if (!mayMove(seen.state, back.to)) return refuse('orders.wrong_state', { state: seen.state });
  if (seen.state === 'draft') {
    const locked = await relock(context, seen);
    return locked.ok ? ok({ order: locked.value, lines: [] }) : locked;
  }
  await lockCredit(tx, { orgId, accountId: seen.accountId, today });
  const lines = await readLines(tx, orgId, seen.id);
  await lockStock(tx, orgId, { warehouseId: seen.warehouseId, productIds: lines.map((line) => line.productId) });
  const locked = await relock(context, seen);
  if (!locked.ok) return locked;
  await release(tx, orgId, { orderId: seen.id });
  await dropPromises(tx, orgId, seen.id);
  await withdrawApprovals(tx, orgId, [seen.id]);
  if (seen.state === 'confirmed' && !seen.prepaid) {
    await changeStanding(tx, orgId, [{ accountId: seen.accountId, confirmedMinor: -seen.totalMinor }]);
  }
  return ok({ order: locked.value, lines });
}
