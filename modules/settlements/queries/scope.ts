/** What narrows every view of money: whose eyes, which words, which day. */
import { type RawBuilder, sql } from 'kysely';
import { type PlainDate, parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';

const wordsMost = 6;

/** The words of a typed text, folded as accounts keep theirs. */
export function wordsOf(typed: string | undefined): string[] {
  const folded = (typed ?? '').normalize('NFC').toLowerCase().replaceAll('ё', 'е');
  return folded
    .replace(/["'«»„“”]/gu, '')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, wordsMost);
}

/** A pattern of LIKE that finds the text anywhere. */
export const likePattern = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

export type Narrowed = { readonly q?: string | undefined; readonly managerId?: string | undefined };

/** Accounts under the alias `a` that the actor sees and the filters leave. */
export function accountsSeen({ actor }: Pick<ReadContext, 'actor'>, { q, managerId }: Narrowed): RawBuilder<boolean> {
  const named = wordsOf(q).map((word) => sql<boolean>`a.search_text like ${likePattern(word)}`);
  const managed = managerId === undefined ? [] : [sql<boolean>`a.manager_id = ${managerId}`];
  return sql<boolean>`${sql.join([visibleTo(actor, 'a'), ...managed, ...named], sql` and `)}`;
}

/** The day that is asked about; today when none is. Refuses what is not in the calendar. */
export function dayOf({ today }: Pick<ReadContext, 'today'>, asked: string | undefined): Result<PlainDate> {
  if (asked === undefined) return ok(today);
  return parsePlainDate(asked) === null ? refuse('settlements.bad_date', { date: asked }) : ok(asked);
}
