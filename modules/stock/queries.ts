import { type RawBuilder, sql } from 'kysely';
import type { Read } from '#platform/database.ts';
import type { StockLevel } from './model.ts';

export type StockPlace = { readonly warehouseId: string; readonly productIds: readonly string[] };
export type StockLevels = ReadonlyMap<string, StockLevel>;

type LevelRow = { productId: string; onHand: string; reserved: string; expectedOn: string | null; coming: string | null };

/** The levels of the products in the warehouse, with the nearest arrival, in one statement. */
export async function readStock(read: Read, orgId: string, place: StockPlace): Promise<StockLevels> {
  const { rows } = await levelsSql(orgId, { ...place, ending: sql`` }).execute(read);
  return new Map(rows.map((row) => [row.productId, levelOf(row)]));
}

/** The statement of the levels; `ending` locks the stock rows where the caller writes. */
export function levelsSql(orgId: string, place: StockPlace & { ending: RawBuilder<unknown> }) {
  const { warehouseId } = place;
  return sql<LevelRow>`
    select s.product_id as "productId", s.on_hand_milli as "onHand", s.reserved_milli as reserved,
      (select min(r.expected_on) from arrival r where r.org_id = ${orgId} and r.product_id = s.product_id
        and r.warehouse_id = ${warehouseId} and not r.closed and r.quantity_milli > r.received_milli) as "expectedOn",
      (select sum(r.quantity_milli - r.received_milli) from arrival r where r.org_id = ${orgId}
        and r.product_id = s.product_id and r.warehouse_id = ${warehouseId} and not r.closed) as coming
    from stock s
    where s.org_id = ${orgId} and s.warehouse_id = ${warehouseId} and s.product_id = any(${[...place.productIds]}::uuid[])
    order by s.product_id ${place.ending}`;
}

export function levelOf(row: LevelRow): StockLevel {
  const nextArrival = row.expectedOn === null ? null : { expectedOn: row.expectedOn, freeMilli: BigInt(row.coming ?? '0') };
  return { productId: row.productId, onHandMilli: BigInt(row.onHand), reservedMilli: BigInt(row.reserved), nextArrival };
}
