import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useText } from '../i18n.ts';
import { kitTexts } from './texts.ts';
import { A } from './A.tsx';
import { type Column, cardColumns, nextSort, template } from './columns.ts';
import { cx } from './cx.ts';
import css from './DataGrid.module.css';
import { type Empty, EmptyState } from './EmptyState.tsx';
import { useGridKeys } from './grid-keys.ts';
import { SelectionBar } from './SelectionBar.tsx';

export type { Column } from './columns.ts';

/** How more rows come: asked for near the end of the scroll. */
export type MoreRows = { readonly load: () => void; readonly loading: boolean; readonly complete: boolean };

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
  /** Rows can be selected; acts on the selected ones stand below. */
  readonly bulk?: ((rows: readonly R[], clear: () => void) => ReactNode) | undefined;
  readonly selectable?: boolean;
  /** The page's one table: fills the height, takes j, k, x, Enter wherever the focus is. */
  readonly main?: boolean;
  /** Totals under the columns, by key. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
  /** Keeps the place of the scroll for the way back. */
  readonly name?: string;
};

const headHeight = 32;
const cardHeight = 64;
const aheadRows = 24;

/** A table of any length: virtual rows, sticky head and first column, selection with sums, cards on a phone. */
export function DataGrid<R>(props: DataGridProps<R>) {
  const { rows, columns, rowId, more, main = false, roomy = false } = props;
  const phone = useMediaQuery('(max-width: 767px)') ?? false;
  const scroll = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [scrolled, setScrolled] = useState(false);
  const t = useText(kitTexts);
  const id = useId();
  const selectable = (props.selectable ?? (props.bulk !== undefined || columns.some((column) => column.sum))) && !phone;
  const height = phone ? cardHeight : roomy ? 40 : 32;

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
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && !more.complete && !more.loading && last >= rows.length - aheadRows) more.load();
  }, [more, last, rows.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rows are measured anew when their height changes
  useEffect(() => virtual.measure(), [height]);

  const open = (at: number) => {
    const row = rows[at];
    if (row === undefined) return;
    setActive(at);
    props.onOpen?.(row);
  };
  const toggle = (at: number) => {
    const row = rows[at];
    if (row === undefined || !selectable) return;
    const next = new Set(chosen);
    if (!next.delete(rowId(row))) next.add(rowId(row));
    setChosen(next);
  };
  const clear = () => setChosen(new Set());
  useGridKeys(main, {
    move: (step) => {
      const next = Math.max(0, Math.min(rows.length - 1, active + step));
      setActive(next);
      virtual.scrollToIndex(next);
      const row = rows[next];
      if (props.opened && row !== undefined) props.onOpen?.(row);
    },
    open: () => open(active),
    toggle: () => toggle(active),
    clear: () => {
      const some = chosen.size > 0;
      clear();
      return some;
    },
  });

  if (rows.length === 0 && props.empty) return <EmptyState {...props.empty} />;
  const { cols, least } = template(columns, selectable);
  const picked = rows.filter((row) => chosen.has(rowId(row)));
  const style: CSSProperties & Record<'--cols' | '--h', string> = { '--cols': cols, '--h': `${height}px`, minWidth: phone ? 0 : least };
  return (
    <div className={cx(css['frame'], main && css['fill'], selectable && css['withBox'], scrolled && css['scrolled'], chosen.size > 0 && css['some'])}>
      <div
        ref={scroll}
        className={cx(css['scroll'], !main && css['fit'])}
        data-scroll-restoration-id={props.name === undefined ? undefined : `list-${props.name}`}
        onScroll={(event) => setScrolled(event.currentTarget.scrollLeft > 0)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        role={phone ? 'list' : 'grid'}
        aria-label={props.caption}
        {...(phone ? {} : { 'aria-rowcount': more && !more.complete ? -1 : rows.length + 1, 'aria-activedescendant': active < 0 ? undefined : `${id}r${active}` })}
      >
        <div className={cx(css['sheet'], phone && css['cards'])} style={style} role="presentation">
          {phone ? null : <Header {...props} selectable={selectable} chosen={chosen} onChoose={setChosen} />}
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
            {items.map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              if (phone) return <CardRow key={item.key} {...props} row={row} top={item.start} measure={virtual.measureElement} at={item.index} />;
              return (
                <GridRow
                  key={item.key}
                  {...props}
                  row={row}
                  id={`${id}r${item.index}`}
                  at={item.index}
                  top={item.start}
                  selectable={selectable}
                  chosen={chosen.has(rowId(row))}
                  active={item.index === active}
                  onToggle={() => toggle(item.index)}
                  onPress={() => open(item.index)}
                />
              );
            })}
          </div>
          {props.totals && !phone ? <Totals columns={columns} totals={props.totals} selectable={selectable} /> : null}
        </div>
        {more?.loading ? <div className={css['more']} role="status">{t('list.more')}</div> : null}
      </div>
      {picked.length > 0 ? <SelectionBar rows={picked} columns={columns} clear={clear} acts={props.bulk?.(picked, clear)} /> : null}
    </div>
  );
}

function Header<R>({ columns, rows, rowId, sort = '', onSort, selectable, chosen, onChoose }: DataGridProps<R> & {
  readonly selectable: boolean;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}) {
  const t = useText(kitTexts);
  const all = chosen.size > 0 && chosen.size === rows.length;
  return (
    <div className={css['header']} role="row" aria-rowindex={1} tabIndex={-1}>
      {selectable ? (
        <span className={css['box']} role="columnheader">
          <input type="checkbox" aria-label={t('list.selectAll')} checked={all} onChange={() => onChoose(all ? new Set() : new Set(rows.map(rowId)))} />
        </span>
      ) : null}
      {columns.map((column, at) => {
        const name = cx(css['cell'], css['head'], at === 0 && css['first'], column.align === 'end' && css['end']);
        const up = sort === column.key;
        const down = sort === `-${column.key}`;
        if (!column.sortable || !onSort) return <span key={column.key} role="columnheader" className={name} title={column.title}><span>{column.title}</span></span>;
        return (
          <button
            key={column.key}
            type="button"
            role="columnheader"
            className={name}
            title={column.title}
            aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}
            onClick={() => onSort(nextSort(sort, column.key))}
          >
            <span>{column.title}</span>
            {up ? <IconArrowUp size={12} aria-hidden /> : down ? <IconArrowDown size={12} aria-hidden /> : null}
          </button>
        );
      })}
    </div>
  );
}

function GridRow<R>(props: DataGridProps<R> & {
  readonly row: R;
  readonly id: string;
  readonly at: number;
  readonly top: number;
  readonly selectable: boolean;
  readonly chosen: boolean;
  readonly active: boolean;
  readonly onToggle: () => void;
  readonly onPress: () => void;
}) {
  const { row, columns, href } = props;
  const t = useText(kitTexts);
  const openable = props.onOpen !== undefined || href !== undefined;
  const opened = props.opened !== undefined && props.opened !== null && props.opened === props.rowId(row);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled for the whole table
    <div
      id={props.id}
      role="row"
      tabIndex={-1}
      aria-rowindex={props.at + 2}
      aria-selected={props.selectable ? props.chosen : undefined}
      className={cx(css['row'], openable && css['openable'], props.chosen && css['chosen'], opened && css['opened'], props.active && css['active'])}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={(event) => {
        const target = event.target instanceof Element ? event.target : null;
        if (target?.closest('a, button, input, label')) return;
        if (props.onOpen) props.onPress();
        else target?.closest('[role=row]')?.querySelector('a')?.click();
      }}
    >
      {props.selectable ? (
        <span className={css['box']} role="gridcell">
          <input type="checkbox" aria-label={t('list.selectRow')} checked={props.chosen} onChange={props.onToggle} tabIndex={-1} />
        </span>
      ) : null}
      {columns.map((column, at) => (
        <span key={column.key} role="gridcell" className={cx(css['cell'], at === 0 && css['first'], column.align === 'end' && css['end'])}>
          {at === 0 && href ? (
            <A
              to={href(row)}
              tabIndex={-1}
              onClick={(event) => {
                if (!props.onOpen || event.metaKey || event.ctrlKey || event.shiftKey) return;
                event.preventDefault();
                props.onPress();
              }}
            >
              {column.cell(row)}
            </A>
          ) : <span className={css['text']}>{column.cell(row)}</span>}
        </span>
      ))}
    </div>
  );
}

function CardRow<R>(props: DataGridProps<R> & {
  readonly row: R;
  readonly at: number;
  readonly top: number;
  readonly measure: (element: Element | null) => void;
}) {
  const { row, href } = props;
  const { title, side, lines } = cardColumns(props.columns);
  const place = { transform: `translateY(${props.top}px)` };
  const inside = (
    <>
      <h3>{title?.cell(row)}</h3>
      <span className={css['side']}>{side?.cell(row)}</span>
      <span className={css['lines']}>{lines.map((column) => <span key={column.key}>{column.cell(row)}</span>)}</span>
    </>
  );
  return (
    <div role="listitem" ref={props.measure} data-index={props.at} style={{ ...place, position: 'absolute', left: 0, right: 0 }}>
      {href ? <A to={href(row)} className={css['card']} style={{ position: 'static' }}>{inside}</A> : (
        <div className={css['card']} style={{ position: 'static' }}>{inside}</div>
      )}
    </div>
  );
}

function Totals<R>({ columns, totals, selectable }: {
  readonly columns: readonly Column<R>[];
  readonly totals: Readonly<Record<string, ReactNode>>;
  readonly selectable: boolean;
}) {
  return (
    <div className={css['totals']} role="row" tabIndex={-1}>
      {selectable ? <span className={css['box']} role="gridcell" /> : null}
      {columns.map((column, at) => (
        <span key={column.key} role="gridcell" className={cx(css['cell'], at === 0 && css['first'], column.align === 'end' && css['end'])}>{totals[column.key]}</span>
      ))}
    </div>
  );
}
