import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { bulkRoundings } from '../model.ts';
import { changedPrice } from '../rules/bulk.ts';
import { changeInBulk } from './bulk.ts';
import { setPrices } from './prices.ts';

const world = await newWorld();
const { vera, anna, admin } = world.people;
const { org, product, column, category, brand } = ids;

const priceAt = async (productId: string, columnId: string, day: string): Promise<string> => {
  const rows = await world.owner(
    `select price_e4 from price where org_id = $1 and product_id = $2 and column_id = $3 and valid_from <= $4
     order by valid_from desc limit 1`,
    [org, productId, columnId, day],
  );
  return String(rows[0]?.['price_e4']);
};
const ask = (more: object) => ({ columnIds: [column.wholesale], changeBp: 1_000, validFrom: '2026-12-01', ...more });

// Today is 2026-11-20. Опт: powerbank 1200, headphones 3500, book 450, cable 100, cassette (discontinued) 15.
describe('bulk change of prices', () => {
  test('PRC-11 a preview tells what will be done and keeps nothing', async () => {
    const input = ask({ categoryId: category.power });
    const preview = await world.act(vera, changeInBulk, input, { dryRun: true });
    assert.ok(preview.ok);
    assert.deepEqual(preview.value, {
      changed: 2,
      unchanged: 0,
      replacedLater: 0,
      underFloor: 0,
      sample: [
        {
          productId: product.powerbank,
          code: 'PB-10',
          name: 'Аккумулятор внешний 10 000 мА·ч',
          columnId: column.wholesale,
          columnName: 'Опт',
          fromE4: '12000000',
          toE4: '13200000',
        },
        {
          productId: product.cable,
          code: 'CB-40',
          name: 'Кабель USB-C',
          columnId: column.wholesale,
          columnName: 'Опт',
          fromE4: '1000000',
          toE4: '1100000',
        },
      ],
    });
    assert.equal(await priceAt(product.powerbank, column.wholesale, '2026-12-01'), '12000000');
    assert.deepEqual(await world.done(vera, changeInBulk, input), preview.value);
    assert.equal(await priceAt(product.powerbank, column.wholesale, '2026-11-30'), '12000000');
    assert.equal(await priceAt(product.powerbank, column.wholesale, '2026-12-01'), '13200000');
    assert.equal(await priceAt(product.headphones, column.wholesale, '2026-12-01'), '35000000', 'another category');
  });

  test('PRC-11 the same day again counts from the price before it, so a correction does not add up', async () => {
    const again = await world.act(vera, changeInBulk, ask({ categoryId: category.power }));
    assert.deepEqual(again, refuse('pricing.nothing_to_change', { unchanged: 2 }));
    await world.done(vera, changeInBulk, ask({ categoryId: category.power, changeBp: 2_000 }));
    assert.equal(await priceAt(product.powerbank, column.wholesale, '2026-12-01'), '14400000');
  });

  test('one column from another, a whole branch of the tree, rounded to roubles', async () => {
    const input = {
      columnIds: [column.dealer],
      sourceColumnId: column.retail,
      categoryId: category.electronics,
      changeBp: -4_444,
      roundTo: 'rouble' as const,
      validFrom: '2026-12-10',
    };
    assert.equal((await world.done(vera, changeInBulk, input)).changed, 3);
    const goods = [product.powerbank, product.headphones, product.cable, product.cassette];
    const made = await Promise.all(goods.map((id) => priceAt(id, column.dealer, '2026-12-10')));
    assert.deepEqual(made, ['8330000', '25000000', '830000', '120000'], 'the cassette is discontinued and stays');
  });

  test('later versions stay and are told; what falls under the floor is counted for those who see cost', async () => {
    await world.done(vera, setPrices, {
      prices: [{ productId: product.book, columnId: column.wholesale, validFrom: '2027-03-01', priceE4: '5000000' }],
    });
    const done = await world.done(
      vera,
      changeInBulk,
      ask({ categoryId: category.books, changeBp: -4_000, validFrom: '2027-02-01' }),
    );
    assert.deepEqual([done.changed, done.replacedLater, done.underFloor], [1, 1, 1]);
    assert.equal(await priceAt(product.book, column.wholesale, '2027-02-28'), '2700000');
    assert.equal(await priceAt(product.book, column.wholesale, '2027-03-01'), '5000000');
    const blind = { ...vera, seesCost: false };
    const unseen = await world.act(
      blind,
      changeInBulk,
      ask({ categoryId: category.books, changeBp: -5_000, validFrom: '2027-02-01' }),
      { dryRun: true },
    );
    assert.equal(unseen.ok && unseen.value.underFloor, null);
  });

  test('by brand; several columns at once', async () => {
    const done = await world.done(admin, changeInBulk, {
      columnIds: [column.retail, column.dealer],
      brandId: brand.zvuk,
      changeBp: 500,
      validFrom: '2028-01-01',
    });
    assert.equal(done.changed, 2, 'headphones in two columns; the cassette is discontinued');
    assert.equal(await priceAt(product.headphones, column.retail, '2028-01-01'), '47250000');
  });

  test('PRC-1 a day gone by, an unknown column, category or brand, no right', async () => {
    const code = async (who: typeof vera, more: object) => {
      const answer = await world.act(who, changeInBulk, ask(more));
      return answer.ok ? 'done' : answer.code;
    };
    assert.equal(await code(vera, { validFrom: '2026-11-19' }), 'pricing.past_day');
    assert.equal(await code(vera, { columnIds: [column.wholesale, org] }), 'pricing.column_not_found');
    assert.equal(await code(vera, { sourceColumnId: org }), 'pricing.column_not_found');
    assert.equal(await code(vera, { categoryId: org }), 'pricing.category_not_found');
    assert.equal(await code(vera, { brandId: org }), 'pricing.brand_not_found');
    assert.equal(await code(anna, {}), 'platform.forbidden');
    assert.equal(await code(world.people.stranger, {}), 'pricing.column_not_found');
  });

  test('PRC-11 the SQL rounds as the rule does', async () => {
    const priceArb = fc.bigInt({ min: 0n, max: 10n ** 15n });
    const changeArb = fc.integer({ min: -9_999, max: 100_000 });
    await fc.assert(
      fc.asyncProperty(priceArb, changeArb, fc.constantFrom(...bulkRoundings), async (priceE4, changeBp, roundTo) => {
        await world.owner(
          'update price set price_e4 = $1 where product_id = $2 and column_id = $3 and valid_from = $4',
          [String(priceE4), product.book, column.retail, '2026-01-01'],
        );
        const input = {
          columnIds: [column.retail],
          categoryId: category.books,
          changeBp,
          roundTo,
          validFrom: '2026-12-01',
        };
        const answer = await world.act(vera, changeInBulk, input, { dryRun: true });
        const made = changedPrice(priceE4, changeBp, roundTo);
        if (made === priceE4) assert.equal(!answer.ok && answer.code, 'pricing.nothing_to_change');
        else assert.equal(answer.ok && answer.value.sample[0]?.toE4, String(made));
      }),
      { numRuns: 60 },
    );
  });
});
