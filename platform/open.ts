/** Opens everything a program of Kamerton stands on: the database (embedded or external), its schema, the files. */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Platform } from './command.ts';
import { BadConfig, type Config } from './config.ts';
import { openDatabase } from './database.ts';
import { type Files, localFiles, sweepIncoming } from './files.ts';
import type { Log } from './log.ts';
import { appRole, migrate } from './migrate.ts';

export type Opened = {
  readonly platform: Platform & { readonly files: Files };
  readonly ownerUrl: string;
  close(): Promise<void>;
};

/**
 * Starts or joins the database, brings its schema up to date, opens the pool. A statement may take `statementTimeoutMs`
 * (a minute unless said). Throws with words for the console.
 */
export async function openPlatform(config: Config, log: Log, statementTimeoutMs?: number): Promise<Opened> {
  await ensureFolder(config.dataDir);
  const server = await databaseServer(config, log);
  const applied = await migrate(server.ownerUrl);
  if (applied.length > 0) log.info({ applied }, 'the schema is up to date');
  const db = openDatabase({
    url: server.ownerUrl,
    role: appRole,
    max: 12,
    ...(statementTimeoutMs === undefined ? {} : { statementTimeoutMs }),
  });
  const filesRoot = path.join(config.dataDir, 'files');
  const files = localFiles(filesRoot);
  await sweepIncoming(filesRoot, new Date());
  return {
    platform: { db, clock: () => new Date(), files },
    ownerUrl: server.ownerUrl,
    close: async () => {
      await db.close();
      await server.stop();
    },
  };
}

async function ensureFolder(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true }).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new BadConfig(`KAMERTON_DATA must be a folder that can be made and written, not «${dataDir}» (${code})`);
  });
}

async function databaseServer(config: Config, log: Log): Promise<{ ownerUrl: string; stop(): Promise<void> }> {
  if (config.databaseUrl !== null) {
    const { checkExternal } = await import('./postgres/external.ts');
    await checkExternal(config.databaseUrl);
    return { ownerUrl: config.databaseUrl, stop: () => Promise.resolve() };
  }
  const { startEmbedded } = await import('./postgres/embedded.ts');
  return startEmbedded({ dataDir: path.join(config.dataDir, 'postgres'), log: (line) => log.info(line) });
}
