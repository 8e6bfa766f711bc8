/** The URL of the report as what is asked of the server, and a cell of the table as the lines behind it. */
import { addDays, addMonths, monthOf, type PlainDate } from '#kernel/plain-date.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { inputAt } from '#web/api.ts';
import type { Search } from '#web/screen-route.ts';
import { type PivotReport, sales } from '../contract.ts';
import { type Dimension, noneKey } from '../model.ts';

export type PivotInput = InputOf<typeof sales.pivot>;
export type LinesInput = InputOf<typeof sales.lines>;

/** Periods that move with today; `own` takes the months of the URL. */
export const periods = ['year', 'thisYear', 'lastYear', 'quarter', 'month', 'own'] as const;
export type Period = (typeof periods)[number];
export const filterKeys = ['accountId', 'groupId', 'categoryId', 'brandId', 'managerId'] as const;
type FilterKey = (typeof filterKeys)[number];

type Months = { readonly from: string; readonly to: string };

const later = (month: string, by: number): string => monthOf(addMonths(`${month}-01`, by));

/** Which period the URL names: the last twelve months when none. */
export function periodOf(search: Search): Period {
  const named = periods.find((one) => one === search['period']);
  return named ?? (search['from'] === undefined && search['to'] === undefined ? 'year' : 'own');
}

/** The months of a period on a day. */
export function monthsOf(search: Search, today: PlainDate): Months {
  const now = monthOf(today);
  const year = Number(now.slice(0, 4));
  const text = (key: string): string => (typeof search[key] === 'string' ? search[key] : '');
  const [one, other] = [text('from') || later(text('to') || now, -11), text('to') || now];
  const months: Record<Period, Months> = {
    year: { from: later(now, -11), to: now },
    thisYear: { from: `${year}-01`, to: now },
    lastYear: { from: `${year - 1}-01`, to: `${year - 1}-12` },
    quarter: { from: later(now, -2), to: now },
    month: { from: now, to: now },
    own: one <= other ? { from: one, to: other } : { from: other, to: one },
  };
  return months[periodOf(search)];
}

/**
 * What the URL asks of the pivot. Last year stands beside unless the URL says no; a dimension chosen twice and a sort by
 * a change that is not shown are left out, so that no choice on the screen leads to a refusal.
 */
export function pivotInput(search: Search, today: PlainDate): PivotInput {
  const asked = inputAt(sales.pivot, { params: {}, search });
  const { thenBy, columns, sort, ...rest } = asked;
  const rows = asked.rows ?? 'account';
  const compare = search['compare'] !== 'false';
  const second = thenBy === rows ? undefined : thenBy;
  const across = columns === rows || columns === second ? undefined : columns;
  return {
    ...rest,
    ...monthsOf(search, today),
    rows,
    ...(second === undefined ? {} : { thenBy: second }),
    ...(across === undefined ? {} : { columns: across }),
    ...(sort === undefined || (!compare && sort.endsWith('change')) ? {} : { sort }),
    compare,
  };
}

/** The same sales by months beside last year: the chart over the table. */
export function chartInput(input: PivotInput): PivotInput {
  const { thenBy: _, columns: __, ...rest } = input;
  return { ...rest, rows: 'month', sort: 'name', compare: true, top: 60 };
}

/** The months of a period, both ends counted. */
export function monthsBetween({ from, to }: Months): string[] {
  const months: string[] = [];
  for (let month = from; month <= to; month = later(month, 1)) months.push(month);
  return months;
}

/** A place of the table: a row, or its cell in a column; `before` is the row's sum a year ago. */
export type Spot = { readonly keys: readonly string[]; readonly column: string };

export const spotText = ({ keys, column }: Spot): string => `${keys.join('~')}@${column}`;

/** The place that the URL names; null for none. */
export function spotOf(text: string): Spot | null {
  const [keys = '', column = ''] = text.split('@');
  return keys === '' ? null : { keys: keys.split('~'), column };
}

const idOf: Record<Exclude<Dimension, 'month'>, FilterKey> = {
  account: 'accountId',
  group: 'groupId',
  category: 'categoryId',
  brand: 'brandId',
  manager: 'managerId',
};

/** The lines that a place of the table is the sum of: the filters of the report, narrowed by its row and column. */
export function linesOf(report: PivotReport, spot: Spot, input: PivotInput): LinesInput {
  const before = spot.column === 'before';
  const places: (readonly [Dimension, string])[] = report.rows.map((one, at) => [one, spot.keys[at] ?? '']);
  if (report.columnsOf !== null && !before && spot.column !== '') places.push([report.columnsOf, spot.column]);
  const lines: Partial<Record<FilterKey, string[]>> = {};
  for (const key of filterKeys) if (input[key] !== undefined) lines[key] = input[key];
  let months: Months = report;
  for (const [dimension, key] of places) {
    if (dimension === 'month') months = { from: key.slice(0, 7), to: key.slice(0, 7) };
    else lines[idOf[dimension]] = [key];
  }
  const own = places.some(([dimension, key]) => dimension === 'category' && key !== noneKey);
  return { ...lines, ...(own ? { ownCategory: true } : {}), ...daysOf(months, before, report.until) };
}

function daysOf({ from, to }: Months, before: boolean, until: PlainDate | null): { fromOn: string; toOn: string } {
  const last = addDays(addMonths(`${to}-01`, 1), -1);
  if (!before) return { fromOn: `${from}-01`, toOn: last };
  const end = until !== null && until < last ? addMonths(until, -12) : addDays(`${later(to, -11)}-01`, -1);
  return { fromOn: `${later(from, -12)}-01`, toOn: end };
}

/** Growth in basis points; null when there was nothing to grow from. */
export function changeBp(now: string | bigint, before: string | bigint): number | null {
  const base = BigInt(before);
  return base <= 0n ? null : Number(((BigInt(now) - base) * 10_000n) / base);
}
