/** Servers and their database that are killed at random moments: in their start, in recovery, at work. */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { livePostmaster } from '#platform/postgres/postmaster.ts';
import { type BegunServer, beginServerProcess, type ServerPlace } from '#tests/harness/server-process.ts';

export type Toll = {
  /** Servers killed, and how many of them before they were ready. */
  server: number;
  inStart: number;
  database: number;
  /** Servers that ended in their start by themselves, by their last words: their database was killed under them. */
  readonly notStarted: Map<string, number>;
  /** Servers that were ready and ended by themselves, by their last words. Nothing may make them. */
  readonly fell: Map<string, number>;
};

export type KillingOptions = {
  /** How servers are begun, but for their ports. */
  readonly place: Omit<ServerPlace, 'port'>;
  readonly ports: readonly number[];
  readonly kills: number;
  /** How long a ready server is left, at most, milliseconds. */
  readonly calmMost: number;
  /** While it says so, nobody is killed in a start and whoever is at work is left longer. */
  readonly isBehind: () => boolean;
  /** So many servers are killed for each kill of the database. */
  readonly serversPerDatabase: number;
  /** Ends it before all kills are done. */
  readonly signal: AbortSignal;
  readonly say: (toll: Toll) => void;
};

export const newToll = (): Toll => ({ server: 0, inStart: 0, database: 0, notStarted: new Map(), fell: new Map() });
export const killsOf = (toll: Toll): number => toll.server + toll.database;

// A start takes about a second on two busy cores; most lives end within it.
const startMost = 800;
const inStartShare = 0.6;
const databaseRestMost = 400;
const restsMost = 20;

type Plan = KillingOptions & { readonly toll: Toll; isOver(): boolean };

/** Kills until it is enough; then every server is begun again and left alone. Answers them, ready. */
export async function killUntilOver(options: KillingOptions, toll: Toll): Promise<BegunServer[]> {
  const isOver = (): boolean => options.signal.aborted || killsOf(toll) >= options.kills;
  const plan: Plan = { ...options, toll, isOver };
  const database = killDatabase(plan);
  const servers = await Promise.all(options.ports.map((port) => killServers(plan, port)));
  await database;
  return servers;
}

async function killServers(plan: Plan, port: number): Promise<BegunServer> {
  for (;;) {
    const server = beginServerProcess({ ...plan.place, port });
    const wasReady = await liveAWhile(plan, server);
    if (server.isOver()) {
      // A signal to the whole group reaches servers too.
      if (!plan.signal.aborted) note(wasReady ? plan.toll.fell : plan.toll.notStarted, server);
    } else if (plan.isOver()) {
      return server;
    } else {
      plan.toll.server += 1;
      if (!wasReady) plan.toll.inStart += 1;
      await server.kill();
      plan.say(plan.toll);
    }
  }
}

/** Lets a server live until its moment has come or it has ended; when all is over, until it is ready. */
async function liveAWhile(plan: Plan, server: BegunServer): Promise<boolean> {
  let isReady = false;
  const ready = server.ready.then(
    () => {
      isReady = true;
    },
    () => undefined,
  );
  if (!plan.isOver() && !plan.isBehind() && Math.random() < inStartShare) {
    await Promise.race([rest(startMost, plan.signal), server.exited]);
  } else {
    await ready;
    if (isReady) await work(plan, server);
  }
  if (plan.isOver()) await ready;
  return isReady;
}

/** Lets a ready server work for a random time, and longer while the acts are behind the kills, but not for ever. */
async function work(plan: Plan, server: BegunServer): Promise<void> {
  for (let rests = 0; rests === 0 || (rests < restsMost && plan.isBehind()); rests += 1) {
    await Promise.race([rest(plan.calmMost, plan.signal), server.exited]);
    if (plan.isOver() || server.isOver()) return;
  }
}

async function killDatabase(plan: Plan): Promise<void> {
  const { toll, serversPerDatabase } = plan;
  const cluster = path.join(plan.place.dataDir, 'postgres', 'cluster');
  while (!plan.isOver()) {
    await rest(databaseRestMost, plan.signal);
    if (plan.isOver() || toll.database * serversPerDatabase >= toll.server) continue;
    const pid = livePostmaster(cluster)?.pid;
    // Whoever else holds it is just starting it again.
    if (pid === undefined || !killed(pid)) continue;
    toll.database += 1;
    plan.say(toll);
  }
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** A random time up to this, or until the signal. */
async function rest(most: number, signal: AbortSignal): Promise<void> {
  await pause(Math.random() * most, undefined, { signal }).catch(() => undefined);
}

const wordsMost = 160;

/** Counts last words by the line that names the fault, with the numbers in it left out, so that they can be counted. */
function note(counts: Map<string, number>, server: BegunServer): void {
  const lines = server.words().trim().split('\n');
  const named = lines.find((line) => /^\w*error\b/i.test(line)) ?? lines[0] ?? '';
  const shown = named.replace(/[0-9a-f]*\d[0-9a-f]*/g, '#').slice(0, wordsMost) || 'without a word';
  counts.set(shown, (counts.get(shown) ?? 0) + 1);
}
