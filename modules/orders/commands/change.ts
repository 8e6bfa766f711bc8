/** The small acts on an order that leave its money alone, and those that make a draft anew. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok, refuse } from '#kernel/result.ts';
import { withdrawApprovals } from '#modules/approvals/index.ts';
import { release } from '#modules/stock/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import { orders } from '../contract.ts';
import type { Order } from '../model.ts';
import { totalsOf } from '../rules.ts';
import { readLines, saveLines, saveOrder } from '../store.ts';
import { priceLines } from './assess.ts';
import { findOrder, headView, relock } from './confirm.ts';
import { createFrom } from './create.ts';

/** Changes a draft's wishes. Prepayment changes what the limit counts, so it is for drafts and held orders only. */
export const editHead = command({
  name: 'orders.edit_head',
  permission: 'orders.write',
  input: orders.editHead.input,
  constraints: { sales_order_site_fk: 'orders.site_not_found' },
  async handle(context, { orderId, version, ...wish }) {
    const { tx, orgId } = context;
    const found = await findOrder(context, orderId, version);
    if (!found.ok) return found;
    const order = found.value;
    if (order.state !== 'draft' && order.state !== 'held') return refuse('orders.wrong_state', { state: order.state });
    const locked = await relock(context, order);
    if (!locked.ok) return locked;
    const set = <T>(given: T | undefined): boolean => given !== undefined;
    await sql`
      update sales_order set
        wanted_on = case when ${set(wish.wantedOn)} then ${wish.wantedOn ?? null}::date else wanted_on end,
        site_id = case when ${set(wish.siteId)} then ${wish.siteId ?? null}::uuid else site_id end,
        comment = coalesce(${wish.comment ?? null}, comment), client_number = coalesce(${wish.clientNumber ?? null}, client_number)
      where org_id = ${orgId} and id = ${orderId}`.execute(tx);
    await saveOrder(context, order, wish.prepaid === undefined ? {} : { prepaid: wish.prepaid });
    tell(context, order, 'orders.changed');
    return ok(same(order, {}));
  },
});

/** Takes today's prices into a draft; what a person typed stays. */
export const repriceOrder = command({
  name: 'orders.reprice',
  permission: 'orders.write',
  input: orders.reprice.input,
  async handle(context, { orderId, version }) {
    const { tx, orgId } = context;
    const found = await findOrder(context, orderId, version);
    if (!found.ok) return found;
    const order = found.value;
    if (order.state !== 'draft' && order.state !== 'held') return refuse('orders.wrong_state', { state: order.state });
    const kept = await readLines(tx, orgId, orderId);
    const priced = await priceLines(context, { accountId: order.accountId, lines: kept });
    if (!priced.ok) return priced;
    if (order.state === 'held') {
      await release(tx, orgId, { orderId });
      await withdrawApprovals(tx, orgId, [orderId]);
    }
    const locked = await relock(context, order);
    if (!locked.ok) return locked;
    const totals = totalsOf(priced.value.lines);
    await saveLines(tx, orgId, { orderId, put: priced.value.lines, plan: [], remove: [] });
    await saveOrder(context, order, { state: 'draft', totals, holds: [], reserveUntil: null });
    tell(context, order, 'orders.repriced');
    return ok(headView({ ...order, state: 'draft', version: version + 1 }, { totals, holds: [] }));
  },
});

/** A new draft with the same lines at today's prices; nothing that was allowed for the old order goes with it. */
export const copyOrder = command({
  name: 'orders.copy',
  permission: 'orders.write',
  input: orders.copy.input,
  constraints: { sales_order_pk: 'orders.exists' },
  async handle(context, { orderId, id }) {
    const { tx, orgId } = context;
    const { rows } = await sql<{ version: number }>`select version from sales_order where org_id = ${orgId} and id = ${orderId}`.execute(tx);
    const found = await findOrder(context, orderId, rows[0]?.version ?? 0);
    if (!found.ok) return found;
    const lines = (await readLines(tx, orgId, orderId)).map((line) => ({
      id: newId(),
      productId: line.productId,
      quantityMilli: String(line.quantityMilli),
      manualBp: line.manualBp,
    }));
    const { accountId, warehouseId, prepaid } = found.value;
    return createFrom(context, { id, accountId, warehouseId, prepaid, lines, confirm: false }, { source: 'copy', copiedFrom: orderId });
  },
});

/** Says in the timeline what was done to the order. */
export function tell(context: ActContext, order: Order, name: string, payload: Record<string, unknown> = {}): void {
  context.emit({ name, subject: { type: 'sales_order', id: order.id }, accountId: order.accountId, payload: { number: order.number, ...payload } });
}

/** The answer of an act that left lines and sums alone. */
export function same(order: Order, change: Partial<Pick<Order, 'state'>>) {
  const totals = { totalMinor: order.totalMinor, vatMinor: order.vatMinor, costMinor: order.costMinor, lineCount: order.lineCount };
  return headView({ ...order, ...change, version: order.version + 1 }, { totals, holds: [] });
}
