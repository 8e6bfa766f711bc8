import type { MouseEvent, ReactNode } from 'react';
import { useText } from '../i18n.ts';
import { A } from './A.tsx';
import { type Column, cardColumns } from './columns.ts';
import { cx } from './cx.ts';
import css from './DataGrid.module.css';
import { cellClass } from './GridHeader.tsx';
import { kitTexts } from './texts.ts';

type RowProps<R> = {
  readonly row: R;
  readonly columns: readonly Column<R>[];
  readonly href: ((row: R) => string) | undefined;
  /** Opens the peek; absent when a row opens its page. */
  readonly onPress: (() => void) | undefined;
  readonly top: number;
  readonly at: number;
};

export type GridRowProps<R> = RowProps<R> & {
  readonly id: string;
  readonly opened: boolean;
  readonly active: boolean;
  /** Null when rows are not selected. */
  readonly chosen: boolean | null;
  readonly onTurn: (through: boolean) => void;
};

/** A row of a table: pressed anywhere it opens, its first cell is a link to the page. */
export function GridRow<R>(props: GridRowProps<R>) {
  const { row, columns, href, chosen, onPress } = props;
  const t = useText(kitTexts);
  const press = (event: MouseEvent<HTMLElement>) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest('a, button, input, label') || getSelection()?.isCollapsed === false) return;
    if (onPress) onPress();
    else event.currentTarget.querySelector('a')?.click();
  };
  const openable = onPress !== undefined || href !== undefined;
  return (
    <tr
      id={props.id}
      aria-rowindex={props.at + 2}
      aria-selected={chosen ?? undefined}
      className={cx(
        css['row'],
        openable && css['openable'],
        chosen === true && css['chosen'],
        props.opened && css['opened'],
        props.active && css['active'],
      )}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={press}
    >
      {chosen === null ? null : (
        <td className={css['box']}>
          <input
            type="checkbox"
            aria-label={t('list.selectRow')}
            checked={chosen}
            tabIndex={-1}
            onChange={() => undefined}
            onClick={(event) => props.onTurn(event.shiftKey)}
          />
        </td>
      )}
      {columns.map((column, at) => (
        <td key={column.key} className={cellClass(column, at)}>
          {at === 0 && href ? (
            <RowLink to={href(row)} onPress={onPress}>
              {column.cell(row)}
            </RowLink>
          ) : (
            <span className={css['text']}>{column.cell(row)}</span>
          )}
        </td>
      ))}
    </tr>
  );
}

function RowLink(props: {
  readonly to: string;
  readonly onPress: (() => void) | undefined;
  readonly children: ReactNode;
}) {
  const { to, onPress, children } = props;
  return (
    <A
      to={to}
      tabIndex={-1}
      onClick={(event) => {
        if (!onPress || event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        onPress();
      }}
    >
      {children}
    </A>
  );
}

/** A row as a phone's card: title, one figure at the side, a line of details; opens the page. */
export function CardRow<R>(props: RowProps<R> & { readonly measure: (element: Element | null) => void }) {
  const { row, href, onPress } = props;
  const { title, side, lines } = cardColumns(props.columns);
  const inside = (
    <>
      <b>{title?.cell(row)}</b>
      <span className={css['side']}>{side?.cell(row)}</span>
      <span className={css['lines']}>
        {lines.map((column) => (
          <span key={column.key}>{column.cell(row)}</span>
        ))}
      </span>
    </>
  );
  const inner = () => {
    if (href)
      return (
        <A to={href(row)} className={css['card']}>
          {inside}
        </A>
      );
    if (onPress)
      return (
        <button type="button" className={css['card']} onClick={onPress}>
          {inside}
        </button>
      );
    return <div className={css['card']}>{inside}</div>;
  };
  return (
    <li
      ref={props.measure}
      data-index={props.at}
      className={css['place']}
      style={{ transform: `translateY(${props.top}px)` }}
    >
      {inner()}
    </li>
  );
}
