import { sql } from 'kysely';
import type { Details } from '#kernel/result.ts';
import { type Check, sqlCheck } from '#platform/verify.ts';

/** The ledger is the balances; what debts and payments have left is what their parts leave. */
export const checks: readonly Check[] = [
  sqlCheck(
    'settlements.ledger_differs',
    (orgId) => sql<Details>`
      select a.code as account, coalesce(l.minor, 0)::bigint as "ledgerMinor",
        c.receivable_minor - c.advance_minor as "balanceMinor"
      from account a
      join account_credit c on c.org_id = ${orgId} and c.account_id = a.id
      left join (
        select e.account_id, sum(e.amount_minor) as minor from ledger_entry e where e.org_id = ${orgId} group by 1
      ) l on l.account_id = a.id
      where a.org_id = ${orgId} and coalesce(l.minor, 0) <> c.receivable_minor - c.advance_minor
      order by a.code`,
  ),
  sqlCheck(
    'settlements.debt_differs',
    (orgId) => sql<Details>`
      select r.document_number as document, r.amount_minor as "amountMinor", r.open_minor as "openMinor",
        coalesce(l.minor, 0)::bigint as "allocatedMinor"
      from receivable r
      left join (
        select l.receivable_id, sum(l.amount_minor) as minor from allocation l where l.org_id = ${orgId} group by 1
      ) l on l.receivable_id = r.id
      where r.org_id = ${orgId} and (r.open_minor <> r.amount_minor - coalesce(l.minor, 0) or coalesce(l.minor, 0) < 0)
      order by r.document_date, r.id`,
  ),
  sqlCheck(
    'settlements.payment_differs',
    (orgId) => sql<Details>`
      select p.number as payment, p.amount_minor as "amountMinor", p.unallocated_minor as "unallocatedMinor",
        coalesce(l.minor, 0)::bigint as "allocatedMinor"
      from payment p
      left join (
        select l.payment_id, sum(l.amount_minor) as minor from allocation l where l.org_id = ${orgId} group by 1
      ) l on l.payment_id = p.id
      where p.org_id = ${orgId}
        and (p.unallocated_minor <> p.amount_minor - coalesce(l.minor, 0) or coalesce(l.minor, 0) < 0)
      order by p.booked_on, p.id`,
  ),
];
