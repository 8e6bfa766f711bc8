import { sql } from 'kysely';
import type { Static } from '@sinclair/typebox';
import { ok, refuse, type Result } from '#kernel/result.ts';
import type { AccountFacts } from '#modules/pricing/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import { CreateInput, type OrderHeadView } from '../contract.ts';
import type { DraftLine, OrderState } from '../model.ts';
import { decideConfirm, holdsOf, type LinePlan, planLines, totalsOf } from '../rules.ts';
import { insertOrder, type NewOrder } from '../store.ts';
import { lockAndWeigh, priceLines } from './assess.ts';
import { settle } from './settle.ts';

type Input = Static<typeof CreateInput>;

/** Takes an order. As a draft it keeps the prices of today; with `confirm` it is checked, promised and confirmed, or held. */
export const createOrder = command({
  name: 'orders.create',
  permission: 'orders.write',
  input: CreateInput,
  constraints: { sales_order_pk: 'orders.exists', stock_never_oversold: 'stock.not_enough', sales_order_site_fk: 'orders.site_not_found' },
  handle: (context, input) => createFrom(context, input, { source: 'screen', copiedFrom: null }),
});

type Origin = Pick<NewOrder, 'source' | 'copiedFrom'>;

/** The same for every way in: the screen, a copy, an import. */
export async function createFrom(context: ActContext, input: Input, origin: Origin): Promise<Result<OrderHeadView>> {
  const asks = input.lines.map((line, at) => ({
    id: line.id,
    position: at + 1,
    productId: line.productId,
    quantityMilli: BigInt(line.quantityMilli),
    manualBp: line.manualBp ?? 0,
  }));
  const priced = await priceLines(context, { accountId: input.accountId, lines: asks });
  if (!priced.ok) return priced;
  const { account, lines } = priced.value;
  if (account.legalEntityId === null) return refuse('orders.no_legal_entity');
  const warehouseId = input.warehouseId ?? (await defaultWarehouse(context));
  if (warehouseId === null) return refuse('orders.no_warehouse');
  const base = orderOf({ input, account, lines, warehouseId, origin });
  const decided = input.confirm === true ? await confirmNew(context, base, account) : ok({ ...base, ...draft });
  if (!decided.ok) return decided;
  const order = decided.value;
  const number = await insertOrder(context, order);
  if (order.state !== 'draft') await settle(context, { ...order, orderId: order.id, version: 1, note: input.note ?? '' });
  context.emit({
    name: order.state === 'draft' ? 'orders.drafted' : order.state === 'held' ? 'orders.held' : 'orders.confirmed',
    subject: { type: 'sales_order', id: order.id },
    accountId: order.accountId,
    payload: { number, totalMinor: String(order.totals.totalMinor), lines: order.totals.lineCount, holds: order.holds.map((hold) => hold.code) },
  });
  return ok(headOf(order, number));
}

const draft = { state: 'draft' as OrderState, holds: [], plan: [] as LinePlan[], reserveUntil: null };

type Made = Omit<NewOrder, 'state' | 'holds' | 'plan' | 'reserveUntil'>;

async function confirmNew(context: ActContext, order: Made, account: AccountFacts): Promise<Result<NewOrder>> {
  const weighed = await lockAndWeigh(context, { ...order, orderId: order.id });
  if (!weighed.ok) return weighed;
  const holds = holdsOf({ lines: order.lines, credit: weighed.value.credit, granted: [] });
  const facts = { state: 'draft' as const, lines: order.lines, minOrderMinor: account.minOrderMinor, archived: account.archived, holds };
  const decision = decideConfirm(facts);
  if (!decision.ok) return decision;
  const plan = planLines(order.lines, weighed.value.levels);
  return ok({ ...order, state: decision.value, holds, plan, reserveUntil: reserveUntil(context, weighed.value.policy.reserveHours) });
}

/** Until when the goods stay promised, by the org's policy. */
export function reserveUntil(context: ActContext, hours: number): string {
  return new Date(Date.parse(context.now) + hours * 3_600_000).toISOString();
}

type Parts = { input: Input; account: AccountFacts; lines: readonly DraftLine[]; warehouseId: string; origin: Origin };

function orderOf({ input, account, lines, warehouseId, origin }: Parts): Made {
  return {
    id: input.id,
    accountId: input.accountId,
    siteId: input.siteId ?? null,
    legalEntityId: account.legalEntityId ?? '',
    warehouseId,
    managerId: account.managerId,
    wantedOn: input.wantedOn ?? null,
    deferralDays: account.deferralDays,
    deferralKind: account.deferralKind,
    prepaid: input.prepaid ?? false,
    comment: input.comment ?? '',
    clientNumber: input.clientNumber ?? '',
    ...origin,
    totals: totalsOf(lines),
    lines,
  };
}

function headOf(order: NewOrder, number: number): OrderHeadView {
  return {
    id: order.id,
    number,
    state: order.state,
    version: 1,
    totalMinor: String(order.totals.totalMinor),
    vatMinor: String(order.totals.vatMinor),
    lineCount: order.totals.lineCount,
    holds: order.holds.map((hold) => ({ ...hold, details: { ...hold.details } })),
  };
}

async function defaultWarehouse(context: ActContext): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from warehouse where org_id = ${context.orgId} and is_default`.execute(context.tx);
  return rows[0]?.id ?? null;
}
