import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { newId } from '#kernel/id.ts';
import { type EndedHere, importHere } from '#modules/imports/index.ts';
import { importStatement } from '#modules/settlements/commands/import-statement.ts';
import { runCommand } from '#platform/command.ts';
import { importKinds, importsKnown } from '../app.ts';
import { type Ending, type Options, refused, say, type Work, withOrg } from './context.ts';

export type ImportAsk = {
  readonly kind: string;
  readonly file: string;
  readonly dryRun: boolean;
  readonly map?: string;
  readonly errors?: string;
};

const statement = 'bank-statement';
const sayEvery = 25_000;

/** `import <kind> <file>`: the same pipeline as the screens, to the end, with progress on stderr. */
export async function importFile(options: Options, ask: ImportAsk): Promise<Ending> {
  const kinds = [...importKinds.map((kind) => kind.kind), statement];
  if (!kinds.includes(ask.kind))
    return { kind: 'badUse', code: 'cli.no_such_kind', details: { kind: ask.kind, kinds: kinds.join(', ') } };
  const idle =
    ask.kind === statement ? (['map', 'errors'] as const).find((flag) => ask[flag] !== undefined) : undefined;
  if (idle !== undefined) {
    const details = { flag: `--${idle}`, usage: `import ${statement} <file> [--dry-run]` };
    return { kind: 'badUse', code: 'cli.flag_not_here', details };
  }
  const found = await stat(ask.file).catch(() => null);
  if (found?.isFile() !== true) return { kind: 'refused', code: 'cli.file_not_found', details: { file: ask.file } };
  const refusal = ask.errors === undefined ? null : await whyNotWritten(ask.errors);
  if (refusal !== null) return refusal;
  return withOrg(options, null, (work) => (ask.kind === statement ? takeStatement(work, ask) : takeTable(work, ask)));
}

/** Known before the import: an hour of work must not end with its errors lost. */
async function whyNotWritten(file: string): Promise<Ending | null> {
  const folder = await stat(path.dirname(path.resolve(file))).catch(() => null);
  const there = await stat(file).catch(() => null);
  if (folder?.isDirectory() === true && there?.isDirectory() !== true) return null;
  const why = folder === null ? 'ENOENT' : 'EISDIR';
  return { kind: 'refused', code: 'cli.cannot_write', details: { file, why } };
}

async function takeTable({ opened, actor }: Work, ask: ImportAsk): Promise<Ending> {
  const { platform } = opened;
  let shownAt = 0;
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, onSignal);
  const ended = await importHere(importsKnown(), {
    platform,
    actor,
    kind: ask.kind,
    path: ask.file,
    dryRun: ask.dryRun,
    ...(ask.map === undefined ? {} : { saved: ask.map }),
    requestId: 'cli',
    signal: stop.signal,
    takenUp: () => say('an import of this file was cut off: it goes on'),
    progress: ({ rows, rejected }) => {
      if (rows - shownAt < sayEvery) return;
      shownAt = rows;
      say(`${rows} rows, ${rejected} rejected`);
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  if (!ended.ok) return refused(ended);
  const { errors } = ended.value;
  if (ask.errors !== undefined && errors !== null)
    await pipeline(platform.files.stream(errors.sha256), createWriteStream(ask.errors));
  return endingOf(ended.value, ask);
}

function endingOf({ report, importId }: EndedHere, { dryRun }: ImportAsk): Ending {
  if (!report.ok) return refused(report);
  const { rows, created, updated, unchanged, rejected, warnings, summary, cancelled } = report.value;
  const figures = Object.fromEntries(Object.entries(summary).map(([name, value]) => [snake(name), value]));
  const counts = { rows, created, updated, unchanged, rejected, warnings };
  const answer = { ...counts, ...figures, dry_run: dryRun, import_id: importId };
  if (cancelled) return { kind: 'refused', code: 'cli.import_stopped', details: answer };
  const text = `${rows} rows: ${created} created, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`;
  return { kind: 'done', answer, text };
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

async function takeStatement({ opened, actor }: Work, ask: ImportAsk): Promise<Ending> {
  const bytes = await readFile(ask.file);
  // The books name the file: it must be there before they do.
  if (!ask.dryRun) await opened.platform.files.keepBytes(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const input = { importId: newId(), fileName: path.basename(ask.file), sha256 };
  const request = { actor, key: newId(), input, requestId: 'cli', dryRun: ask.dryRun };
  const taken = await runCommand(opened.platform, importStatement(bytes), request);
  if (!taken.ok) return refused(taken);
  const { accounts, documents, inMinor, outMinor, warnings, ...counts } = taken.value;
  const { matched, probable, advance, unknown, other, duplicates, rejected } = counts;
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
  const text = `${documents} documents: ${matched} matched, ${probable} probable, ${advance} advance, ${duplicates} known already`;
  return { kind: 'done', answer, text };
}
