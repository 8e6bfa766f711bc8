import { sql } from 'kysely';
import { sumMinor } from '#kernel/money.ts';
import { lineSum } from '#kernel/price.ts';
import { vatIncluded } from '#kernel/vat.ts';
import type { SubjectView } from '#modules/approvals/index.ts';
import type { ReadContext } from '#platform/serve.ts';
import { marginBp } from '../rules.ts';
import { readOrder } from '../store.ts';

type DescribedLine = SubjectView['lines'][number] & { cost: string | null; before: string; vatBp: number | null };

/** An order as the decision screen shows it: its money with and without discounts by hand, its lines. */
export async function describeOrder(context: ReadContext, subjectId: string): Promise<SubjectView | null> {
  const { read, orgId, actor } = context;
  const order = await readOrder(read, orgId, subjectId);
  if (order === null) return null;
  const { rows } = await sql<DescribedLine>`
    select l.id as "lineId", p.code || ' ' || p.name as title, l.quantity_milli as "quantityMilli",
      l.price_e4 as "priceE4", l.manual_bp as "manualBp", l.floor_e4 as "floorE4", l.sum_minor as "sumMinor",
      l.cost_e4 as cost, l.vat_bp as "vatBp", coalesce((
        select s.value ->> 'fromE4' from jsonb_array_elements(l.trace) s where s.value ->> 'step' = 'manual' limit 1
      ), l.price_e4::text) as before
    from order_line l join product p on p.org_id = ${orgId} and p.id = l.product_id
    where l.org_id = ${orgId} and l.order_id = ${subjectId} order by l.position limit 1000`.execute(read);
  const { rows: head } = await sql<{ comment: string }>`
    select comment from sales_order where org_id = ${orgId} and id = ${subjectId}`.execute(read);
  const worth = worthOf(rows);
  const marginOf = (net: bigint) => (actor.seesCost ? marginBp(net, worth.costMinor) : null);
  return {
    title: String(order.number),
    version: order.version,
    totalMinor: String(order.totalMinor),
    marginBp: marginOf(order.totalMinor - order.vatMinor),
    fullMinor: String(worth.fullMinor),
    fullMarginBp: marginOf(worth.fullMinor - worth.fullVatMinor),
    prepaid: order.prepaid,
    comment: head[0]?.comment ?? '',
    lines: rows.map(({ cost: _cost, before: _before, vatBp: _vatBp, ...row }) => ({
      ...row,
      floorE4: actor.seesCost ? row.floorE4 : null,
    })),
  };
}

/** What the lines cost, and what they would come to without discounts by hand. */
function worthOf(lines: readonly DescribedLine[]) {
  const full = lines.map((line) => lineSum(BigInt(line.before), BigInt(line.quantityMilli)));
  return {
    costMinor: sumMinor(lines.map((line) => lineSum(BigInt(line.cost ?? '0'), BigInt(line.quantityMilli)))),
    fullMinor: sumMinor(full),
    fullVatMinor: sumMinor(full.map((sum, at) => vatIncluded(sum, lines[at]?.vatBp ?? null))),
  };
}
