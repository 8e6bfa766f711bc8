/** What follows when an order becomes confirmed or held: promises, standing, questions to those who decide. */
import { type ApprovalAsk, requestApprovals } from '#modules/approvals/index.ts';
import { changeStanding } from '#modules/credit/index.ts';
import { reserve } from '#modules/stock/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { DraftLine, Hold, OrderState, Totals } from '../model.ts';
import { beyondAuthority, type LinePlan, underFloor, underFloorBp } from '../rules.ts';

export type Settled = {
  readonly orderId: string;
  readonly version: number;
  readonly accountId: string;
  readonly warehouseId: string;
  readonly state: OrderState;
  readonly prepaid: boolean;
  readonly totals: Totals;
  readonly holds: readonly Hold[];
  readonly lines: readonly DraftLine[];
  readonly plan: readonly LinePlan[];
  readonly reserveUntil: string | null;
  readonly note: string;
};

/** Promises goods for a confirmed or held order; a confirmed one also counts in the account's standing. */
export async function settle(context: ActContext, order: Settled): Promise<void> {
  const { tx, orgId } = context;
  const promised = order.plan.filter((one) => one.reserveMilli > 0n);
  const reserved = promised.map((one) => ({
    orderId: order.orderId,
    lineId: one.lineId,
    productId: one.productId,
    warehouseId: order.warehouseId,
    quantityMilli: one.reserveMilli,
    expiresAt: order.reserveUntil,
  }));
  const counts = order.state === 'confirmed' && !order.prepaid;
  await Promise.all([
    reserve(tx, orgId, reserved),
    counts && changeStanding(tx, orgId, [{ accountId: order.accountId, confirmedMinor: order.totals.totalMinor }]),
    order.state === 'held' && requestApprovals(context, asksOf(order)),
  ]);
}

/** One question per kind of hold, with the figures its decider needs. */
function asksOf(order: Settled): ApprovalAsk[] {
  const kinds = [...new Set(order.holds.map((hold) => hold.kind))];
  return kinds.map((kind) => {
    const holds = order.holds.filter((hold) => hold.kind === kind);
    const facts = {
      holds,
      totalMinor: String(order.totals.totalMinor),
      costMinor: String(order.totals.costMinor),
      lines: askedLines(order, kind),
    };
    return {
      kind,
      subject: { type: 'sales_order', id: order.orderId, version: order.version },
      accountId: order.accountId,
      amountMinor: order.totals.totalMinor,
      discountBp: Math.max(0, ...holds.map((hold) => Number(hold.details['maxBp'] ?? 0))),
      facts,
      note: order.note,
    };
  });
}

function askedLines(order: Settled, kind: Hold['kind']): Record<string, object> {
  const lines =
    kind === 'discount' ? beyondAuthority(order.lines, []) : kind === 'floor' ? underFloor(order.lines, []) : [];
  return Object.fromEntries(
    lines.map((line) => [
      line.id,
      {
        productId: line.priced.productId,
        bp: kind === 'discount' ? line.priced.manualBp : underFloorBp(line.priced),
        priceE4: String(line.priced.priceE4),
        quantityMilli: String(line.quantityMilli),
      },
    ]),
  );
}
