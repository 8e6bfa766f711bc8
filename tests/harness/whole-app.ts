/** The whole product in this process, over a test's world: every route, real sockets, no screens. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { refuse } from '#kernel/result.ts';
import { type Files, localFiles } from '#platform/files.ts';
import { buildHttp } from '#platform/http.ts';
import { openLog } from '#platform/log.ts';
import { authenticate, routesFor } from '../../app.ts';
import { atEnd } from './endings.ts';
import type { World } from './world.ts';

export type WholeApp = {
  readonly app: FastifyInstance;
  readonly base: string;
  readonly port: number;
  readonly files: Files;
  /** Where the files are kept. */
  readonly filesRoot: string;
};

/** Listens on a free port of this machine; ends after the file. */
export async function wholeApp(world: World, places: { filesRoot?: string } = {}): Promise<WholeApp> {
  const filesRoot = places.filesRoot ?? (await folderForTests());
  const files = localFiles(filesRoot);
  const app = await buildHttp({
    platform: { ...world.platform, clock: () => world.platform.clock(), files },
    routes: routesFor({
      publicUrl: 'http://127.0.0.1',
      loadDemo: () => Promise.resolve(refuse('access.already_begun')),
    }),
    authenticate: (token, now) => authenticate(world.db, token, now),
    log: openLog('silent'),
    secure: false,
    ready: () => true,
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  atEnd(() => app.close());
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { app, base: `http://127.0.0.1:${port}`, port, files, filesRoot };
}

/** A folder that goes after the tests of the file. */
export async function folderForTests(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => (at !== null && typeof at === 'object' ? resolve(at.port) : reject(new Error('no port'))));
    });
  });
}
