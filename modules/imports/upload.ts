/** An uploaded table: kept, counted, and left for a person to look at. */
import path from 'node:path';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { runCommand } from '#platform/command.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { fieldsOf, openImportFile } from '#platform/exchange/import-file.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext } from '#platform/serve.ts';
import { keepImport } from './commands.ts';
import type { imports } from './contract.ts';
import type { Known } from './queries/runs.ts';

const megabytesMost = 256;
const bytesMost = megabytesMost * 1024 * 1024;
const nameMost = 255;
const countingMs = 5_000;

/**
 * Keeps the sent file as an import that has not begun. The idempotency key is the import's id, so an upload that is
 * repeated gives the same import. Refuses a form without a file, one past 256 MB, and what is no table.
 */
export function uploadTable(known: Known) {
  return async (context: RawContext, { kind: name }: InputOf<typeof imports.upload>): Promise<unknown> => {
    const { platform, request, reply, actor } = context;
    if (actor === null) throw new Error('the route asks for a permission, so someone is signed in');
    const kind = known.kinds.find((one) => one.kind === name);
    if (kind === undefined) return answerRefusal(refuse('imports.not_found'), reply);
    const part = request.isMultipart()
      ? await request.file({ limits: { fileSize: bytesMost + 1, files: 1 } })
      : undefined;
    if (part === undefined) return answerRefusal(refuse('imports.file_missing'), reply);
    const stored = await platform.files.keep(part.file, bytesMost).catch((error: unknown) => {
      if (isTooLarge(error)) return null;
      throw error;
    });
    if (stored === null) return answerRefusal(refuse('imports.file_too_large', { megabytes: megabytesMost }), reply);
    const opened = await openImportFile(
      platform.files.pathOf(stored.sha256),
      await fieldsOf(platform.db, actor.orgId, kind),
      {},
    );
    if (!opened.ok) return answerRefusal(opened, reply);
    const totalRows = await counted(opened.value.table.batches);
    const given = request.headers['idempotency-key'];
    const importId = typeof given === 'string' ? given : newId();
    const input = { importId, kind: name, fileName: plainName(part.filename), ...stored, totalRows, settings: {} };
    const kept = await runCommand(platform, keepImport, { actor, key: importId, input, requestId: request.id });
    return kept.ok ? kept.value : answerRefusal(kept, reply);
  };
}

/** How many rows there are, for the bar of progress; null when it takes too long to tell. */
async function counted(batches: AsyncIterable<readonly unknown[]>): Promise<number | null> {
  const until = performance.now() + countingMs;
  let rows = 0;
  try {
    for await (const batch of batches) {
      rows += batch.length;
      if (performance.now() > until) return null;
    }
  } catch {
    // Damage further down is told by the import itself, with what was read before it.
    return null;
  }
  return rows;
}

/** The file's own name, without folders and what cannot be shown. */
export function plainName(name: string): string {
  const last = path.posix.basename(name.replaceAll('\\', '/'));
  const shown = last.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '').trim();
  return (shown === '' ? 'table' : shown).slice(0, nameMost).toWellFormed();
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE')
  );
}
