import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';

export type SitePlace = { readonly orgId: string; readonly accountId: string; readonly siteId: string };
export type KeptSite = {
  readonly name: string;
  readonly address: string;
  readonly note: string;
  readonly archived: boolean;
};

/** A place of delivery that is not put away; the account's lock is held. */
export async function siteOf(
  tx: Tx,
  { orgId, accountId, siteId }: SitePlace,
): Promise<(KeptSite & { version: number }) | null> {
  const { rows } = await sql<KeptSite & { version: number }>`
    select s.name, s.address, s.note, s.archived, s.version from site s
    where s.org_id = ${orgId} and s.account_id = ${accountId} and s.id = ${siteId} and not s.archived`.execute(tx);
  return rows[0] ?? null;
}

export async function insertSite(
  tx: Tx,
  { orgId, accountId, siteId }: SitePlace,
  site: Omit<KeptSite, 'archived'>,
): Promise<void> {
  await sql`
    insert into site (org_id, id, account_id, name, address, note)
    values (${orgId}, ${siteId}, ${accountId}, ${site.name}, ${site.address}, ${site.note})`.execute(tx);
}

export async function saveSite(tx: Tx, { orgId, accountId, siteId }: SitePlace, site: KeptSite): Promise<void> {
  await sql`
    update site set name = ${site.name}, address = ${site.address}, note = ${site.note}, archived = ${site.archived},
      version = version + 1
    where org_id = ${orgId} and account_id = ${accountId} and id = ${siteId}`.execute(tx);
}

export type BankPlace = { readonly orgId: string; readonly accountId: string; readonly bankId: string };
type Bank = { readonly accountNumber: string; readonly bik: string };

export async function insertBank(
  tx: Tx,
  { orgId, accountId, bankId }: BankPlace,
  bank: Bank & { readonly bankName: string },
): Promise<void> {
  await sql`
    insert into account_bank (org_id, id, account_id, account_number, bik, bank_name)
    values (${orgId}, ${bankId}, ${accountId}, ${bank.accountNumber}, ${bank.bik}, ${bank.bankName})`.execute(tx);
}

/** Answers what was removed; null if there was nothing. */
export async function deleteBank(tx: Tx, { orgId, accountId, bankId }: BankPlace): Promise<Bank | null> {
  const { rows } = await sql<Bank>`
    delete from account_bank b where b.org_id = ${orgId} and b.account_id = ${accountId} and b.id = ${bankId}
    returning b.account_number as "accountNumber", b.bik`.execute(tx);
  return rows[0] ?? null;
}

/** How many rows of a part the account has; what is put away counts too. */
export async function countOf(
  tx: Tx,
  orgId: string,
  of: { table: 'site' | 'account_bank' | 'account_file'; accountId: string },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from ${sql.table(of.table)} t
    where t.org_id = ${orgId} and t.account_id = ${of.accountId}`.execute(tx);
  return rows[0]?.count ?? 0;
}
