/** The real server as a process of its own: started, asked, killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** What `npm start` gives to Node: flags and the file. */
function startArguments(program: string): string[] {
  const { scripts } = JSON.parse(readFileSync(path.join(program, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  return scripts.start.split(' ').slice(1);
}

export type ServerProcess = {
  readonly base: string;
  readonly pid: number;
  readonly exited: Promise<void>;
  /** Ends it at once, without a word. */
  kill(): Promise<void>;
  /** Asks it to end and waits. */
  stop(): Promise<void>;
};

export type ServerPlace = {
  readonly dataDir: string;
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** Where the program lies, if not here. */
  readonly program?: string;
};

/** A server that was begun: it may be killed before it is ready. */
export type BegunServer = ServerProcess & {
  /** Rejects when it ends before. */
  readonly ready: Promise<void>;
  isOver(): boolean;
  /** The last it said of what went wrong. */
  words(): string;
};

/** Starts the server and waits until it is ready; throws when it ends before. */
export async function startServerProcess(place: ServerPlace): Promise<ServerProcess> {
  const begun = launch(place, 'inherit');
  await begun.ready;
  return begun;
}

/** Starts the server and waits for nothing; what it says is kept and not shown. It ends when this process does. */
export function beginServerProcess(place: ServerPlace): BegunServer {
  const begun = launch(place, 'pipe');
  // Whoever does not wait for it is told nothing.
  begun.ready.catch(() => undefined);
  // Nor is it left behind when we end.
  const endToo = (): void => void begun.kill();
  process.once('exit', endToo);
  begun.exited.then(() => process.off('exit', endToo));
  return begun;
}

function launch({ dataDir, port, env, program = root }: ServerPlace, errors: 'inherit' | 'pipe'): BegunServer {
  const base = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, startArguments(program), {
    cwd: program,
    env: { ...process.env, KAMERTON_DATA: dataDir, PORT: String(port), KAMERTON_LOG: 'error', ...env },
    stdio: ['ignore', 'ignore', errors],
  });
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => {
    said = `${said}${piece.toString()}`.slice(-wordsMost);
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await exited;
  };
  return {
    base,
    pid: child.pid ?? 0,
    exited,
    ready: becomesReady(base, child),
    isOver: () => hasEnded(child),
    words: () => said,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const wordsMost = 2_000;
const readyMost = 90_000;
const readyStep = 20;

async function becomesReady(base: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + readyMost;
  while (performance.now() < until) {
    if (hasEnded(child)) throw new Error('the server did not start');
    const ready = await fetch(`${base}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return;
    await new Promise((resolve) => setTimeout(resolve, readyStep));
  }
  throw new Error('the server was not ready in time');
}
