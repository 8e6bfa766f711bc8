import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import { type SearchFacts, searchText } from '../rules/search.ts';

type SearchRow = SearchFacts & { readonly id: string; readonly searchText: string };

/**
 * Writes the search texts of accounts anew, from what they and their contacts and groups say now. Every act that
 * touches any of these calls it in its transaction, with the accounts locked. Two statements, whatever the number.
 */
export async function refreshSearch(tx: Tx, orgId: string, accountIds: readonly string[]): Promise<void> {
  const { rows } = await sql<SearchRow>`
    select a.id, a.name, a.code, a.inn, a.kpp, a.phone, a.email, coalesce(g.name, '') as "groupName",
      a.search_text as "searchText",
      coalesce((select jsonb_agg(jsonb_build_object('name', c.name, 'phone', c.phone, 'email', c.email) order by c.id)
        from contact c where c.org_id = ${orgId} and c.account_id = a.id and not c.archived), '[]') as contacts
    from account a left join account_group g on g.org_id = ${orgId} and g.id = a.group_id
    where a.org_id = ${orgId} and a.id = any(${[...accountIds]}::uuid[])`.execute(tx);
  const stale = rows
    .map((row) => ({ id: row.id, was: row.searchText, is: searchText(row) }))
    .filter((one) => one.was !== one.is);
  if (stale.length === 0) return;
  await sql`
    update account a set search_text = n.text
    from unnest(${stale.map((one) => one.id)}::uuid[], ${stale.map((one) => one.is)}::text[]) as n (id, text)
    where a.org_id = ${orgId} and a.id = n.id`.execute(tx);
}
