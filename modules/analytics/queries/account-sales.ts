import { type RawBuilder, sql } from 'kysely';
import { addMonths, monthOf } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { AccountSalesView } from '../contract.ts';
import { noneKey } from '../model.ts';
import { firstDay, laterMonth } from '../rules/pivot.ts';
import { besideLastYear, type MonthRow, yearTo } from '../rules/year.ts';

const categoriesMost = 12;
const productsMost = 20;

/** An account's sales of a year beside the year before, its categories, what it bought last. Four statements. */
export async function getAccountSales(
  context: ReadContext,
  { accountId }: { readonly accountId: string },
): Promise<Result<AccountSalesView>> {
  const { read, orgId, actor, today } = context;
  const seen = await sql<{ firstOn: string | null; lastOn: string | null }>`
    select
      (select min(l.sold_on) from sales_line l where l.org_id = ${orgId} and l.account_id = a.id) as "firstOn",
      (select max(l.sold_on) from sales_line l where l.org_id = ${orgId} and l.account_id = a.id) as "lastOn"
    from account a where a.org_id = ${orgId} and a.id = ${accountId} and ${visibleTo(actor, 'a')}`.execute(read);
  const account = seen.rows[0];
  if (account === undefined) return refuse('analytics.account_not_found');
  const months = await sql<MonthRow>`
    select m.month, sum(m.sum_minor) as revenue, sum(m.quantity_milli) as quantity, sum(m.margin_minor) as margin
    from ${twoYears(context, accountId)} m group by m.month`.execute(read);
  return ok({
    accountId,
    ...besideLastYear(months.rows, today, actor.seesCost),
    ...account,
    categories: await readCategories(context, accountId),
    products: await readProducts(context, accountId),
  });
}

/** The rollup of two years to today as `m`; of last year's month that stands beside this one, only the same days. */
function twoYears({ orgId, today }: ReadContext, accountId: string): RawBuilder<unknown> {
  const { from, to } = yearTo(today);
  const cut = firstDay(laterMonth(monthOf(today), -12));
  return sql`(
    select r.month, r.category_id, r.sum_minor, r.quantity_milli, r.costed_minor - r.cost_minor as margin_minor
    from sales_month r where r.org_id = ${orgId} and r.account_id = ${accountId} and r.month <> ${cut}
      and r.month between ${firstDay(laterMonth(from, -12))} and ${firstDay(to)}
    union all
    select date_trunc('month', l.sold_on)::date, l.category_id, l.sum_minor, l.quantity_milli, 0
    from sales_line l where l.org_id = ${orgId} and l.account_id = ${accountId}
      and l.sold_on between ${cut} and ${addMonths(today, -12)}
  )`;
}

async function readCategories(context: ReadContext, accountId: string): Promise<AccountSalesView['categories']> {
  const { read, orgId, today } = context;
  const { from } = yearTo(today);
  const now = sql`m.month >= ${firstDay(from)}`;
  const { rows } = await sql<AccountSalesView['categories'][number]>`
    select coalesce(m.category_id::text, ${noneKey}) as key, coalesce(c.path, '') as title,
      coalesce(sum(m.sum_minor) filter (where ${now}), 0) as "revenueMinor",
      coalesce(sum(m.sum_minor) filter (where not ${now}), 0) as "beforeMinor"
    from ${twoYears(context, accountId)} m
    left join category c on c.org_id = ${orgId} and c.id = m.category_id
    group by m.category_id, c.path order by 3 desc, 4 desc, 2 limit ${categoriesMost}`.execute(read);
  return rows;
}

/** What was bought last, each product once, with its year. */
async function readProducts(context: ReadContext, accountId: string): Promise<AccountSalesView['products']> {
  const { read, orgId, today } = context;
  const { rows } = await sql<AccountSalesView['products'][number]>`
    with bought as materialized (
      select l.product_id, max(l.sold_on) as last_on, count(distinct l.invoice_no)::int as times,
        sum(l.quantity_milli) as quantity_milli, sum(l.sum_minor) as sum_minor
      from sales_line l where l.org_id = ${orgId} and l.account_id = ${accountId} and l.sold_on > ${addMonths(today, -12)}
      group by l.product_id having sum(l.quantity_milli) > 0
      order by max(l.sold_on) desc, sum(l.sum_minor) desc, l.product_id limit ${productsMost}
    )
    select b.product_id as "productId", p.code, p.name, p.unit, b.last_on as "lastOn", b.times,
      (select l.price_e4 from sales_line l where l.org_id = ${orgId} and l.account_id = ${accountId}
        and l.product_id = b.product_id and l.sold_on = b.last_on order by l.id desc limit 1) as "lastPriceE4",
      b.quantity_milli as "quantityMilli", b.sum_minor as "revenueMinor"
    from bought b join product p on p.org_id = ${orgId} and p.id = b.product_id
    order by b.last_on desc, b.sum_minor desc, b.product_id`.execute(read);
  return rows;
}
