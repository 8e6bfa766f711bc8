import { ok, refuse, type Result } from '#kernel/result.ts';
import { withdrawApprovals } from '#modules/approvals/index.ts';
import { release, withoutOwn } from '#modules/stock/index.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { orders, type OrderHeadView } from '../contract.ts';
import { readGranted } from '../granted.ts';
import type { Hold, Order, OrderLine } from '../model.ts';
import { decideConfirm, holdsOf, planLines, totalsOf } from '../rules.ts';
import { type LockedOrder, lockOrder, readLines, readOrder, saveLines, saveOrder } from '../store.ts';
import { lockAndWeigh, priceLines } from './assess.ts';
import { reserveUntil } from './create.ts';
import { settle } from './settle.ts';

/**
 * Confirms a draft, or a held order that was decided meanwhile. Everything is weighed anew at today's prices: a price
 * that moved since the draft is shown before it is agreed to.
 */
export const confirmOrder = command({
  name: 'orders.confirm',
  permission: 'orders.write',
  input: orders.confirm.input,
  constraints: { stock_never_oversold: 'stock.not_enough' },
  async handle(context, { orderId, version, note }) {
    const found = await findOrder(context, orderId, version);
    if (!found.ok) return found;
    const seen = found.value;
    const kept = await readLines(context.tx, context.orgId, orderId);
    const priced = await priceLines(context, { accountId: seen.accountId, lines: kept.map(askOf) });
    if (!priced.ok) return priced;
    const { account, lines } = priced.value;
    const totals = totalsOf(lines);
    if (totals.totalMinor !== seen.totalMinor) {
      return refuse('orders.price_changed', { fromMinor: String(seen.totalMinor), toMinor: String(totals.totalMinor) });
    }
    const weighed = await lockAndWeigh(context, { ...seen, orderId, lines });
    if (!weighed.ok) return weighed;
    const locked = await relock(context, seen);
    if (!locked.ok) return locked;
    const holds = holdsOf({ lines, credit: weighed.value.credit, granted: await readGranted(context.tx, context.orgId, orderId) });
    const facts = { state: seen.state, lines, minOrderMinor: account.minOrderMinor, archived: account.archived, holds };
    const decision = decideConfirm(facts);
    if (!decision.ok) return decision;
    // A held order's own promises count as free for it.
    const plan = planLines(lines, withoutOwn(weighed.value.levels, kept));
    if (seen.state === 'held') await release(context.tx, context.orgId, { orderId });
    const until = reserveUntil(context, weighed.value.policy.reserveHours);
    await saveLines(context.tx, context.orgId, { orderId, put: lines, plan, remove: [] });
    await saveOrder(context, seen, { state: decision.value, totals, holds, reserveUntil: until });
    const next = version + 1;
    await settle(context, { ...seen, orderId, version: next, state: decision.value, totals, holds, lines, plan, reserveUntil: until, note: note ?? '' });
    if (decision.value === 'confirmed') await withdrawApprovals(context.tx, context.orgId, [orderId]);
    context.emit({
      name: decision.value === 'held' ? 'orders.held' : 'orders.confirmed',
      subject: { type: 'sales_order', id: orderId },
      accountId: seen.accountId,
      payload: { number: seen.number, totalMinor: String(totals.totalMinor), holds: holds.map((hold) => hold.code) },
    });
    return ok(headView({ ...seen, state: decision.value, version: next }, { totals, holds }));
  },
});

/** The order if the actor sees it and it is the version they saw. */
export async function findOrder(context: ActContext, orderId: string, version: number): Promise<Result<LockedOrder>> {
  const order = await readOrder(context.tx, context.orgId, orderId);
  return checkFound(context, order, version);
}

/** Locks the order after the standing and the stock (the documented order) and makes sure nobody changed it meanwhile. */
export async function relock(context: ActContext, seen: Order): Promise<Result<LockedOrder>> {
  return checkFound(context, await lockOrder(context.tx, context.orgId, seen.id), seen.version);
}

function checkFound(context: ActContext, order: LockedOrder | null, version: number): Result<LockedOrder> {
  if (order === null || !sees(context.actor, order.accountManagerId)) return refuse('orders.not_found');
  if (order.version !== version) return refuse('orders.changed_meanwhile', { version: order.version });
  return ok(order);
}

const askOf = ({ id, position, productId, quantityMilli, manualBp }: OrderLine) => ({ id, position, productId, quantityMilli, manualBp });

type Outcome = { readonly totals: ReturnType<typeof totalsOf>; readonly holds: readonly Hold[] };

/** What an act answers about the order. */
export function headView(order: Pick<Order, 'id' | 'number' | 'state' | 'version'>, { totals, holds }: Outcome): OrderHeadView {
  return {
    id: order.id,
    number: order.number,
    state: order.state,
    version: order.version,
    totalMinor: String(totals.totalMinor),
    vatMinor: String(totals.vatMinor),
    lineCount: totals.lineCount,
    holds: holds.map((hold) => ({ ...hold, details: { ...hold.details } })),
  };
}

