/** The import of products from a table: a batch of rows in about ten statements. */
import { newId } from '#kernel/id.ts';
import type { ActContext } from '#platform/command.ts';
import type { ImportKind, ImportRow, RowOutcome } from '#platform/exchange/kind.ts';
import { barcodesOf } from './rules/barcodes.ts';
import { differences, type Plan, planImport } from './rules/import-plan.ts';
import { type ProductImportRow, productFields } from './rules/import-row.ts';
import { codeKey, oneLine } from './rules/keys.ts';
import {
  addBarcodes,
  ensureBrands,
  ensureCategories,
  insertProducts,
  lockCandidates,
  ownersOf,
  updateProducts,
  type Written,
} from './store/import.ts';

/** The kind for the import's runner. */
export const productsImport: ImportKind<ProductImportRow> = {
  kind: 'products',
  permission: 'catalog.write',
  fields: productFields,
  apply: importProducts,
};

/**
 * Creates and updates products by the rows: the natural key is the article, else the external id. New brands and
 * categories are made on the way. An empty cell leaves the field; a cost is taken only from those who see it.
 */
export async function importProducts(
  context: ActContext,
  rows: readonly ImportRow<ProductImportRow>[],
): Promise<RowOutcome[]> {
  const told = (pick: (row: ProductImportRow) => string | null): string[] => [
    ...new Set(
      rows
        .map(({ values }) => pick(values))
        .filter((text) => text !== null && text !== '')
        .map(String),
    ),
  ];
  const barcodes = told((row) => row.barcode).flatMap(barcodesOf);
  const products = await lockCandidates(context, {
    codeKeys: told((row) => (row.code === null ? null : codeKey(row.code))),
    externalIds: told((row) => (row.externalId === null ? null : oneLine(row.externalId))),
  });
  const owners = await ownersOf(context, barcodes);
  const plan = planImport(rows, { products, barcodes: owners, seesCost: context.actor.seesCost, newId });
  const written = await settle(context, plan);
  const fresh = written.filter((one) => one.before === null);
  const old = written.filter((one) => one.before !== null);
  const made = await insertProducts(context, fresh);
  await updateProducts(context, old);
  const kept = [...fresh.filter((one) => made.has(one.after.id)), ...old];
  await addBarcodes(context, kept);
  tell(context, kept);
  return withLost(plan, new Set(fresh.filter((one) => !made.has(one.after.id)).map((one) => one.after.id)));
}

/** Gives the products their brands and categories, making those that are new. */
async function settle(context: ActContext, plan: Plan): Promise<Written[]> {
  const { written } = plan;
  if (written.length === 0) return [];
  const keysOf = (pick: (one: Plan['written'][number]) => string): string[] => [
    ...new Set(written.map(pick).filter((key) => key !== '')),
  ];
  const brandIds = await ensureBrands(
    context,
    plan.brands,
    keysOf((one) => one.after.brandKey),
  );
  const categoryIds = await ensureCategories(
    context,
    plan.categories.values(),
    keysOf((one) => one.after.categoryKey),
  );
  return written.map((one) => ({
    ...one,
    brandId: brandIds.get(one.after.brandKey) ?? null,
    categoryId: categoryIds.get(one.after.categoryKey) ?? null,
    // The key is the folded name, and folded is how it stands in the search text.
    brandName: one.after.brandKey,
  }));
}

function tell({ emit }: ActContext, written: readonly Written[]): void {
  for (const { before, after, plain } of written) {
    const subject = { type: 'product', id: after.id };
    if (before === null) {
      emit({ name: 'catalog.product_imported', subject, payload: { code: plain.code, name: plain.name } });
      continue;
    }
    const fields = differences(before, after);
    if (fields.length > 0)
      emit({ name: 'catalog.import_updated', subject, payload: { code: plain.code, fields: fields.join(', ') } });
  }
}

/** Rows whose article or number another act took in this very moment are rejected; the same file mends it. */
function withLost(plan: Plan, lost: ReadonlySet<string>): RowOutcome[] {
  if (lost.size === 0) return plan.outcomes;
  return plan.outcomes.map((outcome) => {
    const id = plan.idByRow.get(outcome.row);
    if (id === undefined || !lost.has(id)) return outcome;
    return {
      row: outcome.row,
      outcome: 'rejected',
      problems: [{ field: 'code', code: 'catalog.import_taken_meanwhile' }],
    };
  });
}
