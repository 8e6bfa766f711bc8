/** The small acts on an order that leave its money alone, and those that make a draft anew. */
import { newId } from '#kernel/id.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { isSiteOf } from '#modules/accounts/index.ts';
import { rebindApprovals } from '#modules/approvals/index.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { orders } from '../contract.ts';
import type { Order } from '../model.ts';
import { totalsOf } from '../rules.ts';
import { readLines, readOrder, saveLines, saveOrder, saveWishes } from '../store.ts';
import { priceLines } from './assess.ts';
import { createFrom, orderConstraints } from './create.ts';
import { findEditable, openForEdit, relock } from './find.ts';
import { headView, same } from './head.ts';
import { tell } from './tell.ts';

/**
 * Changes a draft's or held order's wishes. Prepayment changes what the limit counts: a held order is then a draft again
 * and is confirmed anew; the other wishes leave what is asked about it standing.
 */
export const editHead = command({
  name: 'orders.edit_head',
  permission: 'orders.write',
  input: orders.editHead.input,
  async handle(context, { orderId, version, ...wish }) {
    const { tx, orgId } = context;
    const found = await findEditable(context, orderId, version);
    if (!found.ok) return found;
    const order = found.value;
    const { accountId, prepaid } = order;
    if (wish.siteId != null && !(await isSiteOf(tx, { orgId, accountId, siteId: wish.siteId }))) {
      return refuse('accounts.site_not_found');
    }
    const anew = wish.prepaid !== undefined && wish.prepaid !== prepaid;
    const locked = await (anew ? openForEdit(context, order) : relock(context, order));
    if (!locked.ok) return locked;
    await saveWishes(tx, orgId, { orderId, ...wish });
    await saveOrder(
      context,
      order,
      anew ? { state: 'draft', holds: [], reserveUntil: null, prepaid: wish.prepaid === true } : {},
    );
    if (!anew && order.state === 'held') await rebindApprovals(tx, orgId, { id: orderId, version: version + 1 });
    tell(context, order, 'orders.changed', { fields: Object.keys(wish) });
    return ok(same(context.actor, order, anew ? { state: 'draft' } : {}));
  },
});

/** Takes today's prices into a draft; what a person typed stays. */
export const repriceOrder = command({
  name: 'orders.reprice',
  permission: 'orders.write',
  input: orders.reprice.input,
  async handle(context, { orderId, version }) {
    const { tx, orgId } = context;
    const found = await findEditable(context, orderId, version);
    if (!found.ok) return found;
    const order = found.value;
    const kept = await readLines(tx, orgId, orderId);
    const priced = await priceLines(context, { accountId: order.accountId, lines: kept });
    if (!priced.ok) return priced;
    const opened = await openForEdit(context, order);
    if (!opened.ok) return opened;
    const totals = totalsOf(priced.value.lines);
    await saveLines(tx, orgId, { orderId, put: priced.value.lines, plan: [], remove: [] });
    const priceChanges = priced.value.facts.changes;
    await saveOrder(context, order, { state: 'draft', totals, holds: [], reserveUntil: null, priceChanges });
    const sums = { fromMinor: String(order.totalMinor), totalMinor: String(totals.totalMinor) };
    tell(context, order, 'orders.repriced', sums);
    return ok(headView(context.actor, { ...order, state: 'draft', version: version + 1 }, { totals, holds: [] }));
  },
});

/**
 * A new draft with the same lines at today's prices; nothing that was allowed for the old order goes with it. What is no
 * longer sold stays behind and is told about.
 */
export const copyOrder = command({
  name: 'orders.copy',
  permission: 'orders.write',
  input: orders.copy.input,
  constraints: orderConstraints,
  async handle(context, { orderId, id }) {
    const found = await findVisible(context, orderId);
    if (!found.ok) return found;
    const lines = (await readLines(context.tx, context.orgId, orderId)).map((line) => ({
      id: newId(),
      productId: line.productId,
      quantityMilli: String(line.quantityMilli),
      manualBp: line.manualBp,
    }));
    const { accountId, warehouseId, prepaid } = found.value;
    const input = { id, accountId, warehouseId, prepaid, lines, confirm: false };
    const made = await createFrom(context, input, { source: 'copy', copiedFrom: orderId, dropUnpriced: true });
    if (!made.ok) return made;
    const { head, dropped } = made.value;
    return ok({ ...head, dropped: dropped.map(({ lineId: _lineId, ...line }) => line) });
  },
});

async function findVisible({ tx, orgId, actor }: ActContext, orderId: string): Promise<Result<Order>> {
  const order = await readOrder(tx, orgId, orderId);
  return order !== null && sees(actor, order.accountManagerId) ? ok(order) : refuse('orders.not_found');
}
