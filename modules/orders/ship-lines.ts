import { sql } from 'kysely';
import type { ActContext } from '#platform/command.ts';

export type ShippedRow = { readonly lineId: string; readonly quantityMilli: bigint };
export type ShippedTotals = { readonly sumMinor: bigint; readonly allShipped: boolean };

/**
 * Marks what left against the order's lines, and the order as shipped in part or closed. The caller holds the order's
 * lock and has checked every quantity; the table refuses more than was ordered.
 */
export async function shipLines(
  context: ActContext,
  orderId: string,
  shipped: ShippedTotals & { rows: readonly ShippedRow[] },
): Promise<void> {
  const { orgId, now } = context;
  await sql`
    with taken as (
      select * from unnest(${shipped.rows.map((row) => row.lineId)}::uuid[],
        ${shipped.rows.map((row) => String(row.quantityMilli))}::bigint[]) as t (line_id, quantity_milli)
    ), lined as (
      update order_line l set shipped_milli = l.shipped_milli + t.quantity_milli, reserved_milli = l.reserved_milli - t.quantity_milli
      from taken t where l.org_id = ${orgId} and l.order_id = ${orderId} and l.id = t.line_id
    )
    update sales_order set shipped_minor = shipped_minor + ${String(shipped.sumMinor)}, updated_at = ${now},
      state = ${shipped.allShipped ? 'closed' : 'shipped'}, version = version + 1
    where org_id = ${orgId} and id = ${orderId}`.execute(context.tx);
}
