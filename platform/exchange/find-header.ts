import type { FieldSpec } from './field.ts';
import { fieldNames } from './header.ts';
import type { Merge } from './merges.ts';
import { columnLetter, ExchangeProblem, type SourceRow } from './problem.ts';

/** Where a table's header stands: `headerRow` as a spreadsheet program numbers rows, and how many rows it takes. */
export type HeaderPlace = {
  readonly header: readonly string[];
  readonly headerRow: number;
  readonly headerRows: number;
};

/** What is known about the header beforehand, and how to learn of merged cells (asked for only when it may matter). */
export type HeaderFacts = {
  readonly fields?: readonly FieldSpec[];
  readonly headerRow?: number;
  readonly headerRows?: number;
  readonly merges: () => Promise<readonly Merge[]>;
};

const namesEnough = 2;
const headerRowsMax = 4;
const mergesMax = 1000;

/** How many of the fields the row names that names most of them: whether these rows are the table looked for. */
export function fieldsNamed(rows: readonly SourceRow[], fields: readonly FieldSpec[]): number {
  const names = fieldNames(fields);
  return Math.max(0, ...rows.map((row) => names(filled(row))));
}

/** Whether as many names as these are no chance. */
export const isNamed = (names: number, fields: readonly FieldSpec[]): boolean =>
  names > 0 && names >= Math.min(namesEnough, fields.length);

/**
 * The header among a table's first rows: the one a person named (0: there is none, columns go by their letters);
 * else the row that names most fields (two at least, or all of fewer); else the first row with two filled cells; else
 * the first filled one. Merged cells that begin in it and reach lower make it a header of several rows.
 * Throws ExchangeProblem no_header.
 */
export async function findHeader(rows: readonly SourceRow[], facts: HeaderFacts): Promise<HeaderPlace> {
  if (facts.headerRow === 0) return { header: letters(rows), headerRow: 0, headerRows: 0 };
  const first = headerRowOf(rows, facts);
  if (first === undefined) throw new ExchangeProblem('exchange.no_header');
  const width = filled(first).length;
  const gaps = filled(first).some((cell) => cell === '');
  const mayBeMerged = facts.headerRows === undefined && (gaps || nextHasBlanks(rows, first, width));
  const merges = mayBeMerged || (facts.headerRows ?? 1) > 1 ? await facts.merges() : [];
  const headerRows = facts.headerRows ?? depth(first.row, merges);
  return { header: joined(rows, { top: first.row, headerRows, merges }), headerRow: first.row, headerRows };
}

function headerRowOf(rows: readonly SourceRow[], { fields = [], headerRow }: HeaderFacts): SourceRow | undefined {
  if (headerRow !== undefined) return rows.find((row) => row.row === headerRow && filled(row).length > 0);
  const names = fieldNames(fields);
  const named = rows.map((row) => ({ row, names: names(filled(row)) }));
  const most = Math.max(0, ...named.map((one) => one.names));
  if (isNamed(most, fields)) return named.find((one) => one.names === most)?.row;
  const withTwo = rows.find((row) => filled(row).filter((cell) => cell !== '').length >= namesEnough);
  return withTwo ?? rows.find((row) => filled(row).length > 0);
}

/** The names of the columns of a table without a header: their letters. */
function letters(rows: readonly SourceRow[]): string[] {
  const width = rows.reduce((most, row) => Math.max(most, filled(row).length), 0);
  if (width === 0) throw new ExchangeProblem('exchange.no_header');
  return Array.from({ length: width }, (_, column) => columnLetter(column));
}

/** A row's cells, trimmed, without the empty ones at its end. */
function filled(row: SourceRow): string[] {
  const cells = row.cells.map((cell) => cell.trim());
  while (cells.at(-1) === '') cells.pop();
  return cells;
}

// The row below a header of two rows has names under the merged cell only.
function nextHasBlanks(rows: readonly SourceRow[], first: SourceRow, width: number): boolean {
  const next = rows.find((row) => row.row === first.row + 1);
  return next === undefined || filled(next).length !== width || filled(next).includes('');
}

function depth(top: number, merges: readonly Merge[]): number {
  const deepest = merges.reduce((most, merge) => (merge.top === top ? Math.max(most, merge.bottom) : most), top);
  return Math.min(deepest - top + 1, headerRowsMax);
}

type HeaderBlock = { readonly top: number; readonly headerRows: number; readonly merges: readonly Merge[] };

/** The names of the columns: what stands over each, from top to bottom; a merged cell stands over all its columns. */
function joined(rows: readonly SourceRow[], { top, headerRows, merges }: HeaderBlock): string[] {
  const names: string[][] = [];
  for (let number = top; number < top + headerRows; number += 1) {
    const row = rows.find((one) => one.row === number);
    const cells = row === undefined ? [] : filled(row);
    for (const { left, right } of merges
      .filter((merge) => merge.top === number && headerRows > 1)
      .slice(0, mergesMax)) {
      for (let column = left + 1; column <= right; column += 1) cells[column] = cells[left] ?? '';
    }
    for (const [column, cell] of cells.entries()) {
      const above = names[column] ?? [];
      names[column] = above;
      if (cell !== undefined && cell !== '' && !above.includes(cell)) above.push(cell);
    }
  }
  const header = Array.from(names, (parts) => (parts ?? []).join(' ').replace(/\s+/g, ' '));
  while (header.at(-1) === '') header.pop();
  return header;
}
