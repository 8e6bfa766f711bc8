import { sql } from 'kysely';
import type { ActContext } from '#platform/command.ts';
import type { Read, Tx } from '#platform/database.ts';
import type { Debt, Payment } from './model.ts';

type Row = Omit<Payment, 'amountMinor' | 'unallocatedMinor'> & {
  amountMinor: string;
  unallocatedMinor: string;
  managerId: string | null;
};
type Found = Payment & { readonly managerId: string | null };

const columns = sql`p.id, p.account_id as "accountId", p.legal_entity_id as "legalEntityId", p.direction, p.number,
  p.booked_on as "bookedOn", p.amount_minor as "amountMinor", p.unallocated_minor as "unallocatedMinor",
  p.payer_inn as "payerInn", p.purpose, p.state, p.proposal, p.version, a.manager_id as "managerId"`;

const paymentOf = (row: Row | undefined): Found | null =>
  row === undefined
    ? null
    : { ...row, amountMinor: BigInt(row.amountMinor), unallocatedMinor: BigInt(row.unallocatedMinor) };

/** A payment without a lock, with the manager of its account. */
export async function readPayment(read: Read, orgId: string, id: string): Promise<Found | null> {
  const { rows } = await sql<Row>`
    select ${columns} from payment p left join account a on a.org_id = ${orgId} and a.id = p.account_id
    where p.org_id = ${orgId} and p.id = ${id}`.execute(read);
  return paymentOf(rows[0]);
}

/** Locks a payment; after the standings and the debts, as documented. */
export async function lockPayment(tx: Tx, orgId: string, id: string): Promise<Found | null> {
  const { rows } = await sql<Row>`
    select ${columns} from payment p left join account a on a.org_id = ${orgId} and a.id = p.account_id
    where p.org_id = ${orgId} and p.id = ${id} for update of p`.execute(tx);
  return paymentOf(rows[0]);
}

export type LockedDebts = { readonly known: ReadonlyMap<string, Debt>; readonly payerGroupId: string | null };

/** Locks the standings of the payer and of the debts' accounts, then the debts, each by id. */
export async function lockDebtsById(
  context: ActContext,
  ask: { payment: Payment & { accountId: string }; receivableIds: readonly string[] },
): Promise<LockedDebts> {
  const { tx, orgId } = context;
  const ids = [...ask.receivableIds];
  await sql`
    select c.account_id from account_credit c
    where c.org_id = ${orgId} and (c.account_id = ${ask.payment.accountId} or c.account_id in (
      select r.account_id from receivable r where r.org_id = ${orgId} and r.id = any(${ids}::uuid[])))
    order by c.account_id for update`.execute(tx);
  const { rows } = await sql<Omit<Debt, 'openMinor'> & { openMinor: string; payerGroupId: string | null }>`
    select r.id, r.account_id as "accountId", a.group_id as "groupId", a.manager_id as "managerId",
      r.legal_entity_id as "legalEntityId", r.document_number as "documentNumber", r.open_minor as "openMinor",
      (select g.group_id from account g where g.org_id = ${orgId} and g.id = ${ask.payment.accountId}) as "payerGroupId"
    from receivable r join account a on a.org_id = ${orgId} and a.id = r.account_id
    where r.org_id = ${orgId} and r.id = any(${ids}::uuid[]) order by r.id for update of r`.execute(tx);
  return {
    known: new Map(rows.map((row) => [row.id, { ...row, openMinor: BigInt(row.openMinor) }])),
    payerGroupId: rows[0]?.payerGroupId ?? null,
  };
}
