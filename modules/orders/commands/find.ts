/** Finding an order to act on, and locking it: standing, stock, order, always in that order. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import { withdrawApprovals } from '#modules/approvals/index.ts';
import { lockStock, release } from '#modules/stock/index.ts';
import { sees } from '#platform/actor.ts';
import type { ActContext } from '#platform/command.ts';
import type { Order } from '../model.ts';
import { dropPromises, type LockedOrder, lockOrder, promisedProducts, readOrder } from '../store.ts';

/** The order if the actor sees it and it is the version they saw. */
export async function findOrder(context: ActContext, orderId: string, version: number): Promise<Result<LockedOrder>> {
  const order = await readOrder(context.tx, context.orgId, orderId);
  return checkFound(context, order, version);
}

/** Locks the order after the standing and the stock, and makes sure nobody changed it meanwhile. */
export async function relock(context: ActContext, seen: Order): Promise<Result<LockedOrder>> {
  return checkFound(context, await lockOrder(context.tx, context.orgId, seen.id), seen.version);
}

function checkFound(context: ActContext, order: LockedOrder | null, version: number): Result<LockedOrder> {
  if (order === null || !sees(context.actor, order.accountManagerId)) return refuse('orders.not_found');
  if (order.version !== version) return refuse('orders.changed_meanwhile', { version: order.version });
  return ok(order);
}

/** The same, and refuses what is past changing. */
export async function findEditable(
  context: ActContext,
  orderId: string,
  version: number,
): Promise<Result<LockedOrder>> {
  const found = await findOrder(context, orderId, version);
  if (!found.ok) return found;
  const { state } = found.value;
  return state === 'draft' || state === 'held' ? found : refuse('orders.wrong_state', { state });
}

/**
 * Locks an order to change it. A held one gives its promises and its questions back first: they were about other lines,
 * it is a draft again.
 */
export async function openForEdit(context: ActContext, seen: Order): Promise<Result<LockedOrder>> {
  const { tx, orgId } = context;
  if (seen.state !== 'held') return relock(context, seen);
  const productIds = await promisedProducts(tx, orgId, seen.id);
  await lockStock(tx, orgId, { warehouseId: seen.warehouseId, productIds });
  const locked = await relock(context, seen);
  if (!locked.ok) return locked;
  await release(tx, orgId, { orderId: seen.id });
  await dropPromises(tx, orgId, seen.id);
  await withdrawApprovals(tx, orgId, [seen.id]);
  return locked;
}
