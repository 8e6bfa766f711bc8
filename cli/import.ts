import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { importStatement } from '#modules/settlements/commands/import-statement.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import { errorSink } from '#platform/exchange/error-sink.ts';
import type { ImportSettings } from '#platform/exchange/import-file.ts';
import type { SavedMapping } from '#platform/exchange/mapping.ts';
import type { TextOf } from '#platform/exchange/placed-problem.ts';
import { type ImportWatch, runImport } from '#platform/exchange/run.ts';
import { importKinds } from '../app.ts';
import { sentenceOf } from '../import-texts.ts';
import { type Ending, type Options, refused, say, type Work, withOrg } from './context.ts';

export type ImportAsk = {
  readonly kind: string;
  readonly file: string;
  readonly dryRun: boolean;
  readonly map?: string;
  readonly errors?: string;
};

const textOf: TextOf = sentenceOf;

/** `import <kind> <file>`: the same pipeline as the screens, to the end, with progress on stderr. */
export async function importFile(options: Options, ask: ImportAsk): Promise<Ending> {
  const kinds = [...importKinds.map((kind) => kind.kind), 'bank-statement'];
  if (!kinds.includes(ask.kind))
    return { kind: 'refused', code: 'cli.no_such_kind', details: { kind: ask.kind, kinds: kinds.join(', ') } };
  const found = await stat(ask.file).catch(() => null);
  if (found?.isFile() !== true) return { kind: 'refused', code: 'cli.file_not_found', details: { file: ask.file } };
  return withOrg(options, (work) => (ask.kind === 'bank-statement' ? takeStatement(work, ask) : takeTable(work, ask)));
}

async function takeTable({ opened, orgId, actor }: Work, ask: ImportAsk): Promise<Ending> {
  const { platform } = opened;
  const kind = importKinds.find((one) => one.kind === ask.kind);
  if (kind === undefined) throw new Error('an import kind went away');
  const settings = await settingsOf({ opened, orgId, actor }, ask);
  if (settings === null) return { kind: 'refused', code: 'cli.no_mapping', details: { name: ask.map ?? '' } };
  let sink: ReturnType<typeof errorSink> | null = null;
  let shownAt = 0;
  const watch: ImportWatch = {
    opened: (file) => {
      if (ask.errors !== undefined) sink = errorSink({ path: ask.errors, file, lang: actor.lang, textOf });
    },
    rejected: (rows) => sink?.add(rows),
    progress: (counts) => {
      if (counts.rows - shownAt < 25_000) return;
      shownAt = counts.rows;
      say(`${counts.rows} rows, ${counts.rejected} rejected`);
    },
  };
  const order = {
    platform,
    actor,
    kind,
    runId: newId(),
    path: ask.file,
    settings,
    dryRun: ask.dryRun,
    requestId: 'cli',
  };
  const report = await runImport(order, watch);
  await (sink as ReturnType<typeof errorSink> | null)?.close();
  if (!report.ok) return refused(report);
  const { rows, created, updated, unchanged, rejected, warnings, summary } = report.value;
  const figures = Object.fromEntries(Object.entries(summary).map(([name, value]) => [snake(name), value]));
  const answer = { rows, created, updated, unchanged, rejected, warnings, ...figures, dry_run: ask.dryRun };
  const text = `${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`;
  return { kind: 'done', answer, text };
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The mapping saved under the name; null when there is none. */
async function settingsOf({ opened, orgId }: Work, ask: ImportAsk): Promise<ImportSettings | null> {
  const { map } = ask;
  if (map === undefined) return {};
  const { rows } = await readOrg(opened.platform.db, orgId, (read) =>
    sql<{ columns: SavedMapping }>`
      select columns from import_mapping where org_id = ${orgId} and kind = ${ask.kind} and name = ${map}`.execute(
      read,
    ),
  );
  return rows[0] === undefined ? null : { columns: rows[0].columns };
}

async function takeStatement({ opened, actor }: Work, ask: ImportAsk): Promise<Ending> {
  const bytes = await readFile(ask.file);
  // The books name the file: it must be there before they do.
  if (!ask.dryRun) await opened.platform.files.keepBytes(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const input = { importId: newId(), fileName: path.basename(ask.file), sha256 };
  const request = { actor, key: newId(), input, requestId: 'cli', dryRun: ask.dryRun };
  const taken = await runCommand(opened.platform, importStatement(bytes), request);
  if (!taken.ok) return refused(taken);
  const {
    accounts,
    documents,
    inMinor,
    outMinor,
    matched,
    probable,
    advance,
    unknown,
    other,
    duplicates,
    rejected,
    warnings,
  } = taken.value;
  const answer = {
    rows: documents,
    created: documents - duplicates - rejected,
    updated: 0,
    unchanged: duplicates,
    rejected,
    warnings: warnings.length,
    accounts,
    documents,
    in_minor: inMinor,
    out_minor: outMinor,
    matched,
    probable,
    advance,
    unknown,
    other,
    duplicates,
    dry_run: ask.dryRun,
  };
  return {
    kind: 'done',
    answer,
    text: `${documents} documents: ${matched} matched, ${probable} probable, ${advance} advance, ${duplicates} known already`,
  };
}
