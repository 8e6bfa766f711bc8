/** The import of prices from a table, long (a price a row) or wide (a file column for each price column). */
import { sql } from 'kysely';
import { type ResolvedProduct, resolveCodes } from '#modules/catalog/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read } from '#platform/database.ts';
import type { ImportKind, ImportProblem, ImportRow, RowOutcome } from '#platform/exchange/kind.ts';
import {
  columnFields,
  type Given,
  type GivenPrice,
  givenOf,
  type PriceColumn,
  type PriceImportRow,
  priceFields,
} from './rules/import-row.ts';
import { decidePriceDay } from './rules/life.ts';
import { type NewPrice, readStandings, type Standing, writePrices } from './store.ts';

/** The kind for the import's runner. */
export const pricesImport: ImportKind<PriceImportRow> = {
  kind: 'prices',
  permission: 'pricing.write',
  fields: priceFields,
  moreFields: async (read, orgId) => columnFields(await readColumns(read, orgId)),
  apply: importPrices,
};

async function readColumns(read: Read, orgId: string): Promise<PriceColumn[]> {
  const { rows } = await sql<PriceColumn>`
    select id, name, is_default as "isMain" from price_column where org_id = ${orgId}
    order by position limit 100`.execute(read);
  return rows;
}

/** A price of a row, with what its day has now. */
type Wanted = NewPrice & { readonly row: number; readonly field: string; readonly standing: Standing | undefined };

/**
 * Sets prices by the rows in five statements, whatever their number: products by article, barcode or external id; the
 * day is today when none is given. A price that is in force already changes nothing; a day gone by keeps what it had.
 */
export async function importPrices(
  context: ActContext,
  rows: readonly ImportRow<PriceImportRow>[],
): Promise<RowOutcome[]> {
  const { tx, orgId, today } = context;
  const columns = await readColumns(tx, orgId);
  const read = rows.map(({ row, values }) => ({ row, ...givenOf(values, { columns, today }) }));
  const products = await resolveCodes(tx, orgId, [...new Set(read.map((one) => one.given.code))]);
  const wanted = await withStandings(
    context,
    read.flatMap(({ row, given, problems }) => {
      const product = products.get(given.code);
      return product === undefined || problems.length > 0 ? [] : pricesOf(row, given, product);
    }),
  );
  const byRow = Map.groupBy(wanted, (one) => one.row);
  const taken = new Set<string>();
  const written: NewPrice[] = [];
  const outcomes = read.map(({ row, given, problems }): RowOutcome => {
    if (problems.length > 0) return { row, outcome: 'rejected', problems };
    if (!products.has(given.code)) {
      return rejected(row, { field: 'code', code: 'pricing.import_product_unknown', value: given.code });
    }
    const prices = byRow.get(row) ?? [];
    const problem = problemOf(prices, { today, taken });
    if (problem !== null) return rejected(row, problem);
    for (const one of prices) taken.add(keyOf(one));
    const changed = prices.filter((one) => one.standing?.inForceE4 !== one.priceE4);
    written.push(...changed);
    if (changed.length === 0) return { row, outcome: 'unchanged' };
    return { row, outcome: changed.some((one) => one.standing?.sameDayE4 != null) ? 'updated' : 'created' };
  });
  await writePrices(context, written);
  tell(context, written, columns);
  return outcomes;
}

const rejected = (row: number, problem: ImportProblem): RowOutcome => ({
  row,
  outcome: 'rejected',
  problems: [problem],
});
const keyOf = (one: NewPrice): string => `${one.productId} ${one.columnId} ${one.validFrom}`;

function pricesOf(row: number, given: Given, product: ResolvedProduct): Omit<Wanted, 'standing'>[] {
  return given.prices.map(({ columnId, priceE4, field }: GivenPrice) => ({
    row,
    field,
    productId: product.id,
    columnId,
    validFrom: given.validFrom,
    priceE4: String(priceE4),
  }));
}

async function withStandings(context: ActContext, wanted: readonly Omit<Wanted, 'standing'>[]): Promise<Wanted[]> {
  const standings = await readStandings(context, wanted);
  return wanted.map((one, at) => ({ ...one, standing: standings.get(at) }));
}

/** Why the prices of a row are not taken; null when they are. */
function problemOf(
  prices: readonly Wanted[],
  facts: { readonly today: string; readonly taken: ReadonlySet<string> },
): ImportProblem | null {
  for (const one of prices) {
    if (facts.taken.has(keyOf(one))) return { field: one.field, code: 'pricing.same_price_twice' };
    if (one.standing?.inForceE4 === one.priceE4) continue;
    const day = decidePriceDay({ validFrom: one.validFrom, today: facts.today }, one.standing?.inForceE4 != null);
    if (!day.ok) return { field: 'validFrom', code: day.code, value: one.validFrom, params: { dayOn: one.validFrom } };
  }
  return null;
}

/** One event a column and day: a price list of a hundred thousand lines is one act of one person. */
function tell({ emit }: ActContext, written: readonly NewPrice[], columns: readonly PriceColumn[]): void {
  const names = new Map(columns.map((column) => [column.id, column.name]));
  for (const group of Map.groupBy(written, (one) => `${one.columnId} ${one.validFrom}`).values()) {
    const { columnId, validFrom } = group[0] ?? { columnId: '', validFrom: '' };
    const payload = { column: names.get(columnId) ?? '', fromOn: validFrom, count: group.length };
    emit({ name: 'pricing.prices_imported', subject: { type: 'price_column', id: columnId }, payload });
  }
}
