/** Rows of the past's orders, shipments and papers, as the commands of today would have left them. */
import { addDays, daysBetween } from '#kernel/plain-date.ts';
import type { SoldLine } from '#modules/analytics/index.ts';
import { numberKey } from '#modules/settlements/index.ts';
import { instant } from '../days.ts';
import { demoId } from '../ids.ts';
import type { People } from '../people.ts';
import type { Row } from '../put.ts';
import type { Sale } from './sale.ts';
import { documentId, type Shipped, snapshotOf } from './shipping.ts';
import { type Warehouses, warehouseOf } from './supply.ts';

export type Cast = { readonly people: People; readonly warehouses: Warehouses; readonly today: string };

/** Who led the client then and now. */
export const managerOf = ({ client }: Pick<Sale, 'client'>, people: People) => people[client.manager ?? 'vera'];
const supportOf = ({ client }: Sale, people: People) => (client.isNorth ? people.sonya : people.semyon);

export function orderRow(sale: Sale, number: number, { people, warehouses }: Cast): Row<'sales_order'> {
  const { client, totals, parts } = sale;
  const last = parts.at(-1);
  const decidedMs = sale.askedBp > 0 ? sale.takenMs + 90 * 60_000 : sale.takenMs;
  const isGone = last === undefined;
  return {
    id: sale.id,
    number,
    account_id: client.id,
    site_id: sale.siteId,
    legal_entity_id: client.firm.id,
    warehouse_id: warehouseOf({ sale }, warehouses),
    manager_id: client.manager === null ? null : people[client.manager].personId,
    state: isGone ? 'cancelled' : 'closed',
    ordered_on: sale.day,
    wanted_on: client.n % 3 === 0 ? addDays(sale.day, 3) : null,
    deferral_days: client.deferralDays,
    deferral_kind: client.deferralKind,
    prepaid: sale.prepaid,
    line_count: totals.lineCount,
    total_minor: totals.totalMinor,
    vat_minor: totals.vatMinor,
    cost_minor: totals.costMinor,
    shipped_minor: isGone ? 0n : totals.totalMinor,
    client_number: client.tier === 'A' ? `PO-${number % 10_000}` : '',
    source: 'demo',
    cancel_reason: sale.cancelled,
    version: 1 + parts.length + (sale.askedBp > 0 ? 1 : 0),
    created_by: managerOf(sale, people).personId,
    created_at: instant(sale.takenMs),
    updated_at: instant(last?.atMs ?? sale.takenMs + 5 * 3_600_000),
    submitted_at: instant(sale.takenMs),
    confirmed_at: instant(decidedMs),
  };
}

export function lineRows(sale: Sale): Row<'order_line'>[] {
  const isGone = sale.parts.length === 0;
  return sale.lines.map(({ id, position, quantityMilli, priced }) => ({
    order_id: sale.id,
    id,
    position,
    product_id: priced.productId,
    quantity_milli: quantityMilli,
    base_price_e4: priced.basePriceE4,
    manual_bp: priced.manualBp,
    price_e4: priced.priceE4,
    sum_minor: priced.sumMinor,
    vat_bp: priced.vatBp,
    vat_minor: priced.vatMinor,
    cost_e4: priced.costE4,
    floor_e4: priced.floorE4,
    shipped_milli: isGone ? 0n : quantityMilli,
    trace: priced.trace,
  }));
}

/** A shipment with its number; those of the last days are still on their way. */
export function shipmentRow(shipped: Shipped, number: number, { people, warehouses, today }: Cast): Row<'shipment'> {
  const { sale, part } = shipped;
  const arrives = addDays(part.day, shipped.carrier === 'Самовывоз' ? 0 : 1 + (number % 5));
  const isThere = daysBetween(arrives, today) > 1;
  return {
    id: part.id,
    number,
    order_id: sale.id,
    account_id: sale.client.id,
    legal_entity_id: sale.client.firm.id,
    warehouse_id: warehouseOf(shipped, warehouses),
    state: isThere ? 'delivered' : 'shipped',
    shipped_on: part.day,
    due_on: shipped.dueOn,
    carrier: shipped.carrier,
    tracking: shipped.tracking,
    delivered_on: isThere ? arrives : null,
    received_by: isThere ? 'Кладовщик' : '',
    total_minor: shipped.totalMinor,
    vat_minor: shipped.vatMinor,
    cost_minor: shipped.costMinor,
    billed: true,
    version: isThere ? 2 : 1,
    created_by: supportOf(sale, people).personId,
    created_at: instant(part.atMs),
  };
}

export function shipmentLineRows({ sale, part, lines }: Shipped): Row<'shipment_line'>[] {
  return lines.map((one, place) => ({
    shipment_id: part.id,
    line_id: one.line.id,
    position: place + 1,
    order_id: sale.id,
    product_id: one.product.id,
    quantity_milli: one.quantityMilli,
    price_e4: one.line.priceE4,
    sum_minor: one.sumMinor,
    vat_bp: one.vatBp,
    vat_minor: one.vatMinor,
    cost_minor: one.costMinor,
  }));
}

export type Numbered = {
  readonly shipped: Shipped;
  readonly number: number;
  readonly updNumber: number;
  readonly upd: string;
};

/** The УПД of a shipment: the number of its firm's series and year, and what it says. */
export function documentRow({ shipped, updNumber, upd }: Numbered, { people }: Cast): Row<'document'> {
  const { sale, part } = shipped;
  const { firm } = sale.client;
  const manager = sale.client.manager === null ? null : people[sale.client.manager].personId;
  return {
    id: documentId(shipped),
    kind: 'upd',
    series: `upd:${firm.id}`,
    year: Number(part.day.slice(0, 4)),
    number: updNumber,
    number_text: upd,
    number_key: numberKey(upd).core,
    dated_on: part.day,
    account_id: sale.client.id,
    legal_entity_id: firm.id,
    order_id: sale.id,
    shipment_id: part.id,
    total_minor: shipped.totalMinor,
    vat_minor: shipped.vatMinor,
    snapshot: snapshotOf(shipped, upd, manager),
    created_by: supportOf(sale, people).personId,
    created_at: instant(part.atMs),
  };
}

/** Sold lines for the history of sales. */
export function soldLines({ shipped, upd }: Numbered, { people }: Cast): SoldLine[] {
  const { sale, part } = shipped;
  return shipped.lines.map((one, place) => ({
    id: demoId('sold', `${part.id} ${one.line.id}`, part.atMs),
    source: 'shipment',
    invoiceNo: upd,
    lineNo: place + 1,
    soldOn: part.day,
    accountId: sale.client.id,
    productId: one.product.id,
    managerId: sale.client.manager === null ? null : people[sale.client.manager].personId,
    quantityMilli: one.quantityMilli,
    priceE4: one.line.priceE4,
    sumMinor: one.sumMinor,
    vatMinor: one.vatMinor,
    costMinor: one.costMinor,
  }));
}
