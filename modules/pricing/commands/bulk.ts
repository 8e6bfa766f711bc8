import { sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, refuse } from '#kernel/result.ts';
import { type ActContext, command } from '#platform/command.ts';
import type { InputOf } from '#platform/endpoint.ts';
import type { BulkView } from '../contract/views.ts';
import { prices } from '../contract.ts';
import { roundingSteps } from '../model.ts';

type Ask = InputOf<typeof prices.bulk>;

const sampleRows = 50;

/**
 * Changes prices from a day on by one statement, whatever their number; the preview is its dry run. A price is counted
 * from the one in force the day before, so that a corrected run of the same day does not add up; from another column,
 * from its price on the day.
 */
export const changeInBulk = command({
  name: 'pricing.change_in_bulk',
  permission: 'pricing.write',
  input: prices.bulk.input,
  async handle(context, ask) {
    if (parsePlainDate(ask.validFrom) === null) return refuse('pricing.bad_day');
    if (ask.validFrom < context.today) return refuse('pricing.past_day', { dayOn: ask.validFrom });
    const names = await namesOf(context, ask);
    if (names.columns.length < ask.columnIds.length || names.source === null) return refuse('pricing.column_not_found');
    if (names.category === null) return refuse('pricing.category_not_found');
    if (names.brand === null) return refuse('pricing.brand_not_found');
    const view = await change(context, ask);
    if (view.changed === 0) return refuse('pricing.nothing_to_change', { unchanged: view.unchanged });
    for (const column of names.columns) {
      const payload = {
        column: column.name,
        changeBp: ask.changeBp,
        fromOn: ask.validFrom,
        category: names.category,
        brand: names.brand,
        source: names.source,
        count: view.changed,
      };
      context.emit({ name: 'pricing.changed_in_bulk', subject: { type: 'price_column', id: column.id }, payload });
    }
    return ok(view);
  },
});

type Names = {
  columns: { id: string; name: string }[];
  source: string | null;
  category: string | null;
  brand: string | null;
};

/** The names of what was asked for; null for what the org does not have, '' for what was not asked. */
async function namesOf({ tx, orgId }: ActContext, ask: Ask): Promise<Names> {
  const { rows } = await sql<Names>`
    select coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name)) from price_column c
        where c.org_id = ${orgId} and c.id = any(${ask.columnIds}::uuid[])), '[]') as columns,
      case when ${ask.sourceColumnId ?? null}::uuid is null then '' else
        (select c.name from price_column c
          where c.org_id = ${orgId} and c.id = ${ask.sourceColumnId ?? null}) end as source,
      case when ${ask.categoryId ?? null}::uuid is null then '' else
        (select c.path from category c where c.org_id = ${orgId} and c.id = ${ask.categoryId ?? null}) end as category,
      case when ${ask.brandId ?? null}::uuid is null then '' else
        (select b.name from brand b where b.org_id = ${orgId} and b.id = ${ask.brandId ?? null}) end as brand`.execute(
    tx,
  );
  return rows[0] ?? { columns: [], source: null, category: null, brand: null };
}

async function change({ tx, orgId, actor }: ActContext, ask: Ask): Promise<BulkView> {
  const step = String(roundingSteps[ask.roundTo ?? 'none']);
  const source = ask.sourceColumnId ?? null;
  const day = ask.validFrom;
  const category =
    ask.categoryId === undefined
      ? sql`true`
      : sql`p.category_id = any(array(
    select c.id from category c join category top on top.org_id = ${orgId} and top.id = ${ask.categoryId}
    where c.org_id = ${orgId} and (c.id = top.id or starts_with(c.path_key, top.path_key || '/'))))`;
  const brand = ask.brandId === undefined ? sql`true` : sql`p.brand_id = ${ask.brandId}`;
  const { rows } = await sql<BulkView>`
    with recursive wanted as materialized (
      select p.id, p.category_id, p.cost_e4, p.min_price_e4 from product p
      where p.org_id = ${orgId} and ${category} and ${brand} and p.life_state <> 'discontinued'
    ), target as (
      select id as column_id, coalesce(${source}::uuid, id) as source_id from price_column
      where org_id = ${orgId} and id = any(${ask.columnIds}::uuid[])
    ), known as materialized (
      select distinct on (t.column_id, r.product_id) t.column_id, r.product_id, r.price_e4
      from target t cross join wanted w
      join price r on r.org_id = ${orgId} and r.product_id = w.id and r.column_id = t.source_id
        and r.valid_from <= ${day}
      order by t.column_id, r.product_id, (t.column_id = t.source_id and r.valid_from = ${day}), r.valid_from desc
    ), standing as materialized (
      select distinct on (r.column_id, r.product_id) r.column_id, r.product_id, r.price_e4
      from target t cross join wanted w
      join price r on r.org_id = ${orgId} and r.product_id = w.id and r.column_id = t.column_id
        and r.valid_from <= ${day}
      order by r.column_id, r.product_id, r.valid_from desc
    ), planned as materialized (
      select k.column_id, k.product_id, s.price_e4 as from_e4, w.category_id, w.cost_e4, w.min_price_e4,
        -- numeric: a large price times a large percent leaves bigint.
        (div(2 * k.price_e4::numeric * (10000 + ${ask.changeBp}::int) + 10000 * ${step}::bigint,
          20000 * ${step}::bigint) * ${step}::bigint)::bigint as to_e4
      from known k join wanted w on w.id = k.product_id
      left join standing s on s.column_id = k.column_id and s.product_id = k.product_id
    ), moved as materialized (
      select * from planned where from_e4 is distinct from to_e4
    ), written as (
      insert into price (org_id, product_id, column_id, valid_from, price_e4)
      select ${orgId}, product_id, column_id, ${day}, to_e4 from moved
      on conflict (org_id, product_id, column_id, valid_from) do update set price_e4 = excluded.price_e4
    ), ${floored(orgId)}, sample as (
      select m.product_id, p.code, p.name, m.column_id, c.name as column_name, m.from_e4, m.to_e4
      from moved m join product p on p.org_id = ${orgId} and p.id = m.product_id
      join price_column c on c.org_id = ${orgId} and c.id = m.column_id
      order by abs(m.to_e4 - coalesce(m.from_e4, 0)) desc, p.code_key, c.position limit ${sampleRows}
    )
    select (select count(*)::int from moved) as changed,
      (select count(*)::int from planned) - (select count(*)::int from moved) as unchanged,
      (select count(*)::int from moved m where exists (select from price r where r.org_id = ${orgId}
        and r.product_id = m.product_id and r.column_id = m.column_id and r.valid_from > ${day})) as "replacedLater",
      case when ${actor.seesCost}::boolean then (select count from floored) end as "underFloor",
      coalesce((select json_agg(json_build_object('productId', s.product_id, 'code', s.code, 'name', s.name,
        'columnId', s.column_id, 'columnName', s.column_name, 'fromE4', s.from_e4::text, 'toE4', s.to_e4::text))
        from sample s), '[]') as sample`.execute(tx);
  return rows[0] ?? { changed: 0, unchanged: 0, replacedLater: 0, underFloor: null, sample: [] };
}

/** Common table expressions ending in `floored (count)`: how many of `moved` fall below their floor. */
function floored(orgId: string) {
  return sql`lineage (leaf_id, parent_id, min_margin_bp, depth) as (
      select c.id, c.parent_id, c.min_margin_bp, 0 from category c where c.org_id = ${orgId}
      union all
      select l.leaf_id, c.parent_id, c.min_margin_bp, l.depth + 1 from lineage l
      join category c on c.org_id = ${orgId} and c.id = l.parent_id where l.min_margin_bp is null and l.depth < 32
    ), floored as (
      select count(*)::int as count from moved m
      left join lineage l on l.leaf_id = m.category_id and l.min_margin_bp is not null
      where m.to_e4 < m.min_price_e4
        or m.to_e4 < div(2 * m.cost_e4::numeric * (10000 + coalesce(l.min_margin_bp, 0)) + 10000, 20000)
    )`;
}
