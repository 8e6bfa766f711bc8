import { type RawBuilder, sql } from 'kysely';
import { nameKey } from '#kernel/requisites.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { accounts } from '../contract.ts';
import { wantedOf } from '../rules/search.ts';
import { begins, pageOfNames } from './search.ts';

const picked = 20;

export type AccountMatch = { readonly id: string; readonly name: string; readonly inn: string; readonly hint: string };

/** The first accounts for a picker, in one statement. */
export async function pickAccounts(
  context: ReadContext,
  input: InputOf<typeof accounts.pick>,
): Promise<Result<OutputOf<typeof accounts.pick>>> {
  const { rows } = await accountMatches(context, input.q ?? '', picked).execute(context.read);
  return ok({ rows });
}

/**
 * The accounts that a typed text means, the best first, no more than `most`: an exact code or INN, then names that begin
 * with the text, then the rest by name. Only what the actor sees; the archive is not offered. A whole `select`.
 */
export function accountMatches(
  { actor, orgId }: Pick<ReadContext, 'actor' | 'orgId'>,
  text: string,
  most: number,
): RawBuilder<AccountMatch> {
  const typed = text.trim();
  const key = nameKey(typed);
  const where = sql<boolean>`not a.archived and ${visibleTo(actor, 'a')}`;
  const exact = typed === '' ? sql`false` : sql`(a.code = ${typed.toUpperCase()} or a.inn = ${typed})`;
  const first =
    typed === ''
      ? sql``
      : sql`
    union (select a.id from account a where a.org_id = ${orgId} and ${where} and ${exact} limit ${most})
    union (select a.id from account a where a.org_id = ${orgId} and ${where} and ${begins('name_key', key)}
      order by a.name_key limit ${most})`;
  const page = {
    orgId,
    where,
    narrowed: actor.scope.kind !== 'all',
    wanted: wantedOf(typed),
    after: null,
    size: most,
  };
  return sql<AccountMatch>`
    with ${pageOfNames(page)},
    best as materialized (select page.id from page ${first})
    select a.id, a.name, a.inn, concat_ws(' · ', a.code, g.name, m.name) as hint
    from best
    join account a on a.org_id = ${orgId} and a.id = best.id
    left join person m on m.org_id = ${orgId} and m.id = a.manager_id
    left join account_group g on g.org_id = ${orgId} and g.id = a.group_id
    order by case when ${exact} then 1 when starts_with(a.name_key, ${key}) then 2 else 3 end,
      a.name collate ru_name, a.id
    limit ${most}`;
}
