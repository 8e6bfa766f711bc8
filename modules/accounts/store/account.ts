/** SQL for writing accounts. A name that says *lock* takes a row lock; the order of locks is in README.md. */
import { type RawBuilder, sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { nameKey } from '#kernel/requisites.ts';
import type { Tx } from '#platform/database.ts';
import type { Account, Requisites } from '../model.ts';
import { searchText } from '../rules/search.ts';
import { accountColumns } from './columns.ts';
import { refreshSearch } from './search.ts';

/** Where an act writes: its org, who does it and when. An `ActContext` is one. */
export type Place = {
  readonly tx: Tx;
  readonly orgId: string;
  readonly now: string;
  readonly actor: { readonly personId: string };
};

/**
 * Locks the account for an edit. New orders, which only point at it, do not wait. Null if there is no such account;
 * whether the actor may see it is for the caller to ask (`sees`).
 */
export async function lockAccount(tx: Tx, orgId: string, id: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${accountColumns} from account a where a.org_id = ${orgId} and a.id = ${id} for no key update`.execute(tx);
  return rows[0] ?? null;
}

/** Locks accounts in the order of their ids, so that two bulk acts never wait for each other in a ring. */
export async function lockAccounts(tx: Tx, orgId: string, ids: readonly string[]): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select ${accountColumns} from account a where a.org_id = ${orgId} and a.id = any(${[...ids]}::uuid[])
    order by a.id for no key update`.execute(tx);
  return rows;
}

/** Locks the account against everything, orders being taken too: for the archive. */
export async function lockAccountWhole(tx: Tx, orgId: string, id: string): Promise<Account | null> {
  const { rows } = await sql<Account>`
    select ${accountColumns} from account a where a.org_id = ${orgId} and a.id = ${id} for update`.execute(tx);
  return rows[0] ?? null;
}

/** A place of delivery of an account, in use. */
export const isOpenSite = (orgId: string, accountId: string, siteId: string | null): RawBuilder<boolean> => sql`
  exists (select from site s
    where s.org_id = ${orgId} and s.id = ${siteId}::uuid and s.account_id = ${accountId} and not s.archived)`;

/**
 * Locks the account against the archive while something is made for it; other acts on it do not wait. Tells also whether
 * goods may go to the site.
 */
export async function lockAccountShared(
  tx: Tx,
  orgId: string,
  { id, siteId }: { readonly id: string; readonly siteId: string | null },
): Promise<(Account & { readonly siteOpen: boolean }) | null> {
  const { rows } = await sql<Account & { siteOpen: boolean }>`
    select ${accountColumns}, ${isOpenSite(orgId, id, siteId)} as "siteOpen"
    from account a where a.org_id = ${orgId} and a.id = ${id} for key share`.execute(tx);
  return rows[0] ?? null;
}

/**
 * Locks the credit standings that a change of group moves: of the accounts and of all in both groups, in the order of
 * ids as credit does, so that no order is checked against half of a group.
 */
export async function lockStandings(
  tx: Tx,
  orgId: string,
  of: { accountIds: readonly string[]; groupIds: readonly string[] },
): Promise<void> {
  await sql`
    select c.account_id from account_credit c
    where c.org_id = ${orgId} and c.account_id in (
      select a.id from account a where a.org_id = ${orgId}
        and (a.id = any(${[...of.accountIds]}::uuid[]) or a.group_id = any(${[...of.groupIds]}::uuid[])))
    order by c.account_id for update`.execute(tx);
}

export type NewAccount = Requisites & {
  readonly id: string;
  readonly code: string;
  readonly managerId: string | null;
  readonly groupName: string;
};

/** Writes a new account with its empty credit standing and the first spell of its manager, in one statement. */
export async function insertAccount(place: Place, account: NewAccount): Promise<void> {
  const { tx, orgId, now, actor } = place;
  const a = account;
  await sql`
    with made as (
      insert into account (org_id, id, code, name, name_key, full_name, kind, inn, kpp, ogrn, group_id, roles, tier,
        is_key, manager_id, legal_address, actual_address, phone, email, website, country, segment, search_text,
        created_at, updated_at)
      values (${orgId}, ${a.id}, ${a.code}, ${a.name}, ${nameKey(a.name)}, ${a.fullName}, ${a.kind}, ${a.inn}, ${a.kpp},
        ${a.ogrn}, ${a.groupId}, ${[...a.roles]}, ${a.tier}, ${a.isKey}, ${a.managerId}, ${a.legalAddress},
        ${a.actualAddress}, ${a.phone}, ${a.email}, ${a.website}, ${a.country}, ${a.segment},
        ${searchText({ ...a, contacts: [] })}, ${now}, ${now})
      returning id
    ), standing as (
      insert into account_credit (org_id, account_id) select ${orgId}, made.id from made
    )
    insert into account_manager (org_id, id, account_id, manager_id, since, changed_by)
    select ${orgId}, ${newId()}::uuid, made.id, ${a.managerId}::uuid, ${now}::timestamptz, ${actor.personId}::uuid
    from made where ${a.managerId}::uuid is not null`.execute(tx);
}

/** Writes edited requisites and moves the version on. */
export async function saveRequisites(
  place: Place,
  account: Requisites & { readonly id: string; readonly code: string },
): Promise<void> {
  const { tx, orgId, now } = place;
  const a = account;
  await sql`
    update account set code = ${a.code}, name = ${a.name}, name_key = ${nameKey(a.name)}, full_name = ${a.fullName},
      kind = ${a.kind}, inn = ${a.inn}, kpp = ${a.kpp}, ogrn = ${a.ogrn}, group_id = ${a.groupId},
      roles = ${[...a.roles]}, tier = ${a.tier}, is_key = ${a.isKey},
      legal_address = ${a.legalAddress}, actual_address = ${a.actualAddress},
      phone = ${a.phone}, email = ${a.email}, website = ${a.website}, country = ${a.country}, segment = ${a.segment},
      version = version + 1, updated_at = ${now}
    where org_id = ${orgId} and id = ${a.id}`.execute(tx);
  await refreshSearch(tx, orgId, [a.id]);
}

export type StateChange = {
  readonly status?: Account['status'];
  readonly blockReason?: string;
  readonly archived?: boolean;
  readonly nextStep?: string;
  readonly nextStepOn?: string | null;
};

/** Writes what is not on the form: the version, which guards the form, stays. */
export async function saveState(place: Place, account: Account, change: StateChange): Promise<void> {
  const next = { ...account, ...change };
  await sql`
    update account set status = ${next.status}, block_reason = ${next.blockReason}, archived = ${next.archived},
      next_step = ${next.nextStep}, next_step_on = ${next.nextStepOn}, updated_at = ${place.now}
    where org_id = ${place.orgId} and id = ${account.id}`.execute(place.tx);
}

/** Moves accounts to another manager (null: nobody): ends the spells that run and begins new ones. */
export async function moveToManager(
  place: Place,
  move: { readonly accountIds: readonly string[]; readonly managerId: string | null; readonly reason: string },
): Promise<void> {
  const { tx, orgId, now, actor } = place;
  const accountIds = [...move.accountIds];
  await sql`
    with moved as (
      update account set manager_id = ${move.managerId}, updated_at = ${now}
      where org_id = ${orgId} and id = any(${accountIds}::uuid[])
    ), ended as (
      update account_manager set until = ${now}
      where org_id = ${orgId} and account_id = any(${accountIds}::uuid[]) and until is null
    )
    insert into account_manager (org_id, id, account_id, manager_id, since, changed_by, reason)
    select ${orgId}, n.id, n.account_id, ${move.managerId}::uuid, ${now}::timestamptz, ${actor.personId}::uuid,
      ${move.reason}
    from unnest(${accountIds.map(() => newId())}::uuid[], ${accountIds}::uuid[]) as n (id, account_id)`.execute(tx);
}

/** Moves accounts into a group (null: out of any) and moves their versions on: the group is on the form. */
export async function moveToGroup(
  place: Place,
  move: { readonly accountIds: readonly string[]; readonly groupId: string | null },
): Promise<void> {
  await sql`
    update account set group_id = ${move.groupId}, version = version + 1, updated_at = ${place.now}
    where org_id = ${place.orgId} and id = any(${[...move.accountIds]}::uuid[])`.execute(place.tx);
  await refreshSearch(place.tx, place.orgId, move.accountIds);
}
