/** A year of a real wholesaler through the import, as the command line does it: every row accounted for, twice is once. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { newId } from '#kernel/id.ts';
import { runImport } from '#platform/exchange/run.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { salesHistoryImport } from './import.ts';

const world = await newWorld();
const path = fileURLToPath(new URL('../../tests/fixtures/online-retail-541909.csv.xz', import.meta.url));
const figures = { invoices: 25_900, cancellations: 9_288, unpaired: 1_748, sumMinor: '974774793' };

async function load() {
  const answer = await runImport({
    platform: world.platform,
    actor: world.people.admin,
    kind: salesHistoryImport,
    runId: newId(),
    path,
    settings: {},
    dryRun: false,
    requestId: 'test',
  });
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  const { rows, created, updated, unchanged, rejected, summary } = answer.value;
  return { counts: { rows, created, updated, unchanged, rejected }, summary };
}

const kept = async () =>
  (
    await world.owner(
      `select count(*)::int as lines, sum(sum_minor) as sum, count(distinct invoice_no)::int as invoices,
        count(reverses_id)::int as paired, count(distinct reverses_id)::int as sales,
        (select sum(sum_minor) from sales_month where org_id = $1) as rolled,
        (select sum(line_count)::int from sales_month where org_id = $1) as rolled_lines
      from sales_line where org_id = $1`,
      [ids.org],
    )
  )[0];

test('541,909 rows of Online Retail become history in one run, and the second run changes nothing', async () => {
  const none = { updated: 0, rejected: 0 };
  const first = await load();
  assert.deepEqual(first.counts, { rows: 541_909, created: 541_909, unchanged: 0, ...none });
  assert.deepEqual(first.summary, figures);
  const after = await kept();
  assert.deepEqual(after, {
    lines: 541_909,
    sum: '974774793',
    invoices: 25_900,
    paired: 7_540,
    sales: 7_540,
    rolled: '974774793',
    rolled_lines: 541_909,
  });
  // 4,372 customers and nobody; 3,958 articles, case aside; the fixtures' own besides.
  const made = await world.owner(
    `select (select count(*)::int from account where org_id = $1) as accounts,
      (select count(*)::int from product where org_id = $1) as products`,
    [ids.org],
  );
  assert.deepEqual(made, [{ accounts: 4_377, products: 3_963 }]);

  const second = await load();
  assert.deepEqual(second.counts, { rows: 541_909, created: 0, unchanged: 541_909, ...none });
  assert.deepEqual(second.summary, figures);
  assert.deepEqual(await kept(), after);
});
