import { type RawBuilder, sql } from 'kysely';
import { ok, type Result } from '#kernel/result.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { cursorOf, keyOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { ReservationListRow, stock } from '../contract.ts';
import { hasWords } from './product-sql.ts';

type Ask = InputOf<typeof stock.reservations>;

const pageSize = 100;
const soonHours = 48;

/** Goods promised to orders of the accounts that the person sees, those whose time ends first on top. */
export async function listReservations(
  context: ReadContext,
  input: Ask,
): Promise<Result<OutputOf<typeof stock.reservations>>> {
  const { read, orgId, actor } = context;
  const { rows } = await sql<ReservationListRow>`
    select r.order_id as "orderId", r.line_id as "lineId", o.number as "orderNumber", a.id as "accountId",
      a.name as "accountName", r.product_id as "productId", p.code, p.name, p.unit, w.code as "warehouseCode",
      r.quantity_milli as "quantityMilli", r.expires_at as "expiresAt"
    from reservation r
    join sales_order o on o.org_id = ${orgId} and o.id = r.order_id
    join account a on a.org_id = ${orgId} and a.id = o.account_id
    join product p on p.org_id = ${orgId} and p.id = r.product_id
    join warehouse w on w.org_id = ${orgId} and w.id = r.warehouse_id
    where r.org_id = ${orgId} and ${visibleTo(actor, 'a')} and ${hasWords(input.q)}
      and ${narrowed(context, input)}
    order by ${ends}, r.order_id, r.line_id limit ${pageSize + 1}`.execute(read);
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const next = rows.length > pageSize && last !== undefined ? cursorOf([last.orderId, last.lineId]) : null;
  return ok({ rows: page, next });
}

/** When a promise ends; one without a term ends after all others. */
const ends = sql`coalesce(r.expires_at, 'infinity')`;

function narrowed({ orgId, now }: ReadContext, input: Ask): RawBuilder<unknown> {
  const where: RawBuilder<unknown>[] = [sql`true`];
  if (input.warehouseId !== undefined) where.push(sql`r.warehouse_id = ${input.warehouseId}`);
  if (input.productId !== undefined) where.push(sql`r.product_id = ${input.productId}`);
  if (input.accountId !== undefined) where.push(sql`a.id = ${input.accountId}`);
  if (input.show === 'ending') {
    where.push(sql`r.expires_at <= ${now}::timestamptz + make_interval(hours => ${soonHours})`);
  }
  const after = keyOf(input.cursor, ['id', 'id']);
  if (after !== null) {
    where.push(sql`(${ends}, r.order_id, r.line_id) > (
      (select coalesce(k.expires_at, 'infinity') from reservation k
        where k.org_id = ${orgId} and k.order_id = ${after[0]} and k.line_id = ${after[1]}),
      ${after[0]}::uuid, ${after[1]}::uuid)`);
  }
  return sql.join(where, sql` and `);
}
