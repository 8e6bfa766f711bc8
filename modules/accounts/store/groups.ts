import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import { folded } from '../rules/search.ts';

export type KeptGroup = { readonly id: string; readonly name: string; readonly version: number };

/** Locks a group. Null if there is none. */
export async function lockGroup(tx: Tx, orgId: string, groupId: string): Promise<KeptGroup | null> {
  const { rows } = await sql<KeptGroup>`
    select g.id, g.name, g.version from account_group g
    where g.org_id = ${orgId} and g.id = ${groupId} for no key update`.execute(tx);
  return rows[0] ?? null;
}

export async function insertGroup(tx: Tx, orgId: string, group: { id: string; name: string }): Promise<void> {
  await sql`
    insert into account_group (org_id, id, name, name_key)
    values (${orgId}, ${group.id}, ${group.name}, ${folded(group.name)})`.execute(tx);
}

export async function saveGroup(tx: Tx, orgId: string, group: { id: string; name: string }): Promise<void> {
  await sql`
    update account_group set name = ${group.name}, name_key = ${folded(group.name)}, version = version + 1
    where org_id = ${orgId} and id = ${group.id}`.execute(tx);
}

/** Locks the accounts of a group, in the order of ids, for their search texts to be made anew. */
export async function lockAccountsOfGroup(tx: Tx, orgId: string, groupId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select a.id from account a where a.org_id = ${orgId} and a.group_id = ${groupId}
    order by a.id for no key update`.execute(tx);
  return rows.map((row) => row.id);
}
