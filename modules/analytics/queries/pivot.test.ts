import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { InputOf } from '#platform/endpoint.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import type { PivotReport, sales } from '../contract.ts';
import { dimensions } from '../model.ts';
import { addSold } from '../world.fixture.ts';
import { getPivot } from './pivot.ts';

const world = await newWorld();
world.setNow('2026-11-21');
const { anna, boris, vera, director, fyodor, sonya, stranger } = world.people;

await addSold(
  world,
  `
  day        | account  | product    | pieces | sum     | vat    | cost   | manager
  2026-11-20 | romashka | powerbank  | 10     | 1220.00 | 220.00 | 800.00 | anna
  2026-11-05 | romashka | headphones | 1      | 610.00  | 110.00 | 400.00 | anna
  2026-10-10 | romashka | powerbank  | 5      | 610.00  | 110.00 | 400.00 | anna
  2026-10-11 | lutik    | book       | 20     | 2200.00 | 200.00 | -      | anna
  2026-10-12 | lutik    | book       | -1     | -110.00 | -10.00 | -      | anna
  2026-11-01 | vasilek  | cable      | 100    | 1830.00 | 330.00 | 900.00 | boris
  2026-01-15 | orphan   | cassette   | 2      | 50.00   | 0      | 60.00  | -
  2025-11-21 | romashka | powerbank  | 4      | 488.00  | 88.00  | 320.00 | anna
  2025-11-22 | romashka | powerbank  | 9      | 1098.00 | 198.00 | 720.00 | anna
  2025-10-02 | lutik    | book       | 10     | 1100.00 | 100.00 | -      | anna
  2024-12-31 | vasilek  | cable      | 50     | 915.00  | 165.00 | 450.00 | boris
`,
);

type Ask = InputOf<typeof sales.pivot>;
const asked = (who: Person, input: Ask) => world.ask(who, (context) => getPivot(context, input));
const pivot = async (who: Person, input: Ask): Promise<PivotReport> => {
  const answer = await asked(who, input);
  assert.ok(answer.ok, answer.ok ? '' : answer.code);
  return answer.value;
};
const lines = (report: PivotReport) => report.lines.map((line) => [...line.titles, line.total]);
const year: Ask = { from: '2025-12', to: '2026-11' };

describe('a pivot of sales', () => {
  test('ANA-1: gives exact sums by account, the largest first, and in all', async () => {
    const report = await pivot(director, year);
    assert.deepEqual(lines(report), [
      ['ООО «Ромашка»', '244000'],
      ['ООО «Лютик»', '209000'],
      ['ИП Васильков В. В.', '183000'],
      ['ООО «Ничей»', '5000'],
    ]);
    assert.deepEqual([report.totals.total, report.count, report.rest], ['641000', 4, null]);
    assert.deepEqual(report.lines[0]?.trend, ['0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '61000', '183000']);
  });

  test('puts months into columns', async () => {
    const report = await pivot(director, { columns: 'month', from: '2026-10', to: '2026-11' });
    assert.deepEqual(
      report.columns.map((column) => column.title),
      ['2026-10', '2026-11'],
    );
    assert.deepEqual(
      report.lines.map((line) => [line.titles[0], ...line.values]),
      [
        ['ООО «Ромашка»', '61000', '183000'],
        ['ООО «Лютик»', '209000', '0'],
        ['ИП Васильков В. В.', '0', '183000'],
      ],
    );
    assert.deepEqual(report.totals.values, ['270000', '366000']);
  });

  test('has two dimensions in rows and a third in columns', async () => {
    const report = await pivot(director, {
      rows: 'account',
      thenBy: 'brand',
      columns: 'month',
      from: '2026-11',
      to: '2026-11',
    });
    assert.deepEqual(
      report.lines.map((line) => [...line.titles, ...line.values]),
      [
        ['ИП Васильков В. В.', 'Вольт', '183000'],
        ['ООО «Ромашка»', 'Вольт', '122000'],
        ['ООО «Ромашка»', 'Звук', '61000'],
      ],
    );
  });

  test('sums the rows beyond the first, by columns and a year before too', async () => {
    const report = await pivot(director, { ...year, top: 1, columns: 'brand', compare: true });
    assert.deepEqual(lines(report), [['ООО «Ромашка»', '244000']]);
    assert.deepEqual(
      report.columns.map((column) => [column.key === 'none' ? 'none' : column.title]),
      [['Вольт'], ['none'], ['Звук']],
    );
    assert.deepEqual(report.lines[0]?.values, ['183000', '0', '61000']);
    assert.deepEqual(report.lines[0]?.before, ['48800', '0', '0']);
    assert.deepEqual(report.rest, {
      count: 3,
      values: ['183000', '209000', '5000'],
      before: ['91500', '110000', '0'],
      total: '397000',
      totalBefore: '201500',
    });
    assert.deepEqual(report.totals.values, ['366000', '209000', '66000']);
  });

  test('gathers columns beyond the first twelve', async () => {
    await world.owner(
      `insert into brand (org_id, id, name, name_key)
       select $1, md5('b' || n)::uuid, 'Марка ' || n, 'марка ' || n from generate_series(1, 15) n`,
      [ids.org],
    );
    await world.owner(
      `insert into sales_month (org_id, month, account_id, category_id, brand_id, quantity_milli, sum_minor, cost_minor, line_count)
       select $1, '2023-01-01', $2, null, md5('b' || n)::uuid, 1000, n * 100, 0, 1 from generate_series(1, 15) n`,
      [ids.org, ids.account.romashka],
    );
    const report = await pivot(director, { columns: 'brand', from: '2023-01', to: '2023-01' });
    assert.equal(report.columns.length, 13);
    assert.deepEqual([report.columns[0]?.title, report.columns[12]?.key], ['Марка 15', 'rest']);
    assert.deepEqual(
      [report.lines[0]?.values[0], report.lines[0]?.values[12], report.totals.values[12]],
      ['1500', '600', '600'],
    );
  });

  const sorts: [sort: NonNullable<Ask['sort']>, names: string][] = [
    ['-total', 'Ромашка Лютик Васильков Ничей'],
    ['total', 'Ничей Васильков Лютик Ромашка'],
    ['name', 'Васильков Лютик Ничей Ромашка'],
    ['-name', 'Ромашка Ничей Лютик Васильков'],
    ['-change', 'Ромашка Лютик Васильков Ничей'],
    ['change', 'Ничей Васильков Лютик Ромашка'],
  ];
  for (const [sort, names] of sorts) {
    test(`is sorted by ${sort}`, async () => {
      const report = await pivot(director, { ...year, sort, compare: true });
      const short = report.lines.map((line) => /Ромашка|Лютик|Васильков|Ничей/.exec(line.titles[0] ?? '')?.[0]);
      assert.equal(short.join(' '), names);
    });
  }

  test('is narrowed by account, group, category with what is below it, brand, manager, and by none of them', async () => {
    const total = async (more: Ask) => (await pivot(director, { ...year, ...more })).totals.total;
    assert.equal(await total({ accountId: [ids.account.romashka, ids.account.vasilek] }), '427000');
    assert.equal(await total({ groupId: [ids.group.flowers] }), '453000');
    assert.equal(await total({ groupId: ['none'] }), '188000');
    assert.equal(await total({ categoryId: [ids.category.electronics] }), '432000');
    assert.equal(await total({ categoryId: [ids.category.books, ids.category.audio] }), '275000');
    assert.equal(await total({ brandId: [ids.brand.volt] }), '366000');
    assert.equal(await total({ brandId: ['none', ids.brand.zvuk] }), '275000');
    assert.equal(await total({ managerId: [ids.person.boris, 'none'] }), '188000');
    assert.equal(await total({ accountId: [ids.account.other] }), '0');
  });

  test('of groups, categories and managers names what has none by its key', async () => {
    const keys = async (rows: NonNullable<Ask['rows']>) =>
      (await pivot(director, { ...year, rows })).lines.map((line) => line.titles[0] || line.keys[0]);
    assert.deepEqual(await keys('group'), ['Холдинг «Цветы»', 'none']);
    assert.deepEqual(await keys('category'), ['Электроника / Питание', 'Книги', 'Электроника / Аудио']);
    assert.deepEqual(await keys('manager'), ['Анна Клюева', 'Борис Ключников', 'none']);
    assert.deepEqual(await keys('month'), ['2026-11', '2026-10', '2026-01']);
  });
});

describe('ANA-2: against last year', () => {
  test('a month that has not ended is set beside the same days', async () => {
    const report = await pivot(director, { from: '2026-11', to: '2026-11', compare: true });
    assert.deepEqual([report.until, report.totals.total, report.totals.totalBefore], ['2026-11-21', '366000', '48800']);
    world.setNow('2026-11-22');
    assert.equal(
      (await pivot(director, { from: '2026-11', to: '2026-11', compare: true })).totals.totalBefore,
      '158600',
    );
    world.setNow('2026-12-01');
    const closed = await pivot(director, { from: '2026-11', to: '2026-11', compare: true });
    assert.deepEqual([closed.until, closed.totals.totalBefore], [null, '158600']);
    world.setNow('2026-11-21');
  });

  test('last year stands under the months of this one', async () => {
    const report = await pivot(director, {
      rows: 'account',
      columns: 'month',
      from: '2026-10',
      to: '2026-12',
      compare: true,
    });
    assert.deepEqual(report.totals.before, ['110000', '48800', '0']);
    assert.deepEqual(report.lines.find((line) => line.titles[0] === 'ООО «Лютик»')?.before, ['110000', '0', '0']);
  });

  test('margin and quantity of the days that are cut are exact too', async () => {
    const ask = (measure: 'margin' | 'quantity') =>
      pivot(director, { from: '2026-11', to: '2026-11', compare: true, measure });
    const [margin, quantity] = [await ask('margin'), await ask('quantity')];
    assert.deepEqual([margin.totals.total, margin.totals.totalBefore], ['90000', '8000']);
    assert.deepEqual([quantity.totals.total, quantity.totals.totalBefore], ['111000', '4000']);
  });

  test('periods longer than a year overlap with the one before, and both are whole', async () => {
    const report = await pivot(director, {
      columns: 'month',
      rows: 'brand',
      from: '2025-10',
      to: '2026-11',
      compare: true,
    });
    assert.deepEqual([report.totals.total, report.totals.totalBefore], ['909600', '250300']);
  });
});

describe('ANA-3: margin', () => {
  test('is of the lines whose cost is known, without VAT', async () => {
    const report = await pivot(director, { ...year, measure: 'margin' });
    assert.deepEqual(lines(report), [
      ['ИП Васильков В. В.', '60000'],
      ['ООО «Ромашка»', '40000'],
      ['ООО «Лютик»', '0'],
      ['ООО «Ничей»', '-1000'],
    ]);
  });

  test('is not told to who does not see cost, in rows or in the order', async () => {
    for (const who of [anna, boris, sonya]) {
      const answer = await asked(who, { measure: 'margin' });
      assert.equal(answer.ok ? 'ok' : answer.code, 'analytics.no_cost');
    }
    assert.equal((await asked(fyodor, { measure: 'margin' })).ok, true);
  });
});

describe('ANA-4: who sees what', () => {
  test('only sales of the accounts that the person sees, whoever sold, in totals too', async () => {
    const total = async (who: Person) => (await pivot(who, year)).totals.total;
    assert.deepEqual(await Promise.all([total(anna), total(boris), total(vera), total(director), total(stranger)]), [
      '453000',
      '183000',
      '636000',
      '641000',
      '0',
    ]);
  });

  test('an account that was handed over is seen with its past by the one who has it now', async () => {
    await world.owner('update account set manager_id = $1 where id = $2', [ids.person.boris, ids.account.lutik]);
    assert.deepEqual(
      [(await pivot(anna, year)).totals.total, (await pivot(boris, year)).totals.total],
      ['244000', '392000'],
    );
    const byManager = await pivot(boris, { ...year, rows: 'manager' });
    assert.deepEqual(lines(byManager), [
      ['Анна Клюева', '209000'],
      ['Борис Ключников', '183000'],
    ]);
    await world.owner('update account set manager_id = $1 where id = $2', [ids.person.anna, ids.account.lutik]);
  });

  test('a filter by an account unseen gives nothing', async () => {
    assert.equal((await pivot(anna, { ...year, accountId: [ids.account.vasilek] })).totals.total, '0');
  });
});

test('ANA-1: rows, columns and the rest come to the total, whatever is asked', async () => {
  const dimension = fc.constantFrom(...dimensions);
  const ask = fc
    .record({
      rows: dimension,
      thenBy: fc.option(dimension, { nil: undefined }),
      columns: fc.option(dimension, { nil: undefined }),
      measure: fc.constantFrom('revenue', 'quantity', 'margin'),
      compare: fc.boolean(),
      top: fc.integer({ min: 1, max: 4 }),
      from: fc.constantFrom('2023-01', '2025-01', '2026-01', '2026-11'),
    })
    .filter(({ rows, thenBy, columns }) => {
      const used = [rows, thenBy, columns].filter((one) => one !== undefined);
      return new Set(used).size === used.length;
    });
  const sum = (list: readonly (string | undefined | null)[]): bigint =>
    list.reduce((total, one) => total + BigInt(one ?? 0), 0n);
  await fc.assert(
    fc.asyncProperty(ask, async ({ thenBy, columns, ...more }) => {
      const input = {
        ...more,
        to: '2026-11',
        ...(thenBy === undefined ? {} : { thenBy }),
        ...(columns === undefined ? {} : { columns }),
      } as Ask;
      const report = await pivot(director, input);
      const rows = [...report.lines, ...(report.rest === null ? [] : [report.rest])];
      assert.equal(sum(rows.map((row) => row.total)), BigInt(report.totals.total));
      assert.equal(sum(rows.map((row) => row.totalBefore)), BigInt(report.totals.totalBefore ?? 0));
      for (const row of [...rows, report.totals]) {
        if (report.columns.length > 0) assert.equal(sum(row.values), BigInt(row.total));
        if (report.columns.length > 0) assert.equal(sum(row.before ?? []), BigInt(row.totalBefore ?? 0));
      }
      report.columns.forEach((_column, at) => {
        assert.equal(sum(rows.map((row) => row.values[at])), BigInt(report.totals.values[at] ?? 0));
      });
      assert.equal(report.lines.length + (report.rest?.count ?? 0), report.count);
    }),
    { numRuns: 60 },
  );
});
