/** How accounts are looked for by text. One statement finds, filters and sorts; its shape depends on what was typed. */
import { type RawBuilder, sql } from 'kysely';
import { likePattern, type Wanted } from '../rules/search.ts';

/** So many found are sorted; past it the rows are read in the order of names until the page is full. */
const sortedMost = 2_000;
/** So many accounts of a narrowed list, or matches of a word beside it, are looked through one by one. */
const lookedMost = 3_000;
export const beginningsMost = 200;
const codesMost = 50;
const highest = String.fromCodePoint(0x10ffff);

type Words = readonly (readonly string[])[];

export type Page = {
  readonly orgId: string;
  /** Conditions over the alias `a`: visibility, archive, filters. */
  readonly where: RawBuilder<boolean>;
  /** Whether the conditions may leave few accounts: those of some managers, of a group, key ones. */
  readonly narrowed: boolean;
  readonly wanted: Wanted;
  /** The name and id after which the page begins; null for the first page. */
  readonly after: readonly string[] | null;
  readonly size: number;
};

/**
 * Common table expressions that end in `page (id, name)`: one row more than the size, in the order of names. With a
 * text there is `hit` before it, what was found before paging, and `known (whole)`: whether `hit` may be counted.
 */
export function pageOfNames(page: Page): RawBuilder<unknown> {
  const { wanted } = page;
  if (wanted.kind === 'all') return sql`page as materialized (${walk(page, sql`true`)})`;
  if (wanted.kind === 'beginning')
    return sql`hit as materialized (${beginnings(page, wanted)}), known as (select true as whole),
      page as materialized (${sorted(page, sql`true`)})`;
  const { hits, enough, whole } = page.narrowed ? hitsAmongFew(page, wanted.words) : hitsOfAll(page, wanted.words);
  return sql`${hits}, known as materialized (select ${whole} as whole), page as materialized (
      (${sorted(page, enough)}) union all (${walk(page, sql`not ${enough} and ${allOf(wanted.words, within('a'))}`)})
    )`;
}

/** How many were found, up to `most` and one more; null where that would cost a reading of everything. */
export function countOfHits(most: number): RawBuilder<number | null> {
  return sql<number | null>`(select case when k.whole then (select count(*)::integer from
    (select from hit limit ${sql.lit(most + 1)}) as found) end from known k)`;
}

type Hits = {
  readonly hits: RawBuilder<unknown>;
  readonly enough: RawBuilder<boolean>;
  readonly whole: RawBuilder<boolean>;
};

/** What the index of trigrams finds in a list that nothing narrows. */
function hitsOfAll({ orgId, where }: Page, words: Words): Hits {
  const hits = sql`hit as materialized (
    select a.id, a.name from account a
    where a.org_id = ${orgId} and ${where} and ${allOf(words, like)} limit ${sql.lit(sortedMost + 1)})`;
  return { hits, enough: sql`(select count(*) from hit) <= ${sortedMost}`, whole: sql`true` };
}

/**
 * What is found in a narrowed list: few accounts are looked through whatever the word; else a rare word's matches are.
 * Which way to go is seen as the statement runs: its plan is made once for all words and managers, and cannot know.
 */
function hitsAmongFew({ orgId, where }: Page, words: Words): Hits {
  const fewOwn = sql`(select count(*) from own) <= ${lookedMost}`;
  const fewMatches = sql`(select count(*) from matches) <= ${lookedMost}`;
  const hits = sql`own as materialized (
      select a.id, a.name, a.search_text from account a where a.org_id = ${orgId} and ${where} limit ${sql.lit(lookedMost + 1)}
    ), matches as materialized (
      select a.id, a.name, (${where}) as fits from account a
      where not ${fewOwn} and a.org_id = ${orgId} and ${allOf(words, like)} limit ${sql.lit(lookedMost + 1)}
    ), hit as materialized (
      (select o.id, o.name from own o where ${fewOwn} and ${allOf(words, within('o'))})
      union all (select m.id, m.name from matches m where ${fewMatches} and m.fits)
    )`;
  const enough = sql<boolean>`(${fewOwn} or ${fewMatches})`;
  return { hits, enough, whole: enough };
}

/** Reads accounts in the order of names from the index until the page is full: quick when most of them fit. */
function walk(page: Page, fits: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select a.id, a.name from account a
    where a.org_id = ${page.orgId} and ${page.where} and ${fits} and ${beyond('a', page.after)}
    order by a.name collate ru_name, a.id limit ${sql.lit(page.size + 1)}`;
}

function sorted(page: Page, when: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select h.id, h.name from hit h where ${when} and ${beyond('h', page.after)}
    order by h.name collate ru_name, h.id limit ${sql.lit(page.size + 1)}`;
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
      order by a.name_key limit ${sql.lit(beginningsMost)})
    union
    (select a.id, a.name from account a
      where a.org_id = ${page.orgId} and ${page.where} and ${begins('code', wanted.code)}
      order by a.code limit ${sql.lit(codesMost)})`;
}

const like = (word: string) => sql<boolean>`a.search_text like ${likePattern(word)}`;
// Written so that no index serves it: the rows are at hand, or come in the order of names.
const within = (alias: 'a' | 'o') => (word: string) =>
  sql<boolean>`strpos(${sql.ref(`${alias}.search_text`)}, ${word}) > 0`;

/** Every word is in the search text, each in any of its spellings. */
function allOf(words: Words, has: (word: string) => RawBuilder<boolean>): RawBuilder<boolean> {
  return sql`${sql.join(
    words.map((spellings) => sql`(${sql.join(spellings.map(has), sql` or `)})`),
    sql` and `,
  )}`;
}
