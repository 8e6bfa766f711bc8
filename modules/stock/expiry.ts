import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import { writeOrg } from '#platform/database.ts';
import type { JobContext } from '#platform/jobs.ts';

export type Expired = { readonly orderId: string; readonly lineId: string; readonly quantityMilli: bigint };
type Place = { readonly tx: Tx; readonly orgId: string; readonly now: string };
/** What happens to orders whose promises ended; orders give it. Runs inside the same transaction. */
export type OnExpired = (place: Place, expired: readonly Expired[]) => Promise<void>;

type Context = Pick<JobContext, 'db' | 'orgId' | 'now'>;
/** A chore that needs no more than this. */
export type Expiry = { readonly name: string; run(context: Context): Promise<void> };

const batch = 500;
const roundsMost = 100;

/** Promises past their time end by themselves: stock is free again and the orders are told. */
export function expireReservations(onExpired: OnExpired): Expiry {
  return {
    name: 'expire-reservations',
    run: async (context) => {
      for (let round = 0; round < roundsMost; round += 1) {
        if ((await expireBatch(context, onExpired)) === 0) return;
      }
    },
  };
}

async function expireBatch({ db, orgId, now }: Context, onExpired: OnExpired): Promise<number> {
  return writeOrg(db, orgId, {
    work: async (tx) => {
      const place = { tx, orgId, now };
      const locked = await lockLate(place);
      if (locked.length === 0) return 0;
      const expired = await endLate(place, locked);
      if (expired.length > 0) await onExpired(place, expired);
      return expired.length;
    },
  });
}

type StockKey = { readonly productId: string; readonly warehouseId: string };

/** Locks the stock of the promises that are longest past their time: stock before promises, as every act on stock does. */
async function lockLate({ tx, orgId, now }: Place): Promise<StockKey[]> {
  const { rows } = await sql<StockKey>`
    with late as materialized (
      select r.product_id, r.warehouse_id from reservation r
      where r.org_id = ${orgId} and r.expires_at <= ${now} order by r.expires_at limit ${batch}
    )
    select s.product_id as "productId", s.warehouse_id as "warehouseId" from stock s
    where s.org_id = ${orgId} and (s.product_id, s.warehouse_id) in (select l.product_id, l.warehouse_id from late l)
    order by s.product_id, s.warehouse_id for update`.execute(tx);
  return rows;
}

/** Ends the late promises of the locked stock. Those that were taken back, shipped or prolonged meanwhile are not there. */
async function endLate({ tx, orgId, now }: Place, locked: readonly StockKey[]): Promise<Expired[]> {
  const { rows } = await sql<{ orderId: string; lineId: string; quantity: string }>`
    with place as materialized (
      select * from unnest(${locked.map((key) => key.productId)}::uuid[], ${locked.map((key) => key.warehouseId)}::uuid[])
        as p (product_id, warehouse_id)
    ), late as materialized (
      select r.order_id, r.line_id from reservation r join place p using (product_id, warehouse_id)
      where r.org_id = ${orgId} and r.expires_at <= ${now} order by r.expires_at limit ${batch}
    ), gone as (
      delete from reservation r using late
      where r.org_id = ${orgId} and r.order_id = late.order_id and r.line_id = late.line_id
      returning r.order_id, r.line_id, r.product_id, r.warehouse_id, r.quantity_milli
    ), freed as (
      update stock s set reserved_milli = s.reserved_milli - t.quantity_milli
      from (select product_id, warehouse_id, sum(quantity_milli) as quantity_milli from gone group by 1, 2) t
      where s.org_id = ${orgId} and s.product_id = t.product_id and s.warehouse_id = t.warehouse_id
    )
    select g.order_id as "orderId", g.line_id as "lineId", g.quantity_milli as quantity from gone g`.execute(tx);
  return rows.map((row) => ({ orderId: row.orderId, lineId: row.lineId, quantityMilli: BigInt(row.quantity) }));
}
