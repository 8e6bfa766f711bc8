/** An import by the program that has the file: the command line. It is kept and seen like one that was uploaded. */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Static, TObject } from '@sinclair/typebox';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import type { ActingPerson } from '#modules/access/index.ts';
import { type Answer, type Command, type Platform, runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import { fieldsOf, openImportFile } from '#platform/exchange/import-file.ts';
import type { ImportCounts } from '#platform/exchange/run.ts';
import type { Files } from '#platform/files.ts';
import { keepImport, startHere, takeUpImport } from './commands.ts';
import type { RunSettings } from './model.ts';
import { type Known, readMapping } from './queries/runs.ts';
import { type Ended, runKept } from './run-kept.ts';
import { plainName } from './upload.ts';

export type HereImport = {
  readonly platform: Platform & { readonly files: Files };
  readonly actor: ActingPerson;
  readonly kind: string;
  readonly path: string;
  readonly dryRun: boolean;
  /** The name of a saved mapping. */
  readonly saved?: string;
  readonly requestId: string;
  progress?(counts: ImportCounts): void;
  /** Told once when an import of the same file that was cut off is gone on with. */
  takenUp?(): void;
  /** Stops it between two batches; what was done stays. */
  readonly signal?: AbortSignal;
};

export type EndedHere = Ended & { readonly importId: string };

// No limit of an upload: the file is on this machine. A bound all the same, so that a device is no file.
const bytesMost = 16 * 1024 ** 3;
const aliveMs = 10_000;
const lookEveryMs = 500;

/**
 * Imports a file to its end. An import of the same bytes, columns and mode that was cut off is gone on with, not begun
 * anew; one that is at work somewhere is refused (`imports.running`). Refuses: no right, no such kind or mapping, no table.
 */
export async function importHere(known: Known, ask: HereImport): Promise<Answer<EndedHere>> {
  const { platform, actor } = ask;
  const { orgId } = actor;
  const kind = known.kinds.find((one) => one.kind === ask.kind);
  if (kind === undefined) return refuse('imports.not_found');
  const missing = (['imports.run', kind.permission] as const).find((right) => !actor.permissions.has(right));
  if (missing !== undefined) return refuse('platform.forbidden', { permission: missing });
  const settings = await settingsOf(ask);
  if (settings === null) return refuse('imports.no_mapping', { name: ask.saved ?? '' });
  const opened = await openImportFile(ask.path, await fieldsOf(platform.db, orgId, kind), settings);
  if (!opened.ok) return opened;
  const stored = await platform.files.keep(createReadStream(ask.path), bytesMost);
  const file = { fileName: plainName(path.basename(ask.path)), ...stored };
  const begun = await begin(known, ask, { ...file, settings });
  if (!begun.ok) return begun;
  const importId = begun.value.id;
  const ended = await runKept({ ...ask, ...file, kind, settings, textOf: known.textOf, importId });
  return { ok: true, value: { ...ended, importId } };
}

async function settingsOf({ platform, actor, kind, saved }: HereImport): Promise<RunSettings | null> {
  if (saved === undefined) return {};
  return readOrg(platform.db, actor.orgId, (read) => readMapping(read, actor.orgId, { kind, name: saved }));
}

type KeptFile = {
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly settings: RunSettings;
};

/** Takes up the import of this file that stands still, or keeps and starts a new one. */
async function begin(known: Known, ask: HereImport, file: KeptFile): Promise<Answer<{ id: string }>> {
  const standing = await findStanding(ask, file);
  if (standing === 'alive') return refuse('imports.running');
  if (standing !== null) {
    ask.takenUp?.();
    return act(ask, takeUpImport, standing);
  }
  const importId = newId();
  const kept = await act(ask, keepImport, { importId, kind: ask.kind, totalRows: null, ...file });
  return kept.ok ? act(ask, startHere(known.kinds), { importId, dryRun: ask.dryRun }) : kept;
}

function act<I extends TObject, O>(
  { platform, actor, requestId }: HereImport,
  what: Command<I, O>,
  input: Static<I>,
): Promise<Answer<O>> {
  return runCommand(platform, what, { actor, key: newId(), input, requestId });
}

type Standing = { readonly importId: string; readonly beatAt: string };

/** An import of these bytes that is said to be running. Its work beats each second: silence means that it was cut off. */
async function findStanding(ask: HereImport, file: KeptFile): Promise<Standing | 'alive' | null> {
  const first = await readStanding(ask, file);
  if (first === null) return null;
  const until = Date.parse(first.beatAt) + aliveMs;
  while (ask.platform.clock().getTime() < until) {
    await setTimeout(lookEveryMs);
    const now = await readStanding(ask, file);
    if (now === null) return null;
    if (now.beatAt !== first.beatAt) return 'alive';
  }
  return first;
}

async function readStanding(
  { platform, actor: { orgId }, kind, dryRun }: HereImport,
  { sha256, settings }: KeptFile,
): Promise<Standing | null> {
  const { rows } = await readOrg(platform.db, orgId, (read) =>
    sql<Standing>`
      select i.id as "importId", i.beat_at as "beatAt" from import_run i
      join file f on f.org_id = ${orgId} and f.id = i.file_id and f.sha256 = ${sha256}
      where i.org_id = ${orgId} and i.state = 'running' and i.kind = ${kind} and i.dry_run = ${dryRun}
        and i.mapping = ${JSON.stringify(settings)}::jsonb and i.beat_at is not null
      order by i.started_at desc limit 1`.execute(read),
  );
  return rows[0] ?? null;
}
