/** Accounts that look like one: the same number, phone or e-mail, a name that sounds alike. */
import { type RawBuilder, sql } from 'kysely';
import { nameKey, normalizeInn } from '#kernel/requisites.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { Read } from '#platform/database.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { SimilarAccount } from '../contract/views.ts';
import type { accounts } from '../contract.ts';
import { phoneKeys } from '../rules/phones.ts';
import { likePattern } from '../rules/search.ts';
import { emailsOf } from '../rules/text.ts';

/** Share of common trigrams in names above which two firms may be one. */
const alike = 0.55;
const shownMost = 10;
/** A shorter number is an extension or a part, and would match anything. */
const phoneLeast = 7;
const nameLeast = 4;

export type Probe = {
  readonly name?: string | undefined;
  readonly inn?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** The account itself, when it is there already. */
  readonly exceptId?: string | undefined;
};

type Looker = { readonly read: Read; readonly orgId: string; readonly actor: Actor };

/**
 * At most 10 accounts that look like the probe, the surest first, each with the first reason why. Only those the actor
 * sees: a warning must not tell of others' clients. One statement; all but the number is found by the search index.
 */
export async function similarTo({ read, orgId, actor }: Looker, probe: Probe): Promise<SimilarAccount[]> {
  const reasons = reasonsOf(probe);
  if (reasons.length === 0) return [];
  const place = sql`a.org_id = ${orgId} and not a.archived and ${visibleTo(actor, 'a')}
    and a.id is distinct from ${probe.exceptId ?? null}::uuid`;
  const arms = reasons.map(
    ({ why, rank, when, score }) => sql`
      (select a.id, a.name, a.inn, ${why}::text as why, ${rank}::integer as rank, ${score} as score from account a
        where ${place} and ${when} order by score desc, a.id limit ${shownMost})`,
  );
  const { rows } = await sql<SimilarAccount>`
    select f.id as "accountId", f.name, f.inn, f.why from (
      select distinct on (found.id) found.* from (${sql.join(arms, sql` union all `)}) as found
      order by found.id, found.rank
    ) as f order by f.rank, f.score desc, f.name, f.id limit ${shownMost}`.execute(read);
  return rows;
}

/** The answer for a form that is still being typed. */
export async function similarAccounts(
  context: ReadContext,
  input: InputOf<typeof accounts.similar>,
): Promise<Result<OutputOf<typeof accounts.similar>>> {
  return ok({ rows: await similarTo(context, input) });
}

type Reason = {
  readonly why: SimilarAccount['why'];
  readonly rank: number;
  readonly when: RawBuilder<boolean>;
  readonly score: RawBuilder<number>;
};

function reasonsOf(probe: Probe): Reason[] {
  const found: Reason[] = [];
  const sure = sql<number>`1::real`;
  const holds = (texts: readonly string[]) =>
    sql<boolean>`(${sql.join(
      texts.map((text) => sql`a.search_text like ${likePattern(text)}`),
      sql` or `,
    )})`;
  const inn = normalizeInn(probe.inn ?? '');
  if (inn !== '') found.push({ why: 'inn', rank: 1, when: sql`a.inn = ${inn}`, score: sure });
  const phones = phoneKeys(probe.phone ?? '').filter((key) => key.length >= phoneLeast);
  if (phones.length > 0) found.push({ why: 'phone', rank: 2, when: holds(phones), score: sure });
  const emails = emailsOf(probe.email ?? '') ?? [];
  if (emails.length > 0) found.push({ why: 'email', rank: 3, when: holds(emails), score: sure });
  const name = nameKey(probe.name ?? '');
  if (name.length >= nameLeast) {
    const score = sql<number>`similarity(a.name_key, ${name})`;
    found.push({ why: 'name', rank: 4, when: sql`a.search_text %> ${name} and ${score} >= ${alike}`, score });
  }
  return found;
}
