/** What a pivot of sales is made of. */
import type { PlainDate, PlainMonth } from '#kernel/plain-date.ts';

export const dimensions = ['account', 'group', 'month', 'category', 'brand', 'manager'] as const;
export type Dimension = (typeof dimensions)[number];

export const measures = ['revenue', 'quantity', 'margin'] as const;
export type Measure = (typeof measures)[number];

export const pivotSorts = ['total', '-total', 'name', '-name', 'change', '-change'] as const;
export type PivotSort = (typeof pivotSorts)[number];

/** What has no group, category, brand or manager: a key of its own on the wire. */
export const noneKey = 'none';
/** The column of everything beyond the first ones. */
export const restKey = 'rest';

/** What the person asked for, made whole: see `decidePivot`. */
export type PivotPlan = {
  readonly rows: readonly Dimension[];
  /** What stands in columns; months when nothing was asked, for the trend of each row. */
  readonly columns: Dimension | null;
  readonly trendOnly: boolean;
  readonly measure: Measure;
  readonly from: PlainMonth;
  readonly to: PlainMonth;
  readonly compare: boolean;
  /** Today, when the period has not ended: last year is cut on the same day. Else null. */
  readonly openOn: PlainDate | null;
  readonly sort: PivotSort;
  readonly top: number;
};

/** A number of the pivot as SQL gives it: a place among the rows, a column, both, or neither. */
export type PivotCell = {
  readonly kind: 'row' | 'column' | 'cell' | 'all';
  readonly place: number | null;
  readonly keys: readonly string[];
  readonly column: string | null;
  readonly value: bigint;
  readonly before: bigint;
  /** How many rows there are in all; of a row only. */
  readonly count: number;
};
