/** The sheet at work: virtual rows, the active cell, keys, what is typed into cells. */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { newId } from '#kernel/id.ts';
import { useText } from '#web/i18n.ts';
import { done } from '#web/ui/toast.tsx';
import { texts } from '../../texts.ts';
import type { Picked } from './EntryRow.tsx';
import type { SheetLine } from './edits.ts';
import { after, type Cell, type Key, meaningOf } from './keys.ts';
import type { SheetGridProps } from './SheetGrid.tsx';
import { type Cells, useCells } from './use-cells.ts';
import type { Sheet } from './use-sheet.ts';
import { discountEdit, discountFrom, quantityEdit, quantityFrom } from './values.ts';

const rowHeight = 44;
const headHeight = 32;

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

const pressed = (event: KeyboardEvent): Key => ({
  key: event.key,
  ctrl: event.ctrlKey || event.metaKey,
  shift: event.shiftKey,
});
const isEdited = ({ col }: Cell): boolean => col === 'quantity' || col === 'discount';

type Rows = { readonly count: number; readonly editable: boolean; readonly active: RefObject<number> };

/** Virtual rows; the active one stays mounted, for the focus is in it. */
function useRows(scroll: RefObject<HTMLDivElement | null>, { count, editable, active }: Rows) {
  return useVirtualizer({
    count,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollPaddingStart: headHeight,
    scrollPaddingEnd: editable ? rowHeight : 0,
    rangeExtractor: (range) => {
      const rows = new Set(defaultRangeExtractor(range));
      if (active.current < count) rows.add(active.current);
      return [...rows].sort((a, b) => a - b);
    },
  });
}

/** Keeps what was typed into the active cell; false when it is not a value. */
function commit(sheet: Sheet, cells: Cells): boolean {
  const line = sheet.state.lines[cells.active.row];
  if (cells.typing === null || line === undefined) return true;
  const { id, productId, quantityMilli, manualBp } = line;
  const kept = { id, productId, quantityMilli, manualBp };
  if (cells.active.col === 'discount') {
    const bp = discountFrom(cells.typing);
    if (bp !== null && bp !== manualBp) sheet.store.put({ ...kept, manualBp: bp }, null);
    return bp !== null;
  }
  const milli = quantityFrom(cells.typing);
  if (milli !== null && milli !== quantityMilli) sheet.store.put({ ...kept, quantityMilli: milli }, null);
  return milli !== null;
}

/** Begins to edit a cell with a text, or with what stands there. */
function editCell(
  sheet: Sheet,
  cells: Cells,
  { cell, text, adding }: { cell: Cell; text: string | null; adding: boolean },
) {
  const line = sheet.state.lines[cell.row];
  if (line === undefined) return;
  const stands = cell.col === 'discount' ? discountEdit(line.manualBp) : quantityEdit(line.quantityMilli);
  cells.edit(cell, text ?? stands, { whole: text === null, adding });
}

/** State and events of the grid. */
export function useSheetGrid(props: SheetGridProps) {
  const { sheet, editable, marked } = props;
  const { lines } = sheet.state;
  const scroll = useRef<HTMLDivElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const active = useRef(0);
  const [why, setWhy] = useState<string | null>(null);
  const [seed, setSeed] = useState<{ text: string } | null>(null);
  const virtual = useRows(scroll, { count: lines.length, editable, active });
  const cells = useCells(table, (row) => row < lines.length && virtual.scrollToIndex(row));
  active.current = cells.active.row;
  const firstMarked = lines.findIndex((line) => marked.has(line.id));
  useEffect(() => {
    if (firstMarked >= 0) virtual.scrollToIndex(firstMarked, { align: 'center' });
  }, [firstMarked, virtual]);
  const remove = useRemove(sheet, cells);
  const on = useRowEvents(props, cells, { setWhy, remove });
  const last = lines.length;
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    if (event.defaultPrevented || event.altKey || target?.closest('input, [role=dialog]')) return;
    const meaning = meaningOf(pressed(event), cells.active, editable ? last : last - 1);
    if (meaning === null || (!editable && meaning.do !== 'go' && meaning.do !== 'why')) return;
    event.preventDefault();
    const line = lines[cells.active.row];
    if (meaning.do === 'go') cells.go(atEntry(meaning.to, last));
    else if (meaning.do === 'edit') editCell(sheet, cells, { cell: cells.active, text: meaning.text, adding: false });
    else if (meaning.do === 'why') setWhy(line?.id ?? null);
    else if (meaning.do === 'remove' && line !== undefined) remove(line);
    else if (meaning.do === 'add') {
      setSeed({ text: meaning.text });
      cells.go({ row: last, col: 'product' });
    }
  };
  const add = (picked: Picked) => {
    const quantityMilli = picked.quantityMilli ?? '1000';
    const { product } = picked;
    sheet.store.put({ id: newId(), productId: product.productId, quantityMilli, manualBp: 0 }, product);
    // A picked product asks how many; Enter then goes on to the next product.
    if (picked.quantityMilli !== undefined) return;
    cells.edit({ row: last, col: 'quantity' }, quantityEdit(quantityMilli), { whole: true, adding: true });
  };
  return { scroll, table, virtual, cells, why, seed, on, onKeyDown, add };
}

/** The row of adding has one cell. */
const atEntry = (cell: Cell, last: number): Cell => (cell.row >= last ? { row: last, col: 'product' } : cell);

function useRemove(sheet: Sheet, cells: Cells) {
  const t = useText(texts);
  return (line: SheetLine) => {
    const { id, productId, quantityMilli, manualBp } = line;
    const left = sheet.state.lines.length - 1;
    sheet.store.remove([id]);
    cells.go(atEntry({ row: Math.min(cells.active.row, left), col: cells.active.col }, left));
    done(t('sheet.removed', { code: line.code }), {
      undo: () => sheet.store.put({ id, productId, quantityMilli, manualBp }, line),
    });
  };
}

type Acts = { readonly setWhy: (id: string | null) => void; readonly remove: (line: SheetLine) => void };

function useRowEvents({ sheet, editable, onScan }: SheetGridProps, cells: Cells, acts: Acts): RowEvents {
  const last = sheet.state.lines.length;
  const edit = (cell: Cell, adding: boolean) => editCell(sheet, cells, { cell, text: null, adding });
  const finish = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      cells.stop();
      return;
    }
    const to = after(pressed(event), cells.active, { last, adding: cells.adding });
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (!commit(sheet, cells)) return;
    if (event.key === 'Tab' && isEdited(to) && to.row < last) edit(to, cells.adding && to.row === cells.active.row);
    else cells.go(atEntry(to, last));
  };
  return {
    focus: cells.at,
    press: (cell) => (editable && isEdited(cell) ? edit(cell, false) : cells.go(cell)),
    type: cells.type,
    finish,
    leave: () => {
      if (cells.leave()) commit(sheet, cells);
    },
    cancel: cells.stop,
    remove: acts.remove,
    why: acts.setWhy,
    scan: onScan,
  };
}
