/** What people do with imports. The rows themselves are taken by the kind's own commands, batch after batch. */
import { Type } from '@sinclair/typebox';
import { newId } from '#kernel/id.ts';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { Id, InstantText, Text } from '#platform/endpoint.ts';
import type { AnyImportKind } from '#platform/exchange/kind.ts';
import { imports, Settings } from './contract.ts';
import { decideCancel, decideRows, decideSettle, decideStart } from './model.ts';
import { readMapping } from './queries/runs.ts';
import { beginRun, cancelRun, insertRun, lockRun, saveMappingRow, saveSettings } from './store.ts';

const upload = Type.Object({
  importId: Id,
  kind: Type.String({ maxLength: 40 }),
  fileName: Text(255, 1),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  sizeBytes: Type.Integer({ minimum: 0 }),
  totalRows: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
  settings: Settings,
});

/** Keeps an uploaded file as an import that has not begun. The file is in the store already. */
export const keepImport = command({
  name: 'imports.keep',
  permission: 'imports.run',
  input: upload,
  constraints: { import_run_pk: 'imports.exists' },
  async handle(context, input) {
    await insertRun(context, { ...input, fileId: newId() });
    const { kind, fileName } = input;
    context.emit({
      name: 'imports.uploaded',
      subject: { type: 'import_run', id: input.importId },
      payload: { kind, fileName },
    });
    return ok({ id: input.importId });
  },
});

/** Settles columns and reading, by hand or by a saved mapping. */
export function settleImport(kinds: readonly AnyImportKind[]) {
  return command({
    name: 'imports.settle',
    permission: 'imports.run',
    input: imports.settle.input,
    async handle({ tx, orgId, actor }, { importId, settings, saved }) {
      const run = await lockRun(tx, orgId, importId);
      if (run === null) return refuse('imports.not_found');
      const mine = decideRows(run, actor, kinds.find((one) => one.kind === run.kind)?.permission);
      if (!mine.ok) return mine;
      const open = decideSettle(run);
      if (!open.ok) return open;
      const kept = saved === undefined ? null : await readMapping(tx, orgId, { kind: run.kind, name: saved });
      if (saved !== undefined && kept === null) return refuse('imports.no_mapping', { name: saved });
      await saveSettings(tx, orgId, { id: importId, settings: kept ?? settings ?? {} });
      return ok({ id: importId });
    },
  });
}

/** Keeps the settings of an import under a name. */
export const saveMapping = command({
  name: 'imports.save_mapping',
  permission: 'imports.run',
  input: imports.saveMapping.input,
  async handle({ tx, orgId, emit }, { importId, name }) {
    const run = await lockRun(tx, orgId, importId);
    if (run === null) return refuse('imports.not_found');
    if (name.trim() === '') return refuse('imports.mapping_unnamed');
    await saveMappingRow(tx, orgId, { kind: run.kind, name: name.trim(), settings: run.settings });
    emit({
      name: 'imports.mapping_saved',
      subject: { type: 'import_run', id: importId },
      payload: { kind: run.kind, name: name.trim() },
    });
    return ok({ id: importId });
  },
});

export const runTask = 'imports.run';

/** Begins an import or its check; one that was cut off or cancelled goes on where it was. A job does the work. */
export const startImport = (kinds: readonly AnyImportKind[]) => starting(kinds, true);

/** The same for whoever does the work at once: no job is queued. */
export const startHere = (kinds: readonly AnyImportKind[]) => starting(kinds, false);

function starting(kinds: readonly AnyImportKind[], queued: boolean) {
  return command({
    name: 'imports.start',
    permission: 'imports.run',
    input: imports.start.input,
    async handle(context, { importId, dryRun }) {
      const { tx, orgId, actor, emit, enqueue } = context;
      const run = await lockRun(tx, orgId, importId);
      if (run === null) return refuse('imports.not_found');
      const open = decideStart(run);
      if (!open.ok) return open;
      const kind = kinds.find((one) => one.kind === run.kind);
      if (kind === undefined) return refuse('imports.not_found');
      if (!actor.permissions.has(kind.permission)) return refuse('platform.forbidden', { permission: kind.permission });
      const mine = decideRows(run, actor, kind.permission);
      if (!mine.ok) return mine;
      await beginRun(context, { id: importId, dryRun });
      const payload = { kind: run.kind, fileName: run.fileName, dryRun };
      emit({ name: 'imports.started', subject: { type: 'import_run', id: importId }, payload });
      if (queued)
        enqueue({ task: runTask, payload: { importId, personId: actor.personId }, key: `import ${importId}` });
      return ok({ id: importId });
    },
  });
}

/** Goes on with an import that was cut off while it was running: its work has not beaten since `beatAt`. */
export const takeUpImport = command({
  name: 'imports.take_up',
  permission: 'imports.run',
  input: Type.Object({ importId: Id, beatAt: InstantText }),
  async handle(context, { importId, beatAt }) {
    const { tx, orgId, emit } = context;
    const run = await lockRun(tx, orgId, importId);
    if (run === null) return refuse('imports.not_found');
    if (run.state !== 'running') return refuse('imports.not_running');
    if (run.beatAt !== beatAt) return refuse('imports.running');
    await beginRun(context, { id: importId, dryRun: run.dryRun });
    const payload = { kind: run.kind, fileName: run.fileName, dryRun: run.dryRun };
    emit({ name: 'imports.started', subject: { type: 'import_run', id: importId }, payload });
    return ok({ id: importId });
  },
});

/** Stops an import between its batches; what was done stays, and it can go on. */
export const cancelImport = command({
  name: 'imports.cancel',
  permission: 'imports.run',
  input: imports.cancel.input,
  async handle(context, { importId }) {
    const run = await lockRun(context.tx, context.orgId, importId);
    if (run === null) return refuse('imports.not_found');
    const open = decideCancel(run);
    if (!open.ok) return open;
    await cancelRun(context, importId);
    context.emit({
      name: 'imports.cancelled',
      subject: { type: 'import_run', id: importId },
      payload: { kind: run.kind },
    });
    return ok({ id: importId });
  },
});
