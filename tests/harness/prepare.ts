/** Before the tests: one PostgreSQL for all test files, with the template ready. */
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { startEmbedded } from '#platform/postgres/embedded.ts';
import { ensureTemplate } from './template.ts';

export async function prepare(): Promise<{ env: Record<string, string>; close(): Promise<void> }> {
  const given = process.env['KAMERTON_TEST_PG'];
  if (given !== undefined && given !== '') {
    await ensureTemplate(given);
    return { env: {}, close: () => Promise.resolve() };
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-'));
  const server = await startEmbedded({ dataDir: folder });
  await ensureTemplate(server.ownerUrl);
  return {
    env: { KAMERTON_TEST_PG: server.ownerUrl },
    close: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
