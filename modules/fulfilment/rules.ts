import { dueDate, type NoCalendar } from '#kernel/calendar.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { divRound } from '#kernel/rounding.ts';
import { type VatClass, type VatRegime, vatIncluded, vatRateOn } from '#kernel/vat.ts';
import type { Order, OrderLine, OrderState } from '#modules/orders/index.ts';

export type ShipAsk = { readonly lineId: string; readonly quantityMilli: bigint };

/** A line of a shipment; sums in kopecks, with VAT. */
export type ShipLine = {
  readonly line: OrderLine;
  readonly quantityMilli: bigint;
  readonly sumMinor: bigint;
  readonly vatBp: number | null;
  readonly vatMinor: bigint;
  readonly costMinor: bigint;
};

export type VatFacts = {
  readonly date: PlainDate;
  readonly regime: VatRegime;
  readonly classOf: (productId: string) => VatClass;
};

export type ShipRefusal =
  | 'fulfilment.wrong_state'
  | 'fulfilment.nothing_to_ship'
  | 'fulfilment.line_not_found'
  | 'fulfilment.line_twice'
  | 'fulfilment.not_reserved';

const shippable: ReadonlySet<OrderState> = new Set<OrderState>(['confirmed', 'shipped']);

/**
 * What leaves: only promised goods of a confirmed order. A part takes its share of the line's sum so that the parts
 * come to the line's sum exactly. The VAT rate is that of the day of shipment and is frozen here.
 */
export function decideShip(
  order: Pick<Order, 'state'>,
  lines: readonly OrderLine[],
  ask: { rows: readonly ShipAsk[]; vat: VatFacts },
): Result<ShipLine[], ShipRefusal> {
  if (!shippable.has(order.state)) return refuse('fulfilment.wrong_state', { state: order.state });
  if (ask.rows.length === 0) return refuse('fulfilment.nothing_to_ship');
  if (new Set(ask.rows.map((row) => row.lineId)).size !== ask.rows.length) return refuse('fulfilment.line_twice');
  const known = new Map(lines.map((line) => [line.id, line]));
  const shipped: ShipLine[] = [];
  for (const row of ask.rows) {
    const line = known.get(row.lineId);
    if (line === undefined) return refuse('fulfilment.line_not_found', { lineId: row.lineId });
    if (row.quantityMilli > line.reservedMilli) {
      return refuse('fulfilment.not_reserved', {
        lineId: row.lineId,
        askedMilli: String(row.quantityMilli),
        reservedMilli: String(line.reservedMilli),
      });
    }
    shipped.push(partOf(line, row.quantityMilli, ask.vat));
  }
  return ok(shipped.sort((a, b) => a.line.position - b.line.position));
}

function partOf(line: OrderLine, quantityMilli: bigint, vat: VatFacts): ShipLine {
  const upTo = (milli: bigint): bigint => divRound(line.sumMinor * milli, line.quantityMilli);
  const sumMinor = upTo(line.shippedMilli + quantityMilli) - upTo(line.shippedMilli);
  const vatBp = vatRateOn(vat.classOf(line.productId), vat.date, vat.regime).bp;
  const costMinor = divRound((line.costE4 ?? 0n) * quantityMilli, 100_000n);
  return { line, quantityMilli, sumMinor, vatBp, vatMinor: vatIncluded(sumMinor, vatBp), costMinor };
}

export type PaidFacts = {
  readonly prepaid: boolean;
  readonly totalMinor: bigint;
  readonly advances: readonly { readonly sumMinor: bigint }[];
  /** What the org's credit policy does at shipment. */
  readonly stage: 'block' | 'warn' | 'off';
};

/** A prepaid order takes nothing of the limit, so its goods leave only when the money for them is there. */
export function decidePaid({ prepaid, totalMinor, advances, stage }: PaidFacts): Result<true, 'fulfilment.not_paid'> {
  const paidMinor = advances.reduce((sum, one) => sum + one.sumMinor, 0n);
  if (!prepaid || stage !== 'block' || paidMinor >= totalMinor) return ok(true);
  return refuse('fulfilment.not_paid', {
    totalMinor: String(totalMinor),
    paidMinor: String(paidMinor),
    shortMinor: String(totalMinor - paidMinor),
  });
}

/** Whether nothing is left to ship after these lines went. */
export function isAllShipped(lines: readonly OrderLine[], shipped: readonly ShipLine[]): boolean {
  const now = new Map(shipped.map((one) => [one.line.id, one.quantityMilli]));
  return lines.every(
    (line) => line.shippedMilli + line.cancelledMilli + (now.get(line.id) ?? 0n) >= line.quantityMilli,
  );
}

/** The day the money is due: the order's deferral counted from the day of shipment. */
export function dueOn(
  order: Pick<Order, 'deferralDays' | 'deferralKind'>,
  shippedOn: PlainDate,
): Result<PlainDate, NoCalendar> {
  return dueDate(shippedOn, { days: order.deferralDays, kind: order.deferralKind });
}
