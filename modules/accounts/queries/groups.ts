import { sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { keyOf, pageOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { accountGroups } from '../contract.ts';
import { folded, likePattern } from '../rules/search.ts';

const pageSize = 50;

/**
 * Groups by name. Their names are known to everyone who reads accounts, so that no one makes a second one; how many
 * accounts a group has counts only those that the actor sees.
 */
export async function listGroups(
  { read, actor, orgId }: ReadContext,
  input: InputOf<typeof accountGroups.list>,
): Promise<Result<OutputOf<typeof accountGroups.list>>> {
  const after = keyOf(input.cursor, ['text', 'id']);
  const text = folded(input.q ?? '').trim();
  const beyond = after === null ? sql`true` : sql`(g.name collate ru_name, g.id) > (${after[0]}, ${after[1]}::uuid)`;
  const matches = text === '' ? sql`true` : sql`g.name_key like ${likePattern(text)}`;
  const { rows } = await sql<OutputOf<typeof accountGroups.list>['rows'][number]>`
    with page as materialized (
      select g.id, g.name, g.version from account_group g
      where g.org_id = ${orgId} and ${matches} and ${beyond}
      order by g.name collate ru_name, g.id limit ${pageSize + 1}
    )
    select page.*, (select count(*)::integer from account a
      where a.org_id = ${orgId} and a.group_id = page.id and not a.archived and ${visibleTo(actor, 'a')}) as accounts
    from page order by page.name collate ru_name, page.id`.execute(read);
  return ok(pageOf(rows, pageSize, (row) => [row.name, row.id]));
}
