import { sql } from 'kysely';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { CategoryView, ProductCard } from '../contract.ts';
import { lifeMoves } from '../model.ts';

type Row = Omit<ProductCard, 'brand' | 'category' | 'closed' | 'moves' | 'stock'> & {
  brandId: string | null;
  brandName: string | null;
  categoryId: string | null;
  categoryPath: string | null;
  stock: ProductCard['stock'];
};

/** The product's card: its fields, stock by warehouse, what may be done to it. One statement. */
export async function readProduct(
  { read, orgId, actor }: ReadContext,
  { productId }: { productId: string },
): Promise<Result<ProductCard>> {
  const { rows } = await sql<Row>`
    select p.id, p.code, p.name, p.brand_id as "brandId", b.name as "brandName", p.category_id as "categoryId",
      c.path as "categoryPath", p.okei_code as "okeiCode", p.unit, p.pack_milli as "packMilli",
      p.vat_class as "vatClass", p.country_code as "countryCode", p.declaration,
      case when ${actor.seesCost}::boolean then p.cost_e4 end as "costE4", p.min_price_e4 as "minPriceE4",
      p.life_state as "lifeState", p.external_id as "externalId", p.version,
      array(select k.barcode from product_barcode k where k.org_id = ${orgId} and k.product_id = p.id
        order by k.barcode) as barcodes,
      case when ${actor.permissions.has('stock.read')}::boolean then (
        select coalesce(json_agg(json_build_object('warehouseId', w.id, 'name', w.name,
          'onHandMilli', coalesce(s.on_hand_milli, 0)::text, 'reservedMilli', coalesce(s.reserved_milli, 0)::text,
          'expectedMilli', coalesce(e.left_milli, 0)::text, 'expectedOn', e.soonest)
          order by w.is_default desc, w.name), '[]')
        from warehouse w
        left join stock s on s.org_id = ${orgId} and s.warehouse_id = w.id and s.product_id = ${productId}
        left join (
          select r.warehouse_id, sum(r.quantity_milli - r.received_milli) as left_milli, min(r.expected_on) as soonest
          from arrival r where r.org_id = ${orgId} and r.product_id = ${productId} and not r.closed
          group by r.warehouse_id) e on e.warehouse_id = w.id
        where w.org_id = ${orgId}) end as stock
    from product p
    left join brand b on b.org_id = ${orgId} and b.id = p.brand_id
    left join category c on c.org_id = ${orgId} and c.id = p.category_id
    where p.org_id = ${orgId} and p.id = ${productId}`.execute(read);
  const row = rows[0];
  if (row === undefined) return refuse('catalog.not_found');
  const { brandId, brandName, categoryId, categoryPath, ...fields } = row;
  const forbidden: Refusal | null = actor.permissions.has('catalog.write')
    ? null
    : refuse('platform.forbidden', { permission: 'catalog.write' });
  return ok({
    ...fields,
    brand: brandId === null ? null : { id: brandId, name: brandName ?? '' },
    category: categoryId === null ? null : { id: categoryId, path: categoryPath ?? '' },
    closed: { edit: forbidden, life: forbidden },
    moves: [...lifeMoves[row.lifeState]],
  });
}

/** What the filters and the form of products offer. Trees and brands are small: a few thousand at most. */
export async function readOptions({
  read,
  orgId,
  actor,
}: ReadContext): Promise<
  Result<{ brands: { id: string; name: string }[]; categories: CategoryView[]; seesCost: boolean }>
> {
  const brands = await sql<{ id: string; name: string }>`
    select id, name from brand where org_id = ${orgId} order by name collate ru_name, id limit 5000`.execute(read);
  // The least margin and the floor, which tries of a discount find, would tell the cost.
  const margin = actor.seesCost ? sql`c.min_margin_bp` : sql`null::int`;
  const categories = await sql<CategoryView>`
    select c.id, c.parent_id as "parentId", c.name, c.path, ${margin} as "minMarginBp", c.version,
      coalesce(n.products, 0) as products
    from category c
    left join (select category_id, count(*)::int as products from product
      where org_id = ${orgId} group by category_id) n
      on n.category_id = c.id
    where c.org_id = ${orgId} order by c.path collate ru_name, c.id limit 5000`.execute(read);
  return ok({ brands: brands.rows, categories: categories.rows, seesCost: actor.seesCost });
}
