/** The one check of an order, for every way in: created, confirmed, edited, copied, imported. */
import { ok, type Result, refuse } from '#kernel/result.ts';
import { accountForOrder } from '#modules/accounts/index.ts';
import { type CreditDecision, type CreditPolicy, decideCredit, lockCredit } from '#modules/credit/index.ts';
import {
  type AccountFacts,
  type CountedFacts,
  loadPriceFacts,
  type PricedLine,
  priceLine,
} from '#modules/pricing/index.ts';
import { lockStock, type StockLevels } from '#modules/stock/index.ts';
import { sees } from '#platform/actor.ts';
import type { ActContext } from '#platform/command.ts';
import type { DroppedLine } from '../contract/views.ts';
import type { DraftLine } from '../model.ts';
import { totalsOf } from '../rules.ts';

export type LineAsk = {
  readonly id: string;
  readonly position: number;
  readonly productId: string;
  readonly quantityMilli: bigint;
  readonly manualBp: number;
};

export type LinesAsk = {
  readonly accountId: string;
  readonly lines: readonly LineAsk[];
  /** Lines that cannot be priced are left out and told about, instead of refused: for copies and files. */
  readonly dropUnpriced?: boolean;
  /** Products whose facts are wanted beside those of the lines. */
  readonly beside?: readonly string[];
};

export type Priced = {
  readonly account: AccountFacts;
  readonly facts: CountedFacts;
  readonly lines: readonly DraftLine[];
  readonly dropped: readonly (DroppedLine & { readonly lineId: string })[];
};

/**
 * Prices the lines for the account today in one statement. Refuses an account the actor does not see, a product that is
 * not there or not for sale, and two lines of one id; the refusal names the line.
 */
export async function priceLines(context: ActContext, asked: LinesAsk): Promise<Result<Priced>> {
  const { tx, orgId, actor, today } = context;
  if (new Set(asked.lines.map((line) => line.id)).size !== asked.lines.length) return refuse('orders.line_twice');
  const scope = { orgId, accountId: asked.accountId, roleId: actor.roleId, date: today };
  const productIds = new Set([...asked.lines.map((line) => line.productId), ...(asked.beside ?? [])]);
  const facts = await loadPriceFacts(tx, scope, [...productIds]);
  if (!facts.account.known || !sees(actor, facts.account.managerId)) return refuse('orders.account_not_found');
  const lines: DraftLine[] = [];
  const dropped: (DroppedLine & { lineId: string })[] = [];
  for (const line of asked.lines) {
    const priced: Result<PricedLine> = priceLine(facts, line);
    if (priced.ok) {
      const { id, position, quantityMilli } = line;
      lines.push({ id, position, quantityMilli, priced: priced.value });
    } else if (asked.dropUnpriced === true) {
      const { code = '', name = '' } = facts.products.get(line.productId) ?? {};
      dropped.push({ lineId: line.id, productId: line.productId, code, name, problem: priced.code });
    } else return refuse(priced.code, { ...priced.details, lineId: line.id });
  }
  return ok({ account: facts.account, facts, lines, dropped });
}

export type OrderAsk = {
  readonly orderId: string;
  readonly accountId: string;
  /** Where the goods go, when that is new. */
  readonly siteId?: string | null;
  readonly warehouseId: string;
  readonly prepaid: boolean;
  readonly lines: readonly DraftLine[];
};

export type Assessed = {
  readonly credit: CreditDecision;
  readonly policy: CreditPolicy;
  readonly levels: StockLevels;
};

/**
 * Locks the account against the archive and a block, its standing, then the stock rows, and weighs the order against
 * them.
 */
export async function lockAndWeigh(context: ActContext, order: OrderAsk): Promise<Result<Assessed>> {
  const { tx, orgId, actor, today, now } = context;
  // Sent together, locked in this order.
  const [account, credit] = await Promise.all([
    accountForOrder(tx, actor, { accountId: order.accountId, siteId: order.siteId ?? null }),
    lockCredit(tx, { orgId, accountId: order.accountId, today }),
  ]);
  if (!account.ok) return account;
  if (credit === null) return refuse('orders.account_not_found');
  const productIds = [...new Set(order.lines.map((line) => line.priced.productId))];
  const levels = await lockStock(tx, orgId, { warehouseId: order.warehouseId, productIds });
  const { totalMinor } = totalsOf(order.lines);
  const ask = { totalMinor, orderId: order.orderId, prepaid: order.prepaid, now };
  return ok({ credit: decideCredit(credit.facts, ask, credit.policy), policy: credit.policy, levels });
}
