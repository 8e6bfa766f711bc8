/** Upload and download of an account's files: the only routes of accounts that carry more than JSON. */
import { Readable } from 'node:stream';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/plain-date.ts';
import { refuse } from '#kernel/result.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, SignedIn } from '#platform/serve.ts';
import { attachFile } from './commands/files.ts';
import type { accounts } from './contract.ts';
import { fileBytesMost } from './model.ts';
import { fileOfAccount, isSeen } from './queries/history.ts';
import { disposition, headBytes, safeName, typeOf } from './rules/files.ts';

/**
 * Keeps an uploaded file and hangs it on the account. The bytes are refused before they are kept when their kind is not
 * taken or the account is not seen, and while they come when they pass 20 MB. The idempotency key is the file's id, so
 * an upload that is repeated gives the same file.
 */
export async function uploadFile(
  context: RawContext,
  { accountId }: InputOf<typeof accounts.upload>,
): Promise<unknown> {
  const { platform, request, reply } = context;
  const actor = signedIn(context);
  const part = request.isMultipart()
    ? await request.file({ limits: { fileSize: fileBytesMost + 1, files: 1 } })
    : undefined;
  if (part === undefined) return answerRefusal(refuse('accounts.file_missing'), reply);
  const seen = await readOrg(platform.db, actor.orgId, (read) => isSeen(reading(context, read), accountId));
  if (!seen) return answerRefusal(refuse('accounts.not_found'), reply);

  const { head, whole } = await opened(part.file);
  const kind = typeOf(head);
  if (!kind.ok) return answerRefusal(kind, reply);
  const stored = await platform.files.keep(whole, fileBytesMost).catch((error: unknown) => {
    if (isTooLarge(error)) return null;
    throw error;
  });
  if (stored === null)
    return answerRefusal(refuse('accounts.file_too_large', { megabytes: fileBytesMost / 1024 / 1024 }), reply);

  const key = request.headers['idempotency-key'];
  const fileId = typeof key === 'string' ? key : newId();
  const file = {
    fileId,
    accountId,
    ...stored,
    name: safeName(part.filename, kind.value),
    mediaType: kind.value.mediaType,
  };
  const answer = await runCommand(platform, attachFile, { actor, key: fileId, input: file, requestId: request.id });
  return answer.ok ? answer.value : answerRefusal(answer, reply);
}

/** Gives a file back: always to be saved, never to be opened or guessed at by the browser. */
export async function downloadFile(context: RawContext, at: InputOf<typeof accounts.download>): Promise<unknown> {
  const { platform, reply } = context;
  const actor = signedIn(context);
  const file = await readOrg(platform.db, actor.orgId, (read) => fileOfAccount(reading(context, read), at));
  if (file === null) return answerRefusal(refuse('accounts.not_found'), reply);
  return reply
    .type(file.mediaType)
    .header('Content-Disposition', disposition(file.name))
    .header('Content-Length', file.sizeBytes)
    .header('X-Content-Type-Options', 'nosniff')
    .header('Content-Security-Policy', "default-src 'none'; sandbox")
    .header('Cache-Control', 'private, no-store')
    .send(platform.files.stream(file.sha256));
}

function signedIn({ actor }: RawContext): SignedIn {
  if (actor === null) throw new Error('the route asks for a permission, so someone is signed in');
  return actor;
}

function reading(context: RawContext, read: Parameters<Parameters<typeof readOrg>[2]>[0]) {
  const actor = signedIn(context);
  const now = context.platform.clock();
  return { read, actor, orgId: actor.orgId, now: now.toISOString(), today: dateOf(now, actor.timeZone) };
}

/** Reads the beginning of a stream, and gives the whole of it again. */
async function opened(source: Readable): Promise<{ head: Uint8Array; whole: Readable }> {
  const chunks: Buffer[] = [];
  let length = 0;
  const iterator: AsyncIterator<Buffer> = source[Symbol.asyncIterator]();
  while (length < headBytes) {
    const next = await iterator.next();
    if (next.done === true) break;
    chunks.push(next.value);
    length += next.value.length;
  }
  const rest = async function* () {
    yield* chunks;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  };
  return { head: Buffer.concat(chunks).subarray(0, headBytes), whole: Readable.from(rest()) };
}

/** Past the size either our own count or the multipart parser stops the stream first. */
function isTooLarge(error: unknown): boolean {
  return (
    error instanceof RangeError ||
    (error instanceof Error && 'code' in error && error.code === 'FST_REQ_FILE_TOO_LARGE')
  );
}
