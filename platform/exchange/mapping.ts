import type { FieldSpec, FieldValue, Values } from './field.ts';
import { headerKey, headerRank, headerScore, leastScore } from './header.ts';
import { parseField, plainReading, type Reading, visibleText } from './parse-field.ts';
import { columnLetter, type HeaderProblem, noProblems, type RowProblem, type SourceRow, shown } from './problem.ts';

/** Which column each field is read from, with what is needed to read it and to name it in problems. */
export type Mapping = {
  readonly header: readonly string[];
  /** Columns from 0 by field; a field without a column is not there. */
  readonly columns: Readonly<Record<string, number>>;
  readonly reading: Reading;
};

/** A mapping that a person settled before: a header's text, a column from 0, or null for "do not read this field". */
export type SavedMapping = Readonly<Record<string, string | number | null>>;

/** A proposed mapping: how sure each field is (1 = by its own name or saved), and what is odd about the header. */
export type MappingGuess = {
  readonly mapping: Mapping;
  readonly confidence: Readonly<Record<string, number>>;
  readonly problems: readonly HeaderProblem[];
};

/** What guessing may be told beside the header. */
export type GuessOptions = { readonly saved?: SavedMapping; readonly reading?: Partial<Reading> };

/** What a row gave: values by field, and problems. A row with problems is not to be imported. */
export type MappedRow<F extends readonly FieldSpec[]> = {
  readonly row: number;
  readonly values: Values<F>;
  readonly problems: readonly RowProblem[];
};

/** Headers that our own error files add; they are no unknown columns when such a file comes back. */
export const errorFileHeaders = { ru: ['Строка', 'Ошибка'], en: ['Row', 'Error'] } as const;

// Further columns are mapped by hand: guessing costs time for each pair.
const columnsMax = 1000;
const ownHeaders = new Set(Object.values(errorFileHeaders).flat().map(headerKey));

/**
 * Which column is which field: the saved mapping first, then by the fields' synonyms, the best match first; a column
 * serves one field. Warns of unknown and repeated headers, of a saved column that is gone, and of required fields
 * that have no column.
 */
export function guessMapping(
  header: readonly string[],
  fields: readonly FieldSpec[],
  { saved = {}, reading = {} }: GuessOptions = {},
): MappingGuess {
  const columns: Record<string, number> = {};
  const confidence: Record<string, number> = {};
  const problems: HeaderProblem[] = [];
  for (const field of fields) {
    const wanted = saved[field.name];
    if (wanted === undefined || wanted === null) continue;
    const column = savedColumn(header, wanted);
    if (column === null) problems.push(headerProblem('exchange.saved_column_missing', { field, text: String(wanted) }));
    else {
      columns[field.name] = column;
      confidence[field.name] = 1;
    }
  }
  for (const { field, column, score } of matches(header, fields)) {
    const settled = saved[field.name] === null || columns[field.name] !== undefined;
    if (settled || Object.values(columns).includes(column)) continue;
    columns[field.name] = column;
    confidence[field.name] = score;
  }
  problems.push(...headerProblems(header, fields, columns));
  return { mapping: { header, columns, reading: { ...plainReading, ...reading } }, confidence, problems };
}

/**
 * Reads a row by the mapping. Empty cells give null. A row damaged as a whole (an unclosed quote) gives no values;
 * damage in a cell counts only when its column is read. Each problem names the row, the column, the code and the value.
 */
export function mapRow<const F extends readonly FieldSpec[]>(
  row: SourceRow,
  mapping: Mapping,
  fields: F,
): MappedRow<F> {
  const values: Record<string, FieldValue> = {};
  const problems: RowProblem[] = row.problems.length === 0 ? [] : sourceProblems(row, mapping);
  const damaged = row.problems.some((problem) => problem.column === null);
  for (const field of fields) {
    const column = mapping.columns[field.name];
    const text = column === undefined ? '' : visibleText(row.cells[column] ?? '');
    values[field.name] = null;
    if (damaged || (problems.length > 0 && problems.some((problem) => problem.field === field.name))) continue;
    if (text === '') {
      if (field.required === true)
        problems.push(fieldProblem(row, mapping, { field, code: 'exchange.required', text }));
      continue;
    }
    const parsed = parseField(text, field, mapping.reading);
    if (parsed.ok) values[field.name] = parsed.value;
    else
      problems.push({
        ...fieldProblem(row, mapping, { field, code: parsed.code, text }),
        ...withParams(parsed.details),
      });
  }
  return { row: row.row, values: values as Values<F>, problems: problems.length === 0 ? noProblems : problems };
}

/** The damage of a row as its source told it, by the fields that its columns are read for. */
function sourceProblems(row: SourceRow, mapping: Mapping): RowProblem[] {
  const fieldAt = new Map(Object.entries(mapping.columns).map(([field, column]) => [column, field]));
  return row.problems
    .filter(({ column }) => column === null || fieldAt.has(column))
    .map(({ code, column, value }) => ({
      row: row.row,
      column: column === null ? null : columnLetter(column),
      header: column === null ? null : (mapping.header[column] ?? null),
      field: column === null ? null : (fieldAt.get(column) ?? null),
      code,
      value,
    }));
}

type FieldFinding = { readonly field: FieldSpec; readonly code: RowProblem['code']; readonly text: string };

function fieldProblem(row: SourceRow, mapping: Mapping, { field, code, text }: FieldFinding): RowProblem {
  const column = mapping.columns[field.name];
  return {
    row: row.row,
    column: column === undefined ? null : columnLetter(column),
    header: column === undefined ? null : (mapping.header[column] ?? null),
    field: field.name,
    code,
    value: shown(text),
  };
}

function withParams(params: RowProblem['params']): Pick<RowProblem, 'params'> {
  return params === undefined ? {} : { params };
}

function savedColumn(header: readonly string[], wanted: string | number): number | null {
  if (typeof wanted === 'number')
    return Number.isInteger(wanted) && wanted >= 0 && wanted < header.length ? wanted : null;
  const exact = header.indexOf(wanted);
  const column =
    exact === -1 ? header.findIndex((text) => text !== '' && headerKey(text) === headerKey(wanted)) : exact;
  return column === -1 ? null : column;
}

type Match = {
  readonly field: FieldSpec;
  readonly column: number;
  readonly score: number;
  readonly rank: number;
};

/**
 * Pairs of fields and columns that may belong together, the best first; of equals the one by the field's earlier name,
 * then the leftmost column.
 */
function matches(header: readonly string[], fields: readonly FieldSpec[]): Match[] {
  return fields
    .flatMap((field) =>
      header
        .slice(0, columnsMax)
        .map((text, column) => ({ field, column, score: headerScore(text, field), rank: headerRank(text, field) })),
    )
    .filter((match) => match.score >= leastScore)
    .sort((one, other) => other.score - one.score || one.rank - other.rank || one.column - other.column);
}

function headerProblems(
  header: readonly string[],
  fields: readonly FieldSpec[],
  columns: Readonly<Record<string, number>>,
): HeaderProblem[] {
  const used = new Set(Object.values(columns));
  const seen = new Set<string>();
  const problems: HeaderProblem[] = [];
  for (const [column, text] of header.entries()) {
    const key = headerKey(text);
    if (key === '') continue;
    if (seen.has(key)) problems.push(headerProblem('exchange.duplicate_column', { text, column }));
    else if (!used.has(column) && !ownHeaders.has(key))
      problems.push(headerProblem('exchange.unknown_column', { text, column }));
    seen.add(key);
  }
  for (const field of fields) {
    if (field.required === true && columns[field.name] === undefined) {
      problems.push(headerProblem('exchange.column_missing', { field }));
    }
  }
  return problems;
}

type HeaderFinding = { readonly field?: FieldSpec; readonly text?: string; readonly column?: number };

function headerProblem(code: HeaderProblem['code'], { field, text, column }: HeaderFinding): HeaderProblem {
  const letter = column === undefined ? null : columnLetter(column);
  return { code, column: letter, header: text ?? null, field: field?.name ?? null };
}
