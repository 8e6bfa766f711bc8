/** A file opened for a kind of import: its table, the fields looked for, and which column is which field. */
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { Lang } from '#kernel/texts.ts';
import { type Db, readOrg } from '../database.ts';
import { guessDateOrder } from './date-order.ts';
import type { DateOrder } from './dates.ts';
import type { FieldSpec } from './field.ts';
import type { AnyImportKind } from './kind.ts';
import { guessMapping, type MappingGuess, type SavedMapping } from './mapping.ts';
import { ExchangeProblem, type FileCode } from './problem.ts';
import { readTable, type Table } from './table.ts';

/** What a person settled for a file, or keeps under a name for the next ones; what is not there is guessed. */
export type ImportSettings = {
  /** A column for each field: by the header's text or by number from 0; null leaves the field out. */
  readonly columns?: SavedMapping;
  readonly dates?: DateOrder;
  /** Round digits beyond the scale instead of rejecting the row. */
  readonly round?: boolean;
  readonly sheet?: string;
  /** As a spreadsheet program numbers rows; 0 for a table without a header. */
  readonly headerRow?: number;
};

export type ImportFile = { readonly table: Table; readonly fields: readonly FieldSpec[]; readonly guess: MappingGuess };

/** The fields of a kind in this org: its own, and those that depend on the org's data. */
export async function fieldsOf(db: Db, orgId: string, kind: AnyImportKind): Promise<readonly FieldSpec[]> {
  const more = (await readOrg(db, orgId, async (read) => kind.moreFields?.(read, orgId))) ?? [];
  return [...kind.fields, ...more];
}

/** Opens a table and maps its columns. Refuses with the file's own codes when it is no table. */
export async function openImportFile(
  path: string,
  fields: readonly FieldSpec[],
  settings: ImportSettings,
): Promise<Result<ImportFile, FileCode>> {
  const { columns: saved = {}, dates, round = false, sheet, headerRow } = settings;
  try {
    const place = { ...(sheet === undefined ? {} : { sheet }), ...(headerRow === undefined ? {} : { headerRow }) };
    const table = await readTable(path, { fields, ...place });
    const guess = guessMapping(table.header, fields, { saved, reading: { decimal: table.decimal, round } });
    const dated = fields.filter((field) => field.parse === 'date').map((field) => guess.mapping.columns[field.name]);
    const dateColumns = dated.filter((column) => column !== undefined);
    const order = dates ?? (dateColumns.length === 0 ? 'dmy' : await guessDateOrder(table.batches, dateColumns));
    const mapping = { ...guess.mapping, reading: { ...guess.mapping.reading, dates: order } };
    return ok({ table, fields, guess: { ...guess, mapping } });
  } catch (error) {
    return fileRefusal(error);
  }
}

/** A file's problem as a refusal; throws on what is none. */
export function fileRefusal(error: unknown): Refusal<FileCode> {
  if (error instanceof ExchangeProblem) return error.asRefusal();
  throw error;
}

/** Names of required fields that have no column, as the person reads them. */
export function missingFields({ guess, fields }: ImportFile, lang: Lang): string[] {
  const missing = guess.problems.filter(({ code }) => code === 'exchange.column_missing').map(({ field }) => field);
  return fields.filter(({ name }) => missing.includes(name)).map(({ name, synonyms }) => synonyms[lang][0] ?? name);
}

const namesShown = 5;

/** Why no row of a file can be read: a required field has no column, or no field at all has one; null when rows can. */
export function whyUnread(file: ImportFile, lang: Lang): Refusal | null {
  const missing = missingFields(file, lang);
  if (missing.length > 0) return refuse('exchange.column_missing', { field: missing.join(', ') });
  if (Object.keys(file.guess.mapping.columns).length > 0) return null;
  const names = file.fields.slice(0, namesShown).map(({ name, synonyms }) => synonyms[lang][0] ?? name);
  return refuse('exchange.no_columns', { fields: names.join(', ') });
}
