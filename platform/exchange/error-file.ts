import type { Lang } from '#kernel/texts.ts';
import { headerKey } from './header.ts';
import { errorFileHeaders } from './mapping.ts';
import { csvPieces, type ExportColumn } from './write.ts';
import { xlsxPieces } from './write-xlsx.ts';

/** A row that was not imported: its cells as they were read, and why. */
export type RefusedRow = {
  readonly row: number;
  readonly cells: readonly string[];
  /** What is wrong, in the reader's language: `columnProblemText` for our own codes, the module's texts for its. */
  readonly messages: readonly string[];
};

/** What an error file is made of. */
export type ErrorFile = {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<RefusedRow> | Iterable<RefusedRow>;
  readonly format: 'csv' | 'xlsx';
  readonly lang: Lang;
};

const ownKeys = new Set([...errorFileHeaders.ru, ...errorFileHeaders.en].map(headerKey));

/**
 * The rows that were not imported, to be mended and uploaded again: the source's columns in their places, then the
 * row's number and what is wrong in the reader's language. Columns that an earlier error file added are not repeated.
 * Cells beyond the header stand behind all.
 */
export function errorFilePieces(file: ErrorFile): AsyncGenerator<Uint8Array, void, undefined> {
  const [rowHeader, errorHeader] = errorFileHeaders[file.lang];
  const kept = [...file.header.keys()].filter((column) => !ownKeys.has(headerKey(file.header[column] ?? '')));
  const columns: ExportColumn[] = [
    ...kept.map((column) => ({ header: file.header[column] ?? '', kind: 'text' as const })),
    { header: rowHeader, kind: 'integer', width: 8 },
    { header: errorHeader, kind: 'text', width: 80 },
    { header: '', kind: 'text' },
  ];
  const table = { columns, rows: refusedCells(file, kept), lang: file.lang, sheet: errorHeader };
  return file.format === 'xlsx' ? xlsxPieces(table) : csvPieces(table);
}

async function* refusedCells(file: ErrorFile, kept: readonly number[]): AsyncGenerator<(string | number)[]> {
  for await (const { row, cells, messages } of file.rows) {
    const beyond = cells.slice(file.header.length).join(' ').trim();
    yield [...kept.map((column) => cells[column] ?? ''), row, messages.join(' '), beyond];
  }
}
