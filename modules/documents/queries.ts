import { type RawBuilder, sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { numberKey } from '#modules/settlements/index.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { documents } from './contract.ts';

type Page = OutputOf<typeof documents.list>;
type Row = Page['rows'][number];
type Input = InputOf<typeof documents.list>;

const pageDefault = 100;
const cursorShape = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?Z)\|([0-9a-f]{8}-[0-9a-f-]{27})$/;

/** Papers of accounts the actor sees, the latest first; a number finds its paper however it is written. */
export async function listDocuments(context: ReadContext, input: Input): Promise<Result<Page>> {
  const wrong = [input.from, input.to].find((day) => day !== undefined && parsePlainDate(day) === null);
  if (wrong !== undefined) return refuse('documents.bad_date', { date: wrong });
  const size = input.limit ?? pageDefault;
  const [, at, id] = cursorShape.exec(input.cursor ?? '') ?? [];
  const before = at === undefined ? sql`true` : sql`(d.created_at, d.id) < (${at}::timestamptz, ${id}::uuid)`;
  const { rows } = await sql<Row>`
    ${selectDocuments(context)} and ${filters(input)} and ${before}
    order by d.created_at desc, d.id desc limit ${size + 1}`.execute(context.read);
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > size && last !== undefined ? `${last.createdAt}|${last.id}` : null });
}

/** One paper. */
export async function getDocument(
  context: ReadContext,
  { documentId }: InputOf<typeof documents.get>,
): Promise<Result<Row>> {
  const { rows } = await sql<Row>`${selectDocuments(context)} and d.id = ${documentId}`.execute(context.read);
  return rows[0] === undefined ? refuse('documents.not_found') : ok(rows[0]);
}

function selectDocuments({ orgId, actor }: ReadContext): RawBuilder<Row> {
  return sql<Row>`
    select d.id, d.kind, d.number_text as "numberText", d.dated_on as "datedOn", d.account_id as "accountId",
      a.name as "accountName", d.order_id as "orderId", o.number as "orderNumber", d.shipment_id as "shipmentId",
      d.total_minor as "totalMinor", d.vat_minor as "vatMinor", d.created_at as "createdAt", m.name as "createdBy"
    from document d
    join account a on a.org_id = ${orgId} and a.id = d.account_id
    left join sales_order o on o.org_id = ${orgId} and o.id = d.order_id
    left join person m on m.org_id = ${orgId} and m.id = d.created_by
    where d.org_id = ${orgId} and ${visibleTo(actor, 'a')}`;
}

const wordsMost = 6;

function filters(input: Input): RawBuilder<boolean> {
  const parts: RawBuilder<boolean>[] = [sql`true`];
  if (input.kind !== undefined) parts.push(sql`d.kind = ${input.kind}`);
  if (input.accountId !== undefined) parts.push(sql`d.account_id = ${input.accountId}`);
  if (input.orderId !== undefined) parts.push(sql`d.order_id = ${input.orderId}`);
  if (input.from !== undefined) parts.push(sql`d.dated_on >= ${input.from}`);
  if (input.to !== undefined) parts.push(sql`d.dated_on <= ${input.to}`);
  const text = (input.q ?? '').trim();
  if (text !== '') parts.push(found(text));
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

function found(text: string): RawBuilder<boolean> {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/["'«»]/gu, '')
    .split(/\s+/u);
  const named = words
    .filter((word) => word !== '')
    .slice(0, wordsMost)
    .map((word) => sql<boolean>`a.search_text like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`);
  const byName = named.length === 0 ? sql`false` : sql`(${sql.join(named, sql` and `)})`;
  return /\d/.test(text) ? sql`(d.number_key = ${numberKey(text).core} or ${byName})` : sql`${byName}`;
}
