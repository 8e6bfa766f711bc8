import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { adjustStock, expireReservations, receiveGoods } from '#modules/stock/index.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { fixedId } from '#tests/harness/world-rows.ts';
import { reserveAgain } from './commands/reserve.ts';
import { fillBackorders, onReservationExpired } from './goods.ts';
import { brokenInvariants, keptOf, line, stockOf, takerOf } from './taking.fixture.ts';

const world = await newWorld();
const { anna, sonya } = world.people;
const take = takerOf(world);
const { headphones, powerbank, cable } = ids.product;
const arrivalId = fixedId(18, 1);
const receive = receiveGoods(fillBackorders);
const adjust = adjustStock(fillBackorders);
const expire = () => {
  const chore = expireReservations(onReservationExpired);
  return chore.run({ ...world.platform, orgId: ids.org, now: world.platform.clock().toISOString() } as never);
};

const foundAt = (productId: string, quantityMilli: string) => ({
  id: newId(),
  productId,
  warehouseId: ids.warehouse.main,
  quantityMilli,
  note: 'нашли',
});
const reservedOf = async (orderId: string) => (await keptOf(world, orderId)).lines.map((one) => one['reserved_milli']);

describe('goods that come, promises that end', () => {
  afterEach(async () => assert.deepEqual(await brokenInvariants(world), []));

  test('ORD-50: goods that come go to the waiting orders, the oldest first, and each manager is told', async () => {
    const first = await take(anna, [line(headphones, 12)], { confirm: true });
    const second = await take(anna, [line(headphones, 4), line(headphones, 3)], { confirm: true });
    const draft = await take(anna, [line(headphones, 50)]);
    assert.deepEqual([await reservedOf(first.orderId), await reservedOf(second.orderId)], [['10000'], ['0', '0']]);
    const answer = await world.done(sonya, receive, { arrivalId, quantityMilli: '5000', close: false });
    assert.equal(answer.filledOrders, 2);
    assert.deepEqual(await reservedOf(first.orderId), ['12000']);
    assert.deepEqual(await reservedOf(second.orderId), ['3000', '0']);
    assert.deepEqual(await reservedOf(draft.orderId), ['0']);
    const told = await world.owner(
      "select subject_id, payload from event where name = 'orders.goods_arrived' order by payload ->> 'number'",
    );
    assert.deepEqual(told, [
      { subject_id: first.orderId, payload: { number: first.number, lines: 1, complete: true } },
      { subject_id: second.orderId, payload: { number: second.number, lines: 1, complete: false } },
    ]);
    const expected = (await keptOf(world, second.orderId)).lines.map((one) => one['expected_on']);
    assert.deepEqual(expected, ['2026-12-10', '2026-12-10']);
  });

  test('ORD-50: goods found at a count fill the waiting orders too', async () => {
    const order = await take(anna, [line(cable, 2)], { confirm: true });
    const found = foundAt(cable, '5000');
    await world.done(sonya, adjust, found);
    assert.deepEqual(await reservedOf(order.orderId), ['2000']);
    assert.deepEqual(await stockOf(world, cable), { on_hand_milli: '5000', reserved_milli: '2000' });
  });

  test('ORD-116: a stopped account gets nothing of what comes; a prepaid order of it gets its goods', async () => {
    const stopped = await take(anna, [line(cable, 5)], { confirm: true });
    const prepaid = await take(anna, [line(cable, 1)], { confirm: true, prepaid: true });
    assert.deepEqual([await reservedOf(stopped.orderId), await reservedOf(prepaid.orderId)], [['3000'], ['0']]);
    await world.owner('update account_credit set stopped = true where account_id = $1', [ids.account.romashka]);
    await world.done(sonya, adjust, foundAt(cable, '5000'));
    await world.owner('update account_credit set stopped = false where account_id = $1', [ids.account.romashka]);
    assert.deepEqual([await reservedOf(stopped.orderId), await reservedOf(prepaid.orderId)], [['3000'], ['1000']]);
  });

  test('ORD-51: statements do not grow with the orders that are filled', async () => {
    const count = async (orders: number) => {
      for (let at = 0; at < orders; at += 1) await take(anna, [line(headphones, 1)], { confirm: true });
      const before = world.db.statements();
      await world.done(sonya, receive, { arrivalId, quantityMilli: '3000', close: false });
      return world.db.statements() - before;
    };
    const few = await count(1);
    assert.equal(await count(30), few);
    assert.ok(few <= 20, `${few} statements`);
  });

  test('ORD-52: promises past their time end: the lines wait again, the timeline says so, the order can be promised anew', async () => {
    const order = await take(anna, [line(powerbank, 60)], { confirm: true });
    const other = await take(anna, [line(powerbank, 1)], { confirm: true });
    world.setNow('2026-11-23T09:00:01Z');
    await expire();
    assert.deepEqual(await reservedOf(order.orderId), ['0']);
    assert.deepEqual(await stockOf(world, powerbank), { on_hand_milli: '100000', reserved_milli: '0' });
    const [told] = await world.owner(
      "select payload from event where name = 'orders.promise_ended' and subject_id = $1",
      [order.orderId],
    );
    assert.deepEqual(told, { payload: { number: order.number, lines: 1 } });
    const { order: kept } = await keptOf(world, order.orderId);
    assert.deepEqual([kept?.['state'], kept?.['version']], ['confirmed', 1]);
    await world.done(anna, reserveAgain, { orderId: order.orderId, version: 1 });
    assert.deepEqual(await reservedOf(order.orderId), ['60000']);
    assert.deepEqual(await reservedOf(other.orderId), ['0']);
    const nothing = await world.act(anna, reserveAgain, { orderId: order.orderId, version: 2 });
    assert.deepEqual(nothing, { ok: false, code: 'orders.nothing_waits' });
    world.setNow('2026-11-20T09:00:00Z');
  });

  test('ORD-53: an order is filled and confirmed at once: what is free is given once', async () => {
    await world.owner('update stock set on_hand_milli = reserved_milli where product_id = $1', [cable]);
    const waiting = await take(anna, [line(cable, 3)], { confirm: true });
    const found = foundAt(cable, '3000');
    await Promise.all([world.done(sonya, adjust, found), take(anna, [line(cable, 3)], { confirm: true })]);
    const [stock] = await world.owner(
      'select on_hand_milli - reserved_milli as free from stock where product_id = $1',
      [cable],
    );
    assert.deepEqual(stock, { free: '0' });
    assert.deepEqual((await reservedOf(waiting.orderId)).length, 1);
  });
});
