/** Goods are awaited, come on another day, come in parts, do not come. */
import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, type Command, command } from '#platform/command.ts';
import { stock } from '../contract.ts';
import { isArrivalOver } from '../rules.ts';
import { lockProduct, moveStock } from '../store.ts';

/**
 * What happens to orders that wait for these products when stock or its days change; orders give it, stock knows nothing
 * of orders. Answers how many orders got goods.
 */
export type FillWaiting = (context: ActContext, productIds: readonly string[]) => Promise<number>;

/** Awaits goods on a day: orders that wait for the product get the day. */
export function expectGoods(fillWaiting: FillWaiting): Command<typeof stock.expect.input, { id: string }> {
  return command({
    name: 'stock.expect',
    permission: 'stock.write',
    input: stock.expect.input,
    constraints: {
      stock_product_fk: 'stock.product_not_found',
      stock_warehouse_fk: 'stock.warehouse_not_found',
      arrival_pk: 'stock.exists',
    },
    async handle(context, input) {
      const { tx, orgId, emit } = context;
      const { id, productId, warehouseId, quantityMilli, expectedOn } = input;
      const day = dayProblem(context, expectedOn);
      if (day !== null) return day;
      await lockProduct(tx, orgId, { productId, warehouseId });
      await sql`
        insert into arrival (org_id, id, product_id, warehouse_id, quantity_milli, expected_on, reference)
        values (${orgId}, ${id}, ${productId}, ${warehouseId}, ${quantityMilli}, ${expectedOn},
          ${input.reference.trim()})`.execute(tx);
      emit({
        name: 'stock.awaited',
        subject: { type: 'product', id: productId },
        payload: { quantityMilli, expectedOn, reference: input.reference.trim() },
      });
      await fillWaiting(context, [productId]);
      return ok({ id });
    },
  });
}

/** The goods come on another day. */
export function moveArrival(fillWaiting: FillWaiting): Command<typeof stock.move.input, { id: string }> {
  return command({
    name: 'stock.move_arrival',
    permission: 'stock.write',
    input: stock.move.input,
    async handle(context, { arrivalId, expectedOn }) {
      const day = dayProblem(context, expectedOn);
      if (day !== null) return day;
      const arrival = await lockArrival(context, arrivalId);
      if (!arrival.ok) return arrival;
      const { productId, expectedOn: fromOn } = arrival.value;
      await sql`
        update arrival set expected_on = ${expectedOn}
        where org_id = ${context.orgId} and id = ${arrivalId}`.execute(context.tx);
      tell(context, arrival.value, { name: 'stock.arrival_moved', payload: { fromOn, toOn: expectedOn } });
      await fillWaiting(context, [productId]);
      return ok({ id: arrivalId });
    },
  });
}

type ReceiveCommand = Command<typeof stock.receive.input, { id: string; filledOrders: number }>;

/** Awaited goods came: stock goes up and the orders that wait are filled, the oldest first, in the same act. */
export function receiveGoods(fillWaiting: FillWaiting): ReceiveCommand {
  return command({
    name: 'stock.receive',
    permission: 'stock.write',
    input: stock.receive.input,
    async handle(context, { arrivalId, quantityMilli, close }) {
      const found = await lockArrival(context, arrivalId);
      if (!found.ok) return found;
      const { productId, warehouseId, openMilli, reference } = found.value;
      const came = BigInt(quantityMilli);
      const movement = { kind: 'arrival', quantityMilli: came, sourceId: arrivalId, note: reference } as const;
      await moveStock(context, [{ productId, warehouseId, ...movement }]);
      await sql`
        update arrival set received_milli = received_milli + ${quantityMilli},
          closed = ${isArrivalOver(openMilli, came, close)}
        where org_id = ${context.orgId} and id = ${arrivalId}`.execute(context.tx);
      const filledOrders = await fillWaiting(context, [productId]);
      tell(context, found.value, {
        name: 'stock.arrived',
        payload: { quantityMilli, reference, orders: filledOrders },
      });
      return ok({ id: arrivalId, filledOrders });
    },
  });
}

/** The rest of an arrival does not come: orders that waited for it get another day, or none. */
export function giveUpArrival(fillWaiting: FillWaiting): Command<typeof stock.giveUp.input, { id: string }> {
  return command({
    name: 'stock.give_up_arrival',
    permission: 'stock.write',
    input: stock.giveUp.input,
    async handle(context, { arrivalId, reason }) {
      if (reason.trim() === '') return refuse('stock.reason_needed');
      const found = await lockArrival(context, arrivalId);
      if (!found.ok) return found;
      await sql`
        update arrival set closed = true where org_id = ${context.orgId} and id = ${arrivalId}`.execute(context.tx);
      const payload = { openMilli: String(found.value.openMilli), reason: reason.trim() };
      tell(context, found.value, { name: 'stock.arrival_given_up', payload });
      await fillWaiting(context, [found.value.productId]);
      return ok({ id: arrivalId });
    },
  });
}

type Arrival = {
  readonly productId: string;
  readonly warehouseId: string;
  readonly expectedOn: string;
  readonly reference: string;
  readonly openMilli: bigint;
};

/** Locks an arrival that is still awaited, then the stock of its product: whatever follows takes nothing earlier. */
async function lockArrival({ tx, orgId }: ActContext, id: string): Promise<Result<Arrival>> {
  const { rows } = await sql<Omit<Arrival, 'openMilli'> & { open: string; closed: boolean }>`
    select product_id as "productId", warehouse_id as "warehouseId", expected_on as "expectedOn", reference,
      quantity_milli - received_milli as open, closed
    from arrival where org_id = ${orgId} and id = ${id} for update`.execute(tx);
  const row = rows[0];
  if (row === undefined) return refuse('stock.arrival_not_found');
  if (row.closed) return refuse('stock.arrival_closed');
  await lockProduct(tx, orgId, row);
  return ok({ ...row, openMilli: BigInt(row.open) });
}

function dayProblem({ today }: ActContext, day: string) {
  if (parsePlainDate(day) === null) return refuse('stock.bad_day');
  return day < today ? refuse('stock.day_passed', { dayOn: day }) : null;
}

type Told = { readonly name: string; readonly payload: Record<string, unknown> };

function tell(context: ActContext, { productId }: Arrival, { name, payload }: Told): void {
  context.emit({ name, subject: { type: 'product', id: productId }, payload });
}
