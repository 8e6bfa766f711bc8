import type { Static } from '@sinclair/typebox';
import { newId } from '#kernel/id.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { noteShipments } from '#modules/accounts/index.ts';
import { addSales } from '#modules/analytics/index.ts';
import { type CreditPolicy, lockCredit } from '#modules/credit/index.ts';
import { billNumbers, type Issued, issueUpd } from '#modules/documents/index.ts';
import { type LockedOrder, lockOrder, readLines, readOrder, shipLines } from '#modules/orders/index.ts';
import { type Advance, bookShipment, findAdvances } from '#modules/settlements/index.ts';
import { consumeReserved, lockStock } from '#modules/stock/index.ts';
import { sees } from '#platform/actor.ts';
import { type ActContext, command } from '#platform/command.ts';
import { fulfilment } from '../contract.ts';
import { decidePaid, decideShip, dueOn, isAllShipped, type ShipLine } from '../rules.ts';
import { insertShipment, readShipVat } from '../store.ts';

type Input = Static<typeof fulfilment.ship.input>;

/**
 * Goods leave: promises and stock go down, the УПД is issued, the debt is booked until its due date, the sale enters
 * history; all or nothing. The account may be stopped meanwhile: then shipping is refused by the org's policy.
 */
export const ship = command({
  name: 'fulfilment.ship',
  permission: 'fulfilment.write',
  input: fulfilment.ship.input,
  constraints: {
    shipment_pk: 'fulfilment.exists',
    stock_never_oversold: 'stock.not_enough',
    order_line_quantities: 'fulfilment.not_reserved',
  },
  async handle(context, input) {
    const locked = await lockAll(context, input);
    if (!locked.ok) return locked;
    const { order, stage } = locked.value;
    const { tx, orgId, today } = context;
    const lines = await readLines(tx, orgId, order.id);
    const vat = await readShipVat(tx, orgId, order.id);
    const rows = input.lines.map((line) => ({ lineId: line.lineId, quantityMilli: BigInt(line.quantityMilli) }));
    const classOf = (productId: string) => vat.classes.get(productId) ?? 'standard';
    const decision = decideShip(order, lines, { rows, vat: { date: today, regime: vat.regime, classOf } });
    if (!decision.ok) return decision;
    const due = dueOn(order, today);
    if (!due.ok) return due;
    const shipped = decision.value;
    const allShipped = isAllShipped(lines, shipped);
    const total = (pick: (line: ShipLine) => bigint): bigint => shipped.reduce((sum, line) => sum + pick(line), 0n);
    const totalMinor = total((line) => line.sumMinor);
    const advances = await advancesFor(context, order, totalMinor);
    const paid = decidePaid({ prepaid: order.prepaid, totalMinor, advances, stage });
    if (!paid.ok) return paid;
    await takeGoods(context, { order, shipmentId: input.id, shipped, sumMinor: totalMinor, allShipped });
    const number = await insertShipment(context, {
      ...order,
      id: input.id,
      orderId: order.id,
      dueOn: due.value,
      carrier: input.carrier ?? '',
      tracking: input.tracking ?? '',
      totalMinor,
      vatMinor: total((line) => line.vatMinor),
      costMinor: total((line) => line.costMinor),
      lines: shipped,
    });
    const cargo = [input.carrier, input.tracking].filter(Boolean).join(', ');
    const upd = await issueUpd(context, {
      orderId: order.id,
      orderNumber: order.number,
      orderedOn: vat.orderedOn,
      shipmentId: input.id,
      shippedOn: today,
      cargo,
      payments: advances.map((one) => ({ name: '', number: one.number, date: one.bookedOn })),
    });
    if (!upd.ok) return upd;
    const billed = { order, shipmentId: input.id, shipped, due: due.value, totalMinor, upd: upd.value, advances };
    await book(context, billed);
    context.emit({
      name: 'fulfilment.shipped',
      subject: { type: 'sales_order', id: order.id },
      accountId: order.accountId,
      payload: {
        shipmentId: input.id,
        number,
        orderNumber: order.number,
        totalMinor: String(totalMinor),
        dueOn: due.value,
        upd: upd.value.numberText,
      },
    });
    return ok({
      id: input.id,
      number,
      orderId: order.id,
      orderState: allShipped ? 'closed' : 'shipped',
      orderVersion: order.version + 1,
      totalMinor: String(totalMinor),
      dueOn: due.value,
      documentId: upd.value.id,
      documentNumber: upd.value.numberText,
    });
  },
});

type Locked = { readonly order: LockedOrder; readonly stage: CreditPolicy['stages']['shipment'] };

/** Locks in the documented order: standing, stock, order; refuses what is not there, was changed, or is stopped. */
async function lockAll(context: ActContext, input: Input): Promise<Result<Locked>> {
  const { tx, orgId, actor, today } = context;
  const seen = await readOrder(tx, orgId, input.orderId);
  if (seen === null || !sees(actor, seen.accountManagerId)) return refuse('fulfilment.order_not_found');
  const credit = await lockCredit(tx, { orgId, accountId: seen.accountId, today });
  const stage = credit?.policy.stages.shipment ?? 'block';
  // Prepayment stays open: the stop is for what would be owed.
  if (credit?.facts.stopped === true && stage === 'block' && !seen.prepaid) {
    return refuse('fulfilment.account_stopped', { reason: credit.facts.stopReason });
  }
  const products = (await readLines(tx, orgId, seen.id)).map((line) => line.productId);
  await lockStock(tx, orgId, { warehouseId: seen.warehouseId, productIds: products });
  const order = await lockOrder(tx, orgId, input.orderId);
  if (order === null) return refuse('fulfilment.order_not_found');
  return order.version === input.version
    ? ok({ order, stage })
    : refuse('fulfilment.changed_meanwhile', { version: order.version });
}

/** The advances that pay a prepaid order's shipment: those that name it or its bills first. */
async function advancesFor(context: ActContext, order: LockedOrder, amountMinor: bigint): Promise<Advance[]> {
  if (!order.prepaid) return [];
  const { accountId, legalEntityId } = order;
  const numbers = [String(order.number), ...(await billNumbers(context.tx, context.orgId, order.id))];
  return findAdvances(context, { accountId, legalEntityId, amountMinor, numbers });
}

type Leaving = {
  order: LockedOrder;
  shipmentId: string;
  shipped: readonly ShipLine[];
  sumMinor: bigint;
  allShipped: boolean;
};

async function takeGoods(
  context: ActContext,
  { order, shipmentId, shipped, sumMinor, allShipped }: Leaving,
): Promise<void> {
  const rows = shipped.map(({ line, quantityMilli }) => ({
    orderId: order.id,
    lineId: line.id,
    productId: line.productId,
    quantityMilli,
  }));
  await consumeReserved(context, { shipmentId, warehouseId: order.warehouseId, rows });
  await shipLines(context, order.id, { rows, sumMinor, allShipped });
}

type Booked = {
  order: LockedOrder;
  shipmentId: string;
  shipped: readonly ShipLine[];
  due: string;
  totalMinor: bigint;
  upd: Issued;
  advances: readonly Advance[];
};

async function book(context: ActContext, billed: Booked): Promise<void> {
  const { order, shipmentId, shipped, due, totalMinor, upd, advances } = billed;
  const { tx, orgId, today } = context;
  await noteShipments(tx, { orgId, today }, [{ accountId: order.accountId, shippedOn: today }]);
  await bookShipment(context, {
    shipmentId,
    accountId: order.accountId,
    legalEntityId: order.legalEntityId,
    orderId: order.id,
    documentId: upd.id,
    documentNumber: upd.numberText,
    documentDate: upd.datedOn,
    dueOn: due,
    amountMinor: totalMinor,
    confirmedMinor: order.prepaid ? 0n : totalMinor,
    advances,
  });
  await addSales(
    tx,
    orgId,
    shipped.map(({ line, quantityMilli, sumMinor, vatMinor, costMinor }, at) => ({
      id: newId(),
      source: 'shipment',
      invoiceNo: upd.numberText,
      lineNo: at + 1,
      soldOn: upd.datedOn,
      accountId: order.accountId,
      productId: line.productId,
      managerId: order.managerId,
      quantityMilli,
      priceE4: line.priceE4,
      sumMinor,
      vatMinor,
      costMinor,
    })),
  );
}
