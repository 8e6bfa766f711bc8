/** All of imports that crosses the wire. */
import { Type } from '@sinclair/typebox';
import { Closed, Cursor, endpoint, Id, InstantText, Nullable, PageOf, Text } from '#platform/endpoint.ts';

const Column = Type.Union([
  Type.String({ maxLength: 500 }),
  Type.Integer({ minimum: 0, maximum: 16_384 }),
  Type.Null(),
]);

/** What a person settled: a column for a field by its header or number from 0, null to leave the field out. */
export const Settings = Type.Object(
  {
    columns: Type.Optional(Type.Record(Type.String({ maxLength: 120 }), Column, { maxProperties: 300 })),
    dates: Type.Optional(Type.Union([Type.Literal('dmy'), Type.Literal('mdy')])),
    round: Type.Optional(Type.Boolean()),
    sheet: Type.Optional(Text(200)),
    headerRow: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  },
  { additionalProperties: false },
);

const KindName = Type.String({ pattern: '^[a-z-]{1,40}$' });
const FieldView = Type.Object({ name: Type.String(), label: Type.String(), required: Type.Boolean() });
const KindView = Type.Object({
  kind: Type.String(),
  fields: Type.Array(FieldView),
  mappings: Type.Array(Type.String()),
  may: Type.Boolean(),
});
const State = Type.Union(
  (['preview', 'running', 'done', 'failed', 'cancelled'] as const).map((one) => Type.Literal(one)),
);

const runFields = {
  id: Id,
  kind: Type.String(),
  fileName: Type.String(),
  state: State,
  dryRun: Type.Boolean({ description: 'the counts are of a check that left nothing' }),
  rows: Type.Integer(),
  totalRows: Nullable(Type.Integer()),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  rejected: Type.Integer(),
  warnings: Type.Integer(),
  startedBy: Nullable(Type.String()),
  startedAt: InstantText,
  finishedAt: Nullable(InstantText),
};

export const RunRow = Type.Object(runFields);
const Told = Type.Object({ row: Type.Integer(), messages: Type.Array(Type.String()) });
export const RunView = Type.Object({
  ...runFields,
  settings: Settings,
  figures: Type.Record(Type.String(), Type.Union([Type.Integer(), Type.String()])),
  problems: Type.Array(Told, { description: 'the first rejected rows' }),
  remarks: Type.Array(Told, { description: 'the first rows that were taken with something mended or left out' }),
  refusal: Nullable(Type.String()),
  hasErrorFile: Type.Boolean(),
  closed: Type.Object({ start: Closed, cancel: Closed, settle: Closed }),
});

const PreviewField = Type.Object({
  name: Type.String(),
  label: Type.String(),
  required: Type.Boolean(),
  column: Nullable(Type.Integer()),
  confidence: Type.Number(),
});
export const PreviewView = Type.Object({
  header: Type.Array(Type.String()),
  headerRow: Type.Integer(),
  sheet: Nullable(Type.String()),
  sheets: Type.Array(Type.String()),
  dates: Type.Union([Type.Literal('dmy'), Type.Literal('mdy')]),
  fields: Type.Array(PreviewField),
  missing: Type.Array(Type.String()),
  notes: Type.Array(Type.String()),
  rows: Type.Array(
    Type.Object({
      row: Type.Integer(),
      cells: Type.Record(Type.String(), Type.String()),
      problems: Type.Array(Type.String()),
    }),
  ),
});

const OfImport = Type.Object({ importId: Id });
const Answer = Type.Object({ id: Id });

export const imports = {
  kinds: endpoint('GET', '/imports/kinds', {
    summary: 'What can be imported, with its columns and saved mappings',
    input: Type.Object({}),
    output: Type.Object({ kinds: Type.Array(KindView) }),
  }),
  template: endpoint('GET', '/imports/kinds/:kind/template', {
    summary: 'An empty table with the columns of a kind',
    input: Type.Object({ kind: KindName }),
    output: Type.Object({}),
  }),
  list: endpoint('GET', '/imports', {
    summary: 'Imports, the latest first',
    input: Type.Object({ kind: Type.Optional(KindName), cursor: Cursor }),
    output: PageOf(RunRow),
  }),
  upload: endpoint('POST', '/imports/kinds/:kind', {
    summary: 'Upload a table as the file of a form; nothing is imported yet',
    input: Type.Object({ kind: KindName }),
    output: Answer,
  }),
  get: endpoint('GET', '/imports/:importId', {
    summary: 'An import: how far it is, what came of it',
    input: OfImport,
    output: RunView,
  }),
  preview: endpoint('GET', '/imports/:importId/preview', {
    summary: 'The first rows as they would be read, with the columns that were found',
    input: OfImport,
    output: PreviewView,
  }),
  settle: endpoint('PUT', '/imports/:importId/settings', {
    summary: 'Settle columns and reading, by hand or by a saved mapping',
    input: Type.Object({ importId: Id, settings: Type.Optional(Settings), saved: Type.Optional(Text(100, 1)) }),
    output: Answer,
  }),
  saveMapping: endpoint('PUT', '/imports/:importId/mapping', {
    summary: 'Keep the settings of an import under a name, for the next files of its kind',
    input: Type.Object({ importId: Id, name: Text(100, 1) }),
    output: Answer,
  }),
  start: endpoint('POST', '/imports/:importId/start', {
    summary: 'Begin the import, or its check that leaves nothing; one that was cut off goes on',
    input: Type.Object({ importId: Id, dryRun: Type.Boolean() }),
    output: Answer,
  }),
  cancel: endpoint('POST', '/imports/:importId/cancel', {
    summary: 'Stop an import between its batches; what was done stays',
    input: OfImport,
    output: Answer,
  }),
  errors: endpoint('GET', '/imports/:importId/errors', {
    summary: 'The rejected rows with their reasons, to be mended and uploaded again',
    input: OfImport,
    output: Type.Object({}),
  }),
};
