/** What an import would read: its first rows, the columns that were found, and what is odd. */
import { refuse } from '#kernel/result.ts';
import { readOrg } from '#platform/database.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { FieldSpec, FieldValue } from '#platform/exchange/field.ts';
import { fieldsOf, type ImportFile, missingFields, openImportFile } from '#platform/exchange/import-file.ts';
import { mapRow } from '#platform/exchange/mapping.ts';
import { problemMessage } from '#platform/exchange/placed-problem.ts';
import type { SourceRow } from '#platform/exchange/problem.ts';
import { headerProblemText } from '#platform/exchange/texts.ts';
import { type ExportKind, plainText } from '#platform/exchange/write.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext } from '#platform/serve.ts';
import type { imports } from './contract.ts';
import { decideRows } from './model.ts';
import { type Known, readRunFile } from './queries/runs.ts';

const rowsShown = 20;
const notesMost = 50;

export function previewImport(known: Known) {
  return async (
    { platform, reply, actor }: RawContext,
    { importId }: InputOf<typeof imports.preview>,
  ): Promise<unknown> => {
    if (actor === null) throw new Error('the route asks for a permission, so someone is signed in');
    const run = await readOrg(platform.db, actor.orgId, (read) => readRunFile(read, actor.orgId, importId));
    const kind = known.kinds.find((one) => one.kind === run?.kind);
    if (run === null || kind === undefined) return answerRefusal(refuse('imports.not_found'), reply);
    const mine = decideRows(run, actor, kind.permission);
    if (!mine.ok) return answerRefusal(mine, reply);
    const fields = await fieldsOf(platform.db, actor.orgId, kind);
    const opened = await openImportFile(platform.files.pathOf(run.sha256), fields, run.settings);
    if (!opened.ok) return answerRefusal(opened, reply);
    const reader = { lang: actor.lang, fields, textOf: known.textOf };
    return viewOf(opened.value, reader, await firstRows(opened.value.table.batches));
  };
}

type Reader = Parameters<typeof problemMessage>[1];

function viewOf(file: ImportFile, reader: Reader, source: readonly SourceRow[]): OutputOf<typeof imports.preview> {
  const { table, guess, fields } = file;
  const { columns, reading } = guess.mapping;
  return {
    header: [...table.header],
    headerRow: table.headerRow,
    sheet: table.sheet,
    sheets: [...table.sheets],
    dates: reading.dates,
    fields: fields.map(({ name, synonyms, required = false }) => ({
      name,
      label: synonyms[reader.lang][0] ?? name,
      required,
      column: columns[name] ?? null,
      confidence: guess.confidence[name] ?? 0,
    })),
    missing: missingFields(file, reader.lang),
    notes: guess.problems.slice(0, notesMost).map((problem) => headerProblemText(problem, reader.lang, fields)),
    rows: source.map((row) => {
      const { values, problems } = mapRow(row, guess.mapping, fields);
      const read = values as Readonly<Record<string, FieldValue>>;
      const cells = fields
        .filter(({ name }) => columns[name] !== undefined)
        .map((field) => [field.name, cellText(field, read[field.name] ?? null)]);
      return {
        row: row.row,
        cells: Object.fromEntries(cells),
        problems: problems.map((one) => problemMessage(one, reader)),
      };
    }),
  };
}

const exportKinds: Readonly<Record<string, ExportKind>> = {
  minor: 'minor',
  priceE4: 'priceE4',
  quantityMilli: 'quantityMilli',
  date: 'date',
  integer: 'integer',
  bp: 'bp',
};

function cellText({ parse }: FieldSpec, value: FieldValue): string {
  return plainText(value, exportKinds[parse] ?? 'text') ?? '';
}

async function firstRows(batches: AsyncIterable<readonly SourceRow[]>): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const batch of batches) {
    rows.push(...batch.slice(0, rowsShown - rows.length));
    if (rows.length >= rowsShown) break;
  }
  return rows;
}
