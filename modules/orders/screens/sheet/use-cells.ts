/** Which cell is active, what is being typed into it, and where the focus goes. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import type { Cell } from './keys.ts';

export type Cells = {
  readonly active: Cell;
  /** What is being typed into the active cell; null while moving about. */
  readonly typing: string | null;
  /** What stood there is edited: it is selected as a whole. */
  readonly whole: boolean;
  /** The line was just added: Enter after its quantity adds the next. */
  readonly adding: boolean;
  readonly go: (to: Cell) => void;
  /** Makes the cell active where the focus came to it by itself. */
  readonly at: (cell: Cell) => void;
  readonly edit: (cell: Cell, text: string, how: EditHow) => void;
  readonly type: (text: string) => void;
  /** Ends typing; the focus stays on the cell. */
  readonly stop: () => void;
  /** The focus went away by itself: true when something was being typed. */
  readonly leave: () => boolean;
};
type EditHow = { readonly whole: boolean; readonly adding?: boolean };

/** State of the cells. `scrollTo` brings a row into sight before its cell is focused. */
export function useCells(grid: RefObject<HTMLElement | null>, scrollTo: (row: number) => void): Cells {
  const [active, setActive] = useState<Cell>({ row: 0, col: 'product' });
  const [typing, setTyping] = useState<string | null>(null);
  const [how, setHow] = useState<EditHow>({ whole: true });
  // A field that is taken away says goodbye once more; by then it is over.
  const open = useRef(false);
  const wanted = useRef(false);
  const scroll = useRef(scrollTo);
  scroll.current = scrollTo;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows the cell, and the end of typing in it
  useEffect(() => {
    if (!wanted.current) return undefined;
    wanted.current = false;
    scroll.current(active.row);
    const frame = requestAnimationFrame(() => {
      const cell = grid.current?.querySelector<HTMLElement>(`[data-cell="${active.row} ${active.col}"]`);
      const field = cell?.querySelector<HTMLElement>('input');
      (field ?? cell)?.focus({ preventScroll: field === null });
    });
    return () => cancelAnimationFrame(frame);
  }, [active, typing === null, grid]);

  const go = useCallback((to: Cell) => {
    wanted.current = true;
    open.current = false;
    setTyping(null);
    setActive({ ...to });
  }, []);
  const at = useCallback((cell: Cell) => {
    setActive((before) => (before.row === cell.row && before.col === cell.col ? before : cell));
  }, []);
  const edit = useCallback((cell: Cell, text: string, given: EditHow) => {
    wanted.current = true;
    open.current = true;
    setHow(given);
    setActive({ ...cell });
    setTyping(text);
  }, []);
  const stop = useCallback(() => {
    wanted.current = true;
    open.current = false;
    setTyping(null);
  }, []);
  const leave = useCallback(() => {
    const was = open.current;
    open.current = false;
    if (was) setTyping(null);
    return was;
  }, []);
  const { whole, adding = false } = how;
  return { active, typing, whole, adding, go, at, edit, type: setTyping, stop, leave };
}
