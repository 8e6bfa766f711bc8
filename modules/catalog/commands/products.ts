import type { Static } from '@sinclair/typebox';
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import { products } from '../contract.ts';
import { type LifeState, mayBecome, type ProductFields } from '../model.ts';
import { decideCost, decideProduct, type PlainProduct } from '../rules/product.ts';
import { insertProduct, lockProduct, readPlaces, saveBarcodes, saveProduct } from '../store/product.ts';

type Typed = Static<typeof products.create.input> | Static<typeof products.edit.input>;

const constraints = {
  product_pk: 'catalog.product_exists',
  product_code_unique: 'catalog.code_taken',
  product_external_unique: 'catalog.external_taken',
  product_barcode_pk: 'catalog.barcode_taken',
} as const;

const bigOrNull = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));

function fieldsOf(input: Typed): ProductFields {
  return { ...input, packMilli: BigInt(input.packMilli), minPriceE4: bigOrNull(input.minPriceE4) };
}

const wantedCost = (input: Typed): bigint | null | undefined =>
  input.costE4 === undefined ? undefined : bigOrNull(input.costE4);

/** The plain fields with the brand's name; refuses what the org does not have. */
async function decided(context: ActContext, input: Typed): Promise<Result<PlainProduct & { brandName: string }>> {
  const fields = decideProduct(fieldsOf(input));
  if (!fields.ok) return fields;
  const places = await readPlaces(context.tx, context.orgId, input);
  if (places.brandName === undefined) return refuse('catalog.brand_not_found');
  if (places.categoryPath === undefined) return refuse('catalog.category_not_found');
  return ok({ ...fields.value, brandName: places.brandName });
}

export const createProduct = command({
  name: 'catalog.create_product',
  permission: 'catalog.write',
  input: products.create.input,
  constraints,
  async handle(context, input) {
    const fields = await decided(context, input);
    if (!fields.ok) return fields;
    const cost = decideCost(context.actor, { kept: null, wanted: wantedCost(input) });
    if (!cost.ok) return cost;
    const { brandName } = fields.value;
    await insertProduct(context, { id: input.id, fields: fields.value, costE4: cost.value, brandName });
    await saveBarcodes(context, input.id, fields.value.barcodes);
    const { code, name, warnings } = fields.value;
    context.emit({
      name: 'catalog.product_created',
      subject: { type: 'product', id: input.id },
      payload: { code, name },
    });
    return ok({ id: input.id, version: 1, warnings: [...warnings] });
  },
});

export const editProduct = command({
  name: 'catalog.edit_product',
  permission: 'catalog.write',
  input: products.edit.input,
  constraints,
  async handle(context, input) {
    const id = input.productId;
    const kept = await lockProduct(context.tx, context.orgId, id);
    if (kept === null) return refuse('catalog.not_found');
    if (kept.version !== input.version) return refuse('catalog.changed_meanwhile');
    const fields = await decided(context, input);
    if (!fields.ok) return fields;
    const cost = decideCost(context.actor, { kept: kept.costE4, wanted: wantedCost(input) });
    if (!cost.ok) return cost;
    await saveProduct(context, { id, fields: fields.value, costE4: cost.value, brandName: fields.value.brandName });
    await saveBarcodes(context, id, fields.value.barcodes);
    const { code, name, warnings } = fields.value;
    context.emit({ name: 'catalog.product_changed', subject: { type: 'product', id }, payload: { code, name } });
    return ok({ id, version: kept.version + 1, warnings: [...warnings] });
  },
});

type LifeRow = { id: string; life_state: LifeState };

export const changeLife = command({
  name: 'catalog.change_life',
  permission: 'catalog.write',
  input: products.changeLife.input,
  async handle({ tx, orgId, now, emit }, { productIds, to }) {
    const { rows } = await sql<LifeRow>`
      select id, life_state from product where org_id = ${orgId} and id = any(${productIds}::uuid[])
      order by id for no key update`.execute(tx);
    if (rows.length < productIds.length) return refuse('catalog.not_found');
    const unchanged = rows.filter((row) => row.life_state === to);
    const moved = rows.filter((row) => mayBecome(row.life_state, to));
    const only = rows[0];
    if (rows.length === 1 && only !== undefined && moved.length + unchanged.length === 0) {
      return refuse('catalog.life_closed', { from: only.life_state, to });
    }
    await sql`
      update product set life_state = ${to}, version = version + 1, updated_at = ${now}
      where org_id = ${orgId} and id = any(${moved.map((row) => row.id)}::uuid[])`.execute(tx);
    for (const row of moved) {
      emit({
        name: 'catalog.life_changed',
        subject: { type: 'product', id: row.id },
        payload: { from: row.life_state, to },
      });
    }
    const refused = rows.length - moved.length - unchanged.length;
    return ok({ changed: moved.length, unchanged: unchanged.length, refused });
  },
});

export const placeProducts = command({
  name: 'catalog.place_products',
  permission: 'catalog.write',
  input: products.place.input,
  async handle({ tx, orgId, now, emit }, { productIds, categoryId }) {
    const places = await readPlaces(tx, orgId, { brandId: null, categoryId });
    if (places.categoryPath === undefined) return refuse('catalog.category_not_found');
    const known = await sql<{ id: string; same: boolean }>`
      select id, category_id is not distinct from ${categoryId}::uuid as same from product
      where org_id = ${orgId} and id = any(${productIds}::uuid[]) order by id for no key update`.execute(tx);
    if (known.rows.length < productIds.length) return refuse('catalog.not_found');
    const moved = known.rows.filter((row) => !row.same);
    await sql`
      update product set category_id = ${categoryId}, version = version + 1, updated_at = ${now}
      where org_id = ${orgId} and id = any(${moved.map((row) => row.id)}::uuid[])`.execute(tx);
    const category = places.categoryPath;
    for (const row of moved) {
      emit({ name: 'catalog.product_placed', subject: { type: 'product', id: row.id }, payload: { category } });
    }
    return ok({ changed: moved.length, unchanged: known.rows.length - moved.length });
  },
});
