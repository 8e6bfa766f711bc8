/** What a pivot of sales is to be (domain: comparison with the same days of last year). */
import { addMonths, monthOf, type PlainDate, type PlainMonth } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Dimension, Measure, PivotPlan, PivotSort } from '../model.ts';

export type PivotAsk = {
  readonly rows?: Dimension;
  readonly thenBy?: Dimension;
  readonly columns?: Dimension;
  readonly measure?: Measure;
  readonly from?: PlainMonth;
  readonly to?: PlainMonth;
  readonly compare?: boolean;
  readonly sort?: PivotSort;
  readonly top?: number;
};

export type PivotRefusal =
  | 'analytics.no_cost'
  | 'analytics.same_dimension'
  | 'analytics.bad_period'
  | 'analytics.long_period'
  | 'analytics.nothing_to_compare';

const usualTop = 50;
const usualMonths = 12;
export const monthsMost = 60;
/** Sales outside these months are slips of the fingers. */
const eras = { first: '1990-01', last: '2100-12' };

/** The first day of a month. */
export const firstDay = (month: PlainMonth): PlainDate => `${month}-01`;
/** The month so many months later. */
export const laterMonth = (month: PlainMonth, by: number): PlainMonth => monthOf(addMonths(firstDay(month), by));

/** The months of a period, both ends counted; at most one more than `monthsMost`. */
export function monthsIn(from: PlainMonth, to: PlainMonth): PlainMonth[] {
  const months: PlainMonth[] = [];
  for (let month = from; month <= to && months.length <= monthsMost; month = laterMonth(month, 1)) months.push(month);
  return months;
}

/**
 * Makes the ask whole: by default the last twelve months of accounts, the largest first. Refuses margin for those who do
 * not see cost, one dimension twice, periods that are none or too long, a sort by a change that is not asked for.
 */
export function decidePivot(
  ask: PivotAsk,
  { today, seesCost }: { readonly today: PlainDate; readonly seesCost: boolean },
): Result<PivotPlan, PivotRefusal> {
  const measure = ask.measure ?? 'revenue';
  if (measure === 'margin' && !seesCost) return refuse('analytics.no_cost');
  const rows = [ask.rows ?? 'account', ...(ask.thenBy === undefined ? [] : [ask.thenBy])];
  const asked = [...rows, ...(ask.columns === undefined ? [] : [ask.columns])];
  if (new Set(asked).size !== asked.length) return refuse('analytics.same_dimension');
  const to = ask.to ?? monthOf(today);
  const from = ask.from ?? laterMonth(to, 1 - usualMonths);
  if (from > to || from < eras.first || to > eras.last) return refuse('analytics.bad_period');
  if (monthsIn(from, to).length > monthsMost) return refuse('analytics.long_period', { months: monthsMost });
  const compare = ask.compare ?? false;
  const sort = ask.sort ?? '-total';
  if (sort.endsWith('change') && !compare) return refuse('analytics.nothing_to_compare');
  const trendOnly = ask.columns === undefined && !rows.includes('month');
  const columns = ask.columns ?? (trendOnly ? 'month' : null);
  const open = firstDay(from) <= today && today < firstDay(laterMonth(to, 1));
  const openOn = open ? today : null;
  return ok({ rows, columns, trendOnly, measure, from, to, compare, openOn, sort, top: ask.top ?? usualTop });
}
