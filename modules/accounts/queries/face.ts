/** What other modules ask of accounts. */
import { sql } from 'kysely';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import { sees } from '#platform/actor.ts';
import type { Read, Tx } from '#platform/database.ts';
import type { Account } from '../model.ts';
import { decideOrder } from '../rules/life.ts';
import { isOpenSite, lockAccountShared } from '../store/account.ts';

/** What an order takes from its account. */
export type AccountForOrder = Pick<
  Account,
  'id' | 'code' | 'name' | 'inn' | 'kpp' | 'managerId' | 'groupId' | 'legalAddress' | 'actualAddress'
>;

type NotForOrder = 'accounts.not_found' | 'accounts.archived' | 'accounts.blocked' | 'accounts.site_not_found';

/**
 * Locks the account against the archive until the end of the transaction and answers what an order needs of it. Other
 * orders and edits do not wait. Refuses an account that the actor does not see, one of the archive, one blocked by
 * hand, and a place of delivery that is not the account's or not in use.
 */
export async function accountForOrder(
  tx: Tx,
  actor: Actor,
  { accountId, siteId }: { readonly accountId: string; readonly siteId: string | null },
): Promise<Result<AccountForOrder, NotForOrder>> {
  const account = await lockAccountShared(tx, actor.orgId, { id: accountId, siteId });
  if (account === null || !sees(actor, account.managerId)) return refuse('accounts.not_found');
  const open = decideOrder(account);
  if (!open.ok) return open;
  return siteId === null || account.siteOpen ? ok(account) : refuse('accounts.site_not_found');
}

/** Whether goods may go there: a place of this account, in use. */
export async function isSiteOf(
  read: Read,
  { orgId, accountId, siteId }: { readonly orgId: string; readonly accountId: string; readonly siteId: string },
): Promise<boolean> {
  const { rows } = await sql<{ open: boolean }>`select ${isOpenSite(orgId, accountId, siteId)} as open`.execute(read);
  return rows[0]?.open === true;
}

/** Whether the actor sees the account: for cards and lists of other modules that begin with one. */
export async function isAccountSeen(read: Read, actor: Actor, accountId: string): Promise<boolean> {
  const { rows } = await sql<{ managerId: string | null }>`
    select a.manager_id as "managerId" from account a where a.org_id = ${actor.orgId} and a.id = ${accountId}`.execute(
    read,
  );
  const account = rows[0];
  return account !== undefined && sees(actor, account.managerId);
}

export type AccountByInn = {
  readonly id: string;
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly groupId: string | null;
};

const innsMost = 10_000;

/**
 * Accounts by INN, for matching of statements and papers: all of the org's, whoever sees them, as a job does. The
 * archive
 * comes last. Takes at most 10,000 numbers.
 */
export async function findAccountsByInn(read: Read, orgId: string, inns: readonly string[]): Promise<AccountByInn[]> {
  if (inns.length > innsMost) throw new RangeError('too many INNs at once');
  const { rows } = await sql<AccountByInn>`
    select a.id, a.name, a.inn, a.kpp, a.group_id as "groupId" from account a
    where a.org_id = ${orgId} and a.inn = any(${[...inns]}::text[]) and a.inn <> ''
    order by a.archived, a.inn, a.kpp, a.id`.execute(read);
  return rows;
}
