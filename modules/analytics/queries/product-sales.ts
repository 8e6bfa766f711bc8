import { type RawBuilder, sql } from 'kysely';
import { addMonths, monthOf } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { ProductSalesView } from '../contract.ts';
import { firstDay, laterMonth } from '../rules/pivot.ts';
import { besideLastYear, type MonthRow, yearTo } from '../rules/year.ts';

const accountsMost = 20;

/** A product's sales to the accounts that the person sees: a year beside the year before, who buys. Three statements. */
export async function getProductSales(
  context: ReadContext,
  { productId }: { readonly productId: string },
): Promise<Result<ProductSalesView>> {
  const { read, orgId, actor, today } = context;
  const known = await sql`
    select p.id from product p where p.org_id = ${orgId} and p.id = ${productId}`.execute(read);
  if (known.rows.length === 0) return refuse('analytics.product_not_found');
  const { from, to } = yearTo(today);
  const months = await sql<MonthRow>`
    select date_trunc('month', l.sold_on)::date as month, sum(l.sum_minor) as revenue, sum(l.quantity_milli) as quantity,
      coalesce(sum(l.sum_minor - l.vat_minor - l.cost_minor), 0) as margin
    from ${seenLines(context, productId)} and l.sold_on between ${firstDay(laterMonth(from, -12))} and ${today}
      and (l.sold_on <= ${addMonths(today, -12)} or l.sold_on >= ${firstDay(laterMonth(monthOf(today), -11))})
    group by 1`.execute(read);
  const accounts = await sql<ProductSalesView['accounts'][number]>`
    select a.id as "accountId", a.name, sum(l.sum_minor) as "revenueMinor", sum(l.quantity_milli) as "quantityMilli",
      max(l.sold_on) as "lastOn"
    from ${seenLines(context, productId)} and l.sold_on between ${firstDay(from)} and ${addMonths(firstDay(to), 1)}
    group by a.id, a.name order by 3 desc, a.name limit ${accountsMost}`.execute(read);
  return ok({ productId, ...besideLastYear(months.rows, today, actor.seesCost), accounts: accounts.rows });
}

/** The product's lines of the accounts that the person sees, over `l` and `a`; the caller goes on with `and`. */
function seenLines({ orgId, actor }: ReadContext, productId: string): RawBuilder<unknown> {
  return sql`sales_line l join account a on a.org_id = ${orgId} and a.id = l.account_id and ${visibleTo(actor, 'a')}
    where l.org_id = ${orgId} and l.product_id = ${productId}`;
}
