import { sql } from 'kysely';
import type { Static } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import { numberKey } from '#modules/settlements/index.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { DocumentRow, documents } from './contract.ts';

const pageSize = 100;

/** Papers of accounts the actor sees, the latest first; a number finds its paper however it is written. */
export async function listDocuments({ read, orgId, actor }: ReadContext, input: Static<typeof documents.list.input>) {
  const [at, id] = (input.cursor ?? '').split('|', 2);
  const before = at === undefined || id === undefined || at === '' ? sql`` : sql`and (d.created_at, d.id) < (${at}::timestamptz, ${id}::uuid)`;
  const text = (input.q ?? '').trim();
  const byNumber = /\d/.test(text) ? sql`d.number_key = ${numberKey(text).core}` : sql`false`;
  const byName = sql`d.account_id in (select s.id from account s where s.org_id = ${orgId}
    and s.search_text like ${`%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} limit 500)`;
  const { rows } = await sql<Static<typeof DocumentRow>>`
    select d.id, d.kind, d.number_text as "numberText", d.dated_on as "datedOn", d.account_id as "accountId", a.name as "accountName",
      d.order_id as "orderId", o.number as "orderNumber", d.shipment_id as "shipmentId", d.total_minor as "totalMinor",
      d.vat_minor as "vatMinor", d.created_at as "createdAt"
    from document d
    join account a on a.org_id = ${orgId} and a.id = d.account_id
    left join sales_order o on o.org_id = ${orgId} and o.id = d.order_id
    where d.org_id = ${orgId} and ${visibleTo(actor, 'a')}
      ${text === '' ? sql`` : sql`and (${byNumber} or ${byName})`}
      ${input.kind === undefined ? sql`` : sql`and d.kind = ${input.kind}`}
      ${input.accountId === undefined ? sql`` : sql`and d.account_id = ${input.accountId}`}
      ${input.orderId === undefined ? sql`` : sql`and d.order_id = ${input.orderId}`} ${before}
    order by d.created_at desc, d.id desc limit ${pageSize + 1}`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > pageSize && last !== undefined ? `${last.createdAt}|${last.id}` : null });
}
