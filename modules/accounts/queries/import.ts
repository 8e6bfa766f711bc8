/** What an import is planned against, besides the accounts themselves. */
import { sql } from 'kysely';
import type { Read } from '#platform/database.ts';
import { personKey } from '../rules/search.ts';

export type KeptGroup = { readonly id: string; readonly name: string; readonly key: string; readonly limited: boolean };

/** Groups with these folded names or ids, and whether a credit limit hangs on them. */
export async function groupsFor(
  read: Read,
  at: { orgId: string; today: string },
  of: { keys: readonly string[]; ids: readonly string[] },
): Promise<KeptGroup[]> {
  if (of.keys.length + of.ids.length === 0) return [];
  const { rows } = await sql<KeptGroup>`
    select g.id, g.name, g.name_key as key, exists (select from credit_limit l
      where l.org_id = ${at.orgId} and l.group_id = g.id and (l.valid_to is null or l.valid_to > ${at.today})) as
        limited
    from account_group g
    where g.org_id = ${at.orgId} and (g.name_key = any(${[...of.keys]}::text[]) or g.id =
      any(${[...of.ids]}::uuid[]))`.execute(read);
  return rows;
}

/**
 * People who work here: who an e-mail or a name (its `personKey`) means, null where two have the name; and how they are
 * called.
 */
export type People = {
  readonly meant: ReadonlyMap<string, string | null>;
  readonly names: ReadonlyMap<string, string>;
};

export const nobody: People = { meant: new Map(), names: new Map() };

export async function peopleByName(read: Read, orgId: string): Promise<People> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`
    select p.id, p.name, p.email from person p where p.org_id = ${orgId} and p.active`.execute(read);
  const meant = new Map<string, string | null>();
  for (const { id, name } of rows) meant.set(personKey(name), meant.has(personKey(name)) ? null : id);
  for (const { id, email } of rows) meant.set(personKey(email), id);
  return { meant, names: new Map(rows.map((row) => [row.id, row.name])) };
}
