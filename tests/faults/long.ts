/**
 * `npm run faults [-- kills [rounds]]`: the storm in its long form, then the fault tests in rounds (a tenth of the kills
 * unless said), then a report of one line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { countsOf, totalOf } from './acts.ts';
import { killsOf } from './killing.ts';
import { checkStorm, storm } from './storm.ts';

const kills = Number(process.argv[2] ?? '100');
const rounds = Number(process.argv[3] ?? Math.ceil(kills / 10));
const inRounds = ['away', 'cut-off', 'full-database', 'price-moves'];
const begun = performance.now();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const secondsSince = (start: number): number => Math.round((performance.now() - start) / 1000);

const sayEvery = 50;
const sayAll = (done: number, acts: number): void => {
  if (done % sayEvery === 0) say(`${done} kills, ${acts} acts acknowledged, ${secondsSince(begun)} s`);
};

/** Kills servers and the database while clients act; throws when anything acknowledged is lost or done twice. */
async function longStorm(): Promise<Record<string, unknown>> {
  const end = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.once(name, () => {
      say(`${name}: no more kills; what was done is looked at`);
      end.abort();
    });
  }
  const result = await storm({
    kills,
    clients: 6,
    servers: 3,
    calmMost: 2_000,
    actsLeast: 8,
    signal: end.signal,
    say: sayAll,
  });
  try {
    say('looking at what came of it');
    const { sealed } = await checkStorm(result);
    const { book, toll, stormMs } = result;
    const acts = totalOf(book);
    const unanswered = Object.values(book.unanswered).flat().length;
    if (unanswered > 0) throw new Error(`${unanswered} acts were never answered: ${JSON.stringify(book.unanswered)}`);
    return {
      asked: kills,
      kills: { servers: toll.server, inStart: toll.inStart, database: toll.database },
      acknowledged: acts,
      byKind: countsOf(book),
      actsPerKill: perUnit(acts, killsOf(toll)),
      actsPerMinute: perUnit(acts * 60_000, stormMs),
      killsPerMinute: perUnit(killsOf(toll) * 60_000, stormMs),
      lost: 0,
      twice: 0,
      refused: Object.fromEntries(book.refused),
      notStarted: Object.fromEntries(toll.notStarted),
      sealed,
    };
  } finally {
    await result.close();
  }
}

const perUnit = (whole: number, by: number): number => Math.round((whole / Math.max(by, 1)) * 10) / 10;

/** The fault tests, each as many times as asked; throws when one fails. */
async function inTurns(name: string): Promise<Record<string, unknown>> {
  const start = performance.now();
  const words = ['--disable-warning=ExperimentalWarning', '--test', `tests/faults/${name}.test.ts`];
  const env = { ...process.env, KAMERTON_FAULT_ROUNDS: String(rounds) };
  const child = spawn(process.execPath, words, { env, stdio: ['ignore', 2, 2] });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${name} failed in ${rounds} rounds`);
  return { name, rounds, seconds: secondsSince(start) };
}

const report: Record<string, unknown> = kills > 0 ? await longStorm() : {};
const tests: Record<string, unknown>[] = [];
for (const name of rounds > 0 ? inRounds : []) tests.push(await inTurns(name));
process.stdout.write(`${JSON.stringify({ ...report, tests, seconds: secondsSince(begun) })}\n`);
