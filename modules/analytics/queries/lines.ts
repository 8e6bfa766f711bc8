import { type RawBuilder, sql } from 'kysely';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { cursorId, cursorOf } from '#platform/paging.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { SalesLineRow, sales } from '../contract.ts';
import { noneKey } from '../model.ts';
import { filtersOf } from './pivot-sql.ts';

export type LinesAsk = InputOf<typeof sales.lines>;
export type LinesPage = { readonly rows: SalesLineRow[]; readonly next: string | null };

const pageSize = 100;

/** Sold lines of the accounts that the person sees, the latest first. One statement. */
export async function listLines(
  context: ReadContext,
  input: LinesAsk,
  limit: number = pageSize,
): Promise<Result<LinesPage>> {
  const { read, orgId, actor } = context;
  const days = [input.fromOn, input.toOn].filter((day) => day !== undefined);
  if (days.some((day) => parsePlainDate(day) === null)) return refuse('analytics.bad_day');
  const { rows } = await sql<SalesLineRow>`
    with page as materialized (
      select m.*, a.name as account_name
      from sales_line m join account a on a.org_id = ${orgId} and a.id = m.account_id and ${visibleTo(actor, 'a')}
      where m.org_id = ${orgId} and ${filtersOf(orgId, input)} ${narrowed(input)} ${beyond(orgId, input.cursor)}
      order by m.sold_on desc, m.id desc limit ${limit + 1}
    )
    select m.id, m.sold_on as "soldOn", m.invoice_no as "invoiceNo", m.account_id as "accountId",
      m.account_name as "accountName", m.product_id as "productId", p.code as "productCode", p.name as "productName",
      p.unit, b.name as "managerName", m.quantity_milli as "quantityMilli", m.price_e4 as "priceE4",
      m.sum_minor as "revenueMinor",
      case when ${actor.seesCost}::boolean then m.sum_minor - m.vat_minor - m.cost_minor end as "marginMinor",
      m.reverses_id as "reversesId"
    from page m
    join product p on p.org_id = ${orgId} and p.id = m.product_id
    left join person b on b.org_id = ${orgId} and b.id = m.manager_id
    order by m.sold_on desc, m.id desc`.execute(read);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return ok({ rows: page, next: rows.length > limit && last !== undefined ? cursorOf([last.id]) : null });
}

function narrowed({ productId, categoryId = [], ownCategory = false, fromOn, toOn }: LinesAsk): RawBuilder<unknown> {
  const products =
    productId === undefined || productId.length === 0 ? sql`` : sql`and m.product_id = any(${productId}::uuid[])`;
  const ids = categoryId.filter((id) => id !== noneKey);
  // Lines of no category have been let through by the filters already.
  const own =
    !ownCategory || ids.length === 0 ? sql`` : sql`and (m.category_id is null or m.category_id = any(${ids}::uuid[]))`;
  const from = fromOn === undefined ? sql`` : sql`and m.sold_on >= ${fromOn}`;
  const to = toOn === undefined ? sql`` : sql`and m.sold_on <= ${toOn}`;
  return sql`${products} ${own} ${from} ${to}`;
}

/** What follows the line of the cursor. */
function beyond(orgId: string, cursor: string | undefined): RawBuilder<unknown> {
  const after = cursorId(cursor);
  if (after === null) return sql``;
  const on = sql`(select k.sold_on from sales_line k where k.org_id = ${orgId} and k.id = ${after})`;
  return sql`and m.sold_on <= ${on} and (m.sold_on, m.id) < (${on}, ${after}::uuid)`;
}
