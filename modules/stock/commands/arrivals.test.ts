import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { fillBackorders } from '#modules/orders/index.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { stockOf } from '../world.fixture.ts';
import { adjustStock } from './adjust.ts';
import { expectGoods, giveUpArrival, moveArrival, receiveGoods } from './arrivals.ts';
import { saveWarehouse } from './warehouse.ts';

const world = await newWorld();
const { anna, boris, sonya, admin, stranger } = world.people;
const [expect, move, receive, giveUp, adjust] = [
  expectGoods(fillBackorders),
  moveArrival(fillBackorders),
  receiveGoods(fillBackorders),
  giveUpArrival(fillBackorders),
  adjustStock(fillBackorders),
];
const { cable, powerbank, headphones } = ids.product;
const { main, second } = ids.warehouse;

async function order(who: Person, productId: string, quantityMilli: string): Promise<string> {
  const id = newId();
  const accountId = who === boris ? ids.account.vasilek : ids.account.romashka;
  await world.done(who, createOrder, {
    id,
    accountId,
    lines: [{ id: newId(), productId, quantityMilli }],
    confirm: true,
  });
  return id;
}

const lineOf = async (orderId: string) => {
  const [line] = await world.owner('select reserved_milli, expected_on::text from order_line where order_id = $1', [
    orderId,
  ]);
  return [line?.['reserved_milli'], line?.['expected_on']];
};
const arrival = (more: object = {}) => ({
  ...{ id: newId(), productId: cable, warehouseId: main, quantityMilli: '10000', expectedOn: '2026-12-01' },
  ...{ reference: ' ПОСТ-7 ', ...more },
});
const coded = async (answer: Promise<{ ok: boolean; code?: string }>) => {
  const { ok, code } = await answer;
  return ok ? 'ok' : code;
};

describe('awaited goods', () => {
  test('STO-5: an order that waits gets the day it is covered by, and gets another when the arrival moves', async () => {
    const [first, later] = [arrival(), arrival({ quantityMilli: '9000', expectedOn: '2026-12-20' })];
    const waiting = await order(anna, cable, '8000');
    assert.deepEqual(await lineOf(waiting), ['0', null]);
    await world.done(sonya, expect, first);
    await world.done(sonya, expect, later);
    assert.deepEqual(await lineOf(waiting), ['0', '2026-12-01']);
    await world.done(sonya, move, { arrivalId: first.id, expectedOn: '2026-12-05' });
    assert.deepEqual(await lineOf(waiting), ['0', '2026-12-05']);
    await world.done(sonya, giveUp, { arrivalId: first.id, reason: 'Поставщик отказался' });
    assert.deepEqual(await lineOf(waiting), ['0', '2026-12-20']);
    assert.equal(
      await coded(world.act(sonya, move, { arrivalId: first.id, expectedOn: '2026-12-06' })),
      'stock.arrival_closed',
    );
  });

  test('STO-3: what came goes to who waited first, in parts, and the rest is awaited still', async () => {
    const early = await order(anna, headphones, '16000');
    const late = await order(boris, headphones, '10000');
    assert.deepEqual(
      [await lineOf(early), await lineOf(late)],
      [
        ['10000', '2026-12-10'],
        ['0', '2026-12-10'],
      ],
    );
    const [{ id: arrivalId } = { id: '' }] = (await world.owner('select id from arrival where product_id = $1', [
      headphones,
    ])) as {
      id: string;
    }[];
    assert.deepEqual(await world.done(sonya, receive, { arrivalId, quantityMilli: '8000', close: false }), {
      id: arrivalId,
      filledOrders: 2,
    });
    assert.deepEqual(
      [await lineOf(early), await lineOf(late)],
      [
        ['16000', null],
        ['2000', '2026-12-10'],
      ],
    );
    assert.equal(await stockOf(world, headphones), '18000/18000');
    await world.done(sonya, receive, { arrivalId, quantityMilli: '42000', close: false });
    assert.deepEqual(await lineOf(late), ['10000', null]);
    assert.equal(
      await coded(world.act(sonya, receive, { arrivalId, quantityMilli: '1', close: false })),
      'stock.arrival_closed',
    );
    const told = await world.owner(
      "select payload from event where name = 'stock.arrived' and subject_id = $1 order by seq",
      [headphones],
    );
    assert.deepEqual(told[0]?.['payload'], { quantityMilli: '8000', reference: 'ПОСТ-1', orders: 2 });
  });

  test('more may come than was awaited, and less may end it', async () => {
    const [more, less] = [arrival({ warehouseId: second }), arrival({ warehouseId: second })];
    for (const one of [more, less]) await world.done(sonya, expect, one);
    await world.done(sonya, receive, { arrivalId: more.id, quantityMilli: '11000', close: false });
    await world.done(sonya, receive, { arrivalId: less.id, quantityMilli: '1000', close: true });
    const rows = await world.owner('select closed, received_milli from arrival where id = any($1) order by id', [
      [more.id, less.id],
    ]);
    assert.deepEqual(rows, [
      { closed: true, received_milli: '11000' },
      { closed: true, received_milli: '1000' },
    ]);
    assert.equal(await stockOf(world, cable, second), '12000/0');
  });

  test('STO-11: are refused for what is not there, a day that is none, a day that passed, no right', async () => {
    const asked = (more: object) => coded(world.act(sonya, expect, arrival(more)));
    assert.equal(await asked({ productId: newId() }), 'stock.product_not_found');
    assert.equal(await asked({ warehouseId: newId() }), 'stock.warehouse_not_found');
    assert.equal(await asked({ productId: ids.product.other }), 'stock.product_not_found');
    assert.equal(await asked({ expectedOn: '2026-02-30' }), 'stock.bad_day');
    assert.equal(await asked({ expectedOn: '2026-11-19' }), 'stock.day_passed');
    assert.equal(await coded(world.act(anna, expect, arrival())), 'platform.forbidden');
    const nowhere = { arrivalId: newId(), quantityMilli: '1', close: false };
    assert.equal(await coded(world.act(sonya, receive, nowhere)), 'stock.arrival_not_found');
    const kept = arrival();
    await world.done(sonya, expect, kept);
    assert.equal(
      await coded(world.act(stranger, receive, { ...nowhere, arrivalId: kept.id })),
      'stock.arrival_not_found',
    );
    assert.equal(await coded(world.act(sonya, giveUp, { arrivalId: kept.id, reason: '  ' })), 'stock.reason_needed');
    assert.equal(await coded(world.act(sonya, expect, kept)), 'stock.exists');
  });
});

describe('a correction', () => {
  test('STO-1: never goes below what is promised, and says how much may go', async () => {
    await order(boris, powerbank, '60000');
    const ask = { id: newId(), productId: powerbank, warehouseId: main, quantityMilli: '-40001', note: 'Пересчёт' };
    assert.deepEqual(await world.act(sonya, adjust, ask), {
      ok: false,
      code: 'stock.promised',
      details: { freeMilli: '40000', reservedMilli: '60000' },
    });
    await world.done(sonya, adjust, { ...ask, quantityMilli: '-40000' });
    assert.equal(await stockOf(world, powerbank), '60000/60000');
    const [movement] = await world.owner(
      "select quantity_milli, note, source_id from stock_movement where kind = 'adjustment'",
    );
    assert.deepEqual(movement, { quantity_milli: '-40000', note: 'Пересчёт', source_id: ask.id });
  });

  test('STO-3: what is found goes to who waits', async () => {
    const waiting = await order(boris, powerbank, '5000');
    const ask = { id: newId(), productId: powerbank, warehouseId: main, quantityMilli: '7000', note: 'Нашлись' };
    assert.equal((await world.done(sonya, adjust, ask)).filledOrders, 1);
    assert.deepEqual(await lineOf(waiting), ['5000', null]);
  });

  test('STO-11: needs a reason and the right', async () => {
    const ask = { id: newId(), productId: powerbank, warehouseId: main, quantityMilli: '1000', note: ' ' };
    assert.equal(await coded(world.act(sonya, adjust, ask)), 'stock.reason_needed');
    assert.equal(await coded(world.act(anna, adjust, { ...ask, note: 'x' })), 'platform.forbidden');
    assert.equal(await coded(world.act(sonya, adjust, { ...ask, quantityMilli: '0', note: 'x' })), 'input.invalid');
  });
});

describe('warehouses', () => {
  const fields = { code: 'NEW', name: 'Новый', address: '', isDefault: false };

  test('STO-6: there is always exactly one default', async () => {
    const warehouseId = newId();
    await world.done(admin, saveWarehouse, { warehouseId, ...fields });
    await world.done(admin, saveWarehouse, { warehouseId, ...fields, isDefault: true, version: 1 });
    const defaults = () => world.owner('select id from warehouse where is_default and org_id = $1', [ids.org]);
    assert.deepEqual(await defaults(), [{ id: warehouseId }]);
    assert.equal(
      await coded(world.act(admin, saveWarehouse, { warehouseId, ...fields, version: 2 })),
      'stock.no_default_warehouse',
    );
    const both = [main, second].map((id) => {
      const row = { warehouseId: id, ...fields, code: id.slice(-4), isDefault: true };
      return coded(world.act(admin, saveWarehouse, { ...row, version: id === main ? 2 : 1 }));
    });
    const outcomes = await Promise.all(both);
    assert.ok(outcomes.includes('ok'), outcomes.join());
    assert.equal((await defaults()).length, 1);
  });

  test('are not saved over another change, nor with another one’s code, nor without a name', async () => {
    const warehouseId = newId();
    const save = (more: object) =>
      coded(world.act(admin, saveWarehouse, { warehouseId, ...fields, code: 'W9', ...more }));
    assert.equal(await save({ name: ' ' }), 'stock.warehouse_unnamed');
    assert.equal(await save({}), 'ok');
    assert.equal(await save({}), 'stock.changed_meanwhile');
    assert.equal(await save({ version: 1, name: 'Девятый' }), 'ok');
    assert.equal(await save({ version: 1 }), 'stock.changed_meanwhile');
    assert.equal(await save({ version: 2, code: 'NEW' }), 'stock.warehouse_code_taken');
    assert.equal(await coded(world.act(sonya, saveWarehouse, { warehouseId, ...fields })), 'platform.forbidden');
  });
});
