/** Weighs an order as confirming would, for its card and after every edit: one rule, one statement a subject. */
import { dueDate } from '#kernel/calendar.ts';
import { type Credit, decideCredit, readCredit } from '#modules/credit/index.ts';
import { type AccountFacts, loadPriceFacts, type PriceFacts, priceLine } from '#modules/pricing/index.ts';
import { readStock, type StockLevels } from '#modules/stock/index.ts';
import type { ReadContext } from '#platform/serve.ts';
import { closedActs } from '../closed.ts';
import type { OrderCard } from '../contract/views.ts';
import { readGranted } from '../granted.ts';
import type { DraftLine, Granted, Order, OrderLine } from '../model.ts';
import { marginBp } from '../rules.ts';
import type { LockedOrder } from '../store.ts';
import { checksOf, isLive } from './checks.ts';

export type Weighing = {
  readonly order: LockedOrder;
  readonly lines: readonly OrderLine[];
  /** The prices of today: of every line of a live order, else of the account alone. */
  readonly prices: PriceFacts;
  readonly around: Around;
};

/** What an order is weighed against, besides its prices. */
export type Around = {
  readonly levels: StockLevels;
  readonly standing: Credit;
  readonly granted: readonly Granted[];
};

type WeighedNames = 'checks' | 'credit' | 'marginBp' | 'deferralDays' | 'deferralKind' | 'dueIfShippedOn' | 'closed';
export type Weighed = Pick<OrderCard, WeighedNames>;

/**
 * What decides an order, as it stands now: every check, the credit it takes, margin for those who see cost, the day the
 * money would be due, which acts are open; and the stock it was weighed against. Lines of a live order are priced anew;
 * those of a confirmed one are not.
 */
export async function weigh(
  context: ReadContext,
  order: LockedOrder,
  lines: readonly OrderLine[],
): Promise<{ weighed: Weighed; levels: StockLevels }> {
  const productIds = lines.map((line) => line.productId);
  const [prices, around] = await Promise.all([
    readPrices(context, order, isLive(order) ? productIds : []),
    readAround(context, order, productIds),
  ]);
  return { weighed: weighAgainst(context, { order, lines, prices, around }), levels: around.levels };
}

/** Reads what an order of these products is weighed against. Three statements. */
export async function readAround(context: ReadContext, order: Order, productIds: readonly string[]): Promise<Around> {
  const { read, orgId, today } = context;
  const live = isLive(order);
  const place = { warehouseId: order.warehouseId, productIds };
  const [levels, standing, granted] = await Promise.all([
    readStock(read, orgId, place),
    readCredit(read, { orgId, accountId: order.accountId, today }),
    live ? readGranted(read, orgId, order.id) : [],
  ]);
  if (standing === null) throw new Error('an order without an account');
  return { levels, standing, granted };
}

/** The same for who has read everything already. */
export function weighAgainst(context: Pick<ReadContext, 'actor' | 'today' | 'now'>, weighing: Weighing): Weighed {
  const { actor, now } = context;
  const { order, lines: kept, prices, around } = weighing;
  const { levels, standing, granted } = around;
  const live = isLive(order);
  const { lines, blocked } = pricedAnew(prices, live ? kept : []);
  // What is confirmed already counts in the standing; counting it as this order too would double it.
  const ask = { totalMinor: live ? order.totalMinor : 0n, orderId: order.id, prepaid: order.prepaid, now };
  const credit = decideCredit(standing.facts, ask, standing.policy);
  const { account } = order;
  const checks = checksOf({
    actor,
    order,
    account: { archived: account.archived, blocked: account.status === 'blocked', blockReason: account.blockReason },
    kept,
    lines,
    credit,
    facts: standing.facts,
    granted,
    levels,
    minOrderMinor: prices.account.minOrderMinor,
    blocked,
  });
  return {
    checks,
    credit: {
      status: credit.status,
      limitMinor: credit.limitMinor?.toString() ?? null,
      exposureMinor: String(credit.exposureMinor),
      canStillSellMinor: String(credit.canStillSellMinor),
      overdueMinor: String(standing.facts.overdueMinor),
      parts: credit.parts.map((part) => ({ name: part.name, minor: String(part.minor) })),
    },
    marginBp: actor.seesCost ? marginBp(order.totalMinor - order.vatMinor, order.costMinor) : null,
    ...termsFields(context, order, prices.account),
    closed: closedActs(actor, order, kept),
  };
}

function readPrices({ read, orgId, actor, today }: ReadContext, order: Order, productIds: readonly string[]) {
  const scope = { orgId, accountId: order.accountId, roleId: actor.roleId, date: today };
  return loadPriceFacts(read, scope, productIds);
}

function pricedAnew(prices: PriceFacts, kept: readonly OrderLine[]) {
  const lines: DraftLine[] = [];
  const blocked: string[] = [];
  for (const line of kept) {
    const priced = priceLine(prices, line);
    if (priced.ok) lines.push({ ...line, priced: priced.value });
    else blocked.push(line.id);
  }
  return { lines, blocked };
}

/** The order's deferral (of today's terms while it may still change) and the day the money would be due. */
function termsFields({ today }: Pick<ReadContext, 'today'>, order: Order, account: AccountFacts) {
  const { deferralDays, deferralKind } = isLive(order) ? account : order;
  const shippedOn = order.wantedOn !== null && order.wantedOn > today ? order.wantedOn : today;
  const due = dueDate(shippedOn, { days: deferralDays, kind: deferralKind });
  const open = order.state !== 'closed' && order.state !== 'cancelled' && !order.prepaid;
  return { deferralDays, deferralKind, dueIfShippedOn: open && due.ok ? due.value : null };
}
