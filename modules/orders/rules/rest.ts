/** What is left of lines that are given up in part: quantities in thousandths, sums in kopecks. */
import { lineSum } from '#kernel/price.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { divRound } from '#kernel/rounding.ts';
import { vatIncluded } from '#kernel/vat.ts';
import type { Order, OrderLine } from '../model.ts';

type Parted = Pick<OrderLine, 'quantityMilli' | 'cancelledMilli' | 'sumMinor' | 'vatBp' | 'costE4'>;
export type KeptPart = {
  readonly quantityMilli: bigint;
  readonly sumMinor: bigint;
  readonly vatMinor: bigint;
  readonly costMinor: bigint;
};

/**
 * The part of a line that is not given up. Its sum is its share of the line's sum, the same share that shipping it would
 * come to, so that what is shipped in the end is the order's total to the kopeck.
 */
export function keptPart(line: Parted): KeptPart {
  const quantityMilli = line.quantityMilli - line.cancelledMilli;
  const sumMinor = divRound(line.sumMinor * quantityMilli, line.quantityMilli);
  const costMinor = lineSum(line.costE4 ?? 0n, quantityMilli);
  return { quantityMilli, sumMinor, vatMinor: vatIncluded(sumMinor, line.vatBp), costMinor };
}

/** What was ordered and neither shipped nor given up. */
export const openMilli = (line: Pick<OrderLine, 'quantityMilli' | 'shippedMilli' | 'cancelledMilli'>): bigint =>
  line.quantityMilli - line.shippedMilli - line.cancelledMilli;

/** What waits for goods: open and not promised. */
export const waitingMilli = (
  line: Pick<OrderLine, 'quantityMilli' | 'shippedMilli' | 'cancelledMilli' | 'reservedMilli'>,
): bigint => openMilli(line) - line.reservedMilli;

export type RestAsk = { readonly lineId: string; readonly quantityMilli: bigint };

/** A line after its rest was given up, and how much of its promise is still needed. */
export type CutLine = { readonly line: OrderLine; readonly cancelledMilli: bigint; readonly reservedMilli: bigint };

function cutLine(line: OrderLine, givenUpMilli: bigint): CutLine {
  const left = openMilli(line) - givenUpMilli;
  const excess = line.reservedMilli > left ? line.reservedMilli - left : 0n;
  return {
    line,
    cancelledMilli: line.cancelledMilli + givenUpMilli,
    reservedMilli: line.reservedMilli - excess,
  };
}

export type RestRefusal =
  | 'orders.wrong_state'
  | 'orders.nothing_left'
  | 'orders.line_not_found'
  | 'orders.line_twice'
  | 'orders.more_than_left'
  | 'orders.cancel_instead';

/**
 * Gives up what was not shipped: of the asked lines as much as asked, or of all lines everything. What waits is given up
 * first, then what is promised. An order nothing was shipped of, given up whole, is cancelled instead.
 */
export function decideCancelRest(
  order: Pick<Order, 'state'>,
  lines: readonly OrderLine[],
  asks: readonly RestAsk[] | null,
): Result<{ cut: CutLine[]; closes: boolean }, RestRefusal> {
  if (order.state !== 'confirmed' && order.state !== 'shipped') {
    return refuse('orders.wrong_state', { state: order.state });
  }
  const all = lines.filter((line) => openMilli(line) > 0n);
  const rows = asks ?? all.map((line) => ({ lineId: line.id, quantityMilli: openMilli(line) }));
  if (rows.length === 0) return refuse('orders.nothing_left');
  if (new Set(rows.map((row) => row.lineId)).size !== rows.length) return refuse('orders.line_twice');
  const known = new Map(lines.map((line) => [line.id, line]));
  const cut: CutLine[] = [];
  for (const { lineId, quantityMilli } of rows) {
    const line = known.get(lineId);
    if (line === undefined) return refuse('orders.line_not_found', { lineId });
    const open = openMilli(line);
    if (quantityMilli > open) return refuse('orders.more_than_left', { lineId, leftMilli: String(open) });
    cut.push(cutLine(line, quantityMilli));
  }
  const given = new Map(rows.map((row) => [row.lineId, row.quantityMilli]));
  const closes = lines.every((line) => openMilli(line) === (given.get(line.id) ?? 0n));
  const untouched = lines.every((line) => line.shippedMilli === 0n);
  return closes && untouched ? refuse('orders.cancel_instead') : ok({ cut, closes });
}
