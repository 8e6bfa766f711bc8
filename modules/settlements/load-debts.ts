import { type RawBuilder, sql } from 'kysely';
import type { Read, Tx } from '#platform/database.ts';
import type { IssuedBill, OpenReceivable } from './rules/candidates.ts';
import type { PayerAccount } from './rules/payer.ts';

/** The accounts with these INN that are not put away; an INN may have several: a firm and its branches. */
export async function accountsByInn(read: Read, orgId: string, inns: readonly string[]): Promise<PayerAccount[]> {
  const { rows } = await sql<PayerAccount>`
    select a.inn, a.kpp, a.id as "accountId", a.group_id as "groupId",
      array(select b.account_number from account_bank b where b.org_id = ${orgId} and b.account_id = a.id) as "bankAccounts"
    from account a
    where a.org_id = ${orgId} and a.inn = any(${[...inns]}::text[]) and a.inn <> '' and not a.archived
    order by a.inn, a.id`.execute(read);
  return rows;
}

/** An open debt and which of our firms it is owed to; null: to any. */
export type KnownDebt = OpenReceivable & { readonly legalEntityId: string | null };

export type DebtsAsk = {
  readonly accountIds: readonly string[];
  readonly groupIds: readonly string[];
  readonly numberKeys: readonly string[];
};

const touched = (
  orgId: string,
  { accountIds, groupIds }: Pick<DebtsAsk, 'accountIds' | 'groupIds'>,
): RawBuilder<string> =>
  sql`(select a.id from account a where a.org_id = ${orgId} and a.id = any(${[...accountIds]}::uuid[])
    union select a.id from account a where a.org_id = ${orgId} and a.group_id = any(${[...groupIds]}::uuid[]))`;

/** Locks the standings of the accounts that payments may touch, then their open debts, in the documented order. */
export async function lockDebts(tx: Tx, orgId: string, ask: DebtsAsk): Promise<KnownDebt[]> {
  await sql`
    select c.account_id from account_credit c
    where c.org_id = ${orgId} and c.account_id in ${touched(orgId, ask)} order by c.account_id for update`.execute(tx);
  const { rows } = await sql<Omit<KnownDebt, 'openMinor'> & { openMinor: string }>`
    with wanted as (
      select r.id from receivable r
      where r.org_id = ${orgId} and r.open_minor > 0 and r.account_id in ${touched(orgId, ask)}
      union
      select r.id from receivable r
      where r.org_id = ${orgId} and r.open_minor > 0 and r.number_key = any(${[...ask.numberKeys]}::text[])
    )
    select r.id, r.account_id as "accountId", a.group_id as "groupId", r.legal_entity_id as "legalEntityId",
      r.document_number as "documentNumber", r.document_date as "documentDate", r.due_on as "dueOn",
      r.open_minor as "openMinor", o.number::text as "orderNumber"
    from receivable r
    join account a on a.org_id = ${orgId} and a.id = r.account_id
    left join sales_order o on o.org_id = ${orgId} and o.id = r.order_id
    where r.org_id = ${orgId} and r.id in (select w.id from wanted w) and r.open_minor > 0
    order by r.id for update of r`.execute(tx);
  return rows.map((row) => ({ ...row, openMinor: BigInt(row.openMinor) }));
}

/** The bills of these accounts under these numbers, to tell a bill that is named from a УПД of the same number. */
export async function readBills(read: Read, orgId: string, ask: DebtsAsk): Promise<IssuedBill[]> {
  if (ask.numberKeys.length === 0) return [];
  const { rows } = await sql<IssuedBill>`
    select d.account_id as "accountId", a.group_id as "groupId", d.number_text as number, d.dated_on as date,
      o.number::text as "orderNumber"
    from document d
    join account a on a.org_id = ${orgId} and a.id = d.account_id
    join sales_order o on o.org_id = ${orgId} and o.id = d.order_id
    where d.org_id = ${orgId} and d.kind = 'invoice' and d.number_key = any(${[...ask.numberKeys]}::text[])
      and d.account_id in ${touched(orgId, ask)}
    order by d.dated_on, d.id`.execute(read);
  return rows;
}
