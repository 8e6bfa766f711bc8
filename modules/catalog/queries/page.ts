/** How a page of products is found by text and filters, in the order of names or codes. One statement. */
import { type RawBuilder, sql } from 'kysely';
import type { sorts } from '../contract.ts';
import { endOfRange, likePattern, type Wanted } from '../rules/search.ts';

type Condition = RawBuilder<boolean>;
export type Sort = (typeof sorts)[number];

/** So many found are sorted; past it the rows are read in the order of the list until the page is full. */
const sortedMost = 10_000;
const beginningsMost = 200;

export type PageAsk = {
  readonly orgId: string;
  /** Conditions over the alias `p`. */
  readonly where: Condition;
  readonly wanted: Wanted;
  /** Whether the conditions themselves leave few products: a category, a brand. */
  readonly narrow: boolean;
  readonly sort: Sort;
  /** The product after which the page begins; null for the first page. */
  readonly afterId: string | null;
  /** Rows to read: one more than the page shows. */
  readonly rows: number;
};

/** Whether `pageOfProducts` makes the table expression `hit`. */
export const hasHits = (ask: Pick<PageAsk, 'wanted' | 'narrow'>): boolean => ask.wanted.text !== '' || ask.narrow;

/**
 * Common table expressions that end in `page (id)`. The first of them, `hit`, is what the text and the filters found
 * before paging, cut at `sortedMost`; without them there is none.
 */
export function pageOfProducts(ask: PageAsk): RawBuilder<unknown> {
  const { wanted, orgId } = ask;
  if (!hasHits(ask)) return sql`page as materialized (${walk(ask, sql<boolean>`true`)})`;
  if (wanted.text !== '' && wanted.words === null) {
    return sql`hit as materialized (${beginnings(ask)}), page as materialized (${sorted(ask)})`;
  }
  const words = wanted.words ?? [];
  const enough = sql<boolean>`(select count(*) from hit) <= ${sortedMost}`;
  // Past the limit no index of words serves: the order of the list is the way through.
  const within = all(words, (word) => sql`strpos(p.search_text, ${word}) > 0`);
  return sql`
    hit as materialized (
      select p.id, p.name, p.code_key from product p
      where p.org_id = ${orgId} and ${ask.where} and ${hasWords(words)} limit ${sortedMost + 1}
    ), page as materialized (
      (${sorted(ask, enough)}) union all (${walk(ask, sql<boolean>`not ${enough} and ${within}`)})
    )`;
}

/** Every word stands somewhere in the search text of `p`; served by the trigram index. */
export function hasWords(words: readonly string[]): Condition {
  return all(words, (word) => sql`p.search_text like ${likePattern(word)}`);
}

/** The key of `p` begins with the text: one range of an index in byte order. */
export function beginsWith(column: 'code_key' | 'name_key', text: string): Condition {
  const key = sql.ref(`p.${column}`);
  return sql`${key} ~>=~ ${text} and ${key} ~<~ ${endOfRange(text)}`;
}

export function orderOf(sort: Sort, alias: 'p' | 'h'): RawBuilder<unknown> {
  const way = sort.startsWith('-') ? sql`desc` : sql`asc`;
  const [name, code, id] = [sql.ref(`${alias}.name`), sql.ref(`${alias}.code_key`), sql.ref(`${alias}.id`)];
  return sort.endsWith('name') ? sql`${name} collate ru_name ${way}, ${id} ${way}` : sql`${code} ${way}`;
}

/** Reads products in the order of the list from its index until the page is full: quick when most of them fit. */
function walk(ask: PageAsk, fits: Condition): RawBuilder<unknown> {
  return sql`
    select p.id from product p where p.org_id = ${ask.orgId} and ${ask.where} and ${fits} and ${beyond(ask, 'p')}
    order by ${orderOf(ask.sort, 'p')} limit ${ask.rows}`;
}

function sorted(ask: PageAsk, when: Condition = sql`true`): RawBuilder<unknown> {
  return sql`
    select h.id from hit h where ${when} and ${beyond(ask, 'h')} order by ${orderOf(ask.sort, 'h')} limit ${ask.rows}`;
}

function beyond({ orgId, sort, afterId }: PageAsk, alias: 'p' | 'h'): Condition {
  if (afterId === null) return sql`true`;
  // Scalar subqueries are worked out once and bound the index; the product of the cursor gives the key of its order.
  const key = (column: 'name' | 'code_key') =>
    sql`(select k.${sql.ref(column)} from product k where k.org_id = ${orgId} and k.id = ${afterId})`;
  const sign = sort.startsWith('-') ? sql`<` : sql`>`;
  const [name, code, id] = [sql.ref(`${alias}.name`), sql.ref(`${alias}.code_key`), sql.ref(`${alias}.id`)];
  if (!sort.endsWith('name')) return sql`${code} ${sign} ${key('code_key')}`;
  return sql`(${name} collate ru_name, ${id}) ${sign} (${key('name')} collate ru_name, ${afterId}::uuid)`;
}

/** A text too short for trigrams: what begins with it, from the indexes of codes and names. */
function beginnings({ orgId, where, wanted }: PageAsk): RawBuilder<unknown> {
  const begins = (column: 'code_key' | 'name_key', text: string) => sql`
    (select p.id, p.name, p.code_key from product p
      where p.org_id = ${orgId} and ${where} and ${beginsWith(column, text)}
      order by p.${sql.ref(column)} using ~<~ limit ${beginningsMost})`;
  return sql`${begins('code_key', wanted.beginning.code)} union ${begins('name_key', wanted.beginning.name)}`;
}

function all(words: readonly string[], has: (word: string) => RawBuilder<unknown>): Condition {
  return words.length === 0 ? sql`true` : sql`${sql.join(words.map(has), sql` and `)}`;
}
