import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Puts the rejected rows where they were asked for. Without any, what an earlier import left there goes away. */
export async function keepErrors(file: string, errors: AsyncIterable<Uint8Array> | null): Promise<void> {
  if (errors !== null) return pipeline(errors, createWriteStream(file));
  const there = await stat(file).catch(() => null);
  if (there?.isFile() === true) await rm(file);
}
