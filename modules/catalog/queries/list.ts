import { type RawBuilder, sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import { cursorId, cursorOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { ListAsk, ProductPage, ProductRow } from '../contract.ts';
import { wantedOf } from '../rules/search.ts';
import { hasHits, orderOf, pageOfProducts } from './page.ts';

type Condition = RawBuilder<boolean>;

const pageRows = 50;
const countMost = 1_000;

/** The list of products: filters, search, pages by name or code. One statement; the count stops at 1,000. */
export async function listProducts(context: ReadContext, input: ListAsk): Promise<Result<ProductPage>> {
  const { read, orgId, today, actor } = context;
  const sort = input.sort ?? 'name';
  const limit = input.limit ?? pageRows;
  const wanted = wantedOf(input.q ?? '');
  const where = conditionsOf(orgId, input);
  const afterId = cursorId(input.cursor);
  const may = { price: actor.permissions.has('pricing.read'), stock: actor.permissions.has('stock.read') };
  const narrow = isNarrow(input);
  const counted = hasHits({ wanted, narrow })
    ? sql`(select from hit limit ${countMost + 1})`
    : sql`(select from product p where p.org_id = ${orgId} and ${where} limit ${countMost + 1})`;
  const { rows } = await sql<ProductRow & { found: number | null }>`
    with ${pageOfProducts({ orgId, where, wanted, narrow, sort, afterId, rows: limit + 1 })}
    select p.id, p.code, p.name, coalesce(b.name, '') as "brandName", p.category_id as "categoryId",
      coalesce(c.path, '') as "categoryPath", p.unit, p.pack_milli as "packMilli", p.vat_class as "vatClass",
      p.life_state as "lifeState",
      case when ${actor.seesCost}::boolean then p.cost_e4 end as "costE4",
      case when ${may.price}::boolean then ${mainPrice(orgId, today)} end as "priceE4",
      case when ${may.stock}::boolean then ${freeStock(orgId)} end as "freeMilli",
      case when ${afterId === null}::boolean then (select count(*)::integer from ${counted} as found) end as found
    from page
    join product p on p.org_id = ${orgId} and p.id = page.id
    left join brand b on b.org_id = ${orgId} and b.id = p.brand_id
    left join category c on c.org_id = ${orgId} and c.id = p.category_id
    order by ${orderOf(sort, 'p')}`.execute(read);
  const page = rows.slice(0, limit).map(({ found: _found, ...row }) => row);
  const last = page.at(-1);
  const view = { rows: page, next: rows.length > limit && last !== undefined ? cursorOf([last.id]) : null };
  if (afterId !== null) return ok(view);
  const found = rows[0]?.found ?? 0;
  return ok({ ...view, count: Math.min(found, countMost), countMore: found > countMost });
}

/** The products of a page of such a list, in its order: for lists of other modules that show products their own way. */
export async function findProducts(
  { read, orgId }: Pick<ReadContext, 'read' | 'orgId'>,
  input: ListAsk,
): Promise<{ readonly ids: readonly string[]; readonly next: string | null }> {
  const sort = input.sort ?? 'name';
  const limit = input.limit ?? pageRows;
  const ask = {
    orgId,
    where: conditionsOf(orgId, input),
    wanted: wantedOf(input.q ?? ''),
    narrow: isNarrow(input),
    sort,
    afterId: cursorId(input.cursor),
    rows: limit + 1,
  };
  const { rows } = await sql<{ id: string }>`
    with ${pageOfProducts(ask)}
    select p.id from page join product p on p.org_id = ${orgId} and p.id = page.id
    order by ${orderOf(sort, 'p')}`.execute(read);
  const ids = rows.slice(0, limit).map((row) => row.id);
  const last = ids.at(-1);
  return { ids, next: rows.length > limit && last !== undefined ? cursorOf([last]) : null };
}

/** Whether the filters themselves leave few products. */
const isNarrow = (input: ListAsk): boolean =>
  input.categoryId !== undefined || input.brandId !== undefined || input.loose === true;

function conditionsOf(orgId: string, input: ListAsk): Condition {
  const where: Condition[] = [sql`true`];
  if (input.categoryId !== undefined) where.push(sql`p.category_id = any(${subtree(orgId, input.categoryId)})`);
  if (input.loose === true) where.push(sql`p.category_id is null`);
  if (input.brandId !== undefined) where.push(sql`p.brand_id = any(${input.brandId}::uuid[])`);
  if (input.lifeState !== undefined) where.push(sql`p.life_state = any(${input.lifeState}::text[])`);
  if (input.inStock === true) {
    where.push(sql`exists (select from stock s
      where s.org_id = ${orgId} and s.product_id = p.id and s.on_hand_milli > s.reserved_milli)`);
  }
  return sql`${sql.join(where, sql` and `)}`;
}

/** The category and everything below it, as one array. */
function subtree(orgId: string, categoryId: string): RawBuilder<unknown> {
  return sql`array(select c.id from category c join category top on top.org_id = ${orgId} and top.id = ${categoryId}
    where c.org_id = ${orgId} and (c.id = top.id or starts_with(c.path_key, top.path_key || '/')))`;
}

const mainPrice = (orgId: string, today: string) => sql`(select r.price_e4 from price r
  where r.org_id = ${orgId} and r.product_id = p.id and r.valid_from <= ${today}
    and r.column_id = (select d.id from price_column d where d.org_id = ${orgId} and d.is_default)
  order by r.valid_from desc limit 1)`;

const freeStock = (orgId: string) => sql`(select coalesce(sum(s.on_hand_milli - s.reserved_milli), 0)::bigint
  from stock s where s.org_id = ${orgId} and s.product_id = p.id)`;
