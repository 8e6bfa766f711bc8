/**
 * `npm run faults [-- kills [rounds]]`: the storm in its long form, then the fault tests in rounds (a tenth of the kills
 * unless said), then a report of one line.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openDatabase } from '#platform/database.ts';
import { appRole } from '#platform/migrate.ts';
import { sealEvents, verifyChain } from '#platform/seal.ts';
import { ids } from '#tests/harness/world-rows.ts';
import { checkAcknowledged, checkBooks } from './books.ts';
import { storm } from './storm.ts';

const kills = Number(process.argv[2] ?? '100');
const rounds = Number(process.argv[3] ?? Math.ceil(kills / 10));
const inRounds = ['away', 'cut-off', 'full-database', 'price-moves'];
const begun = performance.now();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const secondsSince = (start: number): number => Math.round((performance.now() - start) / 1000);

/** Kills the server and the database while clients act; throws when anything acknowledged is lost or done twice. */
async function longStorm(): Promise<Record<string, unknown>> {
  const result = await storm({ kills, clients: 4, calmMost: 2_000, say });
  try {
    await checkAcknowledged(result.owner, result.acknowledged);
    await checkBooks(result.owner);
    const db = openDatabase({ url: result.url, role: appRole, max: 2 });
    // Servers that live for seconds seal nothing by themselves.
    await sealEvents.run({ db, orgId: ids.org } as Parameters<typeof sealEvents.run>[0]);
    const chain = await verifyChain(db, ids.org);
    await db.close();
    if (chain.brokenAt !== null) throw new Error(`the audit chain is broken at ${chain.brokenAt}`);
    return {
      kills: result.kills,
      acknowledged: result.acknowledged.length,
      lost: 0,
      twice: 0,
      refused: result.refused,
      sealed: chain.sealed,
    };
  } finally {
    await result.close();
  }
}

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
