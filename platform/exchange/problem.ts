import type { RequisiteProblem } from '#kernel/requisites.ts';
import { type Details, type Refusal, refuse } from '#kernel/result.ts';

/** Why a whole file cannot be read. Each has a text in texts.ts that says what to do. */
export type FileCode =
  | 'exchange.not_found'
  | 'exchange.empty_file'
  | 'exchange.too_large'
  | 'exchange.bomb'
  | 'exchange.damaged_file'
  | 'exchange.nested_archive'
  | 'exchange.not_a_table'
  | 'exchange.old_excel'
  | 'exchange.encrypted'
  | 'exchange.xml_entities'
  | 'exchange.no_sheet'
  | 'exchange.no_header'
  | 'exchange.busy';

/** What is wrong in a row as it came from the file, before any meaning is given to its columns. */
export type SourceCode =
  | 'exchange.unclosed_quote'
  | 'exchange.row_too_long'
  | 'exchange.too_many_columns'
  | 'exchange.nul_character'
  | 'exchange.bad_encoding'
  | 'exchange.error_cell'
  | 'exchange.formula_without_value'
  | 'exchange.bad_number';

/** What is wrong with a cell as the value of a field. */
export type FieldCode =
  | 'exchange.required'
  | 'exchange.too_long'
  | 'exchange.too_large_value'
  | 'exchange.not_a_sum'
  | 'exchange.not_a_price'
  | 'exchange.not_a_quantity'
  | 'exchange.not_a_date'
  | 'exchange.not_an_integer'
  | 'exchange.not_a_percent'
  | 'exchange.not_a_boolean'
  | RequisiteProblem;

/** What is odd about the header row; the file can be read all the same, but for a required field's column missing. */
export type HeaderCode =
  | 'exchange.unknown_column'
  | 'exchange.duplicate_column'
  | 'exchange.column_missing'
  | 'exchange.saved_column_missing';

export type RowCode = SourceCode | FieldCode;

/** Something odd about the header row. Only a missing column of a required field stops an import. */
export type HeaderProblem = {
  readonly code: HeaderCode;
  readonly column: string | null;
  readonly header: string | null;
  readonly field: string | null;
};

/** A problem of a row by its place in the file; `column` counts from 0, null means the row as a whole. */
export type SourceProblem = {
  readonly code: SourceCode;
  readonly column: number | null;
  readonly value: string;
};

/** A row as it stands in the file. `row` counts from 1 as a spreadsheet program shows it. */
export type SourceRow = {
  readonly row: number;
  readonly cells: readonly string[];
  readonly problems: readonly SourceProblem[];
};

/** A problem to show to a person: where it is, what stands there, and the code of the text that says what to do. */
export type RowProblem = {
  readonly row: number;
  /** The column's letter as in a spreadsheet ("C"), null for the row as a whole. */
  readonly column: string | null;
  /** The header's text as it stands in the file. */
  readonly header: string | null;
  readonly field: string | null;
  readonly code: RowCode;
  /** What stands in the cell, cut to 200 characters. */
  readonly value: string;
  readonly params?: Details;
};

/** No problems; shared, so that half a million clean rows make no arrays. */
export const noProblems: readonly never[] = Object.freeze([]);

const longestShown = 200;

/** A file that cannot be read, with the code of the reason. The only error that the readers of this folder throw. */
export class ExchangeProblem extends Error {
  readonly code: FileCode;
  readonly details: Details;

  constructor(code: FileCode, details: Details = {}) {
    super(code);
    this.name = 'ExchangeProblem';
    this.code = code;
    this.details = details;
  }

  /** The same as a refusal, for commands and routes. */
  asRefusal(): Refusal<FileCode> {
    return refuse(this.code, this.details);
  }
}

/** The letter of a column by its number from 0: 0 -> "A", 26 -> "AA". */
export function columnLetter(column: number): string {
  let letters = '';
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** A cell's text short enough to be shown: at most 200 characters, whole characters only. */
export function shown(value: string): string {
  if (value.length <= longestShown) return value;
  return `${value.slice(0, longestShown).replace(/[\ud800-\udbff]$/, '')}…`;
}
