/** The import of stock from a table: counts of what is on hand, and goods that are awaited. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { resolveCodes } from '#modules/catalog/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { ImportKind, ImportRow, RowOutcome } from '#platform/exchange/kind.ts';
import type { FillWaiting } from './commands/arrivals.ts';
import { type StockImportRow, stockFields } from './import-fields.ts';
import {
  type ArrivalChange,
  foldedName,
  type OpenArrival,
  placeKey,
  planStock,
  type Standing,
  type StockPlan,
} from './import-plan.ts';
import { moveStock } from './store.ts';

/** The kind for the import's runner; orders that wait are filled by what is found, in the same act. */
export function stockImport(fillWaiting: FillWaiting): ImportKind<StockImportRow> {
  return {
    kind: 'stock',
    permission: 'stock.write',
    fields: stockFields,
    apply: (context, rows) => importStock(context, rows, fillWaiting),
  };
}

/** Brings stock to what the rows say, in some eight statements whatever their number. Never below what is promised. */
async function importStock(
  context: ActContext,
  rows: readonly ImportRow<StockImportRow>[],
  fillWaiting: FillWaiting,
): Promise<RowOutcome[]> {
  const { tx, orgId, today } = context;
  const found = await resolveCodes(tx, orgId, [...new Set(rows.map(({ values }) => values.code ?? ''))]);
  const products = new Map([...found].map(([code, product]) => [code, product.id]));
  const productIds = [...new Set(products.values())];
  const standings = await lockStandings(context, productIds);
  const facts = {
    today,
    products,
    standings,
    warehouses: await warehousesByName(context),
    arrivals: await openArrivals(context, productIds),
  };
  const plan = planStock(rows, facts);
  await moveStock(
    context,
    plan.counts.map(({ productId, warehouseId, fromMilli, toMilli }) => ({
      productId,
      warehouseId,
      kind: 'count' as const,
      quantityMilli: toMilli - fromMilli,
      sourceId: null,
      note: '',
    })),
  );
  await saveArrivals(context, plan.arrivals);
  tell(context, plan);
  const changed = [...plan.counts.filter((count) => count.toMilli > count.fromMilli), ...plan.arrivals];
  if (changed.length > 0) await fillWaiting(context, [...new Set(changed.map((one) => one.productId))]);
  return [...plan.outcomes];
}

/** Locks the stock of the products in every warehouse, in the order of products and warehouses, as other acts do. */
async function lockStandings({ tx, orgId }: ActContext, productIds: readonly string[]): Promise<Map<string, Standing>> {
  const { rows } = await sql<{ productId: string; warehouseId: string; onHand: string; reserved: string }>`
    select s.product_id as "productId", s.warehouse_id as "warehouseId", s.on_hand_milli as "onHand",
      s.reserved_milli as reserved
    from stock s where s.org_id = ${orgId} and s.product_id = any(${[...productIds]}::uuid[])
    order by s.product_id, s.warehouse_id for update`.execute(tx);
  return new Map(
    rows.map((row) => [
      placeKey(row.productId, row.warehouseId),
      { onHandMilli: BigInt(row.onHand), reservedMilli: BigInt(row.reserved) },
    ]),
  );
}

/** Warehouses by folded code and name; '' is the default one. */
async function warehousesByName({ tx, orgId }: ActContext): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; code: string; name: string; isDefault: boolean }>`
    select id, code, name, is_default as "isDefault" from warehouse where org_id = ${orgId} order by id limit 1000`.execute(
    tx,
  );
  const byName = new Map(rows.map((row) => [foldedName(row.name), row.id]));
  for (const row of rows) byName.set(foldedName(row.code), row.id);
  for (const row of rows.filter((one) => one.isDefault)) byName.set('', row.id);
  return byName;
}

async function openArrivals({ tx, orgId }: ActContext, productIds: readonly string[]): Promise<OpenArrival[]> {
  const { rows } = await sql<Omit<OpenArrival, 'openMilli'> & { open: string }>`
    select r.id, r.product_id as "productId", r.warehouse_id as "warehouseId", r.reference, r.expected_on as "expectedOn",
      greatest(r.quantity_milli - r.received_milli, 0) as open
    from arrival r where r.org_id = ${orgId} and r.product_id = any(${[...productIds]}::uuid[]) and not r.closed
    order by r.id for update`.execute(tx);
  return rows.map(({ open, ...row }) => ({ ...row, openMilli: BigInt(open) }));
}

/** Writes new arrivals, and what changed of known ones: still so much on this day, or nothing more. */
async function saveArrivals({ tx, orgId }: ActContext, changes: readonly ArrivalChange[]): Promise<void> {
  const known = changes.filter((one) => one.id !== null);
  const fresh = changes.filter((one) => one.id === null);
  if (known.length > 0) {
    await sql`
      update arrival r set quantity_milli = greatest(r.received_milli + c.open_milli, 1), expected_on = c.expected_on,
        closed = c.open_milli = 0
      from unnest(${known.map((one) => one.id)}::uuid[], ${known.map((one) => String(one.openMilli))}::bigint[],
        ${known.map((one) => one.expectedOn)}::date[]) as c (id, open_milli, expected_on)
      where r.org_id = ${orgId} and r.id = c.id`.execute(tx);
  }
  if (fresh.length === 0) return;
  await sql`
    insert into arrival (org_id, id, product_id, warehouse_id, quantity_milli, expected_on, reference)
    select ${orgId}, c.id, c.product_id, c.warehouse_id, c.quantity_milli, c.expected_on, c.reference
    from unnest(${fresh.map(() => newId())}::uuid[], ${fresh.map((one) => one.productId)}::uuid[],
      ${fresh.map((one) => one.warehouseId)}::uuid[], ${fresh.map((one) => String(one.openMilli))}::bigint[],
      ${fresh.map((one) => one.expectedOn)}::date[], ${fresh.map((one) => one.reference)}::text[])
      as c (id, product_id, warehouse_id, quantity_milli, expected_on, reference)`.execute(tx);
}

function tell({ emit }: ActContext, { counts, arrivals }: StockPlan): void {
  for (const { productId, fromMilli, toMilli } of counts) {
    const payload = { fromMilli: String(fromMilli), toMilli: String(toMilli) };
    emit({ name: 'stock.counted', subject: { type: 'product', id: productId }, payload });
  }
  for (const arrival of arrivals) emit({ subject: { type: 'product', id: arrival.productId }, ...toldOf(arrival) });
}

/** What a file said of an arrival: so much is awaited on a day, or nothing of it any more. */
function toldOf({ openMilli, fromMilli, expectedOn, reference }: ArrivalChange) {
  return openMilli === 0n
    ? { name: 'stock.arrival_dropped', payload: { openMilli: String(fromMilli), expectedOn, reference } }
    : { name: 'stock.awaited', payload: { quantityMilli: String(openMilli), expectedOn, reference } };
}
