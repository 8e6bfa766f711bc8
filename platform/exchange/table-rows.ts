import type { HeaderPlace } from './find-header.ts';
import { MergeFill } from './merge-fill.ts';
import type { Merge } from './merges.ts';
import { type SourceProblem, type SourceRow, shown } from './problem.ts';
import { unguardedCell } from './safe-cell.ts';

/** Rows that were left out, by why. */
export type SkippedRows = { blank: number; totals: number; headers: number };

/** What of a file is the table. */
export type TableShape = HeaderPlace & {
  readonly totals: 'skip' | 'read';
  /** Filled cells beyond the header: a sign of a broken row in text, mere notes in a sheet. */
  readonly extraCells: 'problem' | 'keep';
};

type Pass = { readonly merges: readonly Merge[]; readonly skipped: SkippedRows };

const totalWords =
  /^(?:итого|итог|всего|total|subtotal|grand total)(?:\s+(?:по|к|на|за|с|без|наименований|for)\s.*)?\s*[:.]?$/i;
const longestTotal = 100;
const numberedFrom = 3;
const apostrophe = 39;
const equals = 61;

/**
 * The rows below the header, cells trimmed and freed of the guard against formulas. Leaves out blank rows, totals
 * (unless read), the header repeated on each printed page and the row of column numbers right under it; counts them.
 */
export async function* tableRows(
  batches: AsyncIterable<SourceRow[]>,
  shape: TableShape,
  { merges, skipped }: Pass,
): AsyncGenerator<SourceRow[], void, undefined> {
  const last = shape.headerRow + shape.headerRows - 1;
  const fill = merges.length === 0 ? null : new MergeFill(merges, shape.header.length);
  Object.assign(skipped, { blank: 0, totals: 0, headers: 0 });
  let first = true;
  for await (const batch of batches) {
    const rows: SourceRow[] = [];
    for (const row of batch) {
      if (row.row <= last) continue;
      const cells = tidyCells(fill === null ? row.cells : fill.apply(row), shape.header.length);
      const why = row.problems.length === 0 ? whySkipped(cells, shape, first) : null;
      if (why !== 'blank') first = false;
      if (why === null) rows.push({ row: row.row, cells, problems: withExtra(row.problems, cells, shape) });
      else skipped[why] += 1;
    }
    if (rows.length > 0) yield rows;
  }
}

function tidyCells(cells: readonly string[], width: number): string[] {
  const tidy: string[] = [];
  let length = Math.min(width, cells.length);
  for (let column = 0; column < cells.length; column += 1) {
    const cell = tidyCell((cells[column] ?? '').trim());
    tidy.push(cell);
    if (cell !== '' && column >= length) length = column + 1;
  }
  tidy.length = length;
  while (tidy.length < width) tidy.push('');
  return tidy;
}

// Programs write ="007" so that a spreadsheet keeps the zeros.
function tidyCell(cell: string): string {
  const first = cell.charCodeAt(0);
  if (first === apostrophe) return unguardedCell(cell).trim();
  return first === equals && cell.startsWith('="') && cell.endsWith('"') && cell.length > 2 ? cell.slice(2, -1) : cell;
}

function whySkipped(
  cells: readonly string[],
  { header, totals }: TableShape,
  isFirst: boolean,
): keyof SkippedRows | null {
  const start = cells.find((cell) => cell !== '');
  if (start === undefined) return 'blank';
  if (totals === 'skip' && start.length <= longestTotal && totalWords.test(start)) return 'totals';
  if (start === header.find((cell) => cell !== '') && header.every((cell, column) => cell === cells[column]))
    return 'headers';
  const numbered = isFirst && cells.length >= numberedFrom && cells.every((cell, at) => cell === String(at + 1));
  return numbered ? 'headers' : null;
}

function withExtra(
  problems: readonly SourceProblem[],
  cells: readonly string[],
  { header, extraCells }: TableShape,
): readonly SourceProblem[] {
  if (extraCells === 'keep' || cells.length <= header.length || problems.length > 0) return problems;
  const extra = cells.slice(header.length).find((cell) => cell !== '') ?? '';
  return [{ code: 'exchange.too_many_columns', column: null, value: shown(extra) }];
}
