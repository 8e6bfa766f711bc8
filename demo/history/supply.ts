/** Goods of the past coming: enough of each for what left, never less than nothing on the shelf. */
import type { PlainDate } from '#kernel/plain-date.ts';
import { instant, momentOn } from '../days.ts';
import { dice } from '../dice.ts';
import { type Product, products } from '../goods/products.ts';
import { demoId } from '../ids.ts';
import type { Row } from '../put.ts';
import type { Shipped } from './shipping.ts';

export type Warehouses = { readonly main: string; readonly north: string };
export type Movement = Row<'stock_movement'>;

/** What lies where, by `${warehouse} ${product}`, thousandths. */
export type Shelves = Map<string, bigint>;

export const shelf = (warehouseId: string, productId: string): string => `${warehouseId} ${productId}`;
export const warehouseOf = (shipped: Pick<Shipped, 'sale'>, { main, north }: Warehouses): string =>
  shipped.sale.client.isNorth ? north : main;

/** Bought by everyone and short at the end: what came was what had been ordered. */
export function isScarce(product: Product): boolean {
  return product.life === 'active' && product.fame > 0.16 && dice('scarce', product.code).chance(22);
}

type Month = {
  readonly shipments: readonly Shipped[];
  readonly warehouses: Warehouses;
  /** The first working day of the month, when goods come; the first month opens the shelves. */
  readonly day: PlainDate;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly by: string;
};

/** The movements of a month in the order they were made; the shelves are left as they stand after it. */
export function movementsOf(shelves: Shelves, month: Month): Movement[] {
  const needs = needsOf(month);
  const coming = [month.warehouses.main, month.warehouses.north].flatMap((warehouseId) =>
    products.flatMap((product) => arrivalOf(shelves, needs, { product, warehouseId, month })),
  );
  return [...coming, ...month.shipments.flatMap((shipped) => leaving(shelves, shipped, month))];
}

function needsOf({ shipments, warehouses }: Month): Map<string, bigint> {
  const needs = new Map<string, bigint>();
  for (const shipped of shipments) {
    for (const line of shipped.lines) {
      const key = shelf(warehouseOf(shipped, warehouses), line.product.id);
      needs.set(key, (needs.get(key) ?? 0n) + line.quantityMilli);
    }
  }
  return needs;
}

type Coming = { readonly product: Product; readonly warehouseId: string; readonly month: Month };

function arrivalOf(
  shelves: Shelves,
  needs: ReadonlyMap<string, bigint>,
  { product, warehouseId, month }: Coming,
): Movement[] {
  const key = shelf(warehouseId, product.id);
  const had = shelves.get(key) ?? 0n;
  const need = needs.get(key) ?? 0n;
  const boxes = boxesFor({ product, had, need, month });
  if (boxes === 0n) return [];
  const quantity = boxes * product.packMilli;
  shelves.set(key, had + quantity);
  const atMs = momentOn(month.day, 480) + product.n * 50;
  return [
    {
      id: demoId('movement in', key + month.day, atMs),
      product_id: product.id,
      warehouse_id: warehouseId,
      kind: month.isFirst ? 'opening' : 'arrival',
      quantity_milli: quantity,
      source_id: null,
      note: month.isFirst
        ? 'Ввод остатков'
        : `Поставка ${month.day.slice(2, 4)}${month.day.slice(5, 7)}-${product.line.key}`,
      moved_on: month.day,
      recorded_at: instant(atMs),
      recorded_by: month.by,
    },
  ];
}

type Supply = { readonly product: Product; readonly had: bigint; readonly need: bigint; readonly month: Month };

/** Boxes to bring: what the month takes and two more months of it; scarce goods run dry at the end. */
function boxesFor({ product, had, need, month }: Supply): bigint {
  const chance = dice('supply', product.code, month.day);
  const up = (milli: bigint): bigint => (milli <= 0n ? 0n : (milli + product.packMilli - 1n) / product.packMilli);
  if (month.isLast && isScarce(product)) return had >= need ? 0n : up(need - had);
  const isGone = product.life === 'discontinued' || product.life === 'blocked';
  const spare = isGone ? 0n : BigInt(chance.int(1, 4)) * product.packMilli;
  const opens = product.life === 'new' && !month.isLast ? 0n : spare;
  // The shelves must not be bare when people begin to order by themselves.
  const least = month.isLast ? need * 2n + spare * 2n : need + (month.isFirst ? opens : 0n);
  return had >= least ? 0n : up(need * BigInt(chance.int(2, 3)) + opens - had);
}

function leaving(shelves: Shelves, shipped: Shipped, month: Month): Movement[] {
  const warehouseId = warehouseOf(shipped, month.warehouses);
  const { part } = shipped;
  return shipped.lines.map((line) => {
    const key = shelf(warehouseId, line.product.id);
    const left = (shelves.get(key) ?? 0n) - line.quantityMilli;
    if (left < 0n) throw new Error(`the demo company oversold ${line.product.code}`);
    shelves.set(key, left);
    return {
      id: demoId('movement out', `${part.id} ${line.line.id}`, part.atMs),
      product_id: line.product.id,
      warehouse_id: warehouseId,
      kind: 'shipment',
      quantity_milli: -line.quantityMilli,
      source_id: part.id,
      note: '',
      moved_on: part.day,
      recorded_at: instant(part.atMs),
      recorded_by: month.by,
    };
  });
}
