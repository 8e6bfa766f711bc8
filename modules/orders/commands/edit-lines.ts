import { sql } from 'kysely';
import { lineSum } from '#kernel/price.ts';
import { ok, refuse } from '#kernel/result.ts';
import { withdrawApprovals } from '#modules/approvals/index.ts';
import { release } from '#modules/stock/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import { orders } from '../contract.ts';
import type { Order, Totals } from '../model.ts';
import { linesMost } from '../rules.ts';
import { saveLines, saveOrder } from '../store.ts';
import { priceLines } from './assess.ts';
import { findOrder, headView, relock } from './confirm.ts';

/**
 * Puts, changes and takes out lines. Only what is put is priced; the totals move by the difference, so that an edit of a
 * long order costs what an edit of a short one does. A held order goes back to draft: its decisions were about other lines.
 */
export const editLines = command({
  name: 'orders.edit_lines',
  permission: 'orders.write',
  input: orders.editLines.input,
  async handle(context, { orderId, version, put, remove }) {
    const { tx, orgId } = context;
    const found = await findOrder(context, orderId, version);
    if (!found.ok) return found;
    const order = found.value;
    if (order.state !== 'draft' && order.state !== 'held') return refuse('orders.wrong_state', { state: order.state });
    const places = await placesOf(context, order);
    const asks = put.map((line, at) => ({
      id: line.id,
      position: places.known.get(line.id)?.position ?? places.last + at + 1,
      productId: line.productId,
      quantityMilli: BigInt(line.quantityMilli),
      manualBp: line.manualBp ?? 0,
    }));
    const priced = await priceLines(context, { accountId: order.accountId, lines: asks });
    if (!priced.ok) return priced;
    const { lines } = priced.value;
    const removed = remove.filter((id) => !put.some((line) => line.id === id));
    const totals = moved({ order, lineCount: places.known.size }, {
      out: [...lines.map((line) => line.id), ...removed].flatMap((id) => places.known.get(id) ?? []),
      in: lines.map((line) => ({ sumMinor: line.priced.sumMinor, vatMinor: line.priced.vatMinor, costMinor: lineSum(line.priced.costE4 ?? 0n, line.quantityMilli) })),
    });
    if (totals.lineCount > linesMost) return refuse('orders.too_many_lines', { most: linesMost });
    if (order.state === 'held') {
      await release(tx, orgId, { orderId });
      await withdrawApprovals(tx, orgId, [orderId]);
      await sql`update order_line set reserved_milli = 0, expected_on = null where org_id = ${orgId} and order_id = ${orderId}`.execute(tx);
    }
    const locked = await relock(context, order);
    if (!locked.ok) return locked;
    await saveLines(tx, orgId, { orderId, put: lines, plan: [], remove: removed });
    await saveOrder(context, order, { state: 'draft', totals, holds: [], reserveUntil: null });
    context.emit({
      name: 'orders.lines_changed',
      subject: { type: 'sales_order', id: orderId },
      accountId: order.accountId,
      payload: { number: order.number, put: lines.length, removed: removed.length, totalMinor: String(totals.totalMinor) },
    });
    return ok(headView({ ...order, state: 'draft', version: version + 1 }, { totals, holds: [] }));
  },
});

type Worth = { readonly sumMinor: bigint; readonly vatMinor: bigint; readonly costMinor: bigint };
type Place = Worth & { readonly position: number };

/** Where the lines stand and what they come to; light columns only, one statement. */
async function placesOf(context: ActContext, order: Order): Promise<{ known: Map<string, Place>; last: number }> {
  const { rows } = await sql<{ id: string; position: number; sum: string; vat: string; cost: string | null; quantity: string }>`
    select id, position, sum_minor as sum, vat_minor as vat, cost_e4 as cost, quantity_milli as quantity
    from order_line where org_id = ${context.orgId} and order_id = ${order.id}`.execute(context.tx);
  const place = (row: (typeof rows)[number]): Place => ({
    position: row.position,
    sumMinor: BigInt(row.sum),
    vatMinor: BigInt(row.vat),
    costMinor: lineSum(BigInt(row.cost ?? '0'), BigInt(row.quantity)),
  });
  return { known: new Map(rows.map((row) => [row.id, place(row)])), last: Math.max(0, ...rows.map((row) => row.position)) };
}

/** The totals after some lines went out and others came in. */
function moved({ order, lineCount }: { order: Order; lineCount: number }, change: { out: readonly Worth[]; in: readonly Worth[] }): Totals {
  const shift = (kept: bigint, pick: (worth: Worth) => bigint): bigint =>
    kept - change.out.reduce((sum, worth) => sum + pick(worth), 0n) + change.in.reduce((sum, worth) => sum + pick(worth), 0n);
  return {
    totalMinor: shift(order.totalMinor, (worth) => worth.sumMinor),
    vatMinor: shift(order.vatMinor, (worth) => worth.vatMinor),
    costMinor: shift(order.costMinor, (worth) => worth.costMinor),
    lineCount: lineCount - change.out.length + change.in.length,
  };
}
