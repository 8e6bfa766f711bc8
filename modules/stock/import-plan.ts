/** What a batch of rows does to stock: pure, over what stands now. */
import type { ImportProblem, ImportRow, RowOutcome } from '#platform/exchange/kind.ts';
import type { StockImportRow } from './import-fields.ts';

/** A product in a warehouse as it stands, under lock. */
export type Standing = { readonly onHandMilli: bigint; readonly reservedMilli: bigint };

/** Goods that are awaited still; the reference is '' for those that a file brought without one. */
export type OpenArrival = {
  readonly id: string;
  readonly productId: string;
  readonly warehouseId: string;
  readonly reference: string;
  readonly expectedOn: string;
  readonly openMilli: bigint;
};

export type PlanFacts = {
  readonly today: string;
  /** By the code as the file has it. */
  readonly products: ReadonlyMap<string, string>;
  /** By folded code and name; '' is the default warehouse. */
  readonly warehouses: ReadonlyMap<string, string>;
  /** By `placeKey`; one that is not there has nothing. */
  readonly standings: ReadonlyMap<string, Standing>;
  readonly arrivals: readonly OpenArrival[];
};

export type Count = {
  readonly productId: string;
  readonly warehouseId: string;
  readonly fromMilli: bigint;
  readonly toMilli: bigint;
};
/** `id` null for a new arrival; an `openMilli` of zero ends it. `fromMilli`: what was awaited of it before. */
export type ArrivalChange = Omit<OpenArrival, 'id'> & { readonly id: string | null; readonly fromMilli: bigint };

export type StockPlan = {
  readonly outcomes: readonly RowOutcome[];
  readonly counts: readonly Count[];
  readonly arrivals: readonly ArrivalChange[];
};

type Change = { readonly count: Count | null; readonly arrival: ArrivalChange | null; readonly fresh: boolean };
type Board = PlanFacts & { readonly counted: Set<string>; readonly awaited: Set<string> };

export const placeKey = (productId: string, warehouseId: string): string => `${productId} ${warehouseId}`;
export const foldedName = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase().replaceAll('ё', 'е');

/** Plans a batch: counts make up the difference to what is on hand; arrivals are known by their reference. */
export function planStock(rows: readonly ImportRow<StockImportRow>[], facts: PlanFacts): StockPlan {
  const board: Board = { ...facts, counted: new Set(), awaited: new Set() };
  const counts: Count[] = [];
  const arrivals: ArrivalChange[] = [];
  const outcomes = rows.map(({ row, values }): RowOutcome => {
    const change = changeOf(board, values);
    if ('code' in change) return { row, outcome: 'rejected', problems: [change] };
    if (change.count !== null) counts.push(change.count);
    if (change.arrival !== null) arrivals.push(change.arrival);
    if (change.count === null && change.arrival === null) return { row, outcome: 'unchanged' };
    return { row, outcome: change.fresh ? 'created' : 'updated' };
  });
  return { outcomes, counts, arrivals };
}

/** What a row changes, or why it is rejected. */
function changeOf(board: Board, values: StockImportRow): Change | ImportProblem {
  const productId = board.products.get(values.code ?? '');
  if (productId === undefined) return { field: 'code', code: 'stock.import_product_unknown', value: values.code ?? '' };
  const warehouseId = board.warehouses.get(foldedName(values.warehouse ?? ''));
  if (warehouseId === undefined)
    return { field: 'warehouse', code: 'stock.import_warehouse_unknown', value: values.warehouse ?? '' };
  if (values.onHand === null && values.expected === null) return { field: 'onHand', code: 'stock.import_nothing' };
  if ((values.onHand ?? 0n) < 0n) return { field: 'onHand', code: 'stock.import_negative' };
  if ((values.expected ?? 0n) < 0n) return { field: 'expected', code: 'stock.import_negative' };
  const place = { productId, warehouseId };
  const key = placeKey(productId, warehouseId);
  const standing = board.standings.get(key) ?? { onHandMilli: 0n, reservedMilli: 0n };
  const count = countOf(board, values, { key, place, standing });
  if (count !== null && 'code' in count) return count;
  const arrival = arrivalOf(board, values, place);
  if (arrival !== null && 'code' in arrival) return arrival;
  if (values.onHand !== null) board.counted.add(key);
  return { count, arrival, fresh: !board.standings.has(key) };
}

type Place = { readonly productId: string; readonly warehouseId: string };
type CountFacts = { readonly key: string; readonly place: Place; readonly standing: Standing };

function countOf(
  board: Board,
  { onHand }: StockImportRow,
  { key, place, standing }: CountFacts,
): Count | ImportProblem | null {
  if (onHand === null) return null;
  // Two rows of one product are often two shelves, and their sum is meant: a person must say.
  if (board.counted.has(key)) return { field: 'code', code: 'stock.import_twice' };
  const { onHandMilli, reservedMilli } = standing;
  if (onHand < reservedMilli) {
    const params = { reservedMilli: String(reservedMilli) };
    return { field: 'onHand', code: 'stock.import_below_promised', params };
  }
  return onHand === onHandMilli ? null : { ...place, fromMilli: onHandMilli, toMilli: onHand };
}

function arrivalOf(board: Board, values: StockImportRow, place: Place): ArrivalChange | ImportProblem | null {
  const { expected, expectedOn } = values;
  if (expected === null) return null;
  const reference = values.reference ?? '';
  const known = board.arrivals.find(
    (one) =>
      one.productId === place.productId &&
      one.warehouseId === place.warehouseId &&
      one.reference === reference &&
      (reference !== '' || one.expectedOn === expectedOn),
  );
  if (expected === 0n) return known === undefined ? null : { ...known, fromMilli: known.openMilli, openMilli: 0n };
  if (expectedOn === null) return { field: 'expectedOn', code: 'stock.import_no_day' };
  if (known?.expectedOn === expectedOn && known.openMilli === expected) return null;
  if (expectedOn < board.today)
    return { field: 'expectedOn', code: 'stock.import_day_passed', params: { dayOn: expectedOn } };
  const key = `${placeKey(place.productId, place.warehouseId)} ${reference} ${reference === '' ? expectedOn : ''}`;
  if (board.awaited.has(key)) return { field: 'reference', code: 'stock.import_arrival_twice' };
  board.awaited.add(key);
  const fromMilli = known?.openMilli ?? 0n;
  return { ...place, id: known?.id ?? null, reference, expectedOn, fromMilli, openMilli: expected };
}
