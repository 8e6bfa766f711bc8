/** Goods come, are awaited and are counted: each change of stock is a movement that stays. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok, refuse, type Result } from '#kernel/result.ts';
import { type ActContext, type Command, command } from '#platform/command.ts';
import { stock } from '../contract.ts';

/** What happens to orders that wait for goods; orders give it, stock knows nothing of orders. Answers how many were filled. */
export type FillWaiting = (context: ActContext, productIds: readonly string[]) => Promise<number>;

export type Movement = {
  readonly productId: string;
  readonly warehouseId: string;
  readonly kind: 'opening' | 'arrival' | 'return' | 'adjustment' | 'count';
  readonly quantityMilli: bigint;
  readonly sourceId: string | null;
  readonly note: string;
};

/** Writes movements and moves what is on hand, in one statement; rows of stock are made where there are none. */
export async function moveStock({ tx, orgId, actor, now, today }: ActContext, movements: readonly Movement[]): Promise<void> {
  if (movements.length === 0) return;
  const column = <T>(pick: (movement: Movement) => T): T[] => movements.map(pick);
  await sql`
    with moved as (
      select * from unnest(${movements.map(() => newId())}::uuid[], ${column((m) => m.productId)}::uuid[], ${column((m) => m.warehouseId)}::uuid[],
        ${column((m) => m.kind)}::text[], ${column((m) => String(m.quantityMilli))}::bigint[], ${column((m) => m.sourceId)}::uuid[], ${column((m) => m.note)}::text[])
        as m (id, product_id, warehouse_id, kind, quantity_milli, source_id, note)
    ), kept as (
      insert into stock_movement (org_id, id, product_id, warehouse_id, kind, quantity_milli, source_id, note, moved_on, recorded_at, recorded_by)
      select ${orgId}, m.id, m.product_id, m.warehouse_id, m.kind, m.quantity_milli, m.source_id, m.note, ${today}, ${now}, ${actor.personId} from moved m
    ), sums as (
      select m.product_id, m.warehouse_id, sum(m.quantity_milli) as quantity_milli from moved m group by 1, 2
    ), known as (
      update stock s set on_hand_milli = s.on_hand_milli + t.quantity_milli from sums t
      where s.org_id = ${orgId} and s.product_id = t.product_id and s.warehouse_id = t.warehouse_id
      returning s.product_id, s.warehouse_id
    )
    insert into stock (org_id, product_id, warehouse_id, on_hand_milli)
    select ${orgId}, t.product_id, t.warehouse_id, t.quantity_milli from sums t
    where not exists (select from known k where k.product_id = t.product_id and k.warehouse_id = t.warehouse_id)
    order by t.product_id`.execute(tx);
}

/** Awaits goods until a day; orders may be promised against it. */
export const expectGoods = command({
  name: 'stock.expect',
  permission: 'stock.write',
  input: stock.expect.input,
  constraints: { arrival_product_fk: 'stock.product_not_found', arrival_warehouse_fk: 'stock.warehouse_not_found', arrival_pk: 'stock.exists' },
  async handle({ tx, orgId, emit }, input) {
    await sql`
      insert into arrival (org_id, id, product_id, warehouse_id, quantity_milli, expected_on, reference)
      values (${orgId}, ${input.id}, ${input.productId}, ${input.warehouseId}, ${input.quantityMilli}, ${input.expectedOn}, ${input.reference.trim()})`.execute(tx);
    emit({ name: 'stock.awaited', subject: { type: 'product', id: input.productId }, payload: { quantityMilli: input.quantityMilli, expectedOn: input.expectedOn } });
    return ok({ id: input.id });
  },
});

/** The goods come on another day. */
export const moveArrival = command({
  name: 'stock.move_arrival',
  permission: 'stock.write',
  input: stock.move.input,
  async handle(context, { arrivalId, expectedOn }) {
    const arrival = await lockArrival(context, arrivalId);
    if (!arrival.ok) return arrival;
    await sql`update arrival set expected_on = ${expectedOn} where org_id = ${context.orgId} and id = ${arrivalId}`.execute(context.tx);
    context.emit({ name: 'stock.arrival_moved', subject: { type: 'product', id: arrival.value.productId }, payload: { from: arrival.value.expectedOn, to: expectedOn } });
    return ok({ id: arrivalId });
  },
});

/** Awaited goods came: stock goes up and the orders that wait are filled, the oldest first, in the same act. */
export function receiveGoods(fillWaiting: FillWaiting): Command<typeof stock.receive.input, { id: string; filledOrders: number }> {
  return command({
    name: 'stock.receive',
    permission: 'stock.write',
    input: stock.receive.input,
    async handle(context, { arrivalId, quantityMilli, close }) {
      const found = await lockArrival(context, arrivalId);
      if (!found.ok) return found;
      const { productId, warehouseId, openMilli } = found.value;
      const came = BigInt(quantityMilli);
      await moveStock(context, [{ productId, warehouseId, kind: 'arrival', quantityMilli: came, sourceId: arrivalId, note: found.value.reference }]);
      await sql`
        update arrival set received_milli = received_milli + ${quantityMilli}, closed = ${close || came >= openMilli}
        where org_id = ${context.orgId} and id = ${arrivalId}`.execute(context.tx);
      context.emit({ name: 'stock.arrived', subject: { type: 'product', id: productId }, payload: { quantityMilli, reference: found.value.reference } });
      return ok({ id: arrivalId, filledOrders: await fillWaiting(context, [productId]) });
    },
  });
}

/** Corrects what is on hand with a reason; it never goes below what is promised. */
export function adjustStock(fillWaiting: FillWaiting): Command<typeof stock.adjust.input, { id: string }> {
  return command({
    name: 'stock.adjust',
    permission: 'stock.write',
    input: stock.adjust.input,
    constraints: { stock_never_oversold: 'stock.promised', stock_product_fk: 'stock.product_not_found', stock_warehouse_fk: 'stock.warehouse_not_found', stock_movement_product_fk: 'stock.product_not_found', stock_movement_warehouse_fk: 'stock.warehouse_not_found' },
    async handle(context, input) {
      const quantityMilli = BigInt(input.quantityMilli);
      const note = input.note.trim();
      if (note === '') return refuse('stock.reason_needed');
      const { productId, warehouseId } = input;
      await moveStock(context, [{ productId, warehouseId, kind: 'adjustment', quantityMilli, sourceId: input.id, note }]);
      context.emit({ name: 'stock.adjusted', subject: { type: 'product', id: productId }, payload: { quantityMilli: input.quantityMilli, note } });
      if (quantityMilli > 0n) await fillWaiting(context, [productId]);
      return ok({ id: input.id });
    },
  });
}

type Arrival = { productId: string; warehouseId: string; expectedOn: string; reference: string; openMilli: bigint };

/** Locks an arrival that is still awaited. */
async function lockArrival({ tx, orgId }: ActContext, id: string): Promise<Result<Arrival>> {
  const { rows } = await sql<Omit<Arrival, 'openMilli'> & { open: string; closed: boolean }>`
    select product_id as "productId", warehouse_id as "warehouseId", expected_on as "expectedOn", reference,
      quantity_milli - received_milli as open, closed
    from arrival where org_id = ${orgId} and id = ${id} for update`.execute(tx);
  const row = rows[0];
  if (row === undefined) return refuse('stock.arrival_not_found');
  return row.closed ? refuse('stock.arrival_closed') : ok({ ...row, openMilli: BigInt(row.open) });
}
