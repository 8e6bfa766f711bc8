import { sql } from 'kysely';
import { addMonths } from '#kernel/plain-date.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { ReadContext } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import type { DayReport } from '../contract.ts';
import { rankDay, runningSums, type SoldDay, workingDaysOf } from '../rules.ts';
import { readFacts } from './facts.ts';

/** What needs the person today and the month so far: a statement a kind, two for the month. */
export async function getDay(context: ReadContext): Promise<Result<DayReport>> {
  const found = await readFacts(context);
  const ranked = rankDay(
    [...found.values()].flatMap((one) => one.facts),
    context,
  );
  return ok({
    items: ranked.map(({ score: _score, ...item }) => item),
    counts: [...found].map(([kind, { count }]) => ({ kind, count })),
    month: context.actor.permissions.has('analytics.read') ? await readMonth(context) : null,
  });
}

/** The sales of the month beside the same month of last year, and the orders taken. */
async function readMonth(context: ReadContext): Promise<NonNullable<DayReport['month']>> {
  const { read, orgId, actor, today } = context;
  const start = `${today.slice(0, 7)}-01`;
  const lastStart = addMonths(start, -12);
  const sold = await sql<SoldDay>`
    select extract(day from l.sold_on)::int as day,
      coalesce(sum(l.sum_minor) filter (where l.sold_on >= ${start}), 0) as minor,
      coalesce(sum(l.sum_minor) filter (where l.sold_on < ${start}), 0) as "beforeMinor"
    from sales_line l join account a on a.org_id = ${orgId} and a.id = l.account_id and ${visibleTo(actor, 'a')}
    where l.org_id = ${orgId} and (l.sold_on between ${start} and ${today}
      or (l.sold_on >= ${lastStart} and l.sold_on < ${addMonths(lastStart, 1)}))
    group by 1`.execute(read);
  const orders = await sql<{ count: number; minor: string }>`
    select count(*)::int as count, coalesce(sum(o.total_minor), 0) as minor
    from sales_order o join account a on a.org_id = ${orgId} and a.id = o.account_id and ${visibleTo(actor, 'a')}
    where o.org_id = ${orgId} and o.ordered_on between ${start} and ${today} and o.state not in ('draft', 'cancelled')`.execute(
    read,
  );
  const beforeUntil = addMonths(today, -12);
  const days = runningSums(sold.rows, today);
  const upTo = (list: typeof days, day: number) => list[Math.min(day, list.length) - 1];
  return {
    revenueMinor: upTo(days, Number(today.slice(8)))?.minor ?? '0',
    beforeMinor: upTo(days, Number(beforeUntil.slice(8)))?.beforeMinor ?? '0',
    beforeUntil,
    orders: orders.rows[0]?.count ?? 0,
    ordersMinor: orders.rows[0]?.minor ?? '0',
    workingDays: workingDaysOf(today),
    days,
  };
}
