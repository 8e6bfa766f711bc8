import type { Static } from '@sinclair/typebox';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { accountForOrder } from '#modules/accounts/index.ts';
import type { AccountFacts } from '#modules/pricing/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import type { DroppedLine, OrderHeadView } from '../contract/views.ts';
import { orders } from '../contract.ts';
import type { OrderState } from '../model.ts';
import { reserveUntil } from '../rules/goods.ts';
import { decideConfirm, holdsOf, type LinePlan, linesMost, planLines, totalsOf } from '../rules.ts';
import { insertOrder, type NewOrder } from '../store.ts';
import { lockAndWeigh, type Priced, priceLines } from './assess.ts';
import { headView } from './head.ts';
import { settle } from './settle.ts';
import { tell } from './tell.ts';

type Input = Static<typeof orders.create.input>;

/** What the database says no to when an order is kept. */
export const orderConstraints = {
  sales_order_pk: 'orders.exists',
  order_line_pk: 'orders.line_twice',
  sales_order_warehouse_fk: 'orders.warehouse_not_found',
  stock_never_oversold: 'stock.not_enough',
} as const;

/** Takes an order. As a draft it keeps the prices of today; with `confirm` it is checked, promised and confirmed, or held. */
export const createOrder = command({
  name: 'orders.create',
  permission: 'orders.write',
  input: orders.create.input,
  constraints: orderConstraints,
  async handle(context, input) {
    const made = await createFrom(context, input, { source: 'screen', copiedFrom: null });
    return made.ok ? ok(made.value.head) : made;
  },
});

type Origin = Pick<NewOrder, 'source' | 'copiedFrom'> & { readonly dropUnpriced?: boolean };
export type Made = {
  readonly head: OrderHeadView;
  readonly dropped: readonly (DroppedLine & { readonly lineId: string })[];
};

/** The same for every way in: the screen, a copy, an import. */
export async function createFrom(context: ActContext, input: Input, origin: Origin): Promise<Result<Made>> {
  const asks = input.lines.map((line, at) => ({
    id: line.id,
    position: at + 1,
    productId: line.productId,
    quantityMilli: BigInt(line.quantityMilli),
    manualBp: line.manualBp ?? 0,
  }));
  if (asks.length > linesMost) return refuse('orders.too_many_lines', { most: linesMost });
  const dropUnpriced = origin.dropUnpriced ?? false;
  const priced = await priceLines(context, { accountId: input.accountId, lines: asks, dropUnpriced });
  if (!priced.ok) return priced;
  const { account, lines, dropped } = priced.value;
  if (lines.length === 0 && dropped.length > 0) return refuse('orders.nothing_for_sale');
  const place = placeOf(input, account);
  if (!place.ok) return place;
  const base = orderOf({ input, priced: priced.value, place: place.value, origin });
  const decided = input.confirm === true ? await confirmNew(context, base, account) : await draftNew(context, base);
  if (!decided.ok) return decided;
  const order = decided.value;
  const [number] = await Promise.all([
    insertOrder(context, order),
    order.state === 'draft'
      ? undefined
      : settle(context, { ...order, orderId: order.id, version: 1, note: input.note ?? '' }),
  ]);
  tell(context, { ...order, number }, takenAs(order.state), {
    totalMinor: String(order.totals.totalMinor),
    lines: order.totals.lineCount,
    holds: order.holds.map((hold) => hold.code),
  });
  return ok({ head: headView(context.actor, { ...order, number, version: 1 }, order), dropped });
}

/** What the timeline calls taking an order that came to this state. */
export function takenAs(state: OrderState): string {
  if (state === 'draft') return 'orders.drafted';
  return state === 'held' ? 'orders.held' : 'orders.confirmed';
}

type BaseOrder = Omit<NewOrder, 'state' | 'holds' | 'plan' | 'reserveUntil'>;

/** A draft promises nothing and asks nothing; but one for a closed account would only disappoint later. */
async function draftNew(context: ActContext, order: BaseOrder): Promise<Result<NewOrder>> {
  const account = await accountForOrder(context.tx, context.actor, order);
  if (!account.ok) return account;
  return ok({ ...order, state: 'draft', holds: [], plan: [], reserveUntil: null });
}

async function confirmNew(context: ActContext, order: BaseOrder, account: AccountFacts): Promise<Result<NewOrder>> {
  const weighed = await lockAndWeigh(context, { ...order, orderId: order.id });
  if (!weighed.ok) return weighed;
  const holds = holdsOf({ lines: order.lines, credit: weighed.value.credit, granted: [] });
  const facts = { state: 'draft' as const, lines: order.lines, minOrderMinor: account.minOrderMinor, holds };
  const decision = decideConfirm(facts);
  if (!decision.ok) return decision;
  const state: OrderState = decision.value;
  const plan: LinePlan[] = planLines(order.lines, weighed.value.levels);
  const until = reserveUntil(context, weighed.value.policy.reserveHours);
  return ok({ ...order, state, holds, plan, reserveUntil: until, priceChanges: null });
}

type Parts = {
  readonly input: Input;
  readonly priced: Priced;
  readonly place: { readonly warehouseId: string; readonly legalEntityId: string };
  readonly origin: Origin;
};

function orderOf({ input, priced, place, origin }: Parts): BaseOrder {
  const { account, lines, facts } = priced;
  return {
    id: input.id,
    accountId: input.accountId,
    siteId: input.siteId ?? null,
    ...place,
    managerId: account.managerId,
    wantedOn: input.wantedOn ?? null,
    deferralDays: account.deferralDays,
    deferralKind: account.deferralKind,
    prepaid: input.prepaid ?? false,
    comment: input.comment ?? '',
    clientNumber: (input.clientNumber ?? '').trim(),
    source: origin.source,
    copiedFrom: origin.copiedFrom,
    totals: totalsOf(lines),
    lines,
    priceChanges: facts.changes,
  };
}

function placeOf(input: Input, account: AccountFacts): Result<Parts['place']> {
  if (account.legalEntityId === null) return refuse('orders.no_legal_entity');
  const warehouseId = input.warehouseId ?? account.warehouseId;
  if (warehouseId === null) return refuse('orders.no_warehouse');
  return ok({ warehouseId, legalEntityId: account.legalEntityId });
}
