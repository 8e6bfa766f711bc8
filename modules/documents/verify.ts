import { sql } from 'kysely';
import type { Details } from '#kernel/result.ts';
import { type Check, sqlCheck } from '#platform/verify.ts';

/** Numbers of papers go without a gap in each series and year; what a paper is about is there. */
export const checks: readonly Check[] = [
  sqlCheck(
    'documents.numbers_have_gaps',
    (orgId) => sql<Details>`
      select series, year, n.last, coalesce(d.papers, 0) as papers, d.first, d.greatest
      from (
        select n.series, n.year, n.last from number_series n
        where n.org_id = ${orgId} and (n.series like 'invoice:%' or n.series like 'upd:%')
      ) n
      full join (
        select d.series, d.year, count(*)::int as papers, min(d.number) as first, max(d.number) as greatest
        from document d where d.org_id = ${orgId} group by 1, 2
      ) d using (series, year)
      where n.last is distinct from d.papers or d.first is distinct from 1 or d.greatest is distinct from d.papers
      order by 1, 2`,
  ),
  sqlCheck(
    'documents.subject_missing',
    (orgId) => sql<Details>`
      select d.number_text as number, d.kind from document d
      left join sales_order o on o.org_id = ${orgId} and o.id = d.order_id
      left join shipment s on s.org_id = ${orgId} and s.id = d.shipment_id
      where d.org_id = ${orgId} and ((d.order_id is not null and (o.id is null or o.account_id <> d.account_id))
        or (d.shipment_id is not null and (s.id is null or s.account_id <> d.account_id)))
      order by d.created_at, d.id`,
  ),
];
