/** The products that rows of history mean; those that are not there begin as records of history. */
import { codeKey, importProducts, type ProductImportRow, productFields, resolveCodes } from '#modules/catalog/index.ts';
import type { ActContext } from '#platform/command.ts';
import type { ImportProblem } from '#platform/exchange/kind.ts';

/** By the code as the file has it: the product's id, or why its rows are rejected. */
export type SoldProducts = ReadonlyMap<string, string | readonly ImportProblem[]>;

const blank = Object.fromEntries(productFields.map(({ name }) => [name, null])) as ProductImportRow;

/** Finds or makes the products; `names` are the first names that the file gives to the codes. */
export async function productsFor(
  context: ActContext,
  names: ReadonlyMap<string, string | null>,
): Promise<SoldProducts> {
  const { tx, orgId } = context;
  const known = await resolveCodes(tx, orgId, [...names.keys()]);
  const products = new Map<string, string | readonly ImportProblem[]>();
  for (const [code, product] of known) products.set(code, product.id);
  const unknown = [...names].filter(([code]) => !products.has(code));
  if (unknown.length === 0) return products;
  // An article in other letters is the same product: the first spelling and the first name begin it.
  const missing = [...Map.groupBy(unknown, ([code]) => codeKey(code)).values()].flatMap((same) => same.slice(0, 1));
  const outcomes = await importProducts(
    context,
    missing.map(([code, name], row) => ({ row, values: { ...blank, code, name: name ?? code } })),
  );
  const made = await resolveCodes(
    tx,
    orgId,
    unknown.map(([code]) => code),
  );
  const refused = new Map(outcomes.map(({ row, problems = [] }) => [codeKey(missing[row]?.[0] ?? ''), problems]));
  for (const [code] of unknown) {
    const problems = refused.get(codeKey(code)) ?? [];
    products.set(code, made.get(code)?.id ?? problems.map((problem) => ({ ...problem, field: 'productCode' })));
  }
  return products;
}
