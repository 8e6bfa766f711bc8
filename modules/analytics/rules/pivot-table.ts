/** How the numbers of a pivot make its table. Sums are kopecks, quantities thousandths. */
import type { PivotReport } from '../contract.ts';
import { type Dimension, type PivotCell, type PivotPlan, restKey } from '../model.ts';
import { firstDay, monthsIn } from './pivot.ts';

type Figures = PivotReport['totals'];
type Titles = (dimension: Dimension, key: string) => string;

/** A row's numbers: in all and by columns, now and a year before. */
type Sums = {
  readonly total: bigint;
  readonly totalBefore: bigint;
  readonly values: ReadonlyMap<string, bigint>;
  readonly before: ReadonlyMap<string, bigint>;
};

/** Makes the table of its numbers: rows in their places, the rest as what the totals have beyond them. */
export function assemblePivot(plan: PivotPlan, cells: readonly PivotCell[], titleOf: Titles): PivotReport {
  const columns = columnsOf(plan, cells);
  const rows = cells.filter((cell) => cell.kind === 'row').sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  const inRows = Map.groupBy(
    cells.filter((cell) => cell.kind === 'cell'),
    (cell) => cell.place,
  );
  const all = cells.find((cell) => cell.kind === 'all');
  const count = rows[0]?.count ?? 0;
  const totals = sumsOf(
    all,
    cells.filter((cell) => cell.kind === 'column'),
  );
  const sums = rows.map((row) => sumsOf(row, inRows.get(row.place) ?? []));
  const shown = plan.trendOnly ? [] : columns;
  const figures = (one: Sums): Figures => figuresOf(one, shown, plan.compare);
  return {
    rows: [...plan.rows],
    columnsOf: plan.trendOnly ? null : plan.columns,
    measure: plan.measure,
    from: plan.from,
    to: plan.to,
    compare: plan.compare,
    until: plan.openOn,
    columns: shown.map((key) => ({ key, title: key === restKey ? '' : titleOf(plan.columns ?? 'month', key) })),
    lines: rows.map(({ keys }, at) => {
      const one = sums[at] ?? nothing;
      return {
        keys: [...keys],
        titles: keys.map((key, place) => titleOf(plan.rows[place] ?? 'account', key)),
        ...figures(one),
        trend: plan.columns === 'month' ? columns.map((month) => String(one.values.get(month) ?? 0n)) : [],
      };
    }),
    rest: count > rows.length ? { count: count - rows.length, ...figures(beyond(totals, sums)) } : null,
    totals: figures(totals),
    count,
  };
}

const nothing: Sums = { total: 0n, totalBefore: 0n, values: new Map(), before: new Map() };

function sumsOf(whole: PivotCell | undefined, byColumn: readonly PivotCell[]): Sums {
  return {
    total: whole?.value ?? 0n,
    totalBefore: whole?.before ?? 0n,
    values: new Map(byColumn.map((cell) => [cell.column ?? '', cell.value])),
    before: new Map(byColumn.map((cell) => [cell.column ?? '', cell.before])),
  };
}

/** The columns in order: months of the whole period, others as they come, the largest first, then what is beyond. */
function columnsOf(plan: PivotPlan, cells: readonly PivotCell[]): string[] {
  if (plan.columns === null) return [];
  if (plan.columns === 'month') return monthsIn(plan.from, plan.to).map(firstDay);
  const found = cells.filter((cell) => cell.kind === 'column').sort((a, b) => (a.place ?? 0) - (b.place ?? 0));
  const keys = found.map((cell) => cell.column ?? '');
  return [...keys.filter((key) => key !== restKey), ...keys.filter((key) => key === restKey)];
}

/** What the totals have beyond the rows that are shown. */
function beyond(totals: Sums, shown: readonly Sums[]): Sums {
  const less = (pick: (sums: Sums) => bigint): bigint => shown.reduce((left, sums) => left - pick(sums), pick(totals));
  const keys = [...new Set([...totals.values.keys(), ...totals.before.keys()])];
  return {
    total: less((sums) => sums.total),
    totalBefore: less((sums) => sums.totalBefore),
    values: new Map(keys.map((key) => [key, less((sums) => sums.values.get(key) ?? 0n)])),
    before: new Map(keys.map((key) => [key, less((sums) => sums.before.get(key) ?? 0n)])),
  };
}

function figuresOf(sums: Sums, columns: readonly string[], compare: boolean): Figures {
  return {
    values: columns.map((column) => String(sums.values.get(column) ?? 0n)),
    before: compare ? columns.map((column) => String(sums.before.get(column) ?? 0n)) : null,
    total: String(sums.total),
    totalBefore: compare ? String(sums.totalBefore) : null,
  };
}
