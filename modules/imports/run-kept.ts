/** Runs a kept import to its end: for the job of the server and for the command line. */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Type } from '@sinclair/typebox';
import { newId } from '#kernel/id.ts';
import { ok } from '#kernel/result.ts';
import type { ActingPerson } from '#modules/access/index.ts';
import { type Answer, command, type Platform, runCommand } from '#platform/command.ts';
import { type ErrorSink, errorSink } from '#platform/exchange/error-sink.ts';
import type { FieldSpec } from '#platform/exchange/field.ts';
import type { AnyImportKind } from '#platform/exchange/kind.ts';
import type { TextOf, ToldRow } from '#platform/exchange/placed-problem.ts';
import { type ImportCounts, type ImportReport, type ImportWatch, runImport } from '#platform/exchange/run.ts';
import type { Files } from '#platform/files.ts';
import type { RunSettings, RunSummary } from './model.ts';
import { beat, type EndedRun, endRun } from './store.ts';

export type KeptImport = {
  readonly platform: Platform & { readonly files: Files };
  readonly actor: ActingPerson;
  readonly kind: AnyImportKind;
  readonly textOf: TextOf;
  readonly importId: string;
  readonly dryRun: boolean;
  readonly settings: RunSettings;
  readonly fileName: string;
  readonly sha256: string;
  readonly requestId: string;
  readonly progress?: (counts: ImportCounts) => void;
  /** Stops the work between two batches. */
  readonly signal?: AbortSignal;
};

export type Ended = {
  readonly report: Answer<ImportReport>;
  readonly errors: EndedRun['errors'];
  /** The first rejected rows, and the first that were taken with warnings. */
  readonly samples: readonly ToldRow[];
  readonly warned: readonly ToldRow[];
  /** What the file was read by, for their words. */
  readonly fields: readonly FieldSpec[];
};

const samplesMost = 50;
const beatEveryMs = 1_000;
const errorFileMost = 1_073_741_824;
const zero: ImportCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, warnings: 0 };

/**
 * Imports the kept file by its settings, keeps the error file, writes how it ended. The run must stand as `running`; one
 * that was cut off goes on, for its batches have the keys of the import. Throws faults: then the run stands as running
 * still and is begun again by its job.
 */
export async function runKept(kept: KeptImport): Promise<Ended> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kamerton-import-'));
  try {
    return await runIn(folder, kept);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, kept: KeptImport): Promise<Ended> {
  const { platform, actor, importId, dryRun } = kept;
  const place = path.join(folder, 'errors');
  const seen = watching(kept, place);
  const order = { ...kept, runId: importId, path: platform.files.pathOf(kept.sha256) };
  const report = await runImport(order, seen.watch).finally(seen.still);
  const errors = await keepErrors(kept, place, await seen.close());
  const summary: RunSummary = {
    samples: seen.samples,
    warned: seen.warned,
    ...(report.ok ? { figures: report.value.summary } : { refusal: refusalOf(report) }),
  };
  const counts = report.ok ? countsOf(report.value) : seen.counts();
  const state = stateOf(report, dryRun);
  const act = {
    actor,
    key: newId(),
    requestId: kept.requestId,
    input: { importId, kind: kept.kind.kind, state, dryRun },
  };
  const ended = await runCommand(platform, finishImport({ importId, state, counts, summary, errors }), act);
  if (!ended.ok) throw new Error(`the end of import ${importId} was not kept: ${ended.code}`);
  return { report, errors, samples: seen.samples, warned: seen.warned, fields: seen.fields() };
}

const countsOf = ({ rows, created, updated, unchanged, rejected, warnings }: ImportReport): ImportCounts => ({
  rows,
  created,
  updated,
  unchanged,
  rejected,
  warnings,
});

function stateOf(report: Answer<ImportReport>, dryRun: boolean): EndedRun['state'] {
  if (!report.ok) return 'failed';
  if (report.value.cancelled) return 'cancelled';
  return dryRun ? 'preview' : 'done';
}

function refusalOf(report: Answer<ImportReport> & { ok: false }): NonNullable<RunSummary['refusal']> {
  const details = 'details' in report ? report.details : undefined;
  return details === undefined ? { code: report.code } : { code: report.code, details };
}

/** Looks on at a run: writes how far it is, about once a second, and keeps what was rejected. */
function watching(kept: KeptImport, place: string) {
  const { platform, actor, textOf } = kept;
  const at = () => ({ orgId: actor.orgId, importId: kept.importId, now: platform.clock().toISOString() });
  const samples: ToldRow[] = [];
  const warned: ToldRow[] = [];
  let sink: ErrorSink | null = null;
  let fields: readonly FieldSpec[] = [];
  let counts = zero;
  let beatAt = 0;
  // A batch may take longer than a beat; whoever looks must not think that the work has died.
  const pulse = setInterval(() => void beat(platform.db, at(), counts).catch(() => undefined), beatEveryMs);
  const watch: ImportWatch = {
    opened: (file) => {
      fields = file.fields;
      sink = errorSink({ path: place, file, lang: actor.lang, textOf });
    },
    rejected: async (rows) => {
      for (const { row, problems } of rows.slice(0, samplesMost - samples.length)) samples.push({ row, problems });
      await sink?.add(rows);
    },
    warned: (rows) => {
      warned.push(...rows.slice(0, samplesMost - warned.length));
    },
    progress: (now) => {
      counts = now;
      kept.progress?.(now);
    },
    cancelled: async () => {
      if (kept.signal?.aborted === true) return true;
      if (performance.now() - beatAt < beatEveryMs) return false;
      beatAt = performance.now();
      return !(await beat(platform.db, at(), counts));
    },
  };
  const still = () => clearInterval(pulse);
  return {
    watch,
    samples,
    warned,
    fields: () => fields,
    counts: () => counts,
    still,
    close: async () => (await sink?.close()) === true,
  };
}

async function keepErrors(
  { platform, fileName }: KeptImport,
  place: string,
  isThere: boolean,
): Promise<EndedRun['errors']> {
  if (!isThere) return null;
  const stored = await platform.files.keep(createReadStream(place), errorFileMost);
  return { fileId: newId(), ...stored, name: errorName(fileName) };
}

/** «Прайс.xlsx» -> «Прайс-errors.xlsx»; a packed table comes back unpacked. */
function errorName(fileName: string): string {
  const bare = fileName.replace(/\.(?:xz|gz)$/i, '');
  const dot = bare.lastIndexOf('.');
  return dot <= 0 ? `${bare}-errors.csv` : `${bare.slice(0, dot)}-errors${bare.slice(dot)}`;
}

const finish = Type.Object({
  importId: Type.String(),
  kind: Type.String(),
  state: Type.String(),
  dryRun: Type.Boolean(),
});

function finishImport(ended: EndedRun) {
  return command({
    name: 'imports.finish',
    permission: 'imports.run',
    input: finish,
    async handle(context, { importId, kind, state, dryRun }) {
      await endRun(context, ended);
      const { rows, created, updated, unchanged, rejected } = ended.counts;
      const payload = { kind, state, dryRun, rows, created, updated, unchanged, rejected };
      context.emit({ name: 'imports.finished', subject: { type: 'import_run', id: importId }, payload });
      return ok({ id: importId });
    },
  });
}
