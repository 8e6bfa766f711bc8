import { sql } from 'kysely';
import type { Read, Tx } from '#platform/database.ts';
import type { OpenReceivable } from './rules/candidates.ts';

export type PayerAccount = { readonly inn: string; readonly accountId: string; readonly groupId: string | null };

/** The accounts with these INN; an INN may have several (branches). */
export async function accountsByInn(read: Read, orgId: string, inns: readonly string[]): Promise<PayerAccount[]> {
  const { rows } = await sql<PayerAccount>`
    select a.inn, a.id as "accountId", a.group_id as "groupId" from account a
    where a.org_id = ${orgId} and a.inn = any(${[...inns]}::text[]) and a.inn <> '' and not a.archived
    order by a.inn, a.id`.execute(read);
  return rows;
}

export type DebtsAsk = { readonly accountIds: readonly string[]; readonly groupIds: readonly string[]; readonly numberKeys: readonly string[] };

/** Locks the standings of the accounts that a statement may touch, then their open debts, in the documented order. */
export async function lockDebts(tx: Tx, orgId: string, ask: DebtsAsk): Promise<OpenReceivable[]> {
  const touched = sql`(select a.id from account a where a.org_id = ${orgId}
    and (a.id = any(${[...ask.accountIds]}::uuid[]) or a.group_id = any(${[...ask.groupIds]}::uuid[])))`;
  await sql`
    select c.account_id from account_credit c where c.org_id = ${orgId} and c.account_id in ${touched}
    order by c.account_id for update`.execute(tx);
  const { rows } = await sql<Omit<OpenReceivable, 'openMinor'> & { openMinor: string }>`
    select r.id, r.account_id as "accountId", a.group_id as "groupId", r.document_number as "documentNumber",
      r.document_date as "documentDate", r.due_on as "dueOn", r.open_minor as "openMinor", o.number::text as "orderNumber"
    from receivable r
    join account a on a.org_id = ${orgId} and a.id = r.account_id
    left join sales_order o on o.org_id = ${orgId} and o.id = r.order_id
    where r.org_id = ${orgId} and r.open_minor > 0
      and (r.account_id in ${touched} or r.number_key = any(${[...ask.numberKeys]}::text[]))
    order by r.id for update of r`.execute(tx);
  return rows.map((row) => ({ ...row, openMinor: BigInt(row.openMinor) }));
}
