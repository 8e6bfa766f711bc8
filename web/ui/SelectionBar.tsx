import type { ReactNode } from 'react';
import { wholeOf } from '../format.ts';
import { useText } from '../i18n.ts';
import { Button } from './Button.tsx';
import type { Column } from './columns.ts';
import css from './DataGrid.module.css';
import { kitTexts } from './texts.ts';
import { Sum } from './values.tsx';

/** Below a table: how many rows are selected, their sums, the acts on them. */
export function SelectionBar<R>({
  rows,
  columns,
  clear,
  acts,
}: {
  readonly rows: readonly R[];
  readonly columns: readonly Column<R>[];
  readonly clear: () => void;
  readonly acts: ReactNode;
}) {
  const t = useText(kitTexts);
  const total = (sum: (row: R) => string | bigint | null) =>
    rows.reduce((all, row) => all + (wholeOf(sum(row)) ?? 0n), 0n);
  return (
    <section className={css['low']} aria-label={t('list.selected', { count: rows.length })}>
      <b aria-live="polite">{t('list.selected', { count: rows.length })}</b>
      <div className={css['sums']}>
        {columns.map((column) =>
          column.sum ? (
            <span key={column.key}>
              {column.title} <Sum minor={total(column.sum)} />
            </span>
          ) : null,
        )}
      </div>
      {acts}
      <Button small kind="quiet" onClick={clear}>
        {t('list.clear')}
      </Button>
    </section>
  );
}
