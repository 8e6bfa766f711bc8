/** `npm run bench -- [name...] --json`: every workload through the real API against the raw SQL of the same run. */
import type { Line, Workload } from './line.ts';
import { readOptions } from './options.ts';
import { openStand } from './stand.ts';
import { importTables, statement } from './workloads/files.ts';
import { order, orderEdit } from './workloads/order.ts';
import { paper } from './workloads/paper.ts';
import { account, accounts, ageing, pivot } from './workloads/read.ts';
import { start } from './workloads/start.ts';

const all: readonly Workload[] = [
  start,
  order,
  orderEdit,
  accounts,
  account,
  ageing,
  pivot,
  paper,
  statement,
  importTables,
];

const options = readOptions(process.argv.slice(2));
const wanted = options.names.length === 0 ? all : all.filter((workload) => options.names.includes(workload.name));
const unknown = options.names.filter((name) => !all.some((workload) => workload.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `no such workload: ${unknown.join(', ')}; there are ${all.map((workload) => workload.name).join(', ')}\n`,
  );
  process.exit(2);
}
const stand = await openStand(options, (line) => process.stderr.write(`${line}\n`));
try {
  for (const workload of wanted) {
    process.stderr.write(`${workload.name}\n`);
    await stand.settle();
    for (const line of await workload.run(stand))
      process.stdout.write(`${options.json ? JSON.stringify(line) : readable(line)}\n`);
  }
} finally {
  await stand.close();
}

function readable(line: Line): string {
  const limit =
    line.limit_p50_ms === null ? '' : ` | raw p50 ${line.limit_p50_ms} ms, ${line.limit_per_s}/s | ratio ${line.ratio}`;
  const sql = line.statements === null ? '' : ` | ${line.statements} statements`;
  const note = line.note === undefined ? '' : ` | ${line.note}`;
  const failures = line.failures === undefined ? '' : ` | FAILURES ${line.failures}`;
  const ours = `p50 ${line.p50_ms} ms, p99 ${line.p99_ms} ms, ${line.per_s}/s`;
  return `${line.workload} x${line.clients}: ${ours}${sql}${limit}${note}${failures}`;
}
