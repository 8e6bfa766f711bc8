import { type CellFormat, plainNumber, shownNumber } from './cell-text.ts';
import { ExchangeProblem, noProblems, type SourceCode, type SourceProblem, type SourceRow, shown } from './problem.ts';
import { type SharedStrings, unescaped } from './shared-strings.ts';
import { walkXml, type XmlHandlers } from './xml.ts';

/** What the cells of a sheet are read with. */
export type SheetContext = {
  readonly strings: SharedStrings;
  readonly formats: readonly CellFormat[];
  readonly epoch1904: boolean;
  /** Cells that all rows together may have; guards against rows with one cell far to the right. */
  readonly maxCells: number;
};

const columnsMax = 16_384;
// Twice what a cell may hold, counted in pieces of text.
const cellMax = 65_536;
const problemsMax = 100;
const isoDate = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z?)?$/;

/**
 * The rows of a sheet's XML as people see them, those of a piece at a time: numbers without float artefacts, dates as
 * 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM:SS', percents with their sign, results of formulas. Of merged cells the first has
 * the value. Rows that the file leaves out are not yielded. Error cells (#N/A) come as problems.
 */
export async function* sheetRows(
  pieces: AsyncIterable<Uint8Array>,
  context: SheetContext,
): AsyncGenerator<SourceRow[], void, undefined> {
  const reader = new SheetReader(context);
  for await (const _ of walkXml(pieces, reader)) {
    const rows = reader.take();
    if (rows.length > 0) yield rows;
  }
}

class SheetReader implements XmlHandlers {
  readonly #context: SheetContext;
  #rows: SourceRow[] = [];
  #row = 0;
  #cells: string[] = [];
  #problems: SourceProblem[] = [];
  #cellsSeen = 0;
  #inSheet = false;
  #column = -1;
  #type = 'n';
  #format: CellFormat = plainNumber;
  #value = '';
  #hasValue = false;
  #hasFormula = false;
  #gathering = false;
  #inReading = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  /** The rows ended since the last time. */
  take(): SourceRow[] {
    const rows = this.#rows;
    if (rows.length > 0) this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'sheetData') this.#inSheet = true;
    if (!this.#inSheet) return;
    if (name === 'c') this.#openCell(attributes);
    else if (name === 'v') this.#gather();
    else if (name === 't' && !this.#inReading) this.#gather();
    else if (name === 'f') this.#hasFormula = true;
    else if (name === 'row') this.#openRow(attributes);
    else if (name === 'rPh') this.#inReading = true;
  }

  close(name: string): void {
    if (!this.#inSheet) return;
    this.#gathering = false;
    if (name === 'c') this.#closeCell();
    else if (name === 'row') this.#closeRow();
    else if (name === 'rPh') this.#inReading = false;
    else if (name === 'sheetData') this.#inSheet = false;
  }

  text(text: string): void {
    if (this.#gathering && this.#value.length < cellMax) this.#value += text;
  }

  #gather(): void {
    this.#gathering = true;
    this.#hasValue = true;
  }

  #openRow(attributes: Readonly<Record<string, string>>): void {
    const told = Number(attributes['r']);
    this.#row = Number.isSafeInteger(told) && told > this.#row ? told : this.#row + 1;
    this.#column = -1;
    this.#cells = [];
    this.#problems = [];
  }

  #closeRow(): void {
    this.#cellsSeen += this.#cells.length;
    if (this.#cellsSeen > this.#context.maxCells) {
      throw new ExchangeProblem('exchange.too_large', { maxCells: this.#context.maxCells });
    }
    const problems = this.#problems.length === 0 ? noProblems : this.#problems;
    this.#rows.push({ row: this.#row, cells: this.#cells, problems });
  }

  #openCell(attributes: Readonly<Record<string, string>>): void {
    this.#column = columnOf(attributes['r']) ?? this.#column + 1;
    this.#type = attributes['t'] ?? 'n';
    const style = attributes['s'];
    this.#format = style === undefined ? plainNumber : (this.#context.formats[Number(style)] ?? plainNumber);
    this.#value = '';
    this.#hasValue = false;
    this.#hasFormula = false;
  }

  #closeCell(): void {
    if (this.#column >= columnsMax) {
      this.#problem('exchange.too_many_columns');
      return;
    }
    if (!this.#hasValue) {
      if (this.#hasFormula) this.#problem('exchange.formula_without_value');
      return;
    }
    const text = this.#cellText();
    if (text === '') return;
    while (this.#cells.length < this.#column) this.#cells.push('');
    this.#cells[this.#column] = text;
    if (text.includes('\ufffd')) this.#problem('exchange.bad_encoding', text);
    if (text.includes('\0')) this.#problem('exchange.nul_character', text);
  }

  #cellText(): string {
    switch (this.#type) {
      case 's':
        return (
          this.#context.strings.at(this.#value === '' ? -1 : Number(this.#value)) ?? this.#broken('exchange.error_cell')
        );
      case 'str':
      case 'inlineStr':
        return unescaped(this.#value);
      case 'b':
        return this.#value.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'e':
        return this.#broken('exchange.error_cell');
      case 'd':
        return this.#value.replace(isoDate, (_, day, time) =>
          (time ?? '00:00:00') === '00:00:00' ? day : `${day} ${time}`,
        );
      default:
        return this.#number();
    }
  }

  #number(): string {
    const raw = this.#value.trim();
    if (raw === '') return '';
    return shownNumber(raw, this.#format, this.#context.epoch1904) ?? this.#broken('exchange.bad_number');
  }

  /** The cell's text stays as it is, with a problem beside it. */
  #broken(code: SourceCode): string {
    this.#problem(code, this.#value);
    return this.#value;
  }

  #problem(code: SourceCode, value = ''): void {
    if (this.#problems.length === problemsMax) return;
    this.#problems.push({ code, column: Math.min(this.#column, columnsMax - 1), value: shown(value) });
  }
}

/** The number of a column from 0 by a cell's address: "C12" -> 2; null for no address, 16384 for one past the last. */
export function columnOf(address: string | undefined): number | null {
  if (address === undefined) return null;
  let column = 0;
  let at = 0;
  for (; at < address.length; at += 1) {
    const letter = address.charCodeAt(at) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
    if (column > columnsMax) return columnsMax;
  }
  return at === 0 ? null : column - 1;
}
