import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { productTimeline } from '#modules/catalog/queries/timeline.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { onReservationExpired } from '#modules/orders/index.ts';
import { writeOrg } from '#platform/database.ts';
import type { JobContext } from '#platform/jobs.ts';
import { openLog } from '#platform/log.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { adjustStock } from '../commands/adjust.ts';
import { expireReservations } from '../expiry.ts';
import { release, reserve } from '../store.ts';
import { checks } from '../verify.ts';
import { makeOrder } from '../world.fixture.ts';
import { listArrivals } from './arrivals.ts';
import { listStock, listWarehouses } from './list.ts';
import { getProductStock, listMovements } from './product.ts';
import { listReservations } from './reservations.ts';

const world = await newWorld();
const { anna, boris, vera, sonya, stranger, director } = world.people;
const { cable, headphones, powerbank } = ids.product;

const order = async (who: Person, accountId: string, productId: string, quantityMilli: string) => {
  const lines = [{ id: newId(), productId, quantityMilli }];
  return world.done(who, createOrder, { id: newId(), accountId, lines, confirm: true });
};
await order(anna, ids.account.romashka, cable, '4000');
await order(anna, ids.account.romashka, headphones, '6000');
await order(boris, ids.account.vasilek, headphones, '7000');

type Ask = Parameters<typeof listStock>[1];
const stockRows = async (who: Person, input: Ask = {}) => {
  const page = await world.ask(who, (context) => listStock(context, input));
  assert.ok(page.ok);
  return page.value.rows;
};
const figures = (rows: Awaited<ReturnType<typeof stockRows>>) =>
  rows.map((row) => [
    row.code,
    row.warehouseCode,
    row.onHandMilli,
    row.reservedMilli,
    row.expectedMilli,
    row.waitingMilli,
  ]);

describe('the list of stock', () => {
  test('says what is there, promised, awaited and waited for, by product', async () => {
    assert.deepEqual(figures(await stockRows(anna)), [
      ['BK-30', 'MAIN', '1000000', '0', '0', '0'],
      ['CS-50', 'MAIN', '5000', '0', '0', '0'],
      ['HP-20', 'MAIN', '10000', '10000', '50000', '3000'],
      ['PB-10', 'MAIN', '100000', '0', '0', '0'],
    ]);
  });

  test('shows what is short, though it was never there, and what is free', async () => {
    const short = await stockRows(anna, { show: 'short' });
    assert.deepEqual(figures(short), [
      ['CB-40', 'MAIN', '0', '0', '0', '4000'],
      ['HP-20', 'MAIN', '10000', '10000', '50000', '3000'],
    ]);
    assert.deepEqual(
      (await stockRows(anna, { show: 'free' })).map((row) => row.code),
      ['BK-30', 'CS-50', 'PB-10'],
    );
  });

  test('is narrowed by words and by the warehouse', async () => {
    assert.deepEqual(
      (await stockRows(anna, { q: 'БЕСПРОВОДНЫЕ науш' })).map((row) => row.code),
      ['HP-20'],
    );
    assert.deepEqual(await stockRows(anna, { q: '100%_\\' }), []);
    assert.deepEqual(await stockRows(anna, { warehouseId: ids.warehouse.second }), []);
  });

  test('STO-8: is of one org only', async () => {
    assert.deepEqual(await stockRows(stranger), []);
    assert.deepEqual(
      (await world.ask(stranger, listWarehouses)).value.rows.map((row) => row.name),
      ['Чужой склад'],
    );
  });

  test('STO-7: comes in pages that join without a gap or a double, within a product too', async () => {
    await world.owner(
      `insert into product (org_id, id, code, code_key, name, name_key, search_text, created_at, updated_at)
       select $1, gen_random_uuid(), 'Z-' || n, 'z-' || lpad(n::text, 4, '0'), 'Много', 'много', 'много', now(), now() from generate_series(1, 130) n`,
      [ids.org],
    );
    await world.owner(
      `insert into stock (org_id, product_id, warehouse_id) select p.org_id, p.id, w.id from product p
       join warehouse w on w.org_id = p.org_id where p.name = 'Много'`,
    );
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const input: Ask = cursor === '' ? { q: 'много' } : { q: 'много', cursor };
      const page = await world.ask(anna, (context) => listStock(context, input));
      assert.ok(page.ok && page.value.rows.length <= 100);
      seen.push(...page.value.rows.map((row) => `${row.code} ${row.warehouseCode}`));
      cursor = page.value.next;
    }
    assert.equal(seen.length, 260);
    assert.equal(new Set(seen).size, 260);
  });
});

describe('arrivals', () => {
  const codes = async (show: 'open' | 'late' | 'waited' | 'closed') => {
    const page = await world.ask(anna, (context) => listArrivals(context, { show }));
    return page.value.rows.map((row) => [row.code, row.openMilli, row.waitingOrders, row.waitingMilli]);
  };

  test('STO-5: say how many orders wait for each; late ones are told apart', async () => {
    assert.deepEqual(await codes('open'), [['HP-20', '50000', 1, '3000']]);
    assert.deepEqual(await codes('waited'), [['HP-20', '50000', 1, '3000']]);
    assert.deepEqual([await codes('late'), await codes('closed')], [[], []]);
    world.setNow('2026-12-11');
    assert.deepEqual((await codes('late')).length, 1);
    world.setNow('2026-11-20');
  });
});

describe('the stock of a product', () => {
  const promises = async (who: Person) => {
    const view = await world.ask(who, (context) => getProductStock(context, { productId: headphones }));
    assert.ok(view.ok);
    const { promises: list, otherPromisesMilli, closed } = view.value;
    return [list.map((one) => [one.accountName, one.quantityMilli]), otherPromisesMilli, closed.change?.code ?? null];
  };

  test('STO-8: names the accounts that the person sees; the rest of the promises is one figure', async () => {
    const [romashka, vasilek] = [
      ['ООО «Ромашка»', '6000'],
      ['ИП Васильков В. В.', '4000'],
    ];
    assert.deepEqual(await promises(anna), [[romashka], '4000', 'platform.forbidden']);
    assert.deepEqual(await promises(boris), [[vasilek], '6000', 'platform.forbidden']);
    assert.deepEqual(await promises(vera), [[romashka, vasilek], '0', 'platform.forbidden']);
    assert.deepEqual(await promises(sonya), [[romashka, vasilek], '0', null]);
    const blind = { ...director, permissions: new Set(director.permissions) };
    blind.permissions.delete('orders.read');
    assert.deepEqual(await promises(blind), [[], '10000', 'platform.forbidden']);
  });

  test('STO-8: names the orders that wait, the first first; those of accounts unseen are one figure', async () => {
    const waits = async (who: Person) => {
      const view = await world.ask(who, (context) => getProductStock(context, { productId: headphones }));
      assert.ok(view.ok);
      const { waits: list, otherWaitsMilli } = view.value;
      return [list.map((one) => [one.accountName, one.quantityMilli, one.expectedOn]), otherWaitsMilli];
    };
    assert.deepEqual(await waits(boris), [[['ИП Васильков В. В.', '3000', '2026-12-10']], '0']);
    assert.deepEqual(await waits(anna), [[], '3000']);
  });

  test('shows the default warehouse though nothing is there, and is not found for strangers', async () => {
    const view = await world.ask(anna, (context) => getProductStock(context, { productId: cable }));
    assert.ok(view.ok);
    assert.deepEqual(
      view.value.places.map((one) => [one.warehouseCode, one.freeMilli, one.waitingMilli]),
      [['MAIN', '0', '4000']],
    );
    const strange = await world.ask(stranger, (context) => getProductStock(context, { productId: cable }));
    assert.equal(strange.ok ? 'ok' : strange.code, 'stock.product_not_found');
  });

  test('is told in its timeline to those who may read stock', async () => {
    const adjust = adjustStock(async () => 0);
    const change = { id: newId(), productId: powerbank, warehouseId: ids.warehouse.main, quantityMilli: '-1000' };
    await world.done(sonya, adjust, { ...change, note: 'Бой' });
    const told = async (who: Person) => {
      const page = await world.ask(who, (context) => productTimeline(context, { productId: powerbank }));
      assert.ok(page.ok);
      return page.value.rows.map((row) => [row.name, row.facts]);
    };
    assert.deepEqual(await told(anna), [['stock.adjusted', { quantityMilli: '-1000', reason: 'Бой' }]]);
    const blind = { ...anna, permissions: new Set(anna.permissions) };
    blind.permissions.delete('stock.read');
    assert.deepEqual(await told(blind), []);
    await world.done(sonya, adjust, { ...change, id: newId(), quantityMilli: '1000', note: 'Нашлось' });
  });

  test('has its movements, the latest first', async () => {
    const page = await world.ask(anna, (context) => listMovements(context, { productId: powerbank }));
    assert.ok(page.ok);
    assert.deepEqual(
      page.value.rows.map((row) => [row.kind, row.quantityMilli, row.recordedBy]),
      [
        ['adjustment', '1000', 'Соня Опорина'],
        ['adjustment', '-1000', 'Соня Опорина'],
        ['opening', '100000', null],
      ],
    );
  });
});

describe('the list of promises', () => {
  type AskHeld = Parameters<typeof listReservations>[1];
  const held = async (who: Person, input: AskHeld = {}) => {
    const page = await world.ask(who, (context) => listReservations(context, input));
    assert.ok(page.ok);
    return page.value.rows.map((row) => [row.accountName, row.code, row.quantityMilli, row.expiresAt]);
  };
  const romashka = ['ООО «Ромашка»', 'HP-20', '6000', '2026-11-23T09:00:00Z'];
  const vasilek = ['ИП Васильков В. В.', 'HP-20', '4000', '2026-11-23T09:00:00Z'];

  test('STO-8: has promises to the accounts that the person sees, and of the own org', async () => {
    assert.deepEqual([await held(anna), await held(boris), await held(stranger)], [[romashka], [vasilek], []]);
    assert.deepEqual(await held(vera), [romashka, vasilek]);
  });

  test('is narrowed by words, the product, the client, the warehouse and by what ends in two days', async () => {
    assert.deepEqual(await held(vera, { q: 'powerbank' }), []);
    assert.deepEqual(await held(vera, { productId: powerbank }), []);
    assert.deepEqual(await held(vera, { accountId: ids.account.vasilek, productId: headphones }), [vasilek]);
    assert.deepEqual(await held(vera, { warehouseId: ids.warehouse.second }), []);
    world.setNow('2026-11-20');
    assert.deepEqual(await held(vera, { show: 'ending' }), []);
    world.setNow('2026-11-22');
    assert.deepEqual(await held(vera, { show: 'ending' }), [romashka, vasilek]);
    world.setNow('2026-11-20');
  });

  test('STO-7: comes in pages that join, the endless last', async () => {
    const lines = await Promise.all(
      Array.from({ length: 11 }, () => makeOrder(world, { productIds: Array.from({ length: 10 }, () => powerbank) })),
    );
    const made = lines.flat().map((line) => ({ ...line, quantityMilli: 100n, expiresAt: null }));
    await writeOrg(world.db, ids.org, { work: (tx) => reserve(tx, ids.org, made) });
    const seen: (string | null)[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await world.ask(vera, (context) => listReservations(context, cursor ? { cursor } : {}));
      assert.ok(page.ok && page.value.rows.length <= 100);
      seen.push(...page.value.rows.map((row) => row.expiresAt));
      cursor = page.value.next;
    }
    assert.deepEqual([seen.length, seen.indexOf(null)], [112, 2]);
    await writeOrg(world.db, ids.org, {
      work: async (tx) => {
        for (const { orderId } of made) await release(tx, ids.org, { orderId });
      },
    });
    await world.owner('delete from order_line where id = any($1)', [made.map((line) => line.lineId)]);
  });
});

describe('promises past their time', () => {
  const chore = expireReservations(onReservationExpired);
  const run = (now: string) =>
    chore.run({ ...world.platform, orgId: ids.org, now, log: openLog('silent') } as unknown as JobContext);

  test('STO-4: end by themselves; the orders wait again and say so', async () => {
    const broken = async () =>
      (await Promise.all(checks.map((check) => world.read(ids.org, (read) => check.find(read, ids.org))))).flat();
    await run('2026-11-23T08:59:59.000Z');
    assert.equal((await stockRows(anna, { q: 'hp-20' }))[0]?.reservedMilli, '10000');
    assert.deepEqual(await broken(), []);
    await run('2026-11-23T09:00:00.000Z');
    const [row] = await stockRows(anna, { q: 'hp-20' });
    assert.deepEqual([row?.reservedMilli, row?.waitingMilli], ['0', '13000']);
    assert.deepEqual(await broken(), []);
    const told = await world.owner("select count(*)::int as n from event where name = 'orders.promise_ended'");
    assert.deepEqual(told, [{ n: 2 }]);
  });
});

describe('the checks', () => {
  const found = async (code: string) => {
    const check = checks.find((one) => one.code === code);
    assert.ok(check !== undefined);
    return world.read(ids.org, (read) => check.find(read, ids.org));
  };

  test('STO-10: say what differs', async () => {
    await world.owner(
      'update stock set on_hand_milli = on_hand_milli + 500, reserved_milli = 250 where product_id = $1',
      [powerbank],
    );
    assert.deepEqual(await found('stock.on_hand_differs'), [
      { code: 'PB-10', warehouse: 'MAIN', keptMilli: '100500', movedMilli: '100000' },
    ]);
    assert.deepEqual(await found('stock.reserved_differs'), [
      { code: 'PB-10', warehouse: 'MAIN', keptMilli: '250', promisedMilli: '0' },
    ]);
    await world.owner('update order_line set reserved_milli = 1000 where product_id = $1', [cable]);
    assert.deepEqual(await found('stock.promise_differs'), [
      { number: 1, code: 'CB-40', lineMilli: '1000', promisedMilli: '0' },
    ]);
  });
});
