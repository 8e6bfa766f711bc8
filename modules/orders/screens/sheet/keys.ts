/** What keys do in the sheet: moving over cells as in a spreadsheet. Pure. */

export const columns = ['product', 'quantity', 'discount', 'price'] as const;
export type Col = (typeof columns)[number];
/** A cell; the row after the last line is the one where products are added. */
export type Cell = { readonly row: number; readonly col: Col };

export type Key = { readonly key: string; readonly ctrl: boolean; readonly shift: boolean };
/** What a key means at a cell: go there, begin to edit (with a text, or with what stands there), remove the line. */
export type Meaning =
  | { readonly do: 'go'; readonly to: Cell }
  | { readonly do: 'edit'; readonly text: string | null }
  | { readonly do: 'add'; readonly text: string }
  | { readonly do: 'why' }
  | { readonly do: 'remove' };

const page = 12;

/** What a key means while no cell is edited; null when it means nothing here. `last` is the row of adding. */
export function meaningOf({ key, ctrl }: Key, at: Cell, last: number): Meaning | null {
  const go = (row: number, col: Col = at.col): Meaning => ({
    do: 'go',
    to: { row: Math.max(0, Math.min(last, row)), col },
  });
  const side = columns[columns.indexOf(at.col) + (key === 'ArrowRight' ? 1 : -1)] ?? at.col;
  switch (key) {
    case 'ArrowUp':
      return go(ctrl ? 0 : at.row - 1);
    case 'ArrowDown':
      return go(ctrl ? last : at.row + 1);
    case 'ArrowLeft':
    case 'ArrowRight':
      return go(at.row, side);
    case 'PageUp':
      return go(at.row - page);
    case 'PageDown':
      return go(at.row + page);
    case 'Home':
      return go(ctrl ? 0 : at.row, 'product');
    case 'End':
      return go(ctrl ? last : at.row, ctrl ? 'product' : 'price');
    case 'Delete':
      return at.row < last ? { do: 'remove' } : null;
    case 'F2':
    case 'Enter':
      return enter(at);
    default:
      return ctrl || key.length !== 1 ? null : typing(key, at);
  }
}

function enter({ col }: Cell): Meaning | null {
  if (col === 'price') return { do: 'why' };
  return col === 'product' ? null : { do: 'edit', text: null };
}

/** A digit begins a number; a letter looks for a product to add. */
function typing(key: string, { col }: Cell): Meaning | null {
  const numeric = /^[\d.,]$/.test(key) || (key === '-' && col === 'discount');
  if (numeric && (col === 'quantity' || col === 'discount')) return { do: 'edit', text: key };
  return /^[\p{L}\d]$/u.test(key) ? { do: 'add', text: key } : null;
}

/** Where editing goes on after a cell was finished by this key; null stays. Adding: Enter after the quantity adds the next. */
export function after(
  key: Key,
  at: Cell,
  { last, adding }: { readonly last: number; readonly adding: boolean },
): Cell | null {
  if (key.key === 'Enter')
    return adding ? { row: last, col: 'product' } : { row: Math.min(last, at.row + 1), col: at.col };
  if (key.key === 'ArrowUp') return { row: Math.max(0, at.row - 1), col: at.col };
  if (key.key === 'ArrowDown') return { row: Math.min(last, at.row + 1), col: at.col };
  if (key.key !== 'Tab') return null;
  if (key.shift)
    return at.col === 'discount' ? { row: at.row, col: 'quantity' } : { row: Math.max(0, at.row - 1), col: 'discount' };
  if (at.col === 'quantity') return { row: at.row, col: 'discount' };
  return at.row + 1 >= last ? { row: last, col: 'product' } : { row: at.row + 1, col: 'quantity' };
}
