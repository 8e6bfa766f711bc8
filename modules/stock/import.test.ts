import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { fillBackorders } from '#modules/orders/index.ts';
import { type RejectedRow, runImport } from '#platform/exchange/run.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { stockImport } from './import.ts';
import { checks } from './verify.ts';
import { makeOrder, stockOf } from './world.fixture.ts';

const world = await newWorld();
const { admin } = world.people;
const { powerbank, headphones, cable } = ids.product;
const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-stock-'));
after(() => rm(folder, { recursive: true, force: true }));

async function load(rows: string, dryRun = false) {
  const place = path.join(folder, `${newId()}.csv`);
  await writeFile(
    place,
    iconv.encode(`Артикул;Склад;Остаток;Ожидается;Дата поступления;Поставка\n${rows}\n`, 'win1251'),
  );
  const rejected: RejectedRow[] = [];
  const kind = stockImport(fillBackorders);
  const answer = await runImport(
    {
      platform: world.platform,
      actor: admin,
      kind,
      runId: newId(),
      path: place,
      settings: {},
      dryRun,
      requestId: 'test',
    },
    { rejected: (more) => void rejected.push(...more) },
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  const { created, updated, unchanged } = answer.value;
  return {
    counts: [created, updated, unchanged],
    codes: rejected.map(({ row, problems }) => `${row} ${problems[0]?.code}`),
  };
}
const broken = async () => {
  const found = await Promise.all(checks.map((check) => world.read(ids.org, (read) => check.find(read, ids.org))));
  return found.flat();
};
const awaited = () =>
  world.owner(
    'select quantity_milli, received_milli, expected_on::text, closed from arrival where product_id = $1 order by id',
    [cable],
  );

describe('the import of stock', () => {
  test('STO-9: counts make up the difference; the same file again changes nothing; a dry run leaves nothing', async () => {
    const rows = 'pb-10;;120;;;\nCB-40;Склад СПб;7,5;;;\n4607012345678;SPB;3;;;';
    assert.deepEqual((await load(rows, true)).counts, [2, 1, 0]);
    assert.equal(await stockOf(world, powerbank), '100000/0');
    assert.deepEqual((await load(rows)).counts, [2, 1, 0]);
    assert.equal(await stockOf(world, powerbank), '120000/0');
    assert.equal(await stockOf(world, cable, ids.warehouse.second), '7500/0');
    assert.deepEqual((await load(rows)).counts, [0, 0, 3]);
    const moves = await world.owner(
      "select quantity_milli from stock_movement where kind = 'count' order by quantity_milli",
    );
    assert.deepEqual(
      moves.map((row) => row['quantity_milli']),
      ['3000', '7500', '20000'],
    );
    assert.deepEqual(await broken(), []);
  });

  test('STO-9: never below what is promised; unknown goods and places, twice, nothing and less than nothing are rejected', async () => {
    const [line] = await makeOrder(world, { productIds: [headphones], quantityMilli: '4000' });
    await world.owner('update order_line set reserved_milli = 4000 where id = $1', [line?.lineId]);
    await world.owner(
      'insert into reservation (org_id, order_id, line_id, product_id, warehouse_id, quantity_milli) values ($1, $2, $3, $4, $5, 4000)',
      [ids.org, line?.orderId, line?.lineId, headphones, ids.warehouse.main],
    );
    await world.owner('update stock set reserved_milli = 4000 where product_id = $1', [headphones]);
    const report = await load(
      [
        'HP-20;;3;;;',
        'нет;;1;;;',
        'PB-10;Луна;1;;;',
        'PB-10;;;;;',
        'PB-10;;-1;;;',
        'BK-30;;5;;;',
        'bk-30;;6;;;',
        'CB-40;;;5;;',
        'CB-40;;;5;01.01.2026;',
      ].join('\n'),
    );
    assert.deepEqual(report.codes, [
      '2 stock.import_below_promised',
      '3 stock.import_product_unknown',
      '4 stock.import_warehouse_unknown',
      '5 stock.import_nothing',
      '6 stock.import_negative',
      '8 stock.import_twice',
      '9 stock.import_no_day',
      '10 stock.import_day_passed',
    ]);
    assert.deepEqual(report.counts, [0, 1, 0]);
    assert.equal(await stockOf(world, headphones), '10000/4000');
    assert.deepEqual((await load('HP-20;;4;;;')).counts, [0, 1, 0]);
    assert.equal(await stockOf(world, headphones), '4000/4000');
    assert.deepEqual(await broken(), []);
  });

  test('STO-9: arrivals are known by their reference: moved, changed, given up; without one by their day', async () => {
    assert.deepEqual((await load('CB-40;;;10;01.12.2026;П-7')).counts, [1, 0, 0]);
    assert.deepEqual((await load('CB-40;;;10;01.12.2026;П-7')).counts, [0, 0, 1]);
    await world.owner('update arrival set received_milli = 4000 where product_id = $1', [cable]);
    await load('CB-40;;;8;05.12.2026;П-7');
    assert.deepEqual(await awaited(), [
      { quantity_milli: '12000', received_milli: '4000', expected_on: '2026-12-05', closed: false },
    ]);
    await load('CB-40;;;0;05.12.2026;П-7\nCB-40;;;3;06.12.2026;\nCB-40;;;4;07.12.2026;');
    assert.deepEqual(
      (await awaited()).map((row) => [row['quantity_milli'], row['closed']]),
      [
        ['4000', true],
        ['3000', false],
        ['4000', false],
      ],
    );
    const told = await world.owner(
      `select name, payload from event where subject_id = $1 and name like 'stock.a%' order by seq desc limit 3`,
      [cable],
    );
    assert.deepEqual(told.reverse(), [
      { name: 'stock.arrival_dropped', payload: { openMilli: '8000', expectedOn: '2026-12-05', reference: 'П-7' } },
      { name: 'stock.awaited', payload: { quantityMilli: '3000', expectedOn: '2026-12-06', reference: '' } },
      { name: 'stock.awaited', payload: { quantityMilli: '4000', expectedOn: '2026-12-07', reference: '' } },
    ]);
  });

  test('STO-3: what is found goes to the orders that wait', async () => {
    const [line] = await makeOrder(world, { productIds: [cable], quantityMilli: '2000' });
    await load('CB-40;;5;;;');
    const rows = await world.owner('select reserved_milli from order_line where id = $1', [line?.lineId]);
    assert.deepEqual(rows, [{ reserved_milli: '2000' }]);
    assert.deepEqual(await broken(), []);
  });
});
