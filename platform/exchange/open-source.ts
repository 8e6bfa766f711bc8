import { constants, createReadStream } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import xz from 'xz-decompress';
import { detect, type FileFormat } from './detect.ts';
import { ExchangeProblem } from './problem.ts';

/** How much of a file is read before it is refused. */
export type SourceLimits = {
  /** Bytes after unpacking. */
  readonly maxBytes: number;
  /** Unpacked size to packed size, looked at beyond `ratioFrom` unpacked bytes. */
  readonly maxRatio: number;
  readonly ratioFrom: number;
  /** How long to wait for another xz file to be read, ms: the unpacker serves one at a time. */
  readonly xzWaitMs: number;
};

/** 1 GB unpacked; 250:1 beyond 16 MB (tables pack to 10:1, repetitive ones to 100:1, bombs to 1000:1). */
export const defaultSourceLimits: SourceLimits = {
  maxBytes: 1_073_741_824,
  maxRatio: 250,
  ratioFrom: 16_777_216,
  xzWaitMs: 30_000,
};

const magicBytes = 16;
const pieceBytes = 65_536;
const nested: readonly FileFormat[] = ['gzip', 'xz', 'zip', 'archive'];
const zlibErrors = new Set([
  'Z_DATA_ERROR',
  'Z_BUF_ERROR',
  'Z_NEED_DICT',
  'Z_MEM_ERROR',
  'ERR_TRAILING_JUNK_AFTER_STREAM_END',
]);

/**
 * The bytes of a file, unpacked when it is gzip or xz. Memory stays at a few pieces of 256 KB. Throws ExchangeProblem:
 * not_found, empty_file, too_large, bomb, damaged_file (truncated or broken packing), nested_archive, busy (xz).
 */
export async function* openFile(
  path: string,
  limits: SourceLimits = defaultSourceLimits,
): AsyncGenerator<Uint8Array, void, undefined> {
  const size = await fileSize(path);
  const format = detect(await fileStart(path, magicBytes)).format;
  if (format !== 'gzip' && format !== 'xz') {
    yield* bounded(createReadStream(path, { highWaterMark: pieceBytes }), { size, limits, packed: false });
    return;
  }
  const pieces = format === 'gzip' ? gunzip(path) : unxz(path, limits.xzWaitMs);
  yield* notNested(bounded(pieces, { size, limits, packed: true }));
}

/** The size of a file in bytes. Throws ExchangeProblem not_found or empty_file. */
export async function fileSize(path: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  const readable = await access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
  if (found === null || !found.isFile() || !readable) throw new ExchangeProblem('exchange.not_found');
  if (found.size === 0) throw new ExchangeProblem('exchange.empty_file');
  return found.size;
}

/** The first bytes of a file as they lie on the disk. */
export async function fileStart(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

type Bounds = { readonly size: number; readonly limits: SourceLimits; readonly packed: boolean };

async function* bounded(
  pieces: AsyncIterable<Uint8Array>,
  { size, limits, packed }: Bounds,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > limits.maxBytes) throw new ExchangeProblem('exchange.too_large', { maxBytes: limits.maxBytes });
    if (packed && bytes > limits.ratioFrom && bytes > size * limits.maxRatio) {
      throw new ExchangeProblem('exchange.bomb', { ratio: Math.floor(bytes / size) });
    }
    yield piece;
  }
  if (bytes === 0) throw new ExchangeProblem('exchange.empty_file');
}

async function* notNested(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const piece of pieces) {
    if (piece.length === 0) continue;
    if (first && nested.includes(detect(piece.subarray(0, magicBytes)).format)) {
      throw new ExchangeProblem('exchange.nested_archive');
    }
    first = false;
    yield piece;
  }
}

async function* gunzip(path: string): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  const unpacked = createGunzip({ chunkSize: pieceBytes });
  file.on('error', (error) => unpacked.destroy(error));
  try {
    yield* typed(file.pipe(unpacked));
  } finally {
    file.destroy();
  }
}

// The unpacker's module serves one stream at a time and its own queue breaks when a waiting stream is cancelled.
let xzTurn: Promise<void> = Promise.resolve();

async function* unxz(path: string, waitMs: number): AsyncGenerator<Uint8Array> {
  const before = xzTurn;
  const turn = Promise.withResolvers<void>();
  xzTurn = before.then(() => turn.promise);
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  try {
    await inTime(before, waitMs);
    yield* piecesOf(new xz.XzReadableStream(pulled(file)));
  } finally {
    file.destroy();
    turn.resolve();
  }
}

// Readable.toWeb throws outside of any promise when a piece comes just after the stream was cancelled (Node 24.21).
function pulled(file: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = file[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return?.();
    },
  });
}

async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        ended = true;
        throw xzProblem(error);
      });
      ended = done;
      if (done) return;
      if (value.length > 0) yield value;
    }
  } finally {
    if (!ended) await reader.cancel().catch(() => undefined);
  }
}

// The unpacker's errors have no code (a file that ends early makes it fail by a TypeError); the disk's have one.
function xzProblem(error: unknown): unknown {
  const ofDisk = error instanceof Error && 'code' in error;
  return ofDisk ? error : new ExchangeProblem('exchange.damaged_file');
}

async function inTime(before: Promise<void>, waitMs: number): Promise<void> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new ExchangeProblem('exchange.busy')), waitMs);
  try {
    await Promise.race([before, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Passes pieces on and makes zlib's errors typed. Errors of the disk are faults and stay as they are. */
export async function* typed(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* pieces;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw zlibErrors.has(code) ? new ExchangeProblem('exchange.damaged_file') : error;
  }
}
