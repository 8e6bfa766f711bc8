import { IconX } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { useText } from '#web/i18n.ts';
import { useReasonText } from '#web/refusals.ts';
import { cx } from '#web/ui/cx.ts';
import { Percent, Quantity, Sum } from '#web/ui/values.tsx';
import { texts } from '../../texts.ts';
import type { SheetLine } from './edits.ts';
import type { Col } from './keys.ts';
import { PriceCell } from './PriceWhy.tsx';
import { StockOfLine } from './StockOfLine.tsx';
import { makeScanner } from './scanner.ts';
import css from './sheet.module.css';
import type { RowEvents } from './use-sheet-grid.ts';

type SheetRowProps = {
  readonly line: SheetLine;
  readonly row: number;
  readonly top: number;
  readonly seesCost: boolean;
  readonly editable: boolean;
  readonly planned: boolean;
  readonly marked: boolean;
  /** The active column of this row, if the active cell is in it. */
  readonly active: Col | null;
  readonly typing: string | null;
  readonly whole: boolean;
  readonly why: boolean;
  readonly on: RowEvents;
};

/** A line of the sheet. */
export function SheetRow(props: SheetRowProps) {
  const { line, row, on, editable } = props;
  const t = useText(texts);
  const textOf = useReasonText();
  const marks = [
    props.marked && css['marked'],
    line.state === 'typed' && css['typed'],
    line.problem !== null && css['refused'],
  ];
  return (
    <tr
      className={cx(css['row'], ...marks)}
      style={{ transform: `translateY(${props.top}px)` }}
      aria-rowindex={row + 2}
      aria-invalid={line.problem === null ? undefined : true}
    >
      <td className={css['no']}>{row + 1}</td>
      <Cell {...props} col="product">
        <span className={css['name']} title={line.name}>
          <small>{line.code}</small> {line.name}
        </span>
        {line.problem === null ? null : (
          <small>
            <em role="alert">{textOf({ code: line.problem, details: { code: line.code } })}</em>
          </small>
        )}
      </Cell>
      <td>
        <StockOfLine line={line} planned={props.planned} />
      </td>
      <Cell {...props} col="quantity" label={t('sheet.quantityOf', { code: line.code })} end>
        <Quantity milli={line.quantityMilli} unit={line.unit} />
      </Cell>
      <Cell {...props} col="discount" label={t('sheet.discountOf', { code: line.code })} end>
        {line.manualBp === 0 ? <span className="muted">—</span> : <Percent bp={line.manualBp} digits={2} />}
      </Cell>
      <Cell {...props} col="price" end>
        <PriceCell line={line} open={props.why} onOpen={(open) => on.why(open ? line.id : null)} />
      </Cell>
      <td className={css['end']}>
        <span className={css['sum']}>
          <Sum minor={line.sumMinor} sign={false} />
        </span>
      </td>
      {props.seesCost ? (
        <td className={css['end']}>
          <Percent bp={line.marginBp} />
        </td>
      ) : null}
      <td className={css['last']}>
        {editable ? (
          <button
            type="button"
            tabIndex={-1}
            aria-label={t('sheet.removeOf', { code: line.code })}
            onClick={() => on.remove(line)}
          >
            <IconX size={14} aria-hidden />
          </button>
        ) : null}
      </td>
    </tr>
  );
}

type CellProps = SheetRowProps & {
  readonly col: Col;
  readonly label?: string;
  readonly end?: boolean;
  readonly children: ReactNode;
};

/** A cell that can be active; quantity and discount are typed into it. */
function Cell({ row, col, on, active, typing, whole, editable, label, end = false, children }: CellProps) {
  const here = active === col;
  const cell = { row, col };
  const typed = col === 'quantity' || col === 'discount';
  const edited = here && typing !== null && typed;
  return (
    <td
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a cell of a grid is moved over and edited
      role="gridcell"
      data-cell={`${row} ${col}`}
      tabIndex={here ? 0 : -1}
      aria-readonly={typed && editable ? undefined : true}
      className={cx(css['cell'], end && css['end'], here && css['active'], typed && editable && css['open'])}
      onFocus={(event) => event.target === event.currentTarget && on.focus(cell)}
      onMouseDown={(event) => {
        if (!typed || !editable || edited) return;
        event.preventDefault();
        on.press(cell);
      }}
    >
      {edited ? <CellInput text={typing} whole={whole} label={label ?? ''} on={on} /> : children}
    </td>
  );
}

/** The field of a cell. A scanner's digits are a product, never a quantity. */
function CellInput(props: {
  readonly text: string;
  readonly whole: boolean;
  readonly label: string;
  readonly on: RowEvents;
}) {
  const { text, whole, label, on } = props;
  const scanner = useRef(makeScanner());
  return (
    <input
      className={css['input']}
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      value={text}
      onFocus={(event) => whole && event.currentTarget.select()}
      onChange={(event) => on.type(event.currentTarget.value)}
      onBlur={on.leave}
      onKeyDown={(event) => {
        scanner.current.key(event.key, event.timeStamp);
        const scanned = event.key === 'Enter' ? scanner.current.enter(event.timeStamp) : null;
        if (scanned === null) return on.finish(event);
        event.preventDefault();
        event.stopPropagation();
        on.cancel();
        on.scan(scanned);
      }}
    />
  );
}
