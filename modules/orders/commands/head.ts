/** What an act answers about the order. */
import type { Actor } from '#platform/actor.ts';
import type { OrderHeadView } from '../contract/views.ts';
import type { Hold, Order, Totals } from '../model.ts';

export type Outcome = { readonly totals: Totals; readonly holds: readonly Hold[] };

/** How far a price is under its floor tells the floor, and the floor tells the cost: only for those who see cost. */
export function shownHold(actor: Pick<Actor, 'seesCost'>, hold: Hold): OrderHeadView['holds'][number] {
  const { maxBp: _maxBp, ...rest } = hold.details;
  return { ...hold, details: hold.kind === 'floor' && !actor.seesCost ? rest : { ...hold.details } };
}

/** The order's head after an act. */
export function headView(
  actor: Pick<Actor, 'seesCost'>,
  order: Pick<Order, 'id' | 'number' | 'state' | 'version'>,
  { totals, holds }: Outcome,
): OrderHeadView {
  return {
    id: order.id,
    number: order.number,
    state: order.state,
    version: order.version,
    totalMinor: String(totals.totalMinor),
    vatMinor: String(totals.vatMinor),
    lineCount: totals.lineCount,
    holds: holds.map((hold) => shownHold(actor, hold)),
  };
}

/** The totals as they are kept. */
export const totalsOfOrder = ({ totalMinor, vatMinor, costMinor, lineCount }: Order): Totals => ({
  totalMinor,
  vatMinor,
  costMinor,
  lineCount,
});

/** The answer of an act that left lines and sums alone. */
export function same(
  actor: Pick<Actor, 'seesCost'>,
  order: Order,
  change: Partial<Pick<Order, 'state'>>,
): OrderHeadView {
  const head = { ...order, ...change, version: order.version + 1 };
  return headView(actor, head, { totals: totalsOfOrder(order), holds: [] });
}
