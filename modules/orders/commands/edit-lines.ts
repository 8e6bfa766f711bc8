import { lineSum } from '#kernel/price.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type PriceFacts, priceLine } from '#modules/pricing/index.ts';
import { type ActContext, command } from '#platform/command.ts';
import type { OrderHeadView } from '../contract/views.ts';
import { orders } from '../contract.ts';
import type { DraftLine, OrderLine, Totals } from '../model.ts';
import { lineView } from '../queries/line-view.ts';
import { readAround, weighAgainst } from '../queries/weighing.ts';
import { linesMost } from '../rules.ts';
import { type LockedOrder, readLines, saveLines, saveOrder } from '../store.ts';
import { type LineAsk, type Priced, priceLines } from './assess.ts';
import { findEditable, openForEdit } from './find.ts';
import { headView } from './head.ts';
import { tell } from './tell.ts';

/**
 * Puts, changes and takes out lines, and weighs the whole anew: what is answered is the lines that were put and everything
 * that decides the order, so that a screen has nothing to ask after an edit. Statements are the same for 30 lines and 300. A
 * held order goes back to draft: its decisions were about other lines.
 */
export const editLines = command({
  name: 'orders.edit_lines',
  permission: 'orders.write',
  input: orders.editLines.input,
  async handle(context, { orderId, version, put, remove }) {
    const found = await findEditable(context, orderId, version);
    if (!found.ok) return found;
    const asked = put.map((line) => ({
      ...line,
      quantityMilli: BigInt(line.quantityMilli),
      manualBp: line.manualBp ?? 0,
    }));
    const opened = await openLines(context, found.value);
    if (!opened.ok) return opened;
    const read = { ...context, read: context.tx };
    // Asked with the prices, and answered while those are worked out.
    const [edited, around] = await Promise.all([
      putLines(context, opened.value, { put: asked, remove }),
      readAround(read, found.value, { kept: opened.value.lines, put: asked }),
    ]);
    if (!edited.ok) return edited;
    const { head, order, lines, priced, unmoved } = edited.value;
    const weighed = weighAgainst(read, { order, lines, prices: priced.facts, unmoved, around });
    const beside = { products: priced.facts.products, levels: around.levels };
    const views = priced.lines.map((line) => lineView(context.actor, line, beside));
    return ok({ ...head, ...weighed, lines: views });
  },
});

export type LineEdit = {
  readonly put: readonly Omit<LineAsk, 'position'>[];
  readonly remove: readonly string[];
  readonly dropUnpriced?: boolean;
};

export type Edited = {
  readonly head: OrderHeadView;
  /** The order and its lines as they are now. */
  readonly order: LockedOrder;
  readonly lines: readonly OrderLine[];
  readonly priced: Priced;
  /** Lines that stand at the prices of today, though these were not asked. */
  readonly unmoved: ReadonlySet<string>;
};

/** An order that is locked and open for edit, with its lines as they are under the lock. */
type Opened = { readonly order: LockedOrder; readonly lines: readonly OrderLine[] };

async function openLines(context: ActContext, seen: LockedOrder): Promise<Result<Opened>> {
  const opened = await openForEdit(context, seen);
  if (!opened.ok) return opened;
  return ok({ order: opened.value, lines: await readLines(context.tx, context.orgId, seen.id) });
}

/** The same for every way in: the screen and an import. */
export async function editFrom(context: ActContext, seen: LockedOrder, edit: LineEdit): Promise<Result<Edited>> {
  const opened = await openLines(context, seen);
  return opened.ok ? putLines(context, opened.value, edit) : opened;
}

async function putLines(
  context: ActContext,
  { order, lines: kept }: Opened,
  { put, remove, dropUnpriced = false }: LineEdit,
): Promise<Result<Edited>> {
  const { tx, orgId, actor } = context;
  const known = new Map(kept.map((line) => [line.id, line]));
  const last = Math.max(0, ...kept.map((line) => line.position));
  const asks = put.map((line, at) => ({ ...line, position: known.get(line.id)?.position ?? last + at + 1 }));
  const putIds = new Set(put.map((line) => line.id));
  const same = standsToday(context, order);
  // Authority is of who asks: lines with a discount by hand are always priced anew.
  const still = kept.filter((line) => same && line.manualBp === 0 && !putIds.has(line.id));
  const unmoved = new Set(still.map((line) => line.id));
  const beside = kept.filter((line) => !unmoved.has(line.id)).map((line) => line.productId);
  const priced = await priceLines(context, { accountId: order.accountId, lines: asks, dropUnpriced, beside });
  if (!priced.ok) return priced;
  const dropped = priced.value.dropped.length > 0;
  if (priced.value.lines.length === 0 && dropped) return refuse('orders.nothing_for_sale');
  const next = new Map([...known, ...priced.value.lines.map((line) => [line.id, keptLine(line)] as const)]);
  const removed = remove.filter((id) => !putIds.has(id));
  for (const id of removed) next.delete(id);
  if (next.size > linesMost) return refuse('orders.too_many_lines', { most: linesMost });
  const lines = [...next.values()].sort((a, b) => a.position - b.position);
  const totals = totalsKept(lines);
  const { facts } = priced.value;
  const priceChanges = same ? order.priceChanges : lines.every((line) => standsAt(facts, line)) ? facts.changes : null;
  await Promise.all([
    saveLines(tx, orgId, { orderId: order.id, put: priced.value.lines, plan: [], remove: removed }),
    saveOrder(context, order, { state: 'draft', totals, holds: [], reserveUntil: null, priceChanges }),
  ]);
  const what = { put: priced.value.lines.length, removed: removed.length, totalMinor: String(totals.totalMinor) };
  tell(context, order, 'orders.lines_changed', what);
  const now: LockedOrder = { ...order, ...totals, state: 'draft', version: order.version + 1 };
  return ok({ head: headView(actor, now, { totals, holds: [] }), order: now, lines, priced: priced.value, unmoved });
}

/** Whether nothing that prices hang on has changed since all lines of the draft stood at the prices of a day, and it is that day. */
const standsToday = ({ today }: ActContext, { pricedOn, priceChanges, changesNow }: LockedOrder): boolean =>
  pricedOn === today && priceChanges === changesNow;

/** Whether the line's price and floor are those of the facts. */
function standsAt(facts: PriceFacts, line: OrderLine): boolean {
  const priced = priceLine(facts, line);
  return priced.ok && priced.value.priceE4 === line.priceE4 && priced.value.floorE4 === line.floorE4;
}

const keptLine = ({ id, position, quantityMilli, priced }: DraftLine): OrderLine => ({
  id,
  position,
  productId: priced.productId,
  quantityMilli,
  basePriceE4: priced.basePriceE4,
  manualBp: priced.manualBp,
  priceE4: priced.priceE4,
  sumMinor: priced.sumMinor,
  vatBp: priced.vatBp,
  vatMinor: priced.vatMinor,
  costE4: priced.costE4,
  floorE4: priced.floorE4,
  reservedMilli: 0n,
  shippedMilli: 0n,
  cancelledMilli: 0n,
  expectedOn: null,
});

/** The totals of lines as they are kept: at the prices they were put at, whatever those are today. */
function totalsKept(lines: readonly OrderLine[]): Totals {
  return {
    totalMinor: lines.reduce((sum, line) => sum + line.sumMinor, 0n),
    vatMinor: lines.reduce((sum, line) => sum + line.vatMinor, 0n),
    costMinor: lines.reduce((sum, line) => sum + lineSum(line.costE4 ?? 0n, line.quantityMilli), 0n),
    lineCount: lines.length,
  };
}
