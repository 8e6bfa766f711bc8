/** The PostgreSQL server for tests: the one the test command prepared, or an embedded one for this process alone. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { atEnd } from './endings.ts';

let started: Promise<string> | null = null;

/** The owner's URL of a server that may be filled with test databases. */
export function testServer(): Promise<string> {
  const given = process.env['KAMERTON_TEST_PG'];
  if (given !== undefined && given !== '') return Promise.resolve(given);
  started ??= startOwn();
  return started;
}

async function startOwn(): Promise<string> {
  const { startEmbedded } = await import('#platform/postgres/embedded.ts');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-'));
  const server = await startEmbedded({ dataDir: folder });
  atEnd(async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
  return server.ownerUrl;
}
