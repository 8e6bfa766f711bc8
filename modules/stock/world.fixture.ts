/** Orders whose lines can be promised goods, made by SQL: tests of stock do not depend on how orders are taken. */
import { newId } from '#kernel/id.ts';
import { ids, type World } from '#tests/harness/world.ts';

export type MadeLine = {
  readonly orderId: string;
  readonly lineId: string;
  readonly productId: string;
  readonly warehouseId: string;
};

type Ask = {
  readonly productIds: readonly string[];
  readonly warehouseId?: string;
  readonly accountId?: string;
  readonly state?: string;
  readonly quantityMilli?: string;
};

const counter = { number: 1_000 };

/** Keeps an order with a line for each product. Answers its lines. */
export async function makeOrder(world: World, ask: Ask): Promise<MadeLine[]> {
  const { warehouseId = ids.warehouse.main, accountId = ids.account.romashka, state = 'confirmed' } = ask;
  const orderId = newId();
  counter.number += 1;
  await world.owner(
    `insert into sales_order (org_id, id, number, account_id, legal_entity_id, warehouse_id, state, ordered_on, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, '2026-11-20', now(), now())`,
    [ids.org, orderId, counter.number, accountId, ids.entity.main, warehouseId, state],
  );
  const lines = ask.productIds.map((productId) => ({ orderId, lineId: newId(), productId, warehouseId }));
  await world.owner(
    `insert into order_line (org_id, order_id, id, position, product_id, quantity_milli, base_price_e4, price_e4, sum_minor, vat_minor)
     select $1, $2, l.id, l.n, l.product_id, $5, 0, 0, 0, 0 from unnest($3::uuid[], $4::uuid[]) with ordinality as l (id, product_id, n)`,
    [
      ids.org,
      orderId,
      lines.map((line) => line.lineId),
      lines.map((line) => line.productId),
      ask.quantityMilli ?? '1000000000',
    ],
  );
  return lines;
}

/** On hand and reserved of a product in a warehouse, as 'on hand/reserved' in thousandths. */
export async function stockOf(world: World, productId: string, warehouseId: string = ids.warehouse.main) {
  const rows = await world.owner(
    'select on_hand_milli, reserved_milli from stock where product_id = $1 and warehouse_id = $2',
    [productId, warehouseId],
  );
  const row = rows[0];
  return row === undefined ? 'none' : `${row['on_hand_milli']}/${row['reserved_milli']}`;
}
