/** Weighs an order as confirming would, for its card and after every edit: one rule, one statement a subject. */
import { dueDate } from '#kernel/calendar.ts';
import { type Credit, decideCredit, readCredit } from '#modules/credit/index.ts';
import { type AccountFacts, loadPriceFacts, type PriceFacts, priceLine } from '#modules/pricing/index.ts';
import { readShort, readStock, type StockLevels } from '#modules/stock/index.ts';
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
  /** Lines that are known to stand at the prices of today: `prices` need not have their products. */
  readonly unmoved: ReadonlySet<string>;
  readonly around: Around;
};

/** What an order is weighed against, besides its prices. */
export type Around = {
  readonly levels: StockLevels;
  /** Goods that there is enough of for the order, where `levels` leaves those out. */
  readonly ample: ReadonlySet<string>;
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
  const { read, orgId } = context;
  const [prices, levels, standing] = await Promise.all([
    readPrices(context, order, isLive(order) ? productIds : []),
    readStock(read, orgId, { warehouseId: order.warehouseId, productIds }),
    readStanding(context, order),
  ]);
  const around = { ...standing, levels, ample: new Set<string>() };
  return { weighed: weighAgainst(context, { order, lines, prices, unmoved: new Set(), around }), levels };
}

/** Lines of a draft before and as they are put: how much of what, and which goods are looked at. */
type Kept = Pick<OrderLine, 'id' | 'productId' | 'quantityMilli'>;

/**
 * Reads what a draft of these lines is weighed against besides its prices; `put` replace and join `kept`. Of goods that
 * are not put anew only what falls short is told. Three statements.
 */
export async function readAround(
  context: ReadContext,
  order: Order,
  { kept, put }: { readonly kept: readonly Kept[]; readonly put: readonly Kept[] },
): Promise<Around> {
  const { read, orgId } = context;
  const told = put.map((line) => line.productId);
  const wanted = new Map<string, bigint>();
  const lines = new Map([...kept, ...put].map((line) => [line.id, line]));
  for (const { productId, quantityMilli } of lines.values()) {
    wanted.set(productId, (wanted.get(productId) ?? 0n) + quantityMilli);
  }
  const [levels, standing] = await Promise.all([
    readShort(read, orgId, { warehouseId: order.warehouseId, wanted, told }),
    readStanding(context, order),
  ]);
  const ample = new Set([...wanted.keys()].filter((productId) => !levels.has(productId)));
  return { ...standing, levels, ample };
}

/** The account's credit and what was granted to a live order. Two statements. */
async function readStanding(
  { read, orgId, today }: ReadContext,
  order: Order,
): Promise<Pick<Around, 'standing' | 'granted'>> {
  const [standing, granted] = await Promise.all([
    readCredit(read, { orgId, accountId: order.accountId, today }),
    isLive(order) ? readGranted(read, orgId, order.id) : [],
  ]);
  if (standing === null) throw new Error('an order without an account');
  return { standing, granted };
}

/** The same for who has read everything already. */
export function weighAgainst(context: Pick<ReadContext, 'actor' | 'today' | 'now'>, weighing: Weighing): Weighed {
  const { actor, now } = context;
  const { order, lines: kept, prices, around } = weighing;
  const { levels, ample, standing, granted } = around;
  const live = isLive(order);
  const { lines, blocked } = pricedAnew(weighing, live ? kept : []);
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
    ample,
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

function pricedAnew({ prices, unmoved }: Weighing, kept: readonly OrderLine[]) {
  const lines: DraftLine[] = [];
  const blocked: string[] = [];
  for (const line of kept) {
    if (unmoved.has(line.id)) {
      lines.push(asKept(line));
      continue;
    }
    const priced = priceLine(prices, line);
    if (priced.ok) lines.push({ ...line, priced: priced.value });
    else blocked.push(line.id);
  }
  return { lines, blocked };
}

/** A line without a discount by hand at the price it has; the way to it is not asked here. */
function asKept(line: OrderLine): DraftLine {
  const underFloor = line.floorE4 !== null && line.priceE4 < line.floorE4;
  return { ...line, priced: { ...line, authorityBp: 0, beyondAuthority: false, underFloor, trace: [] } };
}

/** The order's deferral (of today's terms while it may still change) and the day the money would be due. */
function termsFields({ today }: Pick<ReadContext, 'today'>, order: Order, account: AccountFacts) {
  const { deferralDays, deferralKind } = isLive(order) ? account : order;
  const shippedOn = order.wantedOn !== null && order.wantedOn > today ? order.wantedOn : today;
  const due = dueDate(shippedOn, { days: deferralDays, kind: deferralKind });
  const open = order.state !== 'closed' && order.state !== 'cancelled' && !order.prepaid;
  return { deferralDays, deferralKind, dueIfShippedOn: open && due.ok ? due.value : null };
}
