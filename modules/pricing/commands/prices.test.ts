import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { listChangeDays, listChanges, pricesOfProduct } from '../queries/prices.ts';
import { cancelPrice, setBreaks, setPrices } from './prices.ts';

const world = await newWorld();
const { vera, anna, stranger } = world.people;
const { product, column } = ids;

const price = (validFrom: string, priceE4: string, productId: string = product.powerbank) => ({
  productId,
  columnId: column.wholesale,
  validFrom,
  priceE4,
});
const versions = async (productId: string = product.powerbank) => {
  const rows = await world.owner(
    'select valid_from::text as day, price_e4 from price where product_id = $1 and column_id = $2 order by valid_from',
    [productId, column.wholesale],
  );
  return rows.map((row) => `${String(row['day'])} ${String(row['price_e4'])}`);
};

// Today is 2026-11-20.
describe('setting prices', () => {
  test('PRC-1 a price of today is new, then corrected the same day; earlier days keep theirs', async () => {
    assert.deepEqual(await world.done(vera, setPrices, { prices: [price('2026-11-20', '12500000')] }), {
      changed: 1,
      unchanged: 0,
    });
    assert.deepEqual(await world.done(vera, setPrices, { prices: [price('2026-11-20', '12600000')] }), {
      changed: 1,
      unchanged: 0,
    });
    assert.deepEqual(await world.done(vera, setPrices, { prices: [price('2026-11-20', '12600000')] }), {
      changed: 0,
      unchanged: 1,
    });
    assert.deepEqual(await versions(), ['2026-01-01 12000000', '2026-11-20 12600000']);
    for (const day of ['2026-01-01', '2026-11-19']) {
      const answer = await world.act(vera, setPrices, { prices: [price('2026-12-01', '1'), price(day, '12700000')] });
      assert.deepEqual(answer, refuse('pricing.past_day', { dayOn: day }));
    }
    assert.deepEqual(await versions(), ['2026-01-01 12000000', '2026-11-20 12600000'], 'a refusal keeps nothing');
  });

  test('PRC-1 a day gone by may get its first price', async () => {
    await world.done(vera, setPrices, { prices: [price('2025-06-01', '11000000')] });
    assert.deepEqual(await versions(), ['2025-06-01 11000000', '2026-01-01 12000000', '2026-11-20 12600000']);
  });

  test('a future price is seen as a change of its day and may be taken back; what is in force may not', async () => {
    await world.done(vera, setPrices, {
      prices: [price('2026-12-01', '13000000'), price('2026-12-01', '40000000', product.headphones)],
    });
    const days = await world.ask(anna, (context) => listChangeDays(context));
    assert.deepEqual(days.ok && days.value.rows, [
      { date: '2026-11-20', prices: 1 },
      { date: '2026-12-01', prices: 2 },
    ]);
    const changes = await world.ask(anna, (context) => listChanges(context, { date: '2026-12-01' }));
    assert.deepEqual(changes.ok && changes.value.rows.map((row) => [row.code, row.columnName, row.fromE4, row.toE4]), [
      ['PB-10', 'Опт', '12600000', '13000000'],
      ['HP-20', 'Опт', '35000000', '40000000'],
    ]);
    const at = (validFrom: string) => ({ productId: product.headphones, columnId: column.wholesale, validFrom });
    await world.done(vera, cancelPrice, at('2026-12-01'));
    assert.deepEqual(await versions(product.headphones), ['2026-01-01 35000000']);
    assert.deepEqual(await world.act(vera, cancelPrice, at('2026-12-01')), refuse('pricing.price_not_found'));
    assert.deepEqual(
      await world.act(vera, cancelPrice, at('2026-01-01')),
      refuse('pricing.already_in_force', { sinceOn: '2026-01-01' }),
    );
  });

  test('the card of a product shows its versions as past, current and future', async () => {
    const answer = await world.ask(anna, (context) => pricesOfProduct(context, { productId: product.powerbank }));
    assert.ok(answer.ok);
    const wholesale = answer.value.columns.find((one) => one.id === column.wholesale);
    assert.deepEqual(wholesale?.versions, [
      { validFrom: '2026-12-01', priceE4: '13000000', state: 'future' },
      { validFrom: '2026-11-20', priceE4: '12600000', state: 'current' },
      { validFrom: '2026-01-01', priceE4: '12000000', state: 'past' },
      { validFrom: '2025-06-01', priceE4: '11000000', state: 'past' },
    ]);
    assert.deepEqual(answer.value.closed.set, refuse('platform.forbidden', { permission: 'pricing.write' }));
  });

  test('PRC-12 another org, an unknown column, a manager without the right, the same price twice, 30 February', async () => {
    const theirs = await world.act(stranger, setPrices, { prices: [price('2026-12-01', '1')] });
    assert.deepEqual(theirs, refuse('pricing.product_not_found'));
    const unknown = { ...price('2026-12-01', '1'), columnId: ids.warehouse.main };
    assert.deepEqual(await world.act(vera, setPrices, { prices: [unknown] }), refuse('pricing.column_not_found'));
    assert.deepEqual(
      await world.act(anna, setPrices, { prices: [price('2026-12-01', '1')] }),
      refuse('platform.forbidden', { permission: 'pricing.write' }),
    );
    const twice = [price('2026-12-01', '1'), price('2026-12-01', '2')];
    assert.deepEqual(await world.act(vera, setPrices, { prices: twice }), refuse('pricing.same_price_twice'));
    assert.deepEqual(
      await world.act(vera, setPrices, { prices: [price('2026-02-30', '1')] }),
      refuse('pricing.bad_day'),
    );
    const below = await world.act(vera, setPrices, { prices: [price('2026-12-01', '-1')] });
    assert.equal(!below.ok && below.code, 'input.invalid');
  });

  test('the same number of statements for one price and for three hundred', async () => {
    const sent = async (prices: ReturnType<typeof price>[]) => {
      const before = world.db.statements();
      await world.done(vera, setPrices, { prices });
      return world.db.statements() - before;
    };
    const one = await sent([price('2027-02-01', '5000000')]);
    const days = Array.from(
      { length: 300 },
      (_, at) => `20${String(30 + Math.floor(at / 28))}-03-${String(1 + (at % 28)).padStart(2, '0')}`,
    );
    assert.equal(await sent(days.map((day) => price(day, '6000000'))), one);
  });

  test('two who set the same price at once take turns: both are done, one price stays', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        world.act(vera, setPrices, { prices: [price('2028-01-01', String(7_000_000 + at))] }),
      ),
    );
    assert.ok(answers.every((answer) => answer.ok));
    assert.equal((await versions()).filter((line) => line.startsWith('2028-01-01')).length, 1);
  });

  test('PRC-5 quantity breaks are set whole; the same quantity twice is refused', async () => {
    const of = (breaks: { minMilli: string; discountBp: number }[]) =>
      world.act(vera, setBreaks, { productId: product.book, breaks });
    assert.ok(
      (
        await of([
          { minMilli: '50000', discountBp: 300 },
          { minMilli: '10000', discountBp: 100 },
        ])
      ).ok,
    );
    assert.ok((await of([{ minMilli: '20000', discountBp: 200 }])).ok);
    const kept = await world.owner('select min_milli, discount_bp from quantity_break where product_id = $1', [
      product.book,
    ]);
    assert.deepEqual(kept, [{ min_milli: '20000', discount_bp: 200 }]);
    const twice = [
      { minMilli: '10000', discountBp: 300 },
      { minMilli: '10000', discountBp: 100 },
    ];
    assert.deepEqual(await of(twice), refuse('pricing.same_break_twice'));
  });
});
