import { type CsvDialect, readRecord } from './csv-record.ts';
import { noProblems, type SourceProblem, type SourceRow, shown } from './problem.ts';

/** How much one row may hold before it is taken for damage. */
export type CsvLimits = { readonly maxRowChars: number; readonly maxColumns: number };

/** 1 MB of text a row, and as many columns as a spreadsheet has. */
export const defaultCsvLimits: CsvLimits = { maxRowChars: 1_048_576, maxColumns: 16_384 };

const needsCare = /[\0\ufffd]/;

type Line = { readonly from: number; readonly to: number; readonly found: boolean };

/**
 * Turns text, piece by piece, into rows; keeps only the unfinished row between pieces. Blank lines are rows.
 * A quote that is never closed costs one row, not the rest of the file: that line is handed on as it stands with
 * `unclosed_quote`, and reading goes on at the next one. So are rows that are too long (over `maxRowChars`), too wide,
 * or hold NUL or bytes that could not be decoded.
 */
export class CsvScanner {
  readonly #dialect: CsvDialect;
  readonly #limits: CsvLimits;
  #rest = '';
  #row = 0;
  #skipping = false;
  #nextQuote = -2;
  #rows: SourceRow[] = [];

  constructor(dialect: CsvDialect, limits: CsvLimits = defaultCsvLimits) {
    this.#dialect = dialect;
    this.#limits = limits;
  }

  /** The rows that this piece completes. */
  push(text: string): SourceRow[] {
    return this.#scan(this.#rest === '' ? text : this.#rest + text, false);
  }

  /** The rows left when the text has ended. */
  end(): SourceRow[] {
    // DOS editors end a file with Ctrl-Z.
    const last = this.#rest.endsWith('\x1a') ? this.#rest.slice(0, -1) : this.#rest;
    return this.#scan(last, true);
  }

  #scan(text: string, whole: boolean): SourceRow[] {
    this.#rows = [];
    this.#nextQuote = -2;
    const careful = needsCare.test(text);
    let at = 0;
    while (at < text.length) {
      const next = this.#next(text, at, { whole, careful });
      if (next === at) break;
      at = next;
    }
    this.#rest = text.slice(at);
    return this.#rows;
  }

  /** Takes what stands at `at` and answers where to go on; `at` itself when the row is not all there yet. */
  #next(text: string, at: number, { whole, careful }: { whole: boolean; careful: boolean }): number {
    const end = text.indexOf(this.#dialect.newline, at);
    const line = { from: at, to: end === -1 ? text.length : end, found: end !== -1 };
    if (this.#skipping) return this.#skip(line);
    const length = line.to - at;
    if (length > this.#limits.maxRowChars) return this.#tooLong(text, line);
    if (!line.found && !whole) return at;
    if (!this.#hasQuote(text, line)) {
      const plain = this.#lineOf(text, line).split(this.#dialect.delimiter, this.#limits.maxColumns + 1);
      this.#take(plain, careful);
      return line.to + 1;
    }
    const record = readRecord({ text, whole }, at, this.#dialect);
    if (record === 'open' && !whole && text.length - at <= this.#limits.maxRowChars) return at;
    if (typeof record === 'string' || record.next - at > this.#limits.maxRowChars + 1)
      return this.#unclosed(text, line);
    this.#take(record.cells, careful);
    return record.next;
  }

  #hasQuote(text: string, line: Line): boolean {
    if (this.#dialect.quote === null) return false;
    if (this.#nextQuote !== -1 && this.#nextQuote < line.from) {
      this.#nextQuote = text.indexOf(this.#dialect.quote, line.from);
    }
    return this.#nextQuote !== -1 && this.#nextQuote < line.to;
  }

  #lineOf(text: string, { from, to }: Line): string {
    const crlf = this.#dialect.newline === '\n' && to > from && text.charCodeAt(to - 1) === 13;
    return text.slice(from, crlf ? to - 1 : to);
  }

  #skip(line: Line): number {
    this.#skipping = !line.found;
    return line.to + (line.found ? 1 : 0);
  }

  #tooLong(text: string, line: Line): number {
    this.#damaged(text.slice(line.from, line.from + this.#limits.maxRowChars), 'exchange.row_too_long');
    return this.#skip(line);
  }

  #unclosed(text: string, line: Line): number {
    this.#damaged(this.#lineOf(text, line), 'exchange.unclosed_quote');
    return line.to + 1;
  }

  #damaged(line: string, code: SourceProblem['code']): void {
    this.#row += 1;
    const cells = line.split(this.#dialect.delimiter, this.#limits.maxColumns);
    this.#rows.push({ row: this.#row, cells, problems: [{ code, column: null, value: shown(line) }] });
  }

  #take(cells: string[], careful: boolean): void {
    this.#row += 1;
    const wide = cells.length > this.#limits.maxColumns;
    const problems = careful || wide ? cellProblems(cells, this.#limits.maxColumns) : noProblems;
    if (wide) cells.length = this.#limits.maxColumns;
    this.#rows.push({ row: this.#row, cells, problems });
  }
}

function cellProblems(cells: readonly string[], maxColumns: number): SourceProblem[] {
  const problems: SourceProblem[] = [];
  if (cells.length > maxColumns) problems.push({ code: 'exchange.too_many_columns', column: null, value: '' });
  for (const [column, value] of cells.slice(0, maxColumns).entries()) {
    if (value.includes('\0')) problems.push({ code: 'exchange.nul_character', column, value: shown(value) });
    if (value.includes('\ufffd')) problems.push({ code: 'exchange.bad_encoding', column, value: shown(value) });
  }
  return problems;
}
