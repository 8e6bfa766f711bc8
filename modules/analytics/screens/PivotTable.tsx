import type { ReactNode } from 'react';
import { useText } from '#web/i18n.ts';
import { setSearch, useSearchText } from '#web/navigation.ts';
import { Sparkline } from '#web/ui/Chart.tsx';
import { type Column, DataGrid } from '#web/ui/DataGrid.tsx';
import type { Empty } from '#web/ui/EmptyState.tsx';
import type { PivotReport } from '../contract.ts';
import { type Dimension, restKey } from '../model.ts';
import { texts } from '../texts.ts';
import { CategoryName, ownName } from './CategoryName.tsx';
import { Change, FigureValue } from './FigureValue.tsx';
import { usePivotNames } from './pivot-names.ts';
import { spotOf, spotText } from './pivot-search.ts';
import css from './sales.module.css';

type Figures = PivotReport['totals'];
type Row = Figures & { readonly keys: readonly string[]; readonly titles: readonly string[]; readonly trend: string[] };

const isRest = (row: Row): boolean => row.keys[0] === restKey;
const rowId = (row: Row): string => row.keys.join('~');
/** Opens the lines behind a row, or behind its cell. */
const open = (row: Row, column = ''): void => {
  if (!isRest(row)) setSearch({ peek: spotText({ keys: row.keys, column }) });
};

/** The pivot: figures of the whole period beside last year, then columns; the rest and the totals at the bottom. */
export function PivotTable({ report, empty }: { readonly report: PivotReport; readonly empty: Empty }) {
  const t = useText(texts);
  const sort = useSearchText('sort') || '-total';
  const opened = spotOf(useSearchText('peek'));
  return (
    <DataGrid
      name="sales"
      caption={t('pivot.table')}
      rows={useRows(report)}
      columns={useColumns(report)}
      rowId={rowId}
      onOpen={open}
      opened={opened === null ? '' : opened.keys.join('~')}
      sort={sort}
      onSort={(next) => setSearch({ sort: nextSort(sort, next) })}
      roomy={report.compare && report.columns.length > 0}
      selectable={false}
      main
      totals={useTotals(report)}
      empty={empty}
    />
  );
}

/** Figures begin with the largest, names with the first; another press turns the order. */
function nextSort(sort: string, pressed: string): string {
  if (pressed === '') return sort.slice(1);
  return pressed.startsWith('-') || pressed === 'name' ? pressed : `-${pressed}`;
}

function useRows(report: PivotReport): readonly Row[] {
  const t = useText(texts);
  const name = usePivotNames();
  const rows = report.lines.map(
    (line): Row => ({
      ...line,
      titles: line.titles.map((title, at) => name(report.rows[at] ?? 'account', line.keys[at] ?? '', title)),
    }),
  );
  const { rest } = report;
  if (rest === null) return rows;
  const { count, ...figures } = rest;
  return [...rows, { ...figures, keys: [restKey], titles: [t('pivot.othersCount', { count })], trend: [] }];
}

function useColumns(report: PivotReport): readonly Column<Row>[] {
  const t = useText(texts);
  const { rows, measure } = report;
  const [first = 'account', second] = rows;
  const total: Column<Row> = {
    key: 'total',
    title: t('pivot.total'),
    width: 124,
    align: 'end',
    sortable: true,
    phone: 'side',
    cell: (row) => (
      <b className={css['total']}>
        <FigureValue measure={measure} value={row.total} />
      </b>
    ),
  };
  return [
    {
      key: 'name',
      title: t(`dimension.${first}`),
      width: first === 'category' ? 280 : 220,
      sortable: true,
      cell: (row) =>
        isRest(row) ? <span className="muted">{row.titles[0]}</span> : <Title row={row} dimension={first} at={0} />,
    },
    ...(second === undefined
      ? []
      : [
          {
            key: 'then',
            title: t(`dimension.${second}`),
            width: 180,
            cell: (row: Row) => <Title row={row} dimension={second} at={1} />,
          },
        ]),
    total,
    ...useComparison(report),
    ...useTrend(report),
    ...useAcross(report),
  ];
}

type TitleProps = { readonly row: Row; readonly dimension: Dimension; readonly at: number };

function Title({ row, dimension, at }: TitleProps): ReactNode {
  const title = row.titles[at] ?? '';
  return dimension === 'category' ? <CategoryName path={title} /> : title;
}

function useComparison({ compare, measure }: PivotReport): Column<Row>[] {
  const t = useText(texts);
  if (!compare) return [];
  const before = (row: Row): string => row.totalBefore ?? '0';
  return [
    {
      key: 'before',
      title: t('pivot.before'),
      width: 120,
      align: 'end',
      phone: 'hide',
      cell: (row) => <Cell row={row} column="before" value={before(row)} measure={measure} label={t('pivot.before')} />,
    },
    {
      key: 'change',
      title: t('pivot.change'),
      width: 120,
      align: 'end',
      sortable: true,
      phone: 'line',
      cell: (row) => <FigureValue measure={measure} value={BigInt(row.total) - BigInt(before(row))} toned />,
    },
    {
      key: 'changeBp',
      title: '%',
      width: 84,
      align: 'end',
      phone: 'line',
      cell: (row) =>
        before(row) === '0' && row.total !== '0' ? (
          <span className="muted">{t('pivot.changeNew')}</span>
        ) : (
          <Change now={row.total} before={before(row)} />
        ),
    },
  ];
}

function useTrend({ lines }: PivotReport): Column<Row>[] {
  const t = useText(texts);
  if (!lines.some((line) => line.trend.length > 1)) return [];
  return [
    {
      key: 'trend',
      title: t('pivot.trend'),
      width: 104,
      phone: 'line',
      cell: (row) =>
        row.trend.length < 2 ? null : (
          <Sparkline values={row.trend.map(Number)} label={t('pivot.trendOf', { name: row.titles.join(', ') })} />
        ),
    },
  ];
}

function useAcross({ columns, columnsOf, measure }: PivotReport): Column<Row>[] {
  const name = usePivotNames();
  return columns.map(({ key, title }, at): Column<Row> => {
    const whole = name(columnsOf ?? 'month', key, title);
    const label = columnsOf === 'category' ? ownName(whole) : whole;
    return {
      key: `c${key}`,
      title: label,
      width: 116,
      align: 'end',
      phone: 'hide',
      cell: (row) => (
        <Cell
          row={row}
          column={key}
          value={row.values[at] ?? '0'}
          {...(row.before === null ? {} : { before: row.before[at] ?? '0' })}
          measure={measure}
          label={label}
        />
      ),
    };
  });
}

type CellProps = {
  readonly row: Row;
  readonly column: string;
  readonly value: string;
  readonly before?: string;
  readonly measure: PivotReport['measure'];
  readonly label: string;
};

/** A figure that opens its lines; the change against last year stands under it. */
function Cell({ row, column, value, before, measure, label }: CellProps): ReactNode {
  const change = before === undefined || before === '0' ? null : <Change now={value} before={before} />;
  const figure = (
    <>
      {value === '0' ? '—' : <FigureValue measure={measure} value={value} />}
      {change === null ? null : <small>{change}</small>}
    </>
  );
  if (value === '0' || isRest(row) || column === restKey)
    return <span className={value === '0' ? css['zero'] : css['figure']}>{figure}</span>;
  return (
    <button
      type="button"
      className={css['cell']}
      title={`${row.titles.join(', ')}, ${label}`}
      onClick={() => open(row, column)}
    >
      {figure}
    </button>
  );
}

function useTotals({ totals, columns, measure, compare }: PivotReport): Readonly<Record<string, ReactNode>> {
  const t = useText(texts);
  const value = (minor: string | bigint) => <FigureValue measure={measure} value={minor} />;
  const before = totals.totalBefore ?? '0';
  return {
    name: t('pivot.total'),
    total: value(totals.total),
    ...(compare
      ? {
          before: value(before),
          change: <FigureValue measure={measure} value={BigInt(totals.total) - BigInt(before)} toned />,
          changeBp: <Change now={totals.total} before={before} />,
        }
      : {}),
    ...Object.fromEntries(columns.map(({ key }, at) => [`c${key}`, value(totals.values[at] ?? '0')])),
  };
}
