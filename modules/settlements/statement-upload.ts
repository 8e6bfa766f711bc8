/** Takes an uploaded bank statement: the file is kept, then it goes through the one door for writing. */
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { runCommand } from '#platform/command.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext } from '#platform/serve.ts';
import { importStatement } from './commands/import-statement.ts';

const megabytesMost = 64;
const bytesMost = megabytesMost * 1024 * 1024;
const nameMost = 255;

/**
 * Keeps the sent file and takes it into the books. The idempotency key is the import's id, so an upload that is repeated
 * gives the same answer. Refuses a form without a file, an empty one, one past 64 MB, and what is no statement.
 */
export async function uploadStatement({ platform, request, reply, actor }: RawContext): Promise<unknown> {
  if (actor === null) throw new Error('the route asks for a permission, so someone is signed in');
  const part = request.isMultipart()
    ? await request.file({ limits: { fileSize: bytesMost + 1, files: 1 } })
    : undefined;
  if (part === undefined) return answerRefusal(refuse('settlements.file_missing'), reply);
  const stored = await platform.files.keep(part.file, bytesMost).catch((error: unknown) => {
    if (isTooLarge(error)) return null;
    throw error;
  });
  if (stored === null) return answerRefusal(refuse('settlements.file_too_large', { megabytes: megabytesMost }), reply);
  if (stored.sizeBytes === 0) return answerRefusal(refuse('settlements.file_empty'), reply);
  const given = request.headers['idempotency-key'];
  const key = typeof given === 'string' ? given : newId();
  const bytes = await platform.files.read(stored.sha256);
  const input = { importId: key, fileName: plainName(part.filename), sha256: stored.sha256 };
  const answer = await runCommand(platform, importStatement(bytes), { actor, key, input, requestId: request.id });
  return answer.ok ? { importId: key, summary: answer.value } : answerRefusal(answer, reply);
}

/** The file's own name, without folders and what cannot be shown. */
function plainName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  const shown = last.replace(/[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '').trim();
  return (shown === '' ? 'kl_to_1c.txt' : shown).slice(0, nameMost).toWellFormed();
}

function isTooLarge(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE')
  );
}
