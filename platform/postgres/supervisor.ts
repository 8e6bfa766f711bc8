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
const attemptsMax = 5;

/** Brings a server that died back. One that keeps dying is given up after five attempts in a minute. */
export function superviseServer(server: Supervised): Supervisor {
  const deaths: number[] = [];
  let isEnded = false;
  let restarting: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  const onDeath = (): void => {
    if (isEnded || restarting) return;
    if (timer) clearInterval(timer);
    restarting = bringBack().finally(() => {
      restarting = null;
    });
  };

  const bringBack = async (): Promise<void> => {
    server.log('the database server died, starting it again');
    while (!isEnded) {
      const minuteAgo = Date.now() - 60_000;
      deaths.push(Date.now());
      const recent = deaths.filter((at) => at > minuteAgo).length;
      if (recent > attemptsMax) return server.log('the database server keeps dying; see its server.log');
      try {
        return watch(await server.restart());
      } catch (error) {
        server.log(error instanceof Error ? error.message : String(error));
        await pause(200 * recent);
      }
    }
  };

  const watch = (child: ChildProcess | null): void => {
    child?.once('exit', onDeath);
    // A server that another process started sends us no event when it dies.
    if (!child) timer = setInterval(() => isPostgresIn(server.pid(), server.cluster) || onDeath(), lookEveryMs).unref();
  };

  return {
    watch,
    end: async () => {
      isEnded = true;
      if (timer) clearInterval(timer);
      await restarting;
    },
  };
}
