/** The decision panel: every check of the order at once, by the same rules that hold it. */
import type { Refusal } from '#kernel/result.ts';
import type { Static } from '@sinclair/typebox';
import type { CreditDecision, CreditFacts } from '#modules/credit/index.ts';
import { freeMilli, type StockLevels } from '#modules/stock/index.ts';
import type { CheckView } from '../contract.ts';
import type { DraftLine, Granted, Order } from '../model.ts';
import { beyondAuthority, underFloor, underFloorBp } from '../rules.ts';

type Check = Static<typeof CheckView>;

export type PanelFacts = {
  readonly order: Pick<Order, 'state' | 'prepaid'>;
  readonly lines: readonly DraftLine[];
  readonly credit: CreditDecision;
  readonly facts: CreditFacts;
  readonly granted: readonly Granted[];
  readonly levels: StockLevels;
  readonly minOrderMinor: bigint;
  readonly totalMinor: bigint;
  /** Lines that cannot be priced today, with why. */
  readonly blocked: readonly { readonly lineId: string; readonly refusal: Refusal }[];
};

/** The rows of the panel, the most pressing first. */
export function checksOf(panel: PanelFacts): Check[] {
  const all = [blockedCheck(panel), stopCheck(panel), limitCheck(panel), overdueCheck(panel), authorityCheck(panel), floorCheck(panel), minimumCheck(panel), stockCheck(panel)];
  const weight = { stop: 0, hold: 1, watch: 2, info: 3, ok: 4 };
  return all.filter((check) => check !== null).sort((a, b) => weight[a.status] - weight[b.status]);
}

const check = (name: string, status: Check['status'], rest: Partial<Check> & { code: string }): Check => ({
  check: name,
  status,
  figures: {},
  lineIds: [],
  ...rest,
});

function blockedCheck({ blocked }: PanelFacts): Check | null {
  if (blocked.length === 0) return null;
  return check('lines', 'stop', { code: 'orders.check_lines_blocked', figures: { lines: blocked.length }, lineIds: blocked.map((one) => one.lineId) });
}

function stopCheck({ facts }: PanelFacts): Check | null {
  return facts.stopped ? check('stop', 'stop', { code: 'credit.stopped', figures: { reason: facts.stopReason } }) : null;
}

function limitCheck({ credit, facts, order }: PanelFacts): Check {
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
  if (credit.overMinor > 0n && facts.releases.length > 0) return check('limit', 'ok', { code: 'orders.check_released', figures });
  return check('limit', credit.status === 'watch' ? 'watch' : 'ok', { code: 'orders.check_limit_left', figures });
}

function overdueCheck({ credit, facts }: PanelFacts): Check {
  const figures = { overdueMinor: String(facts.overdueMinor), days: facts.oldestOverdueDays };
  if (credit.holds.some((hold) => hold.code === 'credit.overdue')) return check('overdue', 'hold', { code: 'credit.overdue', figures });
  return facts.overdueMinor > 0n
    ? check('overdue', 'watch', { code: 'orders.check_overdue_some', figures })
    : check('overdue', 'ok', { code: 'orders.check_overdue_none', figures });
}

function authorityCheck({ lines, granted }: PanelFacts): Check {
  const over = beyondAuthority(lines, granted);
  if (over.length === 0) return check('authority', 'ok', { code: 'orders.check_authority_ok' });
  const figures = { lines: over.length, maxBp: Math.max(...over.map((line) => line.priced.manualBp)), authorityBp: Math.min(...over.map((line) => line.priced.authorityBp)) };
  return check('authority', 'hold', { code: 'orders.beyond_authority', figures, lineIds: over.map((line) => line.id) });
}

function floorCheck({ lines, granted }: PanelFacts): Check {
  const under = underFloor(lines, granted);
  if (under.length === 0) return check('floor', 'ok', { code: 'orders.check_floor_ok' });
  const figures = { lines: under.length, maxBp: Math.max(...under.map((line) => underFloorBp(line.priced))) };
  return check('floor', 'hold', { code: 'orders.under_floor', figures, lineIds: under.map((line) => line.id) });
}

function minimumCheck({ minOrderMinor, totalMinor }: PanelFacts): Check | null {
  if (minOrderMinor === 0n) return null;
  const figures = { minMinor: String(minOrderMinor), missingMinor: String(minOrderMinor - totalMinor) };
  return totalMinor < minOrderMinor
    ? check('minimum', 'stop', { code: 'orders.under_minimum', figures })
    : check('minimum', 'ok', { code: 'orders.check_minimum_ok', figures });
}

function stockCheck({ order, lines, levels }: PanelFacts): Check {
  const planned = order.state === 'draft';
  const short = lines.filter((line) => planned && line.quantityMilli > freeMilli(levels.get(line.priced.productId)));
  if (short.length === 0) return check('stock', 'ok', { code: planned ? 'orders.check_stock_ok' : 'orders.check_stock_reserved' });
  const unknown = short.filter((line) => levels.get(line.priced.productId)?.nextArrival == null).length;
  return check('stock', 'watch', { code: 'orders.check_stock_short', figures: { lines: short.length, withoutDate: unknown }, lineIds: short.map((line) => line.id) });
}

