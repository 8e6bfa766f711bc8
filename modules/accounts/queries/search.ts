/** How accounts are looked for by text. One statement finds, filters and sorts; its shape depends on what was typed. */
import { type RawBuilder, sql } from 'kysely';
import { likePattern, type Wanted } from '../rules/search.ts';

/** So many found are sorted; past it the rows are read in the order of names until the page is full. */
const sortedMost = 2_000;
const beginningsMost = 200;
const codesMost = 50;
const highest = String.fromCodePoint(0x10ffff);

export type Page = {
  readonly orgId: string;
  /** Conditions over the alias `a`: visibility, archive, filters. */
  readonly where: RawBuilder<boolean>;
  readonly wanted: Wanted;
  /** The name and id after which the page begins; null for the first page. */
  readonly after: readonly string[] | null;
  readonly size: number;
};

/**
 * Common table expressions that end in `page (id, name)`: one row more than the size, in the order of names. The first
 * of them, `hit`, is what was found before paging, cut at `sortedMost`; without a text there is none.
 */
export function pageOfNames(page: Page): RawBuilder<unknown> {
  const { wanted } = page;
  if (wanted.kind === 'all') return sql`page as materialized (${walk(page, sql`true`)})`;
  const enough = sql`(select count(*) from hit) <= ${sortedMost}`;
  if (wanted.kind === 'beginning')
    return sql`hit as materialized (${beginnings(page, wanted)}), page as materialized (${sorted(page, sql`true`)})`;
  return sql`
    hit as materialized (
      select a.id, a.name from account a
      where a.org_id = ${page.orgId} and ${page.where} and ${allOf(wanted.words, like)} limit ${sortedMost + 1}
    ), page as materialized (
      (${sorted(page, enough)}) union all (${walk(page, sql`not ${enough} and ${allOf(wanted.words, within)}`)})
    )`;
}

/** Reads accounts in the order of names from the index until the page is full: quick when most of them fit. */
function walk(page: Page, fits: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select a.id, a.name from account a
    where a.org_id = ${page.orgId} and ${page.where} and ${fits} and ${beyond('a', page.after)}
    order by a.name collate ru_name, a.id limit ${page.size + 1}`;
}

function sorted(page: Page, when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select h.id, h.name from hit h where ${when} and ${beyond('h', page.after)}
    order by h.name collate ru_name, h.id limit ${page.size + 1}`;
}

function beyond(alias: 'a' | 'h', after: readonly string[] | null): RawBuilder<boolean> {
  if (after === null) return sql`true`;
  const name = sql.ref(`${alias}.name`);
  return sql`(${name} collate ru_name, ${sql.ref(`${alias}.id`)}) > (${after[0]}, ${after[1]}::uuid)`;
}

/** Names (their keys) or codes that begin with the text: a range of their index. */
export function begins(column: 'name_key' | 'code', text: string): RawBuilder<boolean> {
  const ref = sql.ref(`a.${column}`);
  return sql<boolean>`${ref} >= ${text} and ${ref} < ${text + highest}`;
}

/** A text too short for trigrams: the first names and codes that begin with it, from their indexes. */
function beginnings(page: Page, wanted: { name: string; code: string }): RawBuilder<unknown> {
  return sql`
    (select a.id, a.name from account a
      where a.org_id = ${page.orgId} and ${page.where} and ${begins('name_key', wanted.name)}
      order by a.name_key limit ${beginningsMost})
    union
    (select a.id, a.name from account a
      where a.org_id = ${page.orgId} and ${page.where} and ${begins('code', wanted.code)}
      order by a.code limit ${codesMost})`;
}

const like = (word: string) => sql<boolean>`a.search_text like ${likePattern(word)}`;
// Written so that no index serves it: here the order of names is the way through.
const within = (word: string) => sql<boolean>`strpos(a.search_text, ${word}) > 0`;

/** Every word is in the search text, each in any of its spellings. */
function allOf(words: readonly (readonly string[])[], has: (word: string) => RawBuilder<boolean>): RawBuilder<boolean> {
  return sql`${sql.join(
    words.map((spellings) => sql`(${sql.join(spellings.map(has), sql` or `)})`),
    sql` and `,
  )}`;
}
