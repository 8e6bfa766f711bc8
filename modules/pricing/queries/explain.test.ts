import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { setPrices } from '../commands/prices.ts';
import { listAccountPrices } from './account-list.ts';
import { explainPrice, listColumns } from './explain.ts';
import { listPrices, pricesOfProduct } from './prices.ts';

const world = await newWorld();
const { vera, anna, boris, stranger } = world.people;
const { account, product, column, category } = ids;

type Ask = Parameters<typeof explainPrice>[1];
const explain = (who: Person, more: Partial<Ask> = {}) =>
  world.ask(who, (context) =>
    explainPrice(context, { accountId: account.romashka, productId: product.powerbank, ...more }),
  );
const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'done' : (answer.code ?? ''));

describe('why this price', () => {
  test('PRC-3 tells every step, the sum with its tax, and what an approval will be asked for', async () => {
    const answer = await explain(vera, { quantityMilli: '3000', manualBp: 2_000 });
    assert.ok(answer.ok);
    assert.deepEqual(answer.value, {
      productId: product.powerbank,
      code: 'PB-10',
      name: 'Аккумулятор внешний 10 000 мА·ч',
      unit: 'шт',
      date: '2026-11-20',
      quantityMilli: '3000',
      basePriceE4: '12000000',
      priceE4: '9600000',
      sumMinor: '288000',
      vatBp: 2200,
      vatMinor: '51934',
      costE4: '8000000',
      floorE4: '9000000',
      manualBp: 2000,
      authorityBp: 1500,
      beyondAuthority: true,
      underFloor: false,
      trace: [
        { step: 'column', source: 'Опт', note: '2026-01-01', fromE4: '12000000', toE4: '12000000' },
        { step: 'manual', source: '', fromE4: '12000000', toE4: '9600000', bp: 2000 },
      ],
    });
  });

  test('PRC-7 authority is that of the one who asks', async () => {
    const mine = await explain(anna, { manualBp: 600 });
    assert.deepEqual(mine.ok && [mine.value.authorityBp, mine.value.beyondAuthority], [500, true]);
  });

  test('PRC-12 cost and floor only for those who see cost; the account only for those who see it', async () => {
    const blind = await explain(anna, { manualBp: 5_000 });
    assert.deepEqual(blind.ok && [blind.value.costE4, blind.value.floorE4, blind.value.underFloor], [null, null, true]);
    assert.equal(codeOf(await explain(boris)), 'pricing.not_found');
    assert.equal(codeOf(await explain(stranger)), 'pricing.not_found');
    assert.equal(codeOf(await explain(anna, { accountId: account.other })), 'pricing.not_found');
    assert.equal(codeOf(await explain(anna, { productId: product.other })), 'pricing.no_product');
    assert.equal(codeOf(await explain(anna, { productId: product.cassette })), 'pricing.not_for_sale');
    assert.equal(codeOf(await explain(anna, { date: '2025-12-31' })), 'pricing.no_price');
    assert.equal(codeOf(await explain(anna, { date: '2026-02-30' })), 'pricing.bad_day');
  });
});

describe('price lists', () => {
  const listOf = async (who: Person, accountId: string, more: object = {}) => {
    const answer = await world.ask(who, (context) => listAccountPrices(context, { accountId, ...more }));
    return answer.ok ? answer.value : answer.code;
  };

  test('PRC-3 an account’s list has every product that is sold at the very price of an order; five products, four sold', async () => {
    const list = await listOf(boris, account.vasilek);
    assert.ok(typeof list !== 'string');
    assert.deepEqual(
      list.rows.map((row) => [row.code, row.basePriceE4, row.priceE4, row.vatBp]),
      [
        ['PB-10', '10000000', '9500000', 2200],
        ['CB-40', '900000', '855000', 2200],
        ['HP-20', '30000000', '28500000', 2200],
        ['BK-30', '4000000', '3800000', 1000],
      ],
    );
    assert.deepEqual([list.accountName, list.columnName, list.next], ['ИП Васильков В. В.', 'Дилер', null]);
    for (const row of list.rows) {
      const one = await explain(boris, {
        accountId: account.vasilek,
        productId: row.productId,
        quantityMilli: row.packMilli,
      });
      assert.equal(one.ok && one.value.priceE4, row.priceE4);
    }
    const first = await listOf(boris, account.vasilek, { limit: 2, sort: 'code' });
    assert.ok(typeof first !== 'string' && first.next !== null);
    const second = await listOf(boris, account.vasilek, { limit: 2, sort: 'code', cursor: first.next });
    assert.ok(typeof second !== 'string');
    assert.deepEqual(
      [...first.rows, ...second.rows].map((row) => row.code),
      ['BK-30', 'CB-40', 'HP-20', 'PB-10'],
    );
    const power = await listOf(boris, account.vasilek, { categoryId: category.power, inStock: true });
    assert.deepEqual(typeof power !== 'string' && power.rows.map((row) => row.code), ['PB-10']);
  });

  test('PRC-12 only of an account that is seen; two statements a page', async () => {
    assert.equal(await listOf(anna, account.vasilek), 'pricing.not_found');
    assert.equal(await listOf(stranger, account.vasilek), 'pricing.not_found');
    await world.ask(boris, async (context) => {
      const before = world.db.statements();
      await listAccountPrices(context, { accountId: account.vasilek });
      assert.equal(world.db.statements() - before, 2, 'the products of the page, their facts');
    });
  });

  test('PRC-2 the list of all columns shows what is in force on a day and what comes next', async () => {
    await world.done(vera, setPrices, {
      prices: [{ productId: product.book, columnId: column.retail, validFrom: '2026-12-01', priceE4: '5200000' }],
    });
    const cellOf = async (date?: string) => {
      const answer = await world.ask(anna, (context) =>
        listPrices(context, { q: 'BK-30', ...(date === undefined ? {} : { date }) }),
      );
      return answer.ok ? answer.value.rows[0]?.cells.find((cell) => cell.columnId === column.retail) : undefined;
    };
    assert.deepEqual(await cellOf(), {
      columnId: column.retail,
      priceE4: '5000000',
      validFrom: '2026-01-01',
      nextE4: '5200000',
      nextFrom: '2026-12-01',
    });
    assert.deepEqual(await cellOf('2026-12-01'), {
      columnId: column.retail,
      priceE4: '5200000',
      validFrom: '2026-12-01',
      nextE4: null,
      nextFrom: null,
    });
    assert.equal(await cellOf('2025-12-31'), undefined);
    const theirs = await world.ask(stranger, (context) => listPrices(context, {}));
    assert.deepEqual(theirs.ok && theirs.value.rows.map((row) => [row.code, row.cells]), [['PB-10', []]]);
  });

  test('PRC-12 a product’s terms name only the accounts that are seen', async () => {
    for (const id of [account.romashka, account.vasilek]) {
      await world.owner('insert into terms_price values ($1, $2, $3, $4, null, 5)', [
        ids.org,
        id,
        product.headphones,
        '2026-11-01',
      ]);
    }
    const named = async (who: Person) => {
      const answer = await world.ask(who, (context) => pricesOfProduct(context, { productId: product.headphones }));
      return answer.ok ? answer.value.terms.map((one) => one.accountName) : answer.code;
    };
    assert.deepEqual(await named(anna), ['ООО «Ромашка»']);
    assert.deepEqual(await named(boris), ['ИП Васильков В. В.']);
    assert.equal((await named(vera)).length, 2);
    assert.equal(await named(stranger), 'pricing.not_found');
  });

  test('columns come in their order with how many accounts name them', async () => {
    const answer = await world.ask(anna, (context) => listColumns(context));
    assert.deepEqual(answer.ok && answer.value.rows.map((row) => [row.name, row.isMain, row.accounts]), [
      ['РРЦ', false, 0],
      ['Опт', true, 1],
      ['Дилер', false, 1],
    ]);
  });
});
