import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';

/**
 * A sold line as history keeps it. Sums in kopecks, quantities in thousandths; a return or cancellation is negative.
 * `sumMinor` has VAT in it, of which `vatMinor` (0 where it is not known); the cost has none.
 */
export type SoldLine = {
  readonly id: string;
  readonly source: 'shipment' | 'import';
  readonly invoiceNo: string;
  readonly lineNo: number;
  readonly soldOn: string;
  readonly accountId: string;
  readonly productId: string;
  readonly managerId: string | null;
  readonly quantityMilli: bigint;
  readonly priceE4: bigint;
  readonly sumMinor: bigint;
  readonly vatMinor: bigint;
  readonly costMinor: bigint | null;
};

/**
 * Adds sold lines and their months in one statement. An imported line known by its invoice, place and year is left as it
 * is, so the same history twice doubles nothing; a shipment's lines are always new. Answers how many were new. Category
 * and brand are those of the product today.
 */
export async function addSales(tx: Tx, orgId: string, lines: readonly SoldLine[]): Promise<number> {
  if (lines.length === 0) return 0;
  const column = <T>(pick: (line: SoldLine) => T): T[] => lines.map(pick);
  const { rows } = await sql<{ added: number }>`
    with added as (
      insert into sales_line (org_id, id, source, invoice_no, line_no, sold_on, account_id, product_id, category_id,
        brand_id, manager_id, quantity_milli, price_e4, sum_minor, vat_minor, cost_minor)
      select ${orgId}, s.id, s.source, s.invoice_no, s.line_no, s.sold_on, s.account_id, s.product_id, p.category_id,
        p.brand_id, s.manager_id, s.quantity_milli, s.price_e4, s.sum_minor, s.vat_minor, s.cost_minor
      from unnest(${column((line) => line.id)}::uuid[], ${column((line) => line.source)}::text[],
        ${column((line) => line.invoiceNo)}::text[], ${column((line) => line.lineNo)}::int[],
        ${column((line) => line.soldOn)}::date[], ${column((line) => line.accountId)}::uuid[],
        ${column((line) => line.productId)}::uuid[], ${column((line) => line.managerId)}::uuid[],
        ${column((line) => String(line.quantityMilli))}::bigint[], ${column((line) => String(line.priceE4))}::bigint[],
        ${column((line) => String(line.sumMinor))}::bigint[], ${column((line) => String(line.vatMinor))}::bigint[],
        ${column((line) => line.costMinor?.toString() ?? null)}::bigint[])
        as s (id, source, invoice_no, line_no, sold_on, account_id, product_id, manager_id, quantity_milli, price_e4,
          sum_minor, vat_minor, cost_minor)
      join product p on p.org_id = ${orgId} and p.id = s.product_id
      on conflict (org_id, invoice_no, line_no, (extract(year from sold_on))) where source = 'import' do nothing
      returning sold_on, account_id, category_id, brand_id, manager_id, quantity_milli, sum_minor, vat_minor, cost_minor
    ), rolled as (
      insert into sales_month as m (org_id, month, account_id, category_id, brand_id, manager_id, quantity_milli,
        sum_minor, vat_minor, cost_minor, costed_minor, line_count)
      select ${orgId}, date_trunc('month', a.sold_on)::date, a.account_id, a.category_id, a.brand_id, a.manager_id,
        sum(a.quantity_milli), sum(a.sum_minor), sum(a.vat_minor), coalesce(sum(a.cost_minor), 0),
        coalesce(sum(a.sum_minor - a.vat_minor) filter (where a.cost_minor is not null), 0), count(*)::int
      from added a group by 2, 3, 4, 5, 6 order by 2, 3, 4, 5, 6
      on conflict on constraint sales_month_unique do update set
        quantity_milli = m.quantity_milli + excluded.quantity_milli, sum_minor = m.sum_minor + excluded.sum_minor,
        vat_minor = m.vat_minor + excluded.vat_minor, cost_minor = m.cost_minor + excluded.cost_minor,
        costed_minor = m.costed_minor + excluded.costed_minor, line_count = m.line_count + excluded.line_count
    )
    select count(*)::int as added from added`.execute(tx);
  return rows[0]?.added ?? 0;
}
