/** The command line as people call it: a process of its own on a world of its own. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import iconv from 'iconv-lite';
import { newWorld, type World } from '#tests/harness/world.ts';

const root = path.resolve(import.meta.dirname, '../..');

export type Called = {
  readonly code: number | null;
  /** Lines of stdout. */
  readonly lines: readonly string[];
  /** The last line of stdout, read as JSON. */
  readonly json: Record<string, unknown>;
  readonly errors: string;
};
type Env = Readonly<Record<string, string>>;

/** Calls the command line and waits for its end. */
export function call(words: readonly string[], env: Env): Promise<Called> {
  return start(words, env).ended;
}

export type Started = {
  readonly ended: Promise<Called>;
  readonly running: () => boolean;
  /** Asks it to end, as Ctrl C does. */
  stop(): void;
  /** Ends it without a word. */
  kill(): void;
};

/** Calls the command line and does not wait. */
export function start(words: readonly string[], env: Env): Started {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'tools/run.mjs', 'cli.ts', ...words],
    {
      cwd: root,
      env: { ...process.env, LANG: 'ru_RU.UTF-8', KAMERTON_LOG: 'info', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => out.push(piece));
  child.stderr.on('data', (piece: Buffer) => errors.push(piece));
  const ended = new Promise<Called>((resolve) =>
    child.once('close', (code) => resolve(calledOf(code, textOf(out), textOf(errors)))),
  );
  const running = () => child.exitCode === null && child.signalCode === null;
  return { ended, running, stop: () => void child.kill('SIGINT'), kill: () => void child.kill('SIGKILL') };
}

const textOf = (pieces: readonly Buffer[]): string => Buffer.concat(pieces).toString('utf8');

function calledOf(code: number | null, out: string, errors: string): Called {
  const lines = out.split('\n').slice(0, -1);
  const last = lines.at(-1) ?? '';
  return { code, lines, json: last.startsWith('{') ? JSON.parse(last) : {}, errors };
}

export type Line = {
  readonly world: World;
  readonly env: Env;
  readonly folder: string;
  /** Calls a command for the first org, with `--json`. */
  org(...words: string[]): Promise<Called>;
  /** Writes a file as old programs do: cp1251 unless it is bytes. */
  file(name: string, content: string | Uint8Array): Promise<string>;
};

/** A world with two orgs, a data folder, and the command line on them. Call it at the top level of the file. */
export async function newLine(): Promise<Line> {
  const world = await newWorld();
  const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-cli-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const env = { DATABASE_URL: world.url, KAMERTON_DATA: path.join(folder, 'data') };
  return {
    world,
    env,
    folder,
    org: (...words) => call([...words, '--json', '--org', 'Камертон Трейд'], env),
    file: async (name, content) => {
      const place = path.join(folder, name);
      await writeFile(place, typeof content === 'string' ? iconv.encode(content, 'win1251') : content);
      return place;
    },
  };
}
