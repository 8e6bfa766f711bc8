import { sql } from 'kysely';
import { ok, refuse, type Result } from '#kernel/result.ts';
import { withdrawApprovals } from '#modules/approvals/index.ts';
import { changeStanding, lockCredit } from '#modules/credit/index.ts';
import { lockStock, release } from '#modules/stock/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import { orders } from '../contract.ts';
import { mayMove, type Order, type OrderState } from '../model.ts';
import { readLines, saveOrder } from '../store.ts';
import { findOrder, headView, relock } from './confirm.ts';

/** Cancels an order that nothing was shipped of, with a reason; promises and standing come back. */
export const cancelOrder = command({
  name: 'orders.cancel',
  permission: 'orders.write',
  input: orders.cancel.input,
  async handle(context, { orderId, version, reason }) {
    if (reason.trim() === '') return refuse('orders.reason_needed');
    const taken = await takeBack(context, { orderId, version, to: 'cancelled' });
    if (!taken.ok) return taken;
    const order = taken.value;
    await saveOrder(context, order, { state: 'cancelled', cancelReason: reason.trim(), holds: [], reserveUntil: null });
    tell(context, { order, name: 'orders.cancelled', payload: { reason: reason.trim() } });
    return ok(viewOf(order, 'cancelled'));
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
    const order = taken.value;
    await saveOrder(context, order, { state: 'draft', holds: [], reserveUntil: null });
    tell(context, { order, name: 'orders.reopened', payload: {} });
    return ok(viewOf(order, 'draft'));
  },
});

type Back = { readonly orderId: string; readonly version: number; readonly to: OrderState };

/** Locks standing, stock and order in that order, and undoes what confirming did. */
async function takeBack(context: ActContext, back: Back): Promise<Result<Order>> {
  const { tx, orgId, today } = context;
  const found = await findOrder(context, back.orderId, back.version);
  if (!found.ok) return found;
  const seen = found.value;
  if (!mayMove(seen.state, back.to)) return refuse('orders.wrong_state', { state: seen.state });
  if (seen.state === 'draft') return ok(seen);
  await lockCredit(tx, { orgId, accountId: seen.accountId, today });
  const products = (await readLines(tx, orgId, seen.id)).map((line) => line.productId);
  await lockStock(tx, orgId, { warehouseId: seen.warehouseId, productIds: products });
  const locked = await relock(context, seen);
  if (!locked.ok) return locked;
  await release(tx, orgId, { orderId: seen.id });
  await sql`update order_line set reserved_milli = 0, expected_on = null where org_id = ${orgId} and order_id = ${seen.id}`.execute(tx);
  await withdrawApprovals(tx, orgId, [seen.id]);
  if (seen.state === 'confirmed' && !seen.prepaid) {
    await changeStanding(tx, orgId, [{ accountId: seen.accountId, confirmedMinor: -seen.totalMinor }]);
  }
  return locked;
}

function tell(context: ActContext, what: { order: Order; name: string; payload: Record<string, unknown> }): void {
  context.emit({
    name: what.name,
    subject: { type: 'sales_order', id: what.order.id },
    accountId: what.order.accountId,
    payload: { number: what.order.number, totalMinor: String(what.order.totalMinor), ...what.payload },
  });
}

function viewOf(order: Order, state: OrderState) {
  const totals = { totalMinor: order.totalMinor, vatMinor: order.vatMinor, costMinor: order.costMinor, lineCount: order.lineCount };
  return headView({ ...order, state, version: order.version + 1 }, { totals, holds: [] });
}
