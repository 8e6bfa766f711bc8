import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import { brands } from '../contract.ts';
import { nameKey, oneLine, searchText } from '../rules/keys.ts';

const constraints = { brand_pk: 'catalog.brand_exists', brand_name_unique: 'catalog.brand_name_taken' } as const;

export const createBrand = command({
  name: 'catalog.create_brand',
  permission: 'catalog.write',
  input: brands.create.input,
  constraints,
  async handle({ tx, orgId, emit }, { id, name: typed }) {
    const name = oneLine(typed);
    if (name === '') return refuse('catalog.brand_name_empty');
    await sql`
      insert into brand (org_id, id, name, name_key) values (${orgId}, ${id}, ${name}, ${nameKey(name)})`.execute(tx);
    emit({ name: 'catalog.brand_created', subject: { type: 'brand', id }, payload: { name } });
    return ok({ id, name });
  },
});

export const renameBrand = command({
  name: 'catalog.rename_brand',
  permission: 'catalog.write',
  input: brands.rename.input,
  constraints,
  async handle(context, { brandId, name: typed }) {
    const { tx, orgId } = context;
    const name = oneLine(typed);
    if (name === '') return refuse('catalog.brand_name_empty');
    const { rows } = await sql<{ name: string }>`
      select name from brand where org_id = ${orgId} and id = ${brandId} for update`.execute(tx);
    const before = rows[0];
    if (before === undefined) return refuse('catalog.brand_not_found');
    await sql`
      update brand set name = ${name}, name_key = ${nameKey(name)} where org_id = ${orgId} and id = ${brandId}`.execute(
      tx,
    );
    await findByNewName(context, brandId, name);
    const payload = { before: before.name, name };
    context.emit({ name: 'catalog.brand_renamed', subject: { type: 'brand', id: brandId }, payload });
    return ok({ id: brandId, name });
  },
});

/** Products of the brand are found by its new name. */
async function findByNewName({ tx, orgId }: ActContext, brandId: string, brandName: string): Promise<void> {
  const { rows } = await sql<{ id: string; code: string; name: string; barcodes: string[] }>`
    select p.id, p.code, p.name, coalesce((select array_agg(b.barcode order by b.barcode) from product_barcode b
      where b.org_id = ${orgId} and b.product_id = p.id), '{}') as barcodes
    from product p where p.org_id = ${orgId} and p.brand_id = ${brandId} order by p.id for no key update`.execute(tx);
  await sql`
    update product p set search_text = n.search_text
    from unnest(${rows.map((row) => row.id)}::uuid[],
      ${rows.map((row) => searchText({ ...row, brandName }))}::text[]) as n (id, search_text)
    where p.org_id = ${orgId} and p.id = n.id`.execute(tx);
}

export const removeBrand = command({
  name: 'catalog.remove_brand',
  permission: 'catalog.write',
  input: brands.remove.input,
  constraints: { product_brand_fk: 'catalog.brand_in_use', terms_discount_brand_fk: 'catalog.brand_in_use' },
  async handle({ tx, orgId, emit }, { brandId }) {
    const { rows } = await sql<{ name: string }>`
      delete from brand where org_id = ${orgId} and id = ${brandId} returning name`.execute(tx);
    const row = rows[0];
    if (row === undefined) return refuse('catalog.brand_not_found');
    emit({ name: 'catalog.brand_removed', subject: { type: 'brand', id: brandId }, payload: { name: row.name } });
    return ok({});
  },
});
