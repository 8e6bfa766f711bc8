import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { findProducts } from '#modules/catalog/index.ts';
import type { Endpoint, InputOf, OutputOf } from '#platform/endpoint.ts';
import { cursorOf, keyOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { PriceChange } from '../contract/views.ts';
import type { prices } from '../contract.ts';
import { lifeOf } from '../rules/life.ts';

type Answer<E extends Endpoint> = Promise<Result<OutputOf<E>>>;

const pageRows = 50;
const versionsMost = 50;
const termsMost = 50;
const changeRows = 100;

type ProductRow = { productId: string; code: string; name: string; unit: string };
type Cell = { columnId: string; priceE4: string; validFrom: string; nextE4: string | null; nextFrom: string | null };
type CellRow = Cell & { productId: string };

/** Products with the price of every column on a day, and the version that follows it. Three statements a page. */
export async function listPrices(context: ReadContext, input: InputOf<typeof prices.list>): Answer<typeof prices.list> {
  const date = input.date ?? context.today;
  if (parsePlainDate(date) === null) return refuse('pricing.bad_day');
  const page = await findProducts(context, { ...input, limit: input.limit ?? pageRows });
  const { orgId, read } = context;
  const { rows } = await sql<ProductRow>`
    select p.id as "productId", p.code, p.name, p.unit
    from unnest(${page.ids}::uuid[]) with ordinality as asked (id, at)
    join product p on p.org_id = ${orgId} and p.id = asked.id order by asked.at`.execute(read);
  const cells = Map.groupBy(await cellsOf(context, page.ids, date), (cell) => cell.productId);
  const view = rows.map((row) => ({
    ...row,
    cells: (cells.get(row.productId) ?? []).map(({ productId: _productId, ...cell }) => cell),
  }));
  return ok({ rows: view, next: page.next, date });
}

type VersionAt = { productId: string; columnId: string; priceE4: string; validFrom: string; later: boolean };

/** The version in force on a day and the next one, put together by keys here: the planner cannot count such rows. */
async function cellsOf({ read, orgId }: ReadContext, ids: readonly string[], date: string): Promise<CellRow[]> {
  const { rows } = await sql<VersionAt>`
    (select distinct on (product_id, column_id) product_id as "productId", column_id as "columnId",
        price_e4 as "priceE4", valid_from as "validFrom", false as later from price
      where org_id = ${orgId} and product_id = any(${[...ids]}::uuid[]) and valid_from <= ${date}
      order by product_id, column_id, valid_from desc)
    union all
    (select distinct on (product_id, column_id) product_id, column_id, price_e4, valid_from, true from price
      where org_id = ${orgId} and product_id = any(${[...ids]}::uuid[]) and valid_from > ${date}
      order by product_id, column_id, valid_from)`.execute(read);
  const placeOf = (row: VersionAt): string => `${row.productId} ${row.columnId}`;
  const next = new Map(rows.filter((row) => row.later).map((row) => [placeOf(row), row]));
  return rows
    .filter((row) => !row.later)
    .map((row) => {
      const { later: _later, ...cell } = row;
      const follows = next.get(placeOf(row));
      return { ...cell, nextE4: follows?.priceE4 ?? null, nextFrom: follows?.validFrom ?? null };
    });
}

type OfProduct = {
  id: string;
  columns: { id: string; name: string; isMain: boolean; versions: { validFrom: string; priceE4: string }[] }[];
  breaks: { minMilli: string; discountBp: number }[];
  terms: { accountId: string; accountName: string; priceE4: string; validFrom: string; validTo: string | null }[];
};

/** Prices of one product by column with their versions, its quantity breaks, and who has a special price for it. */
export async function pricesOfProduct(
  { read, orgId, actor, today }: ReadContext,
  { productId }: { productId: string },
): Answer<typeof prices.ofProduct> {
  const { rows } = await sql<OfProduct>`
    select p.id,
      coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name, 'isMain', c.is_default, 'versions',
        coalesce((select json_agg(json_build_object('validFrom', v.valid_from, 'priceE4', v.price_e4::text)
            order by v.valid_from desc)
          from (select r.valid_from, r.price_e4 from price r where r.org_id = ${orgId} and r.product_id = ${productId}
            and r.column_id = c.id order by r.valid_from desc limit ${versionsMost}) v), '[]')) order by c.position)
        from price_column c where c.org_id = ${orgId}), '[]') as columns,
      coalesce((select json_agg(json_build_object('minMilli', q.min_milli::text, 'discountBp', q.discount_bp)
        order by q.min_milli)
        from quantity_break q where q.org_id = ${orgId} and q.product_id = ${productId}), '[]') as breaks,
      coalesce((select json_agg(json_build_object('accountId', s.id, 'accountName', s.name, 'priceE4', s.price_e4::text,
          'validFrom', s.valid_from, 'validTo', s.valid_to) order by s.name, s.valid_from)
        from (select a.id, a.name, t.price_e4, t.valid_from, t.valid_to from terms_price t
          join account a on a.org_id = ${orgId} and a.id = t.account_id
          where t.org_id = ${orgId} and t.product_id = ${productId} and (t.valid_to is null or t.valid_to > ${today})
            and not a.archived and ${visibleTo(actor, 'a')}
          order by a.name limit ${termsMost}) s), '[]') as terms
    from product p where p.org_id = ${orgId} and p.id = ${productId}`.execute(read);
  const row = rows[0];
  if (row === undefined) return refuse('pricing.not_found');
  const closed = actor.permissions.has('pricing.write')
    ? null
    : refuse('platform.forbidden', { permission: 'pricing.write' });
  const columns = row.columns.map((column) => ({
    ...column,
    versions: column.versions.map((version, at) => {
      // The newest come first, so the version that ends this one stands before it.
      const validTo = column.versions[at - 1]?.validFrom ?? null;
      return { ...version, state: lifeOf({ validFrom: version.validFrom, validTo }, today) };
    }),
  }));
  return ok({ today, columns, breaks: row.breaks, terms: row.terms, closed: { set: closed } });
}

/** What changes on a day: the prices that begin on it, each with the one before. */
export async function listChanges(
  { read, orgId }: ReadContext,
  { date, columnId, cursor }: InputOf<typeof prices.changes>,
): Answer<typeof prices.changes> {
  if (parsePlainDate(date) === null) return refuse('pricing.bad_day');
  const after = keyOf(cursor, ['id', 'id']);
  const beyond = after === null ? sql`true` : sql`(r.product_id, r.column_id) > (${after[0]}::uuid, ${after[1]}::uuid)`;
  const { rows } = await sql<PriceChange>`
    with page as materialized (
      select r.product_id, r.column_id, r.price_e4 from price r
      where r.org_id = ${orgId} and r.valid_from = ${date} and ${beyond}
        and (${columnId ?? null}::uuid is null or r.column_id = ${columnId ?? null})
      order by r.product_id, r.column_id limit ${changeRows + 1}
    )
    select r.product_id as "productId", r.column_id as "columnId", p.code, p.name, c.name as "columnName",
      r.price_e4 as "toE4", (select b.price_e4 from price b where b.org_id = ${orgId} and b.product_id = r.product_id
        and b.column_id = r.column_id and b.valid_from < ${date} order by b.valid_from desc limit 1) as "fromE4"
    from page r
    join product p on p.org_id = ${orgId} and p.id = r.product_id
    join price_column c on c.org_id = ${orgId} and c.id = r.column_id
    order by r.product_id, r.column_id`.execute(read);
  const page = rows.slice(0, changeRows);
  const last = page.at(-1);
  const more = rows.length > changeRows && last !== undefined;
  return ok({ rows: page, next: more ? cursorOf([last.productId, last.columnId]) : null });
}

/** Days from today on with new prices. */
export async function listChangeDays({ read, orgId, today }: ReadContext): Answer<typeof prices.changeDays> {
  const { rows } = await sql<{ date: string; prices: number }>`
    select valid_from as date, count(*)::int as prices from price
    where org_id = ${orgId} and valid_from >= ${today} group by valid_from order by valid_from limit 100`.execute(read);
  return ok({ rows });
}
