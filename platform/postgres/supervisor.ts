import type { ChildProcess } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { isPostgresIn } from './processes.ts';

/** What the supervisor needs: `restart` brings the server back and returns the child if this process started it. */
export type Supervised = {
  readonly pid: () => number;
  readonly cluster: string;
  readonly log: (line: string) => void;
  readonly restart: () => Promise<ChildProcess | null>;
};

export type Supervisor = {
  watch(child: ChildProcess | null): void;
  /** Stops watching; waits for a restart that is under way. */
  end(): Promise<void>;
};

const lookEveryMs = 500;
const quickAttempts = 5;
const restMs = 10_000;

/** Brings a server that died back, for as long as it takes; one that keeps dying is tried every ten seconds. */
export function superviseServer(server: Supervised): Supervisor {
  const deaths: number[] = [];
  const ending = new AbortController();
  let restarting: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const onDeath = (): void => {
    if (ending.signal.aborted || restarting) return;
    if (timer) clearInterval(timer);
    restarting = bringBack().finally(() => {
      restarting = null;
    });
  };

  const bringBack = async (): Promise<void> => {
    server.log('the database server died, starting it again');
    for (;;) {
      await untilNextAttempt();
      if (ending.signal.aborted) return;
      try {
        return watch(await server.restart());
      } catch (error) {
        server.log(error instanceof Error ? error.message : String(error));
      }
    }
  };

  const untilNextAttempt = async (): Promise<void> => {
    const minuteAgo = Date.now() - 60_000;
    const recent = deaths.filter((at) => at > minuteAgo);
    deaths.splice(0, deaths.length, ...recent, Date.now());
    if (recent.length >= quickAttempts) server.log('the database server keeps dying; see its server.log');
    const waitMs = recent.length >= quickAttempts ? restMs : 200 * recent.length;
    // The wait is cut short when the program ends.
    await pause(waitMs, undefined, { signal: ending.signal }).catch(() => undefined);
  };

  const watch = (child: ChildProcess | null): void => {
    child?.once('exit', onDeath);
    // A server that another process started sends us no event when it dies.
    if (!child) timer = setInterval(() => isPostgresIn(server.pid(), server.cluster) || onDeath(), lookEveryMs).unref();
  };

  return {
    watch,
    end: async () => {
      ending.abort();
      if (timer) clearInterval(timer);
      await restarting;
    },
  };
}
