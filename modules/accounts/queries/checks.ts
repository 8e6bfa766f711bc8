/** What commands ask before they write. */
import { sql } from 'kysely';
import { type Refusal, refuse } from '#kernel/result.ts';
import { sees } from '#platform/actor.ts';
import type { ActContext } from '#platform/command.ts';
import type { Read, Tx } from '#platform/database.ts';
import type { OpenBusiness } from '../model.ts';

type Numbers = { readonly inn: string; readonly kpp: string; readonly exceptId: string | null };

/**
 * The refusal for a second account with the same INN and KPP, null if there is none. It names the first one only to
 * those who see it; the unique index is what holds against two at once.
 */
export async function duplicateRefusal(
  { tx, orgId, actor }: ActContext,
  { inn, kpp, exceptId }: Numbers,
): Promise<Refusal<'accounts.duplicate' | 'accounts.duplicate_seen'> | null> {
  if (inn === '') return null;
  const { rows } = await sql<{ id: string; name: string; managerId: string | null }>`
    select a.id, a.name, a.manager_id as "managerId" from account a
    where a.org_id = ${orgId} and a.inn = ${inn} and a.kpp = ${kpp} and not a.archived and a.id is distinct from
      ${exceptId}::uuid
    limit 1`.execute(tx);
  const found = rows[0];
  if (found === undefined) return null;
  return sees(actor, found.managerId)
    ? refuse('accounts.duplicate_seen', { accountId: found.id, name: found.name })
    : refuse('accounts.duplicate');
}

/** The name of a person who works here; null if there is no such person. */
export async function activePersonName(read: Read, orgId: string, personId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select p.name from person p where p.org_id = ${orgId} and p.id = ${personId} and p.active`.execute(read);
  return rows[0]?.name ?? null;
}

export async function groupName(read: Read, orgId: string, groupId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select g.name from account_group g where g.org_id = ${orgId} and g.id = ${groupId}`.execute(read);
  return rows[0]?.name ?? null;
}

/** What is still on the way with an account. Read after `lockAccountWhole`, so that no order slips in beside it. */
export async function openBusiness(tx: Tx, orgId: string, accountId: string): Promise<OpenBusiness> {
  const { rows } = await sql<{ openOrders: number; balance: string }>`
    select
      (select count(*)::integer from sales_order o where o.org_id = ${orgId} and o.account_id = ${accountId}
        and o.state in ('draft', 'held', 'confirmed', 'shipped')) as "openOrders",
      coalesce((select c.receivable_minor - c.advance_minor from account_credit c
        where c.org_id = ${orgId} and c.account_id = ${accountId}), 0) as balance`.execute(tx);
  return { openOrders: rows[0]?.openOrders ?? 0, balanceMinor: BigInt(rows[0]?.balance ?? 0) };
}

/** Those of the groups that have a credit limit now or later. */
export async function limitedGroups(
  read: Read,
  orgId: string,
  at: { groupIds: readonly string[]; today: string },
): Promise<Set<string>> {
  if (at.groupIds.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    select distinct l.group_id as id from credit_limit l
    where l.org_id = ${orgId} and l.group_id = any(${[...at.groupIds]}::uuid[])
      and (l.valid_to is null or l.valid_to > ${at.today})`.execute(read);
  return new Set(rows.map((row) => row.id));
}
