import { csvRows } from './csv.ts';
import { type CsvLimits, defaultCsvLimits } from './csv-scan.ts';
import { type DecimalSign, type Detected, detect, type FileFormat, sampleBytes, type TextTable } from './detect.ts';
import type { TextEncoding } from './encoding.ts';
import type { FieldSpec } from './field.ts';
import { fieldsNamed, findHeader, type HeaderPlace, isNamed } from './find-header.ts';
import type { Merge } from './merges.ts';
import { defaultSourceLimits, fileStart, openFile, type SourceLimits } from './open-source.ts';
import { ExchangeProblem, type SourceRow } from './problem.ts';
import { type SkippedRows, tableRows } from './table-rows.ts';
import { defaultXlsxLimits, openWorkbook, type Workbook, type XlsxLimits } from './xlsx.ts';

/** Limits of all that a table may come in. */
export type TableLimits = { readonly source: SourceLimits; readonly csv: CsvLimits; readonly xlsx: XlsxLimits };

/** What a person, or a saved mapping, may settle instead of the guess. */
export type TableOptions = {
  /** The fields looked for: their synonyms find the header row. */
  readonly fields?: readonly FieldSpec[];
  /**
   * The sheet by its name or by its number from 0 among those that `sheets` lists; without it the first that has a row
   * of names of the fields, for the first sheet of many a workbook is a title page.
   */
  readonly sheet?: string | number;
  /** The header's row as a spreadsheet program numbers it; 0 for a table without one: its columns go by letters. */
  readonly headerRow?: number;
  /** How many rows the header takes; found by merged cells when not given. */
  readonly headerRows?: number;
  readonly encoding?: TextEncoding;
  readonly delimiter?: TextTable['delimiter'];
  /** Rows whose first filled cell is "Итого" or the like: left out (by default) or read as any other. */
  readonly totals?: 'skip' | 'read';
  /** Merged cells below the header: the first has the value (by default, as in Excel), or each of them. */
  readonly merged?: 'first' | 'fill';
  readonly limits?: Partial<TableLimits>;
};

/** A table: its header, and its rows as often as they are asked for (each time the file is read anew). */
export type Table = {
  readonly format: 'csv' | 'xlsx';
  readonly packed: 'gzip' | 'xz' | null;
  readonly encoding: TextEncoding | null;
  readonly delimiter: TextTable['delimiter'] | null;
  readonly decimal: DecimalSign;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** The header's cells, trimmed, without empty ones at the end; a two-row header is joined by a space. */
  readonly header: readonly string[];
  readonly headerRow: number;
  readonly headerRows: number;
  /** Rows below the header, trimmed, at least as wide as the header; blank, total and repeated header rows left out. */
  readonly rows: AsyncIterable<SourceRow>;
  /** The same rows, some hundreds at a time: for bulk work. */
  readonly batches: AsyncIterable<SourceRow[]>;
  /** What the last full pass over the rows left out. */
  readonly skipped: SkippedRows;
};

/** Where rows come from, before a header is known. */
type RowSource = Pick<Table, 'format' | 'packed' | 'encoding' | 'delimiter' | 'decimal' | 'sheet' | 'sheets'> & {
  rows(): AsyncIterable<SourceRow[]>;
  merges(): Promise<readonly Merge[]>;
};

// The header is looked for in these rows, or as far down as a person says it stands.
const leastPeeked = 100;
const mostPeeked = 10_000;
const rowsBelow = 5;
// Workbooks of more sheets have a table of the same form on each: a person says which.
const sheetsLookedAt = 20;

/**
 * Opens a table of any form (CSV or TSV in any of the encodings, gzip or xz over it, XLSX) and finds its header below
 * the titles. Throws ExchangeProblem when the file is no table, is damaged, too large, or has no header.
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<Table> {
  const limits = { source: defaultSourceLimits, csv: defaultCsvLimits, xlsx: defaultXlsxLimits, ...options.limits };
  const source = await rowSource(path, options, limits);
  const peeked = Math.max(leastPeeked, Math.min((options.headerRow ?? 0) + rowsBelow, mostPeeked));
  const place = await findHeader(await firstRows(source.rows(), peeked), { ...options, merges: source.merges });
  const merges = options.merged === 'fill' ? await source.merges() : [];
  const skipped: SkippedRows = { blank: 0, totals: 0, headers: 0 };
  const { rows: all, merges: _, ...facts } = source;
  const batches = {
    [Symbol.asyncIterator]: () => tableRows(all(), tableShape(place, source, options), { merges, skipped }),
  };
  return { ...facts, ...place, skipped, batches, rows: { [Symbol.asyncIterator]: () => oneByOne(batches) } };
}

function tableShape(place: HeaderPlace, source: RowSource, options: TableOptions): Parameters<typeof tableRows>[1] {
  return { ...place, totals: options.totals ?? 'skip', extraCells: source.format === 'csv' ? 'problem' : 'keep' };
}

async function rowSource(path: string, options: TableOptions, limits: TableLimits): Promise<RowSource> {
  const outer = detect(await fileStart(path, 16).catch(() => new Uint8Array(0))).format;
  if (outer === 'zip') {
    const workbook = await openWorkbook(path, limits.xlsx);
    return workbookSource(workbook, options.sheet ?? (await likelySheet(workbook, options)));
  }
  const found = detect(await sampleOf(path, limits.source));
  const packed = outer === 'gzip' || outer === 'xz' ? outer : null;
  return { ...textSource(path, textAs(found, options), limits), packed };
}

/** The number of the sheet that is most likely meant: the first with names enough, else the one with most. */
async function likelySheet(workbook: Workbook, { fields = [] }: TableOptions): Promise<number> {
  if (fields.length === 0 || workbook.sheets.length < 2) return 0;
  let best = { sheet: 0, names: 0 };
  for (const [sheet, name] of workbook.sheets.slice(0, sheetsLookedAt).entries()) {
    const names = fieldsNamed(await readableRows(workbook, name), fields);
    if (isNamed(names, fields)) return sheet;
    if (names > best.names) best = { sheet, names };
  }
  return best.sheet;
}

/** The first rows of a sheet; none of one that cannot be read, which matters only if it is the one that is meant. */
async function readableRows(workbook: Workbook, sheet: string): Promise<SourceRow[]> {
  try {
    return await firstRows(workbook.rows(sheet), leastPeeked);
  } catch (error) {
    if (error instanceof ExchangeProblem) return [];
    throw error;
  }
}

function workbookSource(workbook: Workbook, sheet: string | number): RowSource {
  const name = typeof sheet === 'number' ? workbook.sheets[sheet] : sheet;
  if (name === undefined || !workbook.sheets.includes(name)) {
    throw new ExchangeProblem('exchange.no_sheet', { sheet: String(sheet) });
  }
  return {
    format: 'xlsx',
    packed: null,
    encoding: null,
    delimiter: null,
    decimal: null,
    sheet: name,
    sheets: workbook.sheets,
    rows: () => workbook.rows(name),
    merges: () => workbook.merges(name),
  };
}

type TextFound = { readonly encoding: NonNullable<Detected['encoding']>; readonly table: TextTable };

function textSource(path: string, { encoding, table }: TextFound, limits: TableLimits): Omit<RowSource, 'packed'> {
  return {
    format: 'csv',
    encoding: encoding.encoding,
    delimiter: table.delimiter,
    decimal: table.decimal,
    sheet: null,
    sheets: [],
    rows: () => csvRows(openFile(path, limits.source), { encoding, table, limits: limits.csv }),
    merges: () => Promise.resolve([]),
  };
}

/** What the text is, with what a person settled put over it. */
function textAs({ format, encoding, table }: Detected, options: TableOptions): TextFound {
  if (encoding === null || table === null) throw refusalOf(format);
  const bom = options.encoding === undefined || options.encoding === encoding.encoding ? encoding.bom : 0;
  const settled = options.encoding === undefined ? encoding : { encoding: options.encoding, bom, sure: true };
  return { encoding: settled, table: { ...table, delimiter: options.delimiter ?? table.delimiter } };
}

function refusalOf(format: FileFormat): ExchangeProblem {
  if (format === 'empty') return new ExchangeProblem('exchange.empty_file');
  if (format === 'ole') return new ExchangeProblem('exchange.old_excel', { found: 'xls' });
  if (format === 'archive') return new ExchangeProblem('exchange.nested_archive');
  return new ExchangeProblem('exchange.not_a_table', { found: format });
}

async function sampleOf(path: string, limits: SourceLimits): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of openFile(path, limits)) {
    pieces.push(piece);
    length += piece.length;
    if (length >= sampleBytes) break;
  }
  return Buffer.concat(pieces);
}

async function firstRows(batches: AsyncIterable<SourceRow[]>, count: number): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const batch of batches) {
    rows.push(...batch.slice(0, count));
    if (rows.length >= count) break;
  }
  return rows.slice(0, count);
}

async function* oneByOne(batches: AsyncIterable<SourceRow[]>): AsyncGenerator<SourceRow> {
  for await (const batch of batches) yield* batch;
}
