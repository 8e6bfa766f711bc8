/** SQL that writes products, categories and brands. */
import { sql } from 'kysely';
import type { ActContext } from '#platform/command.ts';
import type { Tx } from '#platform/database.ts';
import type { CategoryNode, LifeState } from '../model.ts';
import { searchText } from '../rules/keys.ts';
import type { PlainProduct } from '../rules/product.ts';
import type { Place } from '../rules/tree.ts';

export type KeptProduct = {
  readonly id: string;
  readonly version: number;
  readonly lifeState: LifeState;
  readonly costE4: bigint | null;
};

/** Locks the product; null when the org has none such. */
export async function lockProduct(tx: Tx, orgId: string, productId: string): Promise<KeptProduct | null> {
  const { rows } = await sql<{ id: string; version: number; life_state: LifeState; cost_e4: string | null }>`
    select id, version, life_state, cost_e4 from product
    where org_id = ${orgId} and id = ${productId} for no key update`.execute(tx);
  const row = rows[0];
  if (row === undefined) return null;
  const costE4 = row.cost_e4 === null ? null : BigInt(row.cost_e4);
  return { id: row.id, version: row.version, lifeState: row.life_state, costE4 };
}

export type ProductRow = {
  readonly id: string;
  readonly fields: PlainProduct;
  readonly costE4: bigint | null;
  readonly brandName: string;
};

const searchOf = ({ fields, brandName }: ProductRow): string => searchText({ ...fields, brandName });
const digits = (value: bigint | null): string | null => (value === null ? null : String(value));

export async function insertProduct({ tx, orgId, now }: ActContext, row: ProductRow): Promise<void> {
  const { fields: f } = row;
  await sql`
    insert into product (org_id, id, code, code_key, name, name_key, brand_id, category_id, okei_code, unit, pack_milli,
      vat_class, country_code, declaration, cost_e4, min_price_e4, external_id, search_text, created_at, updated_at)
    values (${orgId}, ${row.id}, ${f.code}, ${f.codeKey}, ${f.name}, ${f.nameKey}, ${f.brandId}, ${f.categoryId},
      ${f.okeiCode}, ${f.unit}, ${String(f.packMilli)}, ${f.vatClass}, ${f.countryCode}, ${f.declaration},
      ${digits(row.costE4)}, ${digits(f.minPriceE4)}, ${f.externalId}, ${searchOf(row)}, ${now}, ${now})`.execute(tx);
}

/** Saves the fields of a locked product; the version goes one up. */
export async function saveProduct({ tx, orgId, now }: ActContext, row: ProductRow): Promise<void> {
  const { fields: f } = row;
  await sql`
    update product set code = ${f.code}, code_key = ${f.codeKey}, name = ${f.name}, name_key = ${f.nameKey},
      brand_id = ${f.brandId}, category_id = ${f.categoryId}, okei_code = ${f.okeiCode}, unit = ${f.unit},
      pack_milli = ${String(f.packMilli)}, vat_class = ${f.vatClass}, country_code = ${f.countryCode},
      declaration = ${f.declaration}, cost_e4 = ${digits(row.costE4)}, min_price_e4 = ${digits(f.minPriceE4)},
      external_id = ${f.externalId}, search_text = ${searchOf(row)}, version = version + 1, updated_at = ${now}
    where org_id = ${orgId} and id = ${row.id}`.execute(tx);
}

/** Makes the product's barcodes these. A barcode of another product breaks `product_barcode_pk`. */
export async function saveBarcodes(
  { tx, orgId }: ActContext,
  productId: string,
  barcodes: readonly string[],
): Promise<void> {
  await sql`
    with gone as (
      delete from product_barcode
      where org_id = ${orgId} and product_id = ${productId} and barcode <> all(${[...barcodes]}::text[])
    )
    insert into product_barcode (org_id, barcode, product_id)
    select ${orgId}, b.barcode, ${productId} from unnest(${[...barcodes]}::text[]) as b (barcode)
    where not exists (select from product_barcode k
      where k.org_id = ${orgId} and k.barcode = b.barcode and k.product_id = ${productId})`.execute(tx);
}

/** The names that the ids of a product's brand and category stand for; undefined where the org has none such. */
export async function readPlaces(
  tx: Tx,
  orgId: string,
  ids: { readonly brandId: string | null; readonly categoryId: string | null },
): Promise<{ readonly brandName: string | undefined; readonly categoryPath: string | undefined }> {
  const { rows } = await sql<{ brand: string | null; path: string | null }>`
    select (select name from brand where org_id = ${orgId} and id = ${ids.brandId}) as brand,
      (select path from category where org_id = ${orgId} and id = ${ids.categoryId}) as path`.execute(tx);
  const row = rows[0];
  return {
    brandName: ids.brandId === null ? '' : (row?.brand ?? undefined),
    categoryPath: ids.categoryId === null ? '' : (row?.path ?? undefined),
  };
}

export type KeptCategory = CategoryNode & { readonly version: number };

/** Locks the whole tree, so that two moves cannot make a ring of categories. */
export async function lockTree(tx: Tx, orgId: string): Promise<ReadonlyMap<string, KeptCategory>> {
  const { rows } = await sql<KeptCategory>`
    select id, parent_id as "parentId", name, path, path_key as "pathKey", version
    from category where org_id = ${orgId} order by id for no key update`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export type CategoryRow = {
  readonly id: string;
  readonly parentId: string | null;
  readonly place: Place;
  /** Left as it is when not given. */
  readonly minMarginBp: number | null | undefined;
};

export async function insertCategory({ tx, orgId }: ActContext, row: CategoryRow): Promise<void> {
  await sql`
    insert into category (org_id, id, parent_id, name, path, path_key, min_margin_bp)
    values (${orgId}, ${row.id}, ${row.parentId}, ${row.place.name}, ${row.place.path}, ${row.place.pathKey},
      ${row.minMarginBp ?? null})`.execute(tx);
}

/** Saves a category of a locked tree; the paths of everything below it follow in the same statement. */
export async function saveCategory({ tx, orgId }: ActContext, before: CategoryNode, row: CategoryRow): Promise<void> {
  const { place } = row;
  await sql`
    update category set
      path = ${place.path} || substr(path, ${[...before.path].length + 1}),
      path_key = ${place.pathKey} || substr(path_key, ${[...before.pathKey].length + 1}),
      name = case when id = ${row.id} then ${place.name} else name end,
      parent_id = case when id = ${row.id} then ${row.parentId}::uuid else parent_id end,
      min_margin_bp = case when id = ${row.id} and ${row.minMarginBp !== undefined} then ${row.minMarginBp ?? null}::int
        else min_margin_bp end,
      version = version + 1
    where org_id = ${orgId} and (id = ${row.id} or starts_with(path_key, ${`${before.pathKey}/`}))`.execute(tx);
}
