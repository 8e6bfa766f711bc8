import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { writeOrg } from '#platform/database.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import type { PivotReport } from '../contract.ts';
import { dimensions, restKey } from '../model.ts';
import { listLines } from '../queries/lines.ts';
import { getPivot } from '../queries/pivot.ts';
import { rebuildRollup } from '../rollup.ts';
import { decidePivot } from '../rules/pivot.ts';
import { addSold } from '../world.fixture.ts';
import {
  linesOf,
  monthsOf,
  type PivotInput,
  periods,
  pivotInput,
  type Spot,
  spotOf,
  spotText,
} from './pivot-search.ts';

const today = '2026-11-21';
const world = await newWorld();
world.setNow(today);
const { director } = world.people;

await addSold(
  world,
  `
  day        | account  | product    | pieces | sum     | vat    | cost   | manager
  2026-11-20 | romashka | powerbank  | 10     | 1220.00 | 220.00 | 800.00 | anna
  2026-11-05 | romashka | headphones | 1      | 610.00  | 110.00 | 400.00 | anna
  2026-10-10 | romashka | powerbank  | 5      | 610.00  | 110.00 | 400.00 | boris
  2026-10-31 | lutik    | book       | 20     | 2200.00 | 200.00 | -      | anna
  2026-10-12 | lutik    | book       | -1     | -110.00 | -10.00 | -      | anna
  2026-11-01 | vasilek  | cable      | 100    | 1830.00 | 330.00 | 900.00 | boris
  2026-01-15 | orphan   | cassette   | 2      | 50.00   | 0      | 60.00  | -
  2025-11-21 | romashka | powerbank  | 4      | 488.00  | 88.00  | 320.00 | anna
  2025-11-22 | romashka | powerbank  | 9      | 1098.00 | 198.00 | 720.00 | anna
  2025-10-31 | lutik    | book       | 10     | 1100.00 | 100.00 | -      | anna
`,
);
// Some goods lie in a category that has others below it.
await world.owner(
  `update sales_line l set category_id = c.parent_id from category c
   where c.org_id = l.org_id and c.id = l.category_id and l.product_id = $1 and c.parent_id is not null`,
  [ids.product.headphones],
);
await writeOrg(world.db, ids.org, { work: (tx) => rebuildRollup(tx, ids.org) });

async function soldIn(report: PivotReport, spot: Spot, input: PivotInput): Promise<string> {
  const answer = await world.ask(director, (context) => listLines(context, linesOf(report, spot, input), 1_000));
  assert.ok(answer.ok);
  return String(answer.value.rows.reduce((sum, row) => sum + BigInt(row.revenueMinor), 0n));
}

describe('ANA-9: a place of the table opens the very lines that it is the sum of', () => {
  const shapes = dimensions.flatMap((rows) => dimensions.map((columns) => ({ rows, columns })));
  for (const { rows, columns } of shapes) {
    test(`${rows} by ${rows === columns ? 'months of the trend' : columns}`, async () => {
      const input = pivotInput({ rows, columns }, today);
      const answer = await world.ask(director, (context) => getPivot(context, input));
      assert.ok(answer.ok);
      const report = answer.value;
      assert.ok(report.lines.length > 0);
      for (const line of report.lines) {
        const at = (column: string): Promise<string> => soldIn(report, { keys: line.keys, column }, input);
        assert.equal(await at(''), line.total);
        assert.equal(await at('before'), line.totalBefore);
        for (const [place, { key }] of report.columns.entries())
          if (key !== restKey) assert.equal(await at(key), line.values[place]);
      }
    });
  }

  test('under the filters of the report, in two dimensions', async () => {
    const input = pivotInput({ rows: 'brand', thenBy: 'month', managerId: [ids.person.anna] }, today);
    const answer = await world.ask(director, (context) => getPivot(context, input));
    assert.ok(answer.ok);
    for (const line of answer.value.lines)
      assert.equal(await soldIn(answer.value, { keys: line.keys, column: '' }, input), line.total);
  });

  test('the place is kept in the URL', () => {
    const spot = { keys: ['none', '2026-11-01'], column: 'before' };
    assert.deepEqual(spotOf(spotText(spot)), spot);
    assert.equal(spotOf(''), null);
  });
});

describe('ANA-10: no choice on the screen is refused', () => {
  const month = fc.constantFrom('2024-02', '2025-12', '2026-11');
  const search = fc.record(
    {
      rows: fc.constantFrom(...dimensions),
      thenBy: fc.constantFrom(...dimensions),
      columns: fc.constantFrom(...dimensions),
      measure: fc.constantFrom('revenue', 'quantity', 'margin'),
      period: fc.constantFrom(...periods),
      from: month,
      to: month,
      compare: fc.constantFrom('true', 'false'),
      sort: fc.constantFrom('total', '-name', '-change'),
    },
    { requiredKeys: [] },
  );

  test('whatever was chosen before it', () => {
    fc.assert(
      fc.property(search, (chosen) => {
        const answer = decidePivot(pivotInput(chosen, today), { today, seesCost: true });
        assert.ok(answer.ok, answer.ok ? '' : answer.code);
      }),
    );
  });

  const named: [search: Record<string, string>, from: string, to: string][] = [
    [{}, '2025-12', '2026-11'],
    [{ period: 'thisYear' }, '2026-01', '2026-11'],
    [{ period: 'lastYear' }, '2025-01', '2025-12'],
    [{ period: 'quarter' }, '2026-09', '2026-11'],
    [{ period: 'month' }, '2026-11', '2026-11'],
    [{ period: 'own', from: '2026-05', to: '2026-02' }, '2026-02', '2026-05'],
    [{ to: '2025-06' }, '2024-07', '2025-06'],
  ];
  for (const [chosen, from, to] of named) {
    test(`${JSON.stringify(chosen)} is ${from}..${to}`, () => {
      assert.deepEqual(monthsOf(chosen, today), { from, to });
    });
  }
});
