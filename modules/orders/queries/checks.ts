/** The decision panel: every check of the order at once, by the same rules that hold it. */

import type { CreditDecision, CreditFacts } from '#modules/credit/index.ts';
import type { StockLevels } from '#modules/stock/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { OrderCheck } from '../contract/views.ts';
import type { DraftLine, Granted, Order, OrderLine } from '../model.ts';
import { waitingMilli } from '../rules/rest.ts';
import { beyondAuthority, planLines, totalsOf, underFloor, underFloorBp } from '../rules.ts';

export type PanelFacts = {
  readonly actor: Pick<Actor, 'seesCost'>;
  readonly order: Pick<Order, 'state' | 'prepaid' | 'totalMinor'>;
  readonly account: { readonly archived: boolean; readonly blocked: boolean; readonly blockReason: string };
  readonly kept: readonly OrderLine[];
  /** The lines at the prices of today; those of a confirmed order are not asked again. */
  readonly lines: readonly DraftLine[];
  readonly credit: CreditDecision;
  readonly facts: CreditFacts;
  readonly granted: readonly Granted[];
  readonly levels: StockLevels;
  /** Goods that there is enough of, though `levels` does not have them. */
  readonly ample: ReadonlySet<string>;
  readonly minOrderMinor: bigint;
  /** Lines that cannot be priced today. */
  readonly blocked: readonly string[];
};

const weight = { stop: 0, hold: 1, watch: 2, info: 3, ok: 4 };

/** Whether the order may still be changed: then it is weighed as confirming would weigh it. */
export const isLive = (order: Pick<Order, 'state'>): boolean => order.state === 'draft' || order.state === 'held';

/** The rows of the panel, the most pressing first. A closed or cancelled order has nothing left to decide. */
export function checksOf(panel: PanelFacts): OrderCheck[] {
  if (panel.order.state === 'closed' || panel.order.state === 'cancelled') return [];
  const always = [stopCheck(panel), limitCheck(panel), overdueCheck(panel), stockCheck(panel)];
  const changing = isLive(panel.order)
    ? [
        accountCheck(panel),
        blockedCheck(panel),
        pricesCheck(panel),
        authorityCheck(panel),
        floorCheck(panel),
        minimumCheck(panel),
      ]
    : [];
  return [...always, ...changing].filter((check) => check !== null).sort((a, b) => weight[a.status] - weight[b.status]);
}

type Rest = Partial<OrderCheck> & { readonly code: string };

const check = (name: string, status: OrderCheck['status'], rest: Rest): OrderCheck => ({
  check: name,
  status,
  figures: {},
  lineIds: [],
  ...rest,
});

function accountCheck({ account }: PanelFacts): OrderCheck | null {
  if (account.archived) return check('account', 'stop', { code: 'accounts.archived' });
  if (!account.blocked) return null;
  return check('account', 'stop', { code: 'accounts.blocked', figures: { reason: account.blockReason } });
}

function blockedCheck({ blocked }: PanelFacts): OrderCheck | null {
  if (blocked.length === 0) return null;
  const figures = { count: blocked.length };
  return check('lines', 'stop', { code: 'orders.check_lines_blocked', figures, lineIds: [...blocked] });
}

function pricesCheck({ lines, kept, order }: PanelFacts): OrderCheck | null {
  const before = new Map(kept.map((line) => [line.id, line.priceE4]));
  const moved = lines.filter((line) => before.get(line.id) !== line.priced.priceE4);
  if (moved.length === 0) return null;
  const { totalMinor } = totalsOf(lines);
  const figures = { count: moved.length, fromMinor: String(order.totalMinor), toMinor: String(totalMinor) };
  return check('prices', 'stop', { code: 'orders.check_prices_moved', figures, lineIds: moved.map((line) => line.id) });
}

function stopCheck({ facts, order }: PanelFacts): OrderCheck | null {
  if (!facts.stopped) return null;
  // A stop is of sales on credit: what is paid before passes.
  return check('stop', order.prepaid ? 'watch' : 'stop', {
    code: 'credit.stopped',
    figures: { reason: facts.stopReason },
  });
}

function limitCheck({ credit, facts, order }: PanelFacts): OrderCheck {
  const figures = {
    limitMinor: String(credit.limitMinor ?? 0n),
    exposureMinor: String(credit.exposureMinor),
    overMinor: String(credit.overMinor),
    canStillSellMinor: String(credit.canStillSellMinor),
    leftMinor: String((credit.limitMinor ?? 0n) - credit.exposureMinor),
  };
  const held = credit.holds.find((hold) => hold.code === 'credit.over_limit' || hold.code === 'credit.no_limit');
  if (held !== undefined) return check('limit', 'hold', { code: held.code, figures });
  if (order.prepaid) return check('limit', 'ok', { code: 'orders.check_prepaid', figures });
  if (credit.overMinor > 0n) {
    const released = facts.releases.length > 0;
    return check('limit', released ? 'ok' : 'watch', {
      code: released ? 'orders.check_released' : 'orders.check_limit_over',
      figures,
    });
  }
  if (credit.limitMinor === null) return check('limit', 'info', { code: 'orders.check_no_limit', figures });
  const code = isLive(order) ? 'orders.check_limit_left' : 'orders.check_limit_free';
  return check('limit', credit.status === 'watch' ? 'watch' : 'ok', { code, figures });
}

function overdueCheck({ credit, facts }: PanelFacts): OrderCheck {
  const figures = { overdueMinor: String(facts.overdueMinor), days: facts.oldestOverdueDays };
  if (credit.holds.some((hold) => hold.code === 'credit.overdue')) {
    return check('overdue', 'hold', { code: 'credit.overdue', figures });
  }
  return facts.overdueMinor > 0n
    ? check('overdue', 'watch', { code: 'orders.check_overdue_some', figures })
    : check('overdue', 'ok', { code: 'orders.check_overdue_none', figures });
}

function authorityCheck({ lines, granted }: PanelFacts): OrderCheck {
  const over = beyondAuthority(lines, granted);
  if (over.length === 0) return check('authority', 'ok', { code: 'orders.check_authority_ok' });
  const figures = {
    count: over.length,
    maxBp: Math.max(...over.map((line) => line.priced.manualBp)),
    authorityBp: Math.min(...over.map((line) => line.priced.authorityBp)),
  };
  return check('authority', 'hold', {
    code: 'orders.beyond_authority',
    figures,
    lineIds: over.map((line) => line.id),
  });
}

function floorCheck({ actor, lines, granted }: PanelFacts): OrderCheck {
  const under = underFloor(lines, granted);
  if (under.length === 0) return check('floor', 'ok', { code: 'orders.check_floor_ok' });
  // How far under tells the floor, and so the cost.
  const depth = actor.seesCost ? { maxBp: Math.max(...under.map((line) => underFloorBp(line.priced))) } : {};
  const figures = { count: under.length, ...depth };
  return check('floor', 'hold', { code: 'orders.under_floor', figures, lineIds: under.map((line) => line.id) });
}

function minimumCheck({ minOrderMinor, order }: PanelFacts): OrderCheck | null {
  if (minOrderMinor === 0n) return null;
  const missing = minOrderMinor - order.totalMinor;
  const figures = { minMinor: String(minOrderMinor), missingMinor: String(missing) };
  return missing > 0n
    ? check('minimum', 'stop', { code: 'orders.under_minimum', figures })
    : check('minimum', 'ok', { code: 'orders.check_minimum_ok', figures });
}

function stockCheck({ order, kept, lines, levels, ample }: PanelFacts): OrderCheck {
  if (order.state === 'draft') {
    const unsure = lines.filter((line) => !ample.has(line.priced.productId));
    const short = planLines(unsure, levels).filter((one) => one.backorderMilli > 0n);
    if (short.length === 0) return check('stock', 'ok', { code: 'orders.check_stock_ok' });
    const withoutDate = short.filter((one) => one.expectedOn === null).length;
    const figures = { count: short.length, withoutDate };
    return check('stock', 'watch', {
      code: 'orders.check_stock_short',
      figures,
      lineIds: short.map((one) => one.lineId),
    });
  }
  const waiting = kept.filter((line) => waitingMilli(line) > 0n);
  if (waiting.length === 0) return check('stock', 'ok', { code: 'orders.check_stock_reserved' });
  const figures = { count: waiting.length, withoutDate: waiting.filter((line) => line.expectedOn === null).length };
  return check('stock', 'watch', {
    code: 'orders.check_stock_waits',
    figures,
    lineIds: waiting.map((line) => line.id),
  });
}
