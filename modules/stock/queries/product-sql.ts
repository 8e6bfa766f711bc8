/** Parts of statements that lists of stock share. */
import { type RawBuilder, sql } from 'kysely';
import { likePattern, wantedOf } from '#modules/catalog/index.ts';
import { lineWaits, waitingLines } from './levels.ts';

/** Every typed word stands in the search text of `p`. */
export function hasWords(typed: string | undefined): RawBuilder<boolean> {
  const words = wantedOf(typed ?? '')
    .text.split(' ')
    .filter((word) => word !== '')
    .slice(0, 6);
  if (words.length === 0) return sql<boolean>`true`;
  const each = words.map((word) => sql<boolean>`p.search_text like ${likePattern(word)}`);
  return sql<boolean>`${sql.join(each, sql` and `)}`;
}

/** The figures of a place, over `g` (product_id, warehouse_id) and its stock row `s`, which may be missing. */
export function levelColumns(orgId: string): RawBuilder<unknown> {
  const product = sql`g.product_id`;
  const warehouse = sql`g.warehouse_id`;
  const open = sql`from arrival r where r.org_id = ${orgId} and r.product_id = ${product} and r.warehouse_id = ${warehouse}
    and not r.closed`;
  return sql`coalesce(s.on_hand_milli, 0) as "onHandMilli", coalesce(s.reserved_milli, 0) as "reservedMilli",
    coalesce(s.on_hand_milli - s.reserved_milli, 0) as "freeMilli",
    (select coalesce(sum(r.quantity_milli - r.received_milli), 0) ${open}) as "expectedMilli",
    (select min(r.expected_on) ${open}) as "expectedOn",
    (select coalesce(sum(${lineWaits}), 0) from ${waitingLines(orgId, product, warehouse)}) as "waitingMilli"`;
}
