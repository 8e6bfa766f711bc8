/** Thirty goods for a long order, and a client whose limit it exceeds. */

import type { World } from '#tests/harness/world.ts';
import { fixedId, ids } from '#tests/harness/world-rows.ts';

export const goodsCount = 30;

/** G-01 … G-30: 1 000.00 each in the column Опт, cost 600.00, 100 on hand; G-07 is not sold under 980.00. Ромашка's limit: 250 000.00. */
export async function putThirtyGoods({ owner }: World): Promise<void> {
  for (let at = 1; at <= goodsCount; at += 1) {
    const code = `G-${String(at).padStart(2, '0')}`;
    const name = `Светильник ${at}`;
    const id = fixedId(9, 500 + at);
    const made = '2026-01-12T06:00:00Z';
    await owner(
      `insert into product (org_id, id, code, code_key, name, name_key, search_text, category_id, cost_e4, min_price_e4, created_at, updated_at)
       values ($1, $2, $3, lower($3), $4, lower($4), lower($3 || ' ' || $4), $5, 6000000, $6, $7, $7)`,
      [ids.org, id, code, name, ids.category.electronics, at === 7 ? '9800000' : null, made],
    );
    await owner(
      `insert into price (org_id, product_id, column_id, valid_from, price_e4) values ($1, $2, $3, '2026-01-01', 10000000)`,
      [ids.org, id, ids.column.wholesale],
    );
    await owner('insert into stock (org_id, product_id, warehouse_id, on_hand_milli) values ($1, $2, $3, 100000)', [
      ids.org,
      id,
      ids.warehouse.main,
    ]);
    await owner(
      `insert into stock_movement (org_id, id, product_id, warehouse_id, kind, quantity_milli, moved_on, recorded_at)
       values ($1, $2, $3, $4, 'opening', 100000, '2026-01-01', $5)`,
      [ids.org, fixedId(17, 500 + at), id, ids.warehouse.main, made],
    );
  }
  await owner('update credit_limit set limit_minor = 25000000 where account_id = $1', [ids.account.romashka]);
}
