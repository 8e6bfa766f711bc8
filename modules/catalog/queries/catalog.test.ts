import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cursorOf, keyOf } from '#platform/paging.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import type { ListAsk } from '../contract.ts';
import { listBrands } from './brands.ts';
import { readOptions, readProduct } from './card.ts';
import { findProducts, listProducts } from './list.ts';
import { pickProducts } from './pick.ts';
import { resolveCodes } from './resolve.ts';

const world = await newWorld();
const { anna, boris, vera, stranger } = world.people;
const { org, otherOrg, product, category, brand, account, warehouse } = ids;

const pick = async (who: Person, input: Parameters<typeof pickProducts>[1]) => {
  const answer = await world.ask(who, (context) => pickProducts(context, input));
  if (!answer.ok) throw new Error(answer.code);
  return answer.value.rows;
};
const list = async (who: Person, input: ListAsk = {}) => {
  const answer = await world.ask(who, (context) => listProducts(context, input));
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
};
const codes = (rows: readonly { code: string }[]) => rows.map((row) => row.code).join(' ');

describe('the picker', () => {
  test('CAT-9 an exact article or barcode comes first, then what begins so, then what has the words', async () => {
    await world.owner(
      "insert into product (org_id, id, code, code_key, name, name_key, search_text, created_at, updated_at) values ($1, '01900000-0000-7000-8000-0009000000f1', 'PB-100', 'pb-100', 'PB-10 чехол', 'pb-10 чехол', 'pb-100 pb-10 чехол', now(), now())",
      [org],
    );
    assert.equal(codes(await pick(anna, { q: 'pb-10' })), 'PB-10 PB-100');
    assert.equal(codes(await pick(anna, { q: 'pb-1' })), 'PB-10 PB-100');
    assert.equal(codes(await pick(anna, { q: '4607012345678' })), 'PB-10');
    assert.equal(codes(await pick(anna, { q: 'внешний' })), 'PB-10');
    assert.equal(codes(await pick(anna, { q: 'мА аккум' })), 'PB-10');
    assert.equal(codes(await pick(anna, { q: 'на' })), 'HP-20');
    assert.equal(codes(await pick(anna, { q: 'нет такого' })), '');
  });

  test('CAT-9 the other keyboard layout and a slip of a finger are forgiven when nothing else is found', async () => {
    assert.equal(codes(await pick(anna, { q: 'yfeiybrb' })), 'HP-20');
    assert.equal(codes(await pick(anna, { q: 'наущники' })), 'HP-20');
    assert.equal(codes(await pick(anna, { q: 'зи-10' })), 'PB-10 PB-100');
  });

  test('a code that is not there never means its neighbour; a slip beside a number is still forgiven', async () => {
    assert.equal(codes(await pick(anna, { q: 'PB-1000' })), '');
    assert.equal(codes(await pick(anna, { q: 'наущники HP-2' })), 'HP-20');
    assert.equal(codes(await pick(anna, { q: 'наущники HP-3' })), '');
  });

  test('what is no longer sold is offered only when asked for', async () => {
    assert.equal(codes(await pick(anna, { q: 'кассета' })), '');
    assert.equal(codes(await pick(anna, { q: 'кассета', all: true })), 'CS-50');
  });

  test('CAT-9 free stock of a warehouse, the price of the account’s column', async () => {
    await world.owner('update stock set reserved_milli = 30000 where product_id = $1', [product.powerbank]);
    const row = async (who: Person, more: object) => {
      const [first] = await pick(who, { q: 'PB-10', ...more });
      return [first?.freeMilli, first?.priceE4];
    };
    assert.deepEqual(await row(anna, {}), ['70000', '12000000']);
    assert.deepEqual(await row(anna, { warehouseId: warehouse.second }), ['0', '12000000']);
    assert.deepEqual(await row(boris, { accountId: account.vasilek }), ['70000', '10000000']);
    assert.deepEqual(
      await row(anna, { accountId: account.vasilek }),
      ['70000', '12000000'],
      'another’s column is not told',
    );
    const less = { ...anna, permissions: new Set(['catalog.read'] as const) };
    assert.deepEqual(await row(less, {}), [null, null]);
  });

  test('CAT-10 the other org sees its own and nothing else; signs of LIKE are letters', async () => {
    assert.deepEqual(
      (await pick(stranger, { q: 'PB-10' })).map((row) => row.id),
      [product.other],
    );
    assert.equal(codes(await pick(stranger, { q: 'наушники' })), '');
    assert.equal(codes(await pick(anna, { q: '%%%' })), '');
    assert.equal(codes(await pick(anna, { q: '___' })), '');
  });
});

describe('the list', () => {
  test('CAT-10 by name, with everything below a category; the cost only for those who see it', async () => {
    const all = await list(vera);
    assert.equal(all.count, 6);
    assert.equal(all.rows.find((row) => row.code === 'HP-20')?.costE4, '25000000');
    assert.ok((await list(anna)).rows.every((row) => row.costE4 === null));
    assert.equal(
      codes((await list(anna, { categoryId: category.electronics, sort: 'code' })).rows),
      'CB-40 CS-50 HP-20 PB-10',
    );
    assert.equal(codes((await list(anna, { categoryId: category.audio, sort: '-code' })).rows), 'HP-20 CS-50');
    assert.equal(
      codes((await list(anna, { brandId: [brand.volt], lifeState: ['active'], inStock: true })).rows),
      'PB-10',
    );
    assert.equal(codes((await list(anna, { loose: true })).rows), 'PB-100');
    assert.equal(codes((await list(anna, { q: 'кабель usb' })).rows), 'CB-40');
    assert.equal(codes((await list(anna, { q: 'на' })).rows), 'HP-20');
    assert.deepEqual(
      (await list(stranger)).rows.map((row) => row.id),
      [product.other],
    );
    assert.equal((await list(stranger, { categoryId: category.electronics })).rows.length, 0);
  });

  for (const sort of ['name', '-name', 'code', '-code'] as const) {
    test(`pages by ${sort} pass every product once, in the order of one page, with a text and without`, async () => {
      for (const input of [{ sort }, { sort, q: 'pb' }, { sort, categoryId: category.electronics }]) {
        const whole = (await list(anna, { ...input, limit: 200 })).rows.map((row) => row.id);
        const found: string[] = [];
        let cursor: string | undefined;
        for (let page = 0; page <= whole.length; page += 1) {
          const part = await list(anna, { ...input, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
          found.push(...part.rows.map((row) => row.id));
          if (part.next === null) break;
          cursor = part.next;
        }
        assert.deepEqual(found, whole);
        const asked = await world.ask(anna, (context) => findProducts(context, { ...input, limit: 200 }));
        assert.deepEqual(asked.ids, whole);
      }
    });
  }

  test('a cursor that is none of ours begins anew', () => {
    for (const text of [
      '',
      'x',
      cursorOf([]),
      Buffer.from('["1\' or 1=1"]').toString('base64url'),
      Buffer.from('null').toString('base64url'),
    ]) {
      assert.equal(keyOf(text, ['id']), null);
    }
    assert.deepEqual(keyOf(cursorOf([product.book, product.cable]), ['id', 'id']), [product.book, product.cable]);
    assert.equal(keyOf(cursorOf([product.book]), ['id', 'id']), null);
  });
});

describe('the card and the options', () => {
  test('CAT-7 stock by warehouse with what is expected; the cost only for those who see it', async () => {
    const card = async (who: Person) => {
      const answer = await world.ask(who, (context) => readProduct(context, { productId: product.headphones }));
      return answer.ok ? answer.value : answer.code;
    };
    const seen = await card(vera);
    assert.ok(typeof seen !== 'string');
    assert.deepEqual(seen.stock, [
      {
        warehouseId: warehouse.main,
        name: 'Основной склад',
        onHandMilli: '10000',
        reservedMilli: '0',
        expectedMilli: '50000',
        expectedOn: '2026-12-10',
      },
      {
        warehouseId: warehouse.second,
        name: 'Склад СПб',
        onHandMilli: '0',
        reservedMilli: '0',
        expectedMilli: '0',
        expectedOn: null,
      },
    ]);
    assert.deepEqual([seen.costE4, seen.category?.path, seen.closed.edit], ['25000000', 'Электроника / Аудио', null]);
    const kam = await card(anna);
    assert.ok(typeof kam !== 'string');
    assert.equal(kam.costE4, null);
    assert.equal(kam.closed.edit?.code, 'platform.forbidden');
    assert.equal(await card(stranger), 'catalog.not_found');
  });

  test('options and brands are the org’s own, with counts', async () => {
    const options = await world.ask(anna, (context) => readOptions(context));
    assert.ok(options.ok);
    assert.deepEqual(
      options.value.brands.map((one) => one.name),
      ['Вольт', 'Звук'],
    );
    assert.deepEqual(
      options.value.categories.map((one) => `${one.path} ${one.products}`),
      ['Книги 1', 'Электроника 0', 'Электроника / Аудио 2', 'Электроника / Питание 2'],
    );
    const brands = await world.ask(anna, (context) => listBrands(context, { q: 'зву' }));
    assert.deepEqual(brands.ok && brands.value.rows, [{ id: brand.zvuk, name: 'Звук', products: 2 }]);
    const theirs = await world.ask(stranger, (context) => readOptions(context));
    assert.deepEqual(theirs.ok && [theirs.value.brands, theirs.value.categories], [[], []]);
  });
});

describe('texts that mean products', () => {
  test('CAT-9 an article, else a barcode, else an external id; by the text as given; one statement', async () => {
    await world.owner("update product set external_id = 'guid-7' where id = $1", [product.book]);
    await world.owner("insert into product_barcode values ($1, 'hp-20', $2)", [org, product.book]);
    const texts = [
      ' pb-10 ',
      'PB-10',
      '4607012345678',
      '4607 0123 45678',
      'guid-7',
      'GUID-7',
      'hp-20',
      'нет',
      '',
      '  ',
    ];
    const found = await world.read(org, async (read) => {
      const before = world.db.statements();
      const resolved = await resolveCodes(read, org, texts);
      assert.equal(world.db.statements() - before, 1);
      return resolved;
    });
    assert.deepEqual(
      [...found].map(([text, one]) => [text, one.code, one.by]),
      [
        [' pb-10 ', 'PB-10', 'code'],
        ['PB-10', 'PB-10', 'code'],
        ['4607012345678', 'PB-10', 'barcode'],
        ['4607 0123 45678', 'PB-10', 'barcode'],
        ['guid-7', 'BK-30', 'external'],
        ['hp-20', 'HP-20', 'code'],
      ],
    );
    assert.equal((await world.read(org, (read) => resolveCodes(read, org, []))).size, 0);
    const theirs = await world.read(otherOrg, (read) => resolveCodes(read, otherOrg, texts));
    assert.deepEqual(
      [...theirs.values()].map((one) => one.id),
      [product.other, product.other],
    );
  });
});
