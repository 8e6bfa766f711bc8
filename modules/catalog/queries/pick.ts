import { type RawBuilder, sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { ProductHit, products } from '../contract.ts';
import { saleStates } from '../model.ts';
import { otherLayout, type Wanted, wantedOf } from '../rules/search.ts';
import { beginsWith, hasWords } from './page.ts';

type PickInput = InputOf<typeof products.pick>;

const hitsMost = 20;
const wordsMost = 100;
/** Shorter words are like too many others. */
const slipLeast = 4;
const slippedMost = 3;

/**
 * The first 20 products for what is being typed: the whole code, barcode or outside id; then what begins so, code
 * before name; then what has all the words. When nothing is found: the same with the other keyboard layout, then the
 * nearest spelling of words without digits: a code or a size never means its neighbour. Stock is free quantity of the
 * warehouse (of all without one), the price is that of the account's column, or of the main one.
 */
export async function pickProducts(context: ReadContext, input: PickInput): Promise<Result<{ rows: ProductHit[] }>> {
  const typed = input.q ?? '';
  const wanted = wantedOf(typed);
  const rows = await hits(context, input, tiers(context.orgId, input, wanted));
  if (rows.length > 0 || wanted.text.length < 2) return ok({ rows });
  const other = otherLayout(typed);
  const swapped = other === null ? [] : await hits(context, input, tiers(context.orgId, input, wantedOf(other)));
  const [slipped, firm] = wordsOf(wanted.text);
  if (swapped.length > 0 || slipped.length === 0) return ok({ rows: swapped });
  // For this transaction: one slip in a word of eight letters is still near, as the default of 0.6 is not.
  await sql`set local pg_trgm.word_similarity_threshold = 0.45`.execute(context.read);
  return ok({ rows: await hits(context, input, nearest(context.orgId, input, { slipped, firm })) });
}

/**
 * The products of any state that a typed text means, the best first, no more than `most` (20 at the utmost): the first of
 * the ways above. A whole `select`.
 */
export function productMatches(
  orgId: string,
  typed: string,
  most: number,
): RawBuilder<{ id: string; code: string; name: string }> {
  return sql`
    with ${tiers(orgId, { all: true }, wantedOf(typed))}, best as materialized (
      select f.id, min(f.rank) as rank from found f group by f.id
    )
    select p.id, p.code, p.name from best b join product p on p.org_id = ${orgId} and p.id = b.id
    order by b.rank, case when b.rank <= 1 then p.code_key else p.name_key end, p.id limit ${most}`;
}

/** What is sold, unless everything is asked for. */
const sold = (input: PickInput): RawBuilder<boolean> =>
  input.all === true ? sql`true` : sql`p.life_state = any(${[...saleStates]}::text[])`;

/** Common table expressions ending in `found (id, rank)`. Words are looked for only when the rest left room. */
function tiers(orgId: string, input: PickInput, wanted: Wanted): RawBuilder<unknown> {
  const { exact, beginning, words } = wanted;
  const begins = (column: 'code_key' | 'name_key', text: string, rank: number) => sql`
    (select p.id, ${sql.lit(rank)} as rank from product p
      where p.org_id = ${orgId} and ${sold(input)} and ${beginsWith(column, text)}
      order by p.${sql.ref(column)} using ~<~ limit ${hitsMost})`;
  const having =
    words === null
      ? sql``
      : sql`
    union all
    (select p.id, 3 as rank from product p
      where (select count(*) from first) < ${hitsMost} and p.org_id = ${orgId} and ${sold(input)} and ${hasWords(words)}
      limit ${wordsMost})`;
  return sql`
    first as materialized (
      (select p.id, 0 as rank from product p
        where p.org_id = ${orgId} and ${sold(input)} and p.code_key = ${exact.codeKey})
      union all
      (select p.id, 0 as rank from product_barcode b join product p on p.org_id = ${orgId} and p.id = b.product_id
        where b.org_id = ${orgId} and b.barcode = ${exact.barcode} and ${sold(input)})
      union all
      (select p.id, 0 as rank from product p
        where p.org_id = ${orgId} and ${sold(input)} and p.external_id = ${exact.raw})
      union all ${begins('code_key', beginning.code, 1)}
      union all ${begins('name_key', beginning.name, 2)}
    ), found as materialized (select * from first ${having})`;
}

type Words = { readonly slipped: readonly string[]; readonly firm: readonly string[] };

/** Words in which a finger may have slipped, and those with a digit: they mean what they say. */
function wordsOf(text: string): readonly [slipped: readonly string[], firm: readonly string[]] {
  const words = text.split(' ').filter((word) => word !== '');
  const firm = words.filter((word) => /\d/.test(word));
  return [words.filter((word) => !/\d/.test(word) && word.length >= slipLeast).slice(0, slippedMost), firm];
}

/** The nearest spellings by trigrams, for slips of the fingers: each word is like some word of the product. */
function nearest(orgId: string, input: PickInput, { slipped, firm }: Words): RawBuilder<unknown> {
  const like = [
    ...slipped.map((word) => sql`p.search_text %> ${word}`),
    ...(firm.length === 0 ? [] : [hasWords(firm)]),
  ];
  const likeness = slipped.map((word) => sql`word_similarity(${word}, p.search_text)`);
  return sql`
    found as materialized (
      select n.id, 4 as rank from (
        select p.id, p.name_key, ${sql.join(likeness, sql` + `)} as likeness from product p
        where p.org_id = ${orgId} and ${sold(input)} and ${sql.join(like, sql` and `)} limit ${wordsMost}
      ) n order by n.likeness desc, n.name_key limit ${hitsMost}
    )`;
}

async function hits(
  { read, orgId, actor, today }: ReadContext,
  input: PickInput,
  found: RawBuilder<unknown>,
): Promise<ProductHit[]> {
  const may = { price: actor.permissions.has('pricing.read'), stock: actor.permissions.has('stock.read') };
  const warehouse = input.warehouseId === undefined ? sql`true` : sql`s.warehouse_id = ${input.warehouseId}`;
  const { rows } = await sql<ProductHit>`
    with ${found}, best as materialized (
      select f.id, min(f.rank) as rank from found f group by f.id
    ), shown as materialized (
      select p.*, b.rank from best b join product p on p.org_id = ${orgId} and p.id = b.id
      order by b.rank, case when b.rank <= 1 then p.code_key else p.name_key end, p.id limit ${hitsMost}
    ), priced as materialized (
      select coalesce(
        (select t.column_id from account a join account_terms t on t.org_id = ${orgId} and t.account_id = a.id
          where a.org_id = ${orgId} and a.id = ${input.accountId ?? null} and ${visibleTo(actor, 'a')}),
        (select d.id from price_column d where d.org_id = ${orgId} and d.is_default)) as column_id
    )
    select p.id, p.code, p.name, p.unit, p.pack_milli as "packMilli", p.life_state as "lifeState",
      case when ${may.stock}::boolean then (
        select coalesce(sum(s.on_hand_milli - s.reserved_milli), 0)::bigint from stock s
        where s.org_id = ${orgId} and s.product_id = p.id and ${warehouse}) end as "freeMilli",
      case when ${may.price}::boolean then (
        select r.price_e4 from price r
        where r.org_id = ${orgId} and r.product_id = p.id and r.valid_from <= ${today}
          and r.column_id = (select column_id from priced)
        order by r.valid_from desc limit 1) end as "priceE4"
    from shown p
    order by p.rank, case when p.rank <= 1 then p.code_key else p.name_key end, p.id`.execute(read);
  return rows;
}
