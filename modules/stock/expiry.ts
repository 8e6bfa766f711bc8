import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import { writeOrg } from '#platform/database.ts';
import type { Chore, JobContext } from '#platform/jobs.ts';

export type Expired = { readonly orderId: string; readonly lineId: string; readonly quantityMilli: bigint };
/** What happens to orders whose promises ended; orders give it. Runs inside the same transaction. */
export type OnExpired = (place: { tx: Tx; orgId: string; now: string }, expired: readonly Expired[]) => Promise<void>;

const batch = 500;

/** Promises past their time end by themselves: stock is free again and the orders are told. */
export function expireReservations(onExpired: OnExpired): Chore {
  return {
    name: 'expire-reservations',
    run: async (context) => {
      for (let round = 0; round < 100; round += 1) {
        if ((await expireBatch(context, onExpired)) < batch) return;
      }
    },
  };
}

async function expireBatch({ db, orgId, now }: JobContext, onExpired: OnExpired): Promise<number> {
  return writeOrg(db, orgId, {
    work: async (tx) => {
      // Stock before reservations, by product, as every act on stock does.
      await sql`
        select s.product_id from stock s where s.org_id = ${orgId} and exists (
          select from reservation r where r.org_id = ${orgId} and r.product_id = s.product_id and r.warehouse_id = s.warehouse_id and r.expires_at <= ${now})
        order by s.product_id, s.warehouse_id for update`.execute(tx);
      const { rows } = await sql<{ orderId: string; lineId: string; quantity: string }>`
        with late as (
          select r.order_id, r.line_id from reservation r where r.org_id = ${orgId} and r.expires_at <= ${now} order by r.expires_at limit ${batch}
        ), gone as (
          delete from reservation r using late where r.org_id = ${orgId} and r.order_id = late.order_id and r.line_id = late.line_id
          returning r.order_id, r.line_id, r.product_id, r.warehouse_id, r.quantity_milli
        ), freed as (
          update stock s set reserved_milli = s.reserved_milli - t.quantity_milli
          from (select product_id, warehouse_id, sum(quantity_milli) as quantity_milli from gone group by 1, 2) t
          where s.org_id = ${orgId} and s.product_id = t.product_id and s.warehouse_id = t.warehouse_id
        )
        select g.order_id as "orderId", g.line_id as "lineId", g.quantity_milli as quantity from gone g`.execute(tx);
      const expired = rows.map((row) => ({ orderId: row.orderId, lineId: row.lineId, quantityMilli: BigInt(row.quantity) }));
      if (expired.length > 0) await onExpired({ tx, orgId, now }, expired);
      return rows.length;
    },
  });
}
