/** Stored files: named by the hash of their content, so that the same bytes are kept once and a changed file is seen. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export type Stored = { readonly sha256: string; readonly sizeBytes: number };

export type Files = {
  /** Keeps a stream; refuses with RangeError past `maxBytes`. Durable when it returns. */
  keep(content: Readable, maxBytes: number): Promise<Stored>;
  keepBytes(content: Uint8Array): Promise<Stored>;
  /** The place of kept bytes, for readers that want a path. */
  pathOf(sha256: string): string;
  read(sha256: string): Promise<Buffer>;
  stream(sha256: string): Readable;
  /** Whether the bytes are there and still hash to their name. */
  verify(sha256: string): Promise<boolean>;
};

const hashShape = /^[0-9a-f]{64}$/;

/** A file store in a local folder. */
export function localFiles(root: string): Files {
  const pathOf = (sha256: string): string => {
    if (!hashShape.test(sha256)) throw new Error('not a file hash');
    return path.join(root, sha256.slice(0, 2), sha256);
  };
  const settle = async (temporary: string, stored: Stored): Promise<Stored> => {
    const place = pathOf(stored.sha256);
    const folder = path.dirname(place);
    await mkdir(folder, { recursive: true });
    await syncPlace(temporary);
    await rename(temporary, place);
    // The name is in the folder: without this a power cut may leave bytes that nothing is called by.
    if (process.platform !== 'win32') await syncPlace(folder);
    return stored;
  };
  const keep = async (content: Readable, maxBytes: number): Promise<Stored> => {
    await mkdir(path.join(root, 'incoming'), { recursive: true });
    const temporary = path.join(root, 'incoming', randomUUID());
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const measured = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) throw new RangeError('file is too large');
        hash.update(chunk);
        yield chunk;
      }
    };
    try {
      await pipeline(content, measured, createWriteStream(temporary));
      return await settle(temporary, { sha256: hash.digest('hex'), sizeBytes });
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw error;
    }
  };
  return {
    keep,
    keepBytes: async (content) => {
      const { Readable: Source } = await import('node:stream');
      return keep(Source.from([Buffer.from(content)]), Number.MAX_SAFE_INTEGER);
    },
    pathOf,
    read: (sha256) => readFile(pathOf(sha256)),
    stream: (sha256) => createReadStream(pathOf(sha256)),
    verify: async (sha256) => {
      const found = await stat(pathOf(sha256)).catch(() => null);
      if (found === null) return false;
      const hash = createHash('sha256');
      await pipeline(createReadStream(pathOf(sha256)), hash);
      return hash.digest('hex') === sha256;
    },
  };
}

async function syncPlace(place: string): Promise<void> {
  const handle = await open(place, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const abandonedMs = 24 * 3_600_000;

/** Takes away what a server that was killed left half received. What is younger than a day may still be coming in. */
export async function sweepIncoming(root: string, now: Date): Promise<number> {
  const folder = path.join(root, 'incoming');
  const names = await readdir(folder).catch(() => []);
  let swept = 0;
  for (const name of names) {
    const place = path.join(folder, name);
    const found = await stat(place).catch(() => null);
    if (found === null || now.getTime() - found.mtimeMs < abandonedMs) continue;
    await rm(place, { force: true });
    swept += 1;
  }
  return swept;
}
