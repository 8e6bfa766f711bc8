import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { newId } from '#kernel/id.ts';
import { useText } from '#web/i18n.ts';
import { useSession } from '#web/session.tsx';
import { done } from '#web/ui/toast.tsx';
import { texts } from '../../texts.ts';
import { EntryRow, type Picked } from './EntryRow.tsx';
import type { SheetLine } from './edits.ts';
import { after, type Cell, type Col, meaningOf } from './keys.ts';
import { SheetRow } from './SheetRow.tsx';
import css from './sheet.module.css';
import { useCells } from './use-cells.ts';
import type { Sheet } from './use-sheet.ts';
import { discountEdit, discountFrom, quantityEdit, quantityFrom } from './values.ts';

export type SheetGridProps = {
  readonly sheet: Sheet;
  readonly accountId: string;
  readonly warehouseId: string;
  readonly editable: boolean;
  /** A draft plans its stock; a confirmed order tells what it has. */
  readonly planned: boolean;
  /** Lines that the panel points at. */
  readonly marked: ReadonlySet<string>;
  readonly onScan: (code: string) => void;
};

type Style = CSSProperties & Record<'--cols', string>;
const rowHeight = 44;

/** The lines of an order as a spreadsheet: everything by keyboard, any number of lines. */
export function SheetGrid(props: SheetGridProps) {
  const { sheet, editable, marked } = props;
  const t = useText(texts);
  const { seesCost } = useSession();
  const grid = useSheetGrid(props);
  const cols = `32px minmax(200px, 1fr) 124px 88px 72px 108px 116px ${seesCost ? '64px ' : ''}36px`;
  const style: Style = { '--cols': cols };
  const { lines } = sheet.state;
  return (
    <div ref={grid.scroll} className={css['scroll']}>
      <table
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells are moved over and edited by keys
        role="grid"
        ref={grid.table}
        className={css['sheet']}
        style={style}
        aria-label={t('sheet.title')}
        aria-rowcount={lines.length + 2}
        onKeyDown={grid.onKeyDown}
      >
        <SheetHead seesCost={seesCost} />
        <tbody style={{ height: grid.virtual.getTotalSize() }}>
          {grid.virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            if (line === undefined) return null;
            const here = grid.cells.active.row === item.index;
            return (
              <SheetRow
                key={line.id}
                line={line}
                row={item.index}
                top={item.start}
                seesCost={seesCost}
                editable={editable}
                planned={props.planned}
                marked={marked.has(line.id)}
                active={here ? grid.cells.active.col : null}
                typing={here ? grid.cells.typing : null}
                whole={grid.cells.whole}
                why={grid.why === line.id}
                on={grid.on}
              />
            );
          })}
        </tbody>
        {editable ? (
          <EntryRow
            row={lines.length}
            seed={grid.seed}
            accountId={props.accountId}
            warehouseId={props.warehouseId}
            onPick={grid.add}
            onScan={props.onScan}
            onFocus={() => grid.cells.at({ row: lines.length, col: 'product' })}
            onUp={() => grid.cells.go({ row: Math.max(0, lines.length - 1), col: 'quantity' })}
          />
        ) : null}
      </table>
    </div>
  );
}

function SheetHead({ seesCost }: { readonly seesCost: boolean }) {
  const t = useText(texts);
  return (
    <thead>
      <tr>
        <th className={css['no']} scope="col" aria-label={t('sheet.no')}>
          №
        </th>
        <th scope="col">{t('sheet.product')}</th>
        <th scope="col">{t('sheet.stock')}</th>
        <th scope="col" className={css['end']}>
          {t('sheet.quantity')}
        </th>
        <th scope="col" className={css['end']}>
          {t('sheet.discount')}
        </th>
        <th scope="col" className={css['end']}>
          {t('sheet.price')}
        </th>
        <th scope="col" className={css['end']}>
          {t('sheet.sum')}
        </th>
        {seesCost ? (
          <th scope="col" className={css['end']}>
            {t('sheet.margin')}
          </th>
        ) : null}
        <th scope="col" aria-label={t('sheet.remove')} />
      </tr>
    </thead>
  );
}

/** What the cells of a row tell the grid. */
export type RowEvents = {
  readonly focus: (cell: Cell) => void;
  readonly press: (cell: Cell) => void;
  readonly type: (text: string) => void;
  readonly finish: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly leave: () => void;
  readonly cancel: () => void;
  readonly remove: (line: SheetLine) => void;
  readonly why: (lineId: string | null) => void;
  readonly scan: (code: string) => void;
};

function useSheetGrid({ sheet, editable, marked, onScan }: SheetGridProps) {
  const t = useText(texts);
  const scroll = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const [why, setWhy] = useState<string | null>(null);
  const [seed, setSeed] = useState<{ text: string } | null>(null);
  const { lines } = sheet.state;
  const last = lines.length;
  const activeRow = useRef(0);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: 32,
    scrollPaddingEnd: editable ? rowHeight : 0,
    // The active row stays mounted: the focus is in it.
    rangeExtractor: (range) => {
      const rows = new Set(defaultRangeExtractor(range));
      if (activeRow.current < lines.length) rows.add(activeRow.current);
      return [...rows].sort((a, b) => a - b);
    },
  });
  const cells = useCells(table, (row) => row < lines.length && virtual.scrollToIndex(row));
  activeRow.current = cells.active.row;
  const firstMarked = lines.findIndex((line) => marked.has(line.id));
  useEffect(() => {
    if (firstMarked >= 0) virtual.scrollToIndex(firstMarked, { align: 'center' });
  }, [firstMarked, virtual]);

  const put = (line: SheetLine, change: { quantityMilli?: string; manualBp?: number }) => {
    const { id, productId, quantityMilli, manualBp } = line;
    const next = { id, productId, quantityMilli, manualBp, ...change };
    if (next.quantityMilli !== quantityMilli || next.manualBp !== manualBp) sheet.store.put(next, null);
  };
  /** Keeps what was typed into the active cell; false when it is not a value. */
  const commit = (): boolean => {
    const line = lines[cells.active.row];
    if (cells.typing === null || line === undefined) return true;
    if (cells.active.col === 'discount') {
      const manualBp = discountFrom(cells.typing);
      if (manualBp !== null) put(line, { manualBp });
      return manualBp !== null;
    }
    const quantityMilli = quantityFrom(cells.typing);
    if (quantityMilli !== null) put(line, { quantityMilli });
    return quantityMilli !== null;
  };
  const edit = (cell: Cell, text: string | null) => {
    const line = lines[cell.row];
    if (!editable || line === undefined) return;
    const stands = cell.col === 'discount' ? discountEdit(line.manualBp) : quantityEdit(line.quantityMilli);
    cells.edit(cell, text ?? stands, { whole: text === null });
  };
  const isEdited = (col: Col): boolean => col === 'quantity' || col === 'discount';
  const goOrEdit = (to: Cell) => (isEdited(to.col) && to.row < last ? edit(to, null) : cells.go(to));
  const remove = (line: SheetLine) => {
    sheet.store.remove([line.id]);
    cells.go({ row: Math.min(cells.active.row, last - 1), col: cells.active.col });
    const { id, productId, quantityMilli, manualBp } = line;
    done(t('sheet.removed', { code: line.code }), {
      undo: () => sheet.store.put({ id, productId, quantityMilli, manualBp }, line),
    });
  };

  const on: RowEvents = {
    focus: cells.at,
    press: (cell) => (isEdited(cell.col) ? edit(cell, null) : cells.go(cell)),
    type: cells.type,
    leave: () => {
      if (cells.leave()) commit();
    },
    cancel: cells.stop,
    finish: (event) => {
      const key = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey };
      if (event.key === 'Escape') {
        event.preventDefault();
        cells.stop();
        return;
      }
      const to = after(key, cells.active, { last, adding: cells.adding });
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      if (!commit()) return;
      if (event.key === 'Tab') goOrEdit(to);
      else cells.go(to);
    },
    remove,
    why: setWhy,
    scan: onScan,
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (event.defaultPrevented || event.altKey || target?.closest('input, [role=dialog]')) return;
    const pressed = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey };
    const meaning = meaningOf(pressed, cells.active, editable ? last : last - 1);
    if (meaning === null || (!editable && meaning.do !== 'go' && meaning.do !== 'why')) return;
    if (event.key === 'Enter' && target?.closest('button') && meaning.do !== 'why') return;
    event.preventDefault();
    const line = lines[cells.active.row];
    if (meaning.do === 'go') cells.go(meaning.to);
    else if (meaning.do === 'edit') edit(cells.active, meaning.text);
    else if (meaning.do === 'why') setWhy(line?.id ?? null);
    else if (meaning.do === 'remove' && line !== undefined) remove(line);
    else if (meaning.do === 'add') {
      setSeed({ text: meaning.text });
      cells.go({ row: last, col: 'product' });
    }
  };
  const add = (picked: Picked) => {
    const id = newId();
    const quantityMilli = picked.quantityMilli ?? '1000';
    sheet.store.put({ id, productId: picked.product.productId, quantityMilli, manualBp: 0 }, picked.product);
    // A picked product asks how many; Enter then goes on to the next product.
    if (picked.quantityMilli === undefined) {
      cells.edit({ row: last, col: 'quantity' }, quantityEdit(quantityMilli), { whole: true, adding: true });
    }
  };
  return { scroll, table, virtual, cells, why, seed, on, onKeyDown, add };
}
