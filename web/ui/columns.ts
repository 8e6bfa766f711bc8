import type { ReactNode } from 'react';

/** A column of a table. */
export type Column<R> = {
  /** Name for sorting (the server's `sort`), for saved choices and for the phone. */
  readonly key: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** Pixels; 140 by default. The first column takes what is left. */
  readonly width?: number;
  /** Numbers stand at the end. */
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  /** Kopecks of the row: the sum of the selected rows stands below the table. */
  readonly sum?: (row: R) => string | bigint | null;
  /** Not shown until asked for. */
  readonly optional?: boolean;
  /**
   * Where it stands on a phone's card: by default the first is the title, the first number stands at the side, two
   * more go below.
   */
  readonly phone?: 'title' | 'side' | 'line' | 'hide';
};

const usualWidth = 140;
const boxWidth = 40;

/** Widths of the columns as a grid template, and the least width of the sheet in pixels. */
export function template(columns: readonly Column<never>[], withBox: boolean): { cols: string; least: number } {
  const widths = columns.map((column) => column.width ?? usualWidth);
  const cols = widths.map((width, at) => (at === 0 ? `minmax(${width}px, 1fr)` : `${width}px`));
  const least = widths.reduce((total, width) => total + width, withBox ? boxWidth : 0);
  return { cols: (withBox ? [`${boxWidth}px`, ...cols] : cols).join(' '), least };
}

export type CardColumns<R> = {
  readonly title: Column<R> | undefined;
  readonly side: Column<R> | undefined;
  readonly lines: readonly Column<R>[];
};
const linesMost = 3;

/** Which columns a phone's card shows and where. */
export function cardColumns<R>(columns: readonly Column<R>[]): CardColumns<R> {
  const shown = columns.filter((column) => column.phone !== 'hide');
  const title = shown.find((column) => column.phone === 'title') ?? shown[0];
  const rest = shown.filter((column) => column !== title);
  const side = rest.find((column) => column.phone === 'side') ?? rest.find((column) => column.align === 'end');
  const others = rest.filter((column) => column !== side);
  const named = others.filter((column) => column.phone === 'line');
  return { title, side, lines: named.length > 0 ? named : others.slice(0, linesMost) };
}

/** The next `sort` when a header is pressed: up, down, none. */
export function nextSort(sort: string, key: string): string {
  if (sort === key) return `-${key}`;
  return sort === `-${key}` ? '' : key;
}
