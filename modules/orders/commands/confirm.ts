import { ok, type Result, refuse } from '#kernel/result.ts';
import { withdrawApprovals } from '#modules/approvals/index.ts';
import { release, withoutOwn } from '#modules/stock/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import { orders } from '../contract.ts';
import { readGranted } from '../granted.ts';
import type { Order, OrderLine } from '../model.ts';
import { reserveUntil } from '../rules/goods.ts';
import { decideConfirm, holdsOf, planLines, totalsOf } from '../rules.ts';
import { readLines, saveLines, saveOrder } from '../store.ts';
import { type Assessed, lockAndWeigh, type Priced, priceLines } from './assess.ts';
import { takenAs } from './create.ts';
import { findOrder, relock } from './find.ts';
import { headView } from './head.ts';
import { settle } from './settle.ts';
import { tell } from './tell.ts';

/**
 * Confirms a draft, or a held order that was decided meanwhile. Everything is weighed anew at today's prices and terms: a
 * price that moved since the draft is shown before it is agreed to.
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
    const priced = await priceLines(context, { accountId: seen.accountId, lines: kept });
    if (!priced.ok) return priced;
    const { lines } = priced.value;
    const moved = movedPrice(seen, kept, priced.value);
    if (moved !== null) return moved;
    const weighed = await lockAndWeigh(context, { ...seen, orderId, lines });
    if (!weighed.ok) return weighed;
    const locked = await relock(context, seen);
    if (!locked.ok) return locked;
    return conclude(context, { seen, kept, priced: priced.value, weighed: weighed.value, note: note ?? '' });
  },
});

/** Refuses an order whose prices are not those that were seen: line by line, for two changes may hide each other. */
function movedPrice(seen: Order, kept: readonly OrderLine[], { lines }: Priced) {
  const before = new Map(kept.map((line) => [line.id, line.priceE4]));
  const same = lines.every((line) => before.get(line.id) === line.priced.priceE4);
  const { totalMinor } = totalsOf(lines);
  if (same && totalMinor === seen.totalMinor) return null;
  return refuse('orders.price_changed', { fromMinor: String(seen.totalMinor), toMinor: String(totalMinor) });
}

type Weighed = {
  readonly seen: Order;
  readonly kept: readonly OrderLine[];
  readonly priced: Priced;
  readonly weighed: Assessed;
  readonly note: string;
};

/** All is locked: decides, and keeps what follows. */
async function conclude(
  context: ActContext,
  { seen, kept, priced, weighed, note }: Weighed,
): Promise<Result<ReturnType<typeof headView>>> {
  const { tx, orgId } = context;
  const { account, lines } = priced;
  const orderId = seen.id;
  // Decisions matter only where something deviates.
  const deviates = lines.some((line) => line.priced.beyondAuthority || line.priced.underFloor);
  const granted = deviates ? await readGranted(tx, orgId, orderId) : [];
  const holds = holdsOf({ lines, credit: weighed.credit, granted });
  const decision = decideConfirm({ state: seen.state, lines, minOrderMinor: account.minOrderMinor, holds });
  if (!decision.ok) return decision;
  const state = decision.value;
  const totals = totalsOf(lines);
  // A held order's own promises count as free for it.
  const plan = planLines(lines, withoutOwn(weighed.levels, kept));
  const until = reserveUntil(context, weighed.policy.reserveHours);
  if (seen.state === 'held') {
    await release(tx, orgId, { orderId });
    if (state === 'confirmed') await withdrawApprovals(tx, orgId, [orderId]);
  }
  await saveLines(tx, orgId, { orderId, put: lines, plan, remove: [] });
  const { deferralDays, deferralKind } = account;
  const terms = { deferralDays, deferralKind, legalEntityId: account.legalEntityId ?? seen.legalEntityId };
  await saveOrder(context, seen, { state, totals, holds, reserveUntil: until, terms });
  const version = seen.version + 1;
  await settle(context, { ...seen, orderId, version, state, totals, holds, lines, plan, reserveUntil: until, note });
  tell(context, seen, takenAs(state), {
    totalMinor: String(totals.totalMinor),
    lines: totals.lineCount,
    holds: holds.map((hold) => hold.code),
  });
  return ok(headView(context.actor, { ...seen, state, version }, { totals, holds }));
}
