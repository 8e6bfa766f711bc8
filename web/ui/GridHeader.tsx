import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useText } from '../i18n.ts';
import { type Column, nextSort } from './columns.ts';
import { cx } from './cx.ts';
import css from './DataGrid.module.css';
import type { Chosen } from './grid-state.ts';
import { kitTexts } from './texts.ts';

/** Class names of a cell by its column and place. */
export function cellClass<R>(column: Column<R>, at: number): string {
  return cx(css['cell'], at === 0 && css['first'], column.align === 'end' && css['end']);
}

/** The head of a table: names of columns, pressed to sort; the box that selects all loaded rows. */
export function GridHeader<R>(props: {
  readonly columns: readonly Column<R>[];
  readonly sort: string;
  readonly onSort: ((sort: string) => void) | undefined;
  readonly chosen: Chosen | null;
  readonly count: number;
}) {
  const { columns, sort, onSort, chosen, count } = props;
  return (
    <thead>
      <tr className={css['header']} aria-rowindex={1}>
        {chosen === null ? null : (
          <th className={css['box']} scope="col">
            <AllBox chosen={chosen} count={count} />
          </th>
        )}
        {columns.map((column, at) => (
          <HeadCell key={column.key} column={column} at={at} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
}

function AllBox({ chosen, count }: { readonly chosen: Chosen; readonly count: number }) {
  const t = useText(kitTexts);
  const box = useRef<HTMLInputElement>(null);
  const some = chosen.size > 0 && chosen.size < count;
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = some;
  }, [some]);
  const all = count > 0 && chosen.size === count;
  return (
    <input ref={box} type="checkbox" aria-label={t('list.selectAll')} checked={all} onChange={() => chosen.turnAll()} />
  );
}

function HeadCell<R>(props: {
  readonly column: Column<R>;
  readonly at: number;
  readonly sort: string;
  readonly onSort: ((sort: string) => void) | undefined;
}) {
  const { column, at, sort, onSort } = props;
  const name = cx(cellClass(column, at), css['head']);
  if (!column.sortable || !onSort) {
    return (
      <th scope="col" className={name} title={column.title}>
        <span>{column.title}</span>
      </th>
    );
  }
  const up = sort === column.key;
  const down = sort === `-${column.key}`;
  return (
    <th scope="col" className={name} title={column.title} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button type="button" className={css['sort']} onClick={() => onSort(nextSort(sort, column.key))}>
        <span>{column.title}</span>
        {up ? <IconArrowUp size={12} aria-hidden /> : null}
        {down ? <IconArrowDown size={12} aria-hidden /> : null}
      </button>
    </th>
  );
}
