/** `npm run faults [-- kills]`: the storm in its long form, with a report. */

import { openDatabase } from '#platform/database.ts';
import { appRole } from '#platform/migrate.ts';
import { verifyChain } from '#platform/seal.ts';
import { ids } from '#tests/harness/world-rows.ts';
import { checkAcknowledged, checkBooks } from './books.ts';
import { storm } from './storm.ts';

const kills = Number(process.argv[2] ?? '100');
const begun = performance.now();
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const result = await storm({ kills, clients: 4, calmMost: 2_000, say });
try {
  await checkAcknowledged(result.owner, result.acknowledged);
  await checkBooks(result.owner);
  const db = openDatabase({ url: result.url, role: appRole, max: 2 });
  const chain = await verifyChain(db, ids.org);
  await db.close();
  if (chain.brokenAt !== null) throw new Error(`the audit chain is broken at ${chain.brokenAt}`);
  const report = {
    kills: result.kills,
    acknowledged: result.acknowledged.length,
    lost: 0,
    twice: 0,
    refused: result.refused,
    sealed: chain.sealed,
    seconds: Math.round((performance.now() - begun) / 1000),
  };
  process.stdout.write(`${JSON.stringify(report)}\n`);
} finally {
  await result.close();
}
