import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import type { RowOutcome } from '#platform/exchange/kind.ts';
import { guessMapping, mapRow } from '#platform/exchange/mapping.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { pricesImport } from './import.ts';
import { type PriceImportRow, priceFields } from './rules/import-row.ts';

const world = await newWorld();
const { vera } = world.people;

const importRows = command({
  name: 'test.import_prices',
  permission: 'imports.run',
  input: Type.Object({ text: Type.String() }),
  handle: () => Promise.resolve(ok([] as RowOutcome[])),
});

/** Reads a table as the import's runner does, the org's columns as fields, and imports it. */
async function importTable(text: string): Promise<string[]> {
  const more = (await world.read(ids.org, async (read) => pricesImport.moreFields?.(read, ids.org))) ?? [];
  const fields = [...priceFields, ...more];
  const [header = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const { mapping } = guessMapping(header, fields);
  const rows = lines.map((cells, at) => mapRow({ row: at + 2, cells, problems: [] }, mapping, fields));
  const given = rows.map(({ row, values }) => ({ row, values: values as PriceImportRow }));
  const done = await world.done(
    vera,
    { ...importRows, handle: async (context) => ok(await pricesImport.apply(context, given)) },
    { text },
  );
  return done.map((one) => one.problems?.[0]?.code ?? one.outcome);
}
const versions = async (productId: string, columnId: string) => {
  const rows = await world.owner(
    'select valid_from::text as day, price_e4 from price where product_id = $1 and column_id = $2 order by valid_from',
    [productId, columnId],
  );
  return rows.map((row) => `${String(row['day'])} ${String(row['price_e4'])}`);
};
const { product, column } = ids;

// Today is 2026-11-20.
describe('import of prices', () => {
  test('PRC-15 long: a price a row; the column by its name, the main one without a name; today without a day', async () => {
    const outcomes = await importTable(`
      Артикул       | Колонка | Цена    | Дата
      PB-10         | дилер   | 1050,00 | 01.12.2026
      4607012345678 |         | 1250    |
      hp-20         | Опт     | 3500    |
    `);
    assert.deepEqual(outcomes, ['created', 'created', 'unchanged']);
    assert.deepEqual(await versions(product.powerbank, column.dealer), ['2026-01-01 10000000', '2026-12-01 10500000']);
    assert.deepEqual(await versions(product.powerbank, column.wholesale), [
      '2026-01-01 12000000',
      '2026-11-20 12500000',
    ]);
    assert.deepEqual(await versions(product.headphones, column.wholesale), ['2026-01-01 35000000'], 'in force already');
  });

  test('PRC-15 wide: the org’s price columns stand as columns of the file', async () => {
    const text = `
      Код   | РРЦ  | Цена Опт | Дилер
      BK-30 | 510  | 460      |
      CB-40 | 150  | 100      | 90
    `;
    assert.deepEqual(await importTable(text), ['created', 'unchanged']);
    assert.deepEqual(await versions(product.book, column.retail), ['2026-01-01 5000000', '2026-11-20 5100000']);
    assert.deepEqual(await versions(product.book, column.wholesale), ['2026-01-01 4500000', '2026-11-20 4600000']);
    assert.deepEqual(await versions(product.book, column.dealer), ['2026-01-01 4000000']);
    assert.deepEqual(await importTable(text), ['unchanged', 'unchanged'], 'the same table again');
    assert.deepEqual(await importTable('Код|РРЦ\nBK-30|512'), ['updated'], 'a correction of the same day');
  });

  test('PRC-1 a day gone by keeps its price, and may get its first one', async () => {
    await world.owner('delete from price where product_id = $1 and column_id = $2', [product.cable, column.dealer]);
    const outcomes = await importTable(`
      Артикул | Колонка | Цена | Дата
      CB-40   | Опт     | 99   | 01.02.2026
      CB-40   | Опт     | 100  | 01.02.2026
      CB-40   | Дилер   | 88   | 01.02.2026
    `);
    assert.deepEqual(outcomes, ['pricing.past_day', 'unchanged', 'created']);
    assert.deepEqual(await versions(product.cable, column.dealer), ['2026-02-01 880000']);
  });

  test('PRC-15 what cannot be taken tells why', async () => {
    const outcomes = await importTable(`
      Артикул | Колонка | Цена | Дата
      НЕТ-1   | Опт     | 1    |
      PB-10   | Золотая | 1    |
      PB-10   | Опт     |      |
      PB-10   | Опт     | -5   |
      PB-10   | Опт     | 7    | 01.01.2027
      PB-10   | Опт     | 8    | 01.01.2027
    `);
    assert.deepEqual(outcomes, [
      'pricing.import_product_unknown',
      'pricing.import_column_unknown',
      'pricing.import_no_price',
      'pricing.import_below_zero',
      'created',
      'pricing.same_price_twice',
    ]);
  });

  test('one event a column and day', async () => {
    const events = await world.owner("select payload from event where name = 'pricing.prices_imported' order by seq");
    assert.deepEqual(events[0]?.['payload'], { column: 'Дилер', fromOn: '2026-12-01', count: 1 });
  });
});
