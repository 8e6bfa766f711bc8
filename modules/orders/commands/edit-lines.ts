import { sql } from 'kysely';
import { lineSum } from '#kernel/price.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { readStock } from '#modules/stock/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import type { OrderHeadView } from '../contract/views.ts';
import { orders } from '../contract.ts';
import type { DraftLine, Order, Totals } from '../model.ts';
import { lineView } from '../queries/line-view.ts';
import { linesMost } from '../rules.ts';
import { type LockedOrder, saveLines, saveOrder } from '../store.ts';
import { type LineAsk, type Priced, priceLines } from './assess.ts';
import { findEditable, openForEdit } from './find.ts';
import { headView } from './head.ts';
import { tell } from './tell.ts';

/**
 * Puts, changes and takes out lines. Only what is put is priced; the totals move by the difference, so that an edit of a
 * long order costs what an edit of a short one does. A held order goes back to draft: its decisions were about other lines.
 */
export const editLines = command({
  name: 'orders.edit_lines',
  permission: 'orders.write',
  input: orders.editLines.input,
  async handle(context, { orderId, version, put, remove }) {
    const found = await findEditable(context, orderId, version);
    if (!found.ok) return found;
    const lines = put.map((line) => ({
      ...line,
      quantityMilli: BigInt(line.quantityMilli),
      manualBp: line.manualBp ?? 0,
    }));
    const edited = await editFrom(context, found.value, { put: lines, remove });
    if (!edited.ok) return edited;
    const { head, priced } = edited.value;
    const place = { warehouseId: found.value.warehouseId, productIds: put.map((line) => line.productId) };
    const levels = await readStock(context.tx, context.orgId, place);
    const views = priced.lines.map((line) => lineView(context.actor, line, { products: priced.products, levels }));
    return ok({ ...head, lines: views });
  },
});

export type LineEdit = {
  readonly put: readonly Omit<LineAsk, 'position'>[];
  readonly remove: readonly string[];
  readonly dropUnpriced?: boolean;
};

/** The same for every way in: the screen and an import. */
export async function editFrom(
  context: ActContext,
  order: LockedOrder,
  { put, remove, dropUnpriced = false }: LineEdit,
): Promise<Result<{ head: OrderHeadView; priced: Priced }>> {
  const { tx, orgId, actor } = context;
  const places = await placesOf(context, order);
  const asks = put.map((line, at) => ({
    ...line,
    position: places.known.get(line.id)?.position ?? places.last + at + 1,
  }));
  const priced = await priceLines(context, { accountId: order.accountId, lines: asks, dropUnpriced });
  if (!priced.ok) return priced;
  const { lines, dropped } = priced.value;
  if (lines.length === 0 && dropped.length > 0) return refuse('orders.nothing_for_sale');
  const removed = remove.filter((id) => !put.some((line) => line.id === id));
  const out = [...lines.map((line) => line.id), ...removed].flatMap((id) => places.known.get(id) ?? []);
  const totals = moved({ order, lineCount: places.known.size }, { out, in: lines.map(worthOf) });
  if (totals.lineCount > linesMost) return refuse('orders.too_many_lines', { most: linesMost });
  const opened = await openForEdit(context, order);
  if (!opened.ok) return opened;
  await saveLines(tx, orgId, { orderId: order.id, put: lines, plan: [], remove: removed });
  await saveOrder(context, order, { state: 'draft', totals, holds: [], reserveUntil: null });
  const what = { put: lines.length, removed: removed.length, totalMinor: String(totals.totalMinor) };
  tell(context, order, 'orders.lines_changed', what);
  const head = headView(actor, { ...order, state: 'draft', version: order.version + 1 }, { totals, holds: [] });
  return ok({ head, priced: priced.value });
}

type Worth = { readonly sumMinor: bigint; readonly vatMinor: bigint; readonly costMinor: bigint };
type Place = Worth & { readonly position: number };

const worthOf = ({ priced, quantityMilli }: DraftLine): Worth => ({
  sumMinor: priced.sumMinor,
  vatMinor: priced.vatMinor,
  costMinor: lineSum(priced.costE4 ?? 0n, quantityMilli),
});

type PlaceRow = { id: string; position: number; sum: string; vat: string; cost: string | null; quantity: string };

/** Where the lines stand and what they come to; light columns only, one statement. */
async function placesOf(context: ActContext, order: Order): Promise<{ known: Map<string, Place>; last: number }> {
  const { rows } = await sql<PlaceRow>`
    select id, position, sum_minor as sum, vat_minor as vat, cost_e4 as cost, quantity_milli as quantity
    from order_line where org_id = ${context.orgId} and order_id = ${order.id}`.execute(context.tx);
  const place = (row: PlaceRow): Place => ({
    position: row.position,
    sumMinor: BigInt(row.sum),
    vatMinor: BigInt(row.vat),
    costMinor: lineSum(BigInt(row.cost ?? '0'), BigInt(row.quantity)),
  });
  return {
    known: new Map(rows.map((row) => [row.id, place(row)])),
    last: Math.max(0, ...rows.map((row) => row.position)),
  };
}

/** The totals after some lines went out and others came in. */
function moved(
  { order, lineCount }: { order: Order; lineCount: number },
  change: { out: readonly Worth[]; in: readonly Worth[] },
): Totals {
  const shift = (kept: bigint, pick: (worth: Worth) => bigint): bigint =>
    kept -
    change.out.reduce((sum, worth) => sum + pick(worth), 0n) +
    change.in.reduce((sum, worth) => sum + pick(worth), 0n);
  return {
    totalMinor: shift(order.totalMinor, (worth) => worth.sumMinor),
    vatMinor: shift(order.vatMinor, (worth) => worth.vatMinor),
    costMinor: shift(order.costMinor, (worth) => worth.costMinor),
    lineCount: lineCount - change.out.length + change.in.length,
  };
}
