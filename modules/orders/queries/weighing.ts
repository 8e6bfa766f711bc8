/** Weighs an order as confirming would, for its card and after every edit: one rule, one statement a subject. */
import { dueDate } from '#kernel/calendar.ts';
import { decideCredit, readCredit } from '#modules/credit/index.ts';
import { type AccountFacts, loadPriceFacts, type PriceFacts, priceLine } from '#modules/pricing/index.ts';
import { readStock, type StockLevels } from '#modules/stock/index.ts';
import type { ReadContext } from '#platform/serve.ts';
import { closedActs } from '../closed.ts';
import type { OrderCard } from '../contract/views.ts';
import { readGranted } from '../granted.ts';
import type { DraftLine, Order, OrderLine } from '../model.ts';
import { marginBp } from '../rules.ts';
import type { LockedOrder } from '../store.ts';
import { checksOf, isLive } from './checks.ts';

export type Weighing = {
  readonly order: LockedOrder;
  readonly lines: readonly OrderLine[];
  /** The prices of today where they were just read. */
  readonly prices?: PriceFacts;
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
  weighing: Weighing,
): Promise<{ weighed: Weighed; levels: StockLevels }> {
  const { read, orgId, actor, today, now } = context;
  const { order, lines: kept } = weighing;
  const live = isLive(order);
  const place = { warehouseId: order.warehouseId, productIds: kept.map((line) => line.productId) };
  const [prices, levels, found, granted] = await Promise.all([
    weighing.prices ?? readPrices(context, order, live ? kept : []),
    readStock(read, orgId, place),
    readCredit(read, { orgId, accountId: order.accountId, today }),
    live ? readGranted(read, orgId, order.id) : [],
  ]);
  const { lines, blocked } = pricedAnew(prices, live ? kept : []);
  if (found === null) throw new Error('an order without an account');
  // What is confirmed already counts in the standing; counting it as this order too would double it.
  const ask = { totalMinor: live ? order.totalMinor : 0n, orderId: order.id, prepaid: order.prepaid, now };
  const credit = decideCredit(found.facts, ask, found.policy);
  const { account } = order;
  const checks = checksOf({
    actor,
    order,
    account: { archived: account.archived, blocked: account.status === 'blocked', blockReason: account.blockReason },
    kept,
    lines,
    credit,
    facts: found.facts,
    granted,
    levels,
    minOrderMinor: prices.account.minOrderMinor,
    blocked,
  });
  const weighed: Weighed = {
    checks,
    credit: {
      status: credit.status,
      limitMinor: credit.limitMinor?.toString() ?? null,
      exposureMinor: String(credit.exposureMinor),
      canStillSellMinor: String(credit.canStillSellMinor),
      overdueMinor: String(found.facts.overdueMinor),
      parts: credit.parts.map((part) => ({ name: part.name, minor: String(part.minor) })),
    },
    marginBp: actor.seesCost ? marginBp(order.totalMinor - order.vatMinor, order.costMinor) : null,
    ...termsFields(context, order, prices.account),
    closed: closedActs(actor, order, kept),
  };
  return { weighed, levels };
}

function readPrices({ read, orgId, actor, today }: ReadContext, order: Order, lines: readonly OrderLine[]) {
  const scope = { orgId, accountId: order.accountId, roleId: actor.roleId, date: today };
  const productIds = lines.map((line) => line.productId);
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
function termsFields({ today }: ReadContext, order: Order, account: AccountFacts) {
  const { deferralDays, deferralKind } = isLive(order) ? account : order;
  const shippedOn = order.wantedOn !== null && order.wantedOn > today ? order.wantedOn : today;
  const due = dueDate(shippedOn, { days: deferralDays, kind: deferralKind });
  const open = order.state !== 'closed' && order.state !== 'cancelled' && !order.prepaid;
  return { deferralDays, deferralKind, dueIfShippedOn: open && due.ok ? due.value : null };
}
