import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useText } from '../i18n.ts';
import { Button } from './Button.tsx';
import { type Column, template } from './columns.ts';
import { cx } from './cx.ts';
import css from './DataGrid.module.css';
import { type Empty, EmptyState } from './EmptyState.tsx';
import { cellClass, GridHeader } from './GridHeader.tsx';
import { CardRow, GridRow } from './GridRow.tsx';
import { useGridKeys } from './grid-keys.ts';
import { type Chosen, useChosen } from './grid-state.ts';
import { SelectionBar } from './SelectionBar.tsx';
import { kitTexts } from './texts.ts';

export type { Column } from './columns.ts';

/** How more rows come: asked for near the end of the scroll. */
export type MoreRows = {
  readonly load: () => void;
  readonly loading: boolean;
  readonly complete: boolean;
  /** The last load failed: a button asks again. */
  readonly failed?: boolean;
};

export type DataGridProps<R> = {
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly rowId: (row: R) => string;
  /** Name of the table for screen readers. */
  readonly caption: string;
  /** The page of a row: the first cell is a link to it. */
  readonly href?: ((row: R) => string) | undefined;
  /** What a press on a row or Enter does; the page of the row when absent. */
  readonly onOpen?: ((row: R) => void) | undefined;
  /** Id of the row shown in the peek. */
  readonly opened?: string | null;
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly more?: MoreRows;
  readonly empty?: Empty;
  /** Rows of 40 px instead of 32. */
  readonly roomy?: boolean;
  /** Acts on the selected rows, below the table; rows are selected only where there are acts or sums. */
  readonly bulk?: ((rows: readonly R[], clear: () => void) => ReactNode) | undefined;
  readonly selectable?: boolean;
  /** The page's one table: fills the height, takes j, k, x, Enter wherever the focus is. */
  readonly main?: boolean;
  /** Totals under the columns, by key. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
  /** Keeps the place of the scroll for the way back. */
  readonly name?: string;
};

type Grid = {
  readonly scroll: RefObject<HTMLDivElement | null>;
  readonly virtual: Virtualizer<HTMLDivElement, Element>;
  readonly id: string;
  readonly active: number;
  /** Null when rows are not selected. */
  readonly chosen: Chosen | null;
  readonly clearChosen: () => void;
  /** Opens the row at a place; undefined when rows open their page by a link. */
  readonly press: ((at: number) => void) | undefined;
};

const headHeight = 32;
const heights = { card: 64, roomy: 40, compact: 32 } as const;
const aheadRows = 24;

/** State of a table: virtual rows, the active one, the selected ones, keys, loading more. */
function useGrid<R>(props: DataGridProps<R>, height: number, selectable: boolean): Grid {
  const { rows, rowId, more } = props;
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const chosen = useChosen(rows.map(rowId));
  const id = useId();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => height,
    overscan: 12,
    scrollPaddingStart: headHeight,
    getItemKey: (at) => {
      const row = rows[at];
      return row === undefined ? at : rowId(row);
    },
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !more.complete && !more.loading && !more.failed && last >= rows.length - aheadRows) more.load();
  }, [more, last, rows.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height]);

  const open = (at: number) => {
    const row = rows[at];
    if (row === undefined) return;
    setActive(at);
    if (props.onOpen) props.onOpen(row);
    else document.getElementById(`${id}r${at}`)?.querySelector('a')?.click();
  };
  const move = (step: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, active + step));
    setActive(next);
    virtual.scrollToIndex(next);
    const row = rows[next];
    if (props.opened && row !== undefined) props.onOpen?.(row);
  };
  const toggle = () => {
    const row = rows[active];
    if (row !== undefined && selectable) chosen.turn(rowId(row));
  };
  const clear = () => {
    if (chosen.size === 0) return false;
    chosen.clear();
    return true;
  };
  useGridKeys(props.main === true, { move, open: () => open(active), toggle, clear });
  const press = props.onOpen === undefined ? undefined : open;
  return { scroll, virtual, id, active, chosen: selectable ? chosen : null, clearChosen: chosen.clear, press };
}

/** A table of any length: virtual rows, sticky head and first column, selection with sums, cards on a phone. */
export function DataGrid<R>(props: DataGridProps<R>) {
  const { rows, columns, main = false, more } = props;
  const t = useText(kitTexts);
  const phone = useMediaQuery('(max-width: 767px)') ?? false;
  const [aside, setAside] = useState(false);
  const selectable = (props.selectable ?? (props.bulk !== undefined || columns.some((column) => column.sum))) && !phone;
  const height = phone ? heights.card : props.roomy ? heights.roomy : heights.compact;
  const grid = useGrid(props, height, selectable);
  if (rows.length === 0 && props.empty) return <EmptyState {...props.empty} />;
  const picked = rows.filter((row) => grid.chosen?.has(props.rowId(row)));
  const marks = [
    main && css['fill'],
    selectable && css['withBox'],
    aside && css['scrolled'],
    picked.length > 0 && css['some'],
  ];
  return (
    <div className={cx(css['frame'], ...marks)}>
      <div
        ref={grid.scroll}
        className={cx(css['scroll'], !main && css['fit'])}
        data-scroll-restoration-id={props.name === undefined ? undefined : `list-${props.name}`}
        onScroll={(event) => setAside(event.currentTarget.scrollLeft > 0)}
      >
        {phone ? <Cards {...props} grid={grid} /> : <Table {...props} grid={grid} height={height} />}
        {more?.loading ? <output className={css['more']}>{t('list.more')}</output> : null}
        {more?.failed && !more.loading ? (
          <div className={css['more']}>
            <Button small onClick={more.load}>
              {t('list.loadMore')}
            </Button>
          </div>
        ) : null}
      </div>
      {picked.length > 0 ? (
        <SelectionBar
          rows={picked}
          columns={columns}
          clear={grid.clearChosen}
          acts={props.bulk?.(picked, grid.clearChosen)}
        />
      ) : null}
    </div>
  );
}

type Style = CSSProperties & Record<'--cols' | '--h', string>;

function Table<R>(props: DataGridProps<R> & { readonly grid: Grid; readonly height: number }) {
  const { rows, columns, rowId, grid, more } = props;
  const { cols, least } = template(columns, grid.chosen !== null);
  const style: Style = { '--cols': cols, '--h': `${props.height}px`, minWidth: `max(100%, ${least}px)` };
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are opened and selected by keys
      role="grid"
      className={css['sheet']}
      style={style}
      aria-label={props.caption}
      tabIndex={0}
      aria-rowcount={more && !more.complete ? -1 : rows.length + 1}
      aria-activedescendant={grid.active < 0 ? undefined : `${grid.id}r${grid.active}`}
    >
      <GridHeader
        columns={columns}
        sort={props.sort ?? ''}
        onSort={props.onSort}
        chosen={grid.chosen}
        count={rows.length}
      />
      <tbody className={css['body']} style={{ height: grid.virtual.getTotalSize() }}>
        {grid.virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (row === undefined) return null;
          const id = rowId(row);
          return (
            <GridRow
              key={item.key}
              row={row}
              columns={columns}
              href={props.href}
              id={`${grid.id}r${item.index}`}
              at={item.index}
              top={item.start}
              opened={props.opened === id}
              active={item.index === grid.active}
              chosen={grid.chosen?.has(id) ?? null}
              onTurn={(through) => grid.chosen?.turn(id, through)}
              onPress={grid.press && (() => grid.press?.(item.index))}
            />
          );
        })}
      </tbody>
      {props.totals === undefined ? null : (
        <Totals columns={columns} totals={props.totals} withBox={grid.chosen !== null} />
      )}
    </table>
  );
}

function Totals<R>(props: {
  readonly columns: readonly Column<R>[];
  readonly totals: Readonly<Record<string, ReactNode>>;
  readonly withBox: boolean;
}) {
  return (
    <tfoot>
      <tr className={css['totals']}>
        {props.withBox ? <td className={css['box']} /> : null}
        {props.columns.map((column, at) => (
          <td key={column.key} className={cellClass(column, at)}>
            {props.totals[column.key]}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function Cards<R>({ rows, columns, caption, href, grid }: DataGridProps<R> & { readonly grid: Grid }) {
  return (
    <ul className={css['cards']} aria-label={caption} style={{ height: grid.virtual.getTotalSize() }}>
      {grid.virtual.getVirtualItems().map((item) => {
        const row = rows[item.index];
        if (row === undefined) return null;
        return (
          <CardRow
            key={item.key}
            row={row}
            columns={columns}
            href={href}
            at={item.index}
            top={item.start}
            measure={grid.virtual.measureElement}
            onPress={grid.press && (() => grid.press?.(item.index))}
          />
        );
      })}
    </ul>
  );
}
