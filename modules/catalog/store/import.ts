/** SQL of the import of products: a batch in a handful of statements. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import type { ActContext } from '#platform/command.ts';
import { levelsOf, type Planned, type Standing } from '../rules/import-plan.ts';
import { searchText } from '../rules/keys.ts';

export type Asked = {
  readonly codeKeys: readonly string[];
  readonly externalIds: readonly string[];
};

type StandingRow = Omit<Standing, 'packMilli' | 'minPriceE4' | 'costE4'> & {
  packMilli: string;
  minPriceE4: string | null;
  costE4: string | null;
};

/** Locks the products that a batch may mean, by article and by external id. */
export async function lockCandidates({ tx, orgId }: ActContext, asked: Asked): Promise<Standing[]> {
  const { rows } = await sql<StandingRow>`
    with meant as materialized (
      select p.id from unnest(${[...asked.codeKeys]}::text[]) as c (key)
      join product p on p.org_id = ${orgId} and p.code_key = c.key
      union
      select p.id from unnest(${[...asked.externalIds]}::text[]) as e (id)
      join product p on p.org_id = ${orgId} and p.external_id = e.id
    ), locked as materialized (
      select p.* from product p where p.org_id = ${orgId} and p.id in (select id from meant)
      order by p.id for no key update
    ), coded as materialized (
      select k.product_id, array_agg(k.barcode order by k.barcode) as list from product_barcode k
      where k.org_id = ${orgId} and k.product_id in (select id from meant) group by k.product_id
    )
    select p.id, p.code, p.name, coalesce(b.name_key, '') as "brandKey", coalesce(c.path_key, '') as "categoryKey",
      p.okei_code as "okeiCode", p.pack_milli as "packMilli", p.vat_class as "vatClass",
      p.country_code as "countryCode", p.declaration, p.min_price_e4 as "minPriceE4", p.cost_e4 as "costE4",
      p.life_state as "lifeState", p.external_id as "externalId", coalesce(k.list, '{}') as barcodes
    from locked p
    left join brand b on b.org_id = ${orgId} and b.id = p.brand_id
    left join category c on c.org_id = ${orgId} and c.id = p.category_id
    left join coded k on k.product_id = p.id`.execute(tx);
  const big = (digits: string | null) => (digits === null ? null : BigInt(digits));
  return rows.map((row) => ({
    ...row,
    packMilli: BigInt(row.packMilli),
    minPriceE4: big(row.minPriceE4),
    costE4: big(row.costE4),
  }));
}

/** Which product has each of these barcodes. */
export async function ownersOf({ tx, orgId }: ActContext, barcodes: readonly string[]): Promise<Map<string, string>> {
  if (barcodes.length === 0) return new Map();
  const { rows } = await sql<{ barcode: string; product_id: string }>`
    select k.barcode, k.product_id from unnest(${[...barcodes]}::text[]) as a (barcode)
    join product_barcode k on k.org_id = ${orgId} and k.barcode = a.barcode`.execute(tx);
  return new Map(rows.map((row) => [row.barcode, row.product_id]));
}

/** The ids of the brands by key; those that are not there are made. */
export async function ensureBrands(
  { tx, orgId }: ActContext,
  names: ReadonlyMap<string, string>,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (names.size > 0) {
    await sql`
      insert into brand (org_id, id, name, name_key)
      select ${orgId}, n.id, n.name, n.key
      from unnest(${[...names].map(() => newId())}::uuid[], ${[...names.values()]}::text[],
        ${[...names.keys()]}::text[])
        as n (id, name, key)
      where not exists (select from brand b where b.org_id = ${orgId} and b.name_key = n.key)
      on conflict do nothing`.execute(tx);
  }
  const { rows } = await sql<{ id: string; name_key: string }>`
    select id, name_key from brand where org_id = ${orgId} and name_key = any(${[...keys]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.name_key, row.id]));
}

/** The ids of the categories by key of the path; those that are not there are made, level by level from the root. */
export async function ensureCategories(
  { tx, orgId }: ActContext,
  paths: Iterable<readonly string[]>,
  keys: readonly string[],
): Promise<Map<string, string>> {
  const levels = levelsOf(paths);
  const wanted = new Set([...keys, ...levels.flatMap((level) => [...level.keys()])]);
  const ids = new Map<string, string>();
  const look = async (): Promise<void> => {
    const { rows } = await sql<{ id: string; path_key: string }>`
      select id, path_key from category where org_id = ${orgId} and path_key = any(${[...wanted]}::text[])`.execute(tx);
    for (const row of rows) ids.set(row.path_key, row.id);
  };
  await look();
  for (const level of levels) {
    const missing = [...level.values()].filter((one) => !ids.has(one.key));
    if (missing.length === 0) continue;
    await sql`
      insert into category (org_id, id, parent_id, name, path, path_key)
      select ${orgId}, n.id, n.parent_id, n.name, n.path, n.key
      from unnest(${missing.map(() => newId())}::uuid[], ${missing.map((one) => ids.get(one.above) ?? null)}::uuid[],
        ${missing.map((one) => one.name)}::text[], ${missing.map((one) => one.path)}::text[],
        ${missing.map((one) => one.key)}::text[]) as n (id, parent_id, name, path, key)
      on conflict do nothing`.execute(tx);
    await look();
  }
  return ids;
}

export type Written = Planned & {
  readonly brandId: string | null;
  readonly categoryId: string | null;
  readonly brandName: string;
};

/** The columns of a batch as arrays for `unnest`, in the order of `columnList`. */
function arraysOf(rows: readonly Written[]) {
  const column = <T>(pick: (row: Written) => T): T[] => rows.map(pick);
  return sql`unnest(${column((row) => row.after.id)}::uuid[], ${column((row) => row.plain.code)}::text[],
    ${column((row) => row.plain.codeKey)}::text[], ${column((row) => row.plain.name)}::text[],
    ${column((row) => row.plain.nameKey)}::text[], ${column((row) => row.brandId)}::uuid[],
    ${column((row) => row.categoryId)}::uuid[], ${column((row) => row.plain.okeiCode)}::text[],
    ${column((row) => row.plain.unit)}::text[], ${column((row) => String(row.plain.packMilli))}::bigint[],
    ${column((row) => row.plain.vatClass)}::text[], ${column((row) => row.plain.countryCode)}::text[],
    ${column((row) => row.plain.declaration)}::text[], ${column((row) => digits(row.after.costE4))}::bigint[],
    ${column((row) => digits(row.plain.minPriceE4))}::bigint[], ${column((row) => row.after.lifeState)}::text[],
    ${column((row) => row.plain.externalId)}::text[],
    ${column(({ plain, brandName }) => searchText({ ...plain, brandName }))}::text[])
    as n (${columnList})`;
}

const columnList = sql.raw(
  'id, code, code_key, name, name_key, brand_id, category_id, okei_code, unit, pack_milli, vat_class, country_code, ' +
    'declaration, cost_e4, min_price_e4, life_state, external_id, search_text',
);
const digits = (value: bigint | null): string | null => (value === null ? null : String(value));

/** Inserts new products; answers the ids of those whose article or number nobody took in the same moment. */
export async function insertProducts({ tx, orgId, now }: ActContext, rows: readonly Written[]): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const { rows: made } = await sql<{ id: string }>`
    insert into product (org_id, ${columnList}, created_at, updated_at)
    select ${orgId}, n.*, ${now}, ${now} from ${arraysOf(rows)}
    on conflict do nothing returning id`.execute(tx);
  return new Set(made.map((row) => row.id));
}

/** Updates locked products. */
export async function updateProducts({ tx, orgId, now }: ActContext, rows: readonly Written[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update product p set code = n.code, code_key = n.code_key, name = n.name, name_key = n.name_key,
      brand_id = n.brand_id, category_id = n.category_id, okei_code = n.okei_code, unit = n.unit,
      pack_milli = n.pack_milli, vat_class = n.vat_class, country_code = n.country_code,
      declaration = n.declaration, cost_e4 = n.cost_e4, min_price_e4 = n.min_price_e4, life_state = n.life_state,
      external_id = n.external_id, search_text = n.search_text, version = p.version + 1, updated_at = ${now}
    from ${arraysOf(rows)} where p.org_id = ${orgId} and p.id = n.id`.execute(tx);
}

/** Adds barcodes; one that somebody took in the same moment stays with them. */
export async function addBarcodes({ tx, orgId }: ActContext, rows: readonly Written[]): Promise<void> {
  const pairs = rows.flatMap(({ before, after }) => {
    const had = new Set(before?.barcodes ?? []);
    return after.barcodes.filter((barcode) => !had.has(barcode)).map((barcode) => ({ barcode, id: after.id }));
  });
  if (pairs.length === 0) return;
  await sql`
    insert into product_barcode (org_id, barcode, product_id)
    select ${orgId}, n.barcode, n.id
    from unnest(${pairs.map((one) => one.barcode)}::text[], ${pairs.map((one) => one.id)}::uuid[]) as n (barcode, id)
    on conflict do nothing`.execute(tx);
}
