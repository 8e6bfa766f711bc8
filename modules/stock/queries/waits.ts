import { sql } from 'kysely';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { ProductStockView } from '../contract.ts';
import { isWaiting, lineWaits } from './levels.ts';

const waitsMost = 50;

/** Orders that wait for a product, in the order in which they are filled; those of accounts unseen are one figure. */
export async function productWaits(
  { read, orgId, actor }: ReadContext,
  productId: string,
): Promise<Pick<ProductStockView, 'waits' | 'otherWaitsMilli'>> {
  const seen = actor.permissions.has('orders.read') ? visibleTo(actor, 'a') : sql<boolean>`false`;
  const waiting = sql`order_line l
    join sales_order o on o.org_id = ${orgId} and o.id = l.order_id and o.state in ('confirmed', 'shipped')
    join account a on a.org_id = ${orgId} and a.id = o.account_id
    join warehouse w on w.org_id = ${orgId} and w.id = o.warehouse_id
    where l.org_id = ${orgId} and l.product_id = ${productId} and ${isWaiting}`;
  const { rows } = await sql<ProductStockView['waits'][number]>`
    select o.id as "orderId", o.number as "orderNumber", a.name as "accountName", w.code as "warehouseCode",
      sum(${lineWaits}) as "quantityMilli", max(l.expected_on) as "expectedOn"
    from ${waiting} and ${seen}
    group by o.id, o.number, a.name, w.code
    order by o.number limit ${waitsMost}`.execute(read);
  const all = await sql<{ waiting: string }>`
    select coalesce(sum(${lineWaits}), 0) as waiting from ${waiting}`.execute(read);
  const shown = rows.reduce((sum, row) => sum + BigInt(row.quantityMilli), 0n);
  return { waits: rows, otherWaitsMilli: String(BigInt(all.rows[0]?.waiting ?? '0') - shown) };
}
