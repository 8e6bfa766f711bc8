import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { type EndedHere, importHere } from '#modules/imports/index.ts';
import type { FieldSpec } from '#platform/exchange/field.ts';
import { rowMessages, type ToldRow } from '#platform/exchange/placed-problem.ts';
import { importKinds, importsKnown } from '../app.ts';
import { type Ending, type Options, refused, say, type Work, withOrg } from './context.ts';
import { keepErrors } from './error-file.ts';
import { takeStatement } from './statement.ts';
import { lang, told } from './tell.ts';

export type ImportAsk = {
  readonly kind: string;
  readonly file: string;
  readonly dryRun: boolean;
  readonly map?: string;
  readonly errors?: string;
};

const statement = 'bank-statement';
const rowsSaid = 20;
const sayEvery = 25_000;

/** `import <kind> <file>`: the same pipeline as the screens, to the end, with progress on stderr. */
export async function importFile(options: Options, ask: ImportAsk): Promise<Ending> {
  const kinds = [...importKinds.map((kind) => kind.kind), statement];
  if (!kinds.includes(ask.kind))
    return { kind: 'badUse', code: 'cli.no_such_kind', details: { kind: ask.kind, kinds: kinds.join(', ') } };
  if (ask.kind === statement && ask.map !== undefined) {
    const details = { flag: '--map', usage: `import ${statement} <file> [--dry-run] [--errors FILE]` };
    return { kind: 'badUse', code: 'cli.flag_not_here', details };
  }
  const found = await stat(ask.file).catch(() => null);
  if (found?.isFile() !== true) return { kind: 'refused', code: 'cli.file_not_found', details: { file: ask.file } };
  const refusal = ask.errors === undefined ? null : await whyNotWritten(ask.errors, found);
  if (refusal !== null) return refusal;
  return withOrg(options, null, (work) => (ask.kind === statement ? takeStatement(work, ask) : takeTable(work, ask)));
}

/** Known before the import: an hour of work must not end with its errors lost, nor the file that is imported. */
async function whyNotWritten(file: string, source: Stats): Promise<Ending | null> {
  const folder = await stat(path.dirname(path.resolve(file))).catch(() => null);
  const there = await stat(file).catch(() => null);
  if (there !== null && there.dev === source.dev && there.ino === source.ino)
    return { kind: 'badUse', code: 'cli.errors_over_source', details: { file } };
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
    takenUp: () => say(told('cli.goes_on', {})),
    progress: ({ rows, rejected }) => {
      if (rows - shownAt < sayEvery) return;
      shownAt = rows;
      say(told('cli.rows_so_far', { rows, rejected }));
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, onSignal);
  if (!ended.ok) return refused(ended);
  const { errors, report, samples, warned, fields } = ended.value;
  // With an error file the rejected rows stand there.
  sayRows('cli.rejected_row', ask.errors === undefined ? samples : [], fields);
  sayRows('cli.warned_row', warned, fields);
  if (ask.errors !== undefined && report.ok)
    await keepErrors(ask.errors, errors === null ? null : platform.files.stream(errors.sha256));
  return endingOf(ended.value, ask);
}

/** Says of the first rows what was found. */
function sayRows(code: string, rows: readonly ToldRow[], fields: readonly FieldSpec[]): void {
  const { textOf } = importsKnown();
  for (const { row, messages } of rowMessages(rows.slice(0, rowsSaid), { lang, fields, textOf })) {
    say(told(code, { row, messages: messages.join(' ') }));
  }
}

function endingOf({ report, importId }: EndedHere, { dryRun }: ImportAsk): Ending {
  if (!report.ok) return refused(report);
  const { rows, created, updated, unchanged, rejected, warnings, summary, cancelled } = report.value;
  const figures = Object.fromEntries(Object.entries(summary).map(([name, value]) => [snake(name), value]));
  const counts = { rows, created, updated, unchanged, rejected, warnings };
  const answer = { ...counts, ...figures, dry_run: dryRun, import_id: importId };
  if (cancelled) return { kind: 'refused', code: 'cli.import_stopped', details: answer };
  return { kind: 'done', answer, text: told('cli.rows_taken', counts) };
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
