import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { expireReservations } from '#modules/stock/index.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { cancelOrder } from './commands/cancel.ts';
import { reserveAgain } from './commands/reserve.ts';
import { shareFreeGoods } from './free-goods.ts';
import { onReservationExpired } from './goods.ts';
import { brokenInvariants, keptOf, line, takerOf } from './taking.fixture.ts';

const world = await newWorld();
const { anna } = world.people;
const take = takerOf(world);
const { book, headphones, powerbank } = ids.product;
const context = () => ({ ...world.platform, orgId: ids.org, now: world.platform.clock().toISOString() });
const share = () => shareFreeGoods.run(context());
const expire = () => expireReservations(onReservationExpired).run(context());

const reservedOf = async (orderId: string) => (await keptOf(world, orderId)).lines.map((one) => one['reserved_milli']);
const toldOf = async (orderId: string) =>
  (await world.owner('select name, payload from event where subject_id = $1 order by seq desc limit 1', [orderId]))[0];
const putOnHand = (productId: string, pieces: number) =>
  world.owner('update stock set on_hand_milli = reserved_milli + $2 where product_id = $1', [productId, pieces * 1000]);

describe('goods that lie free', () => {
  afterEach(async () => assert.deepEqual(await brokenInvariants(world), []));

  test('ORD-56: goods that an order gave back go to the one that waits for them, and its manager is told', async () => {
    await putOnHand(book, 5);
    const gone = await take(anna, [line(book, 5)], { confirm: true });
    const waiting = await take(anna, [line(book, 3)], { confirm: true });
    assert.deepEqual(await reservedOf(waiting.orderId), ['0']);
    await world.done(anna, cancelOrder, { orderId: gone.orderId, version: 1, reason: 'передумали' });
    await share();
    assert.deepEqual(await reservedOf(waiting.orderId), ['3000']);
    const told = { number: waiting.number, lines: 1, complete: true };
    assert.deepEqual(await toldOf(waiting.orderId), { name: 'orders.goods_arrived', payload: told });
    const before = await world.owner('select count(*) from event');
    await share();
    assert.deepEqual(await world.owner('select count(*) from event'), before);
  });

  test('ORD-57: goods of an ended promise go to those who wait, the rest stays free until its manager asks anew', async () => {
    await putOnHand(powerbank, 4);
    const slow = await take(anna, [line(powerbank, 4)], { confirm: true });
    world.setNow('2026-11-20T15:00:00Z');
    const patient = await take(anna, [line(powerbank, 3)], { confirm: true });
    world.setNow('2026-11-23T09:00:01Z');
    await expire();
    await share();
    assert.deepEqual([await reservedOf(slow.orderId), await reservedOf(patient.orderId)], [['0'], ['3000']]);
    const told = { number: patient.number, lines: 1, complete: true };
    assert.deepEqual(await toldOf(patient.orderId), { name: 'orders.goods_arrived', payload: told });
    const { order } = await keptOf(world, slow.orderId);
    await world.done(anna, reserveAgain, { orderId: slow.orderId, version: Number(order?.['version']) });
    assert.deepEqual(await reservedOf(slow.orderId), ['1000']);
    world.setNow('2026-11-20T09:00:00Z');
  });

  test('ORD-58: a stopped account is given nothing, a held order is promised nothing anew', async () => {
    await putOnHand(headphones, 0);
    const stopped = await take(anna, [line(headphones, 2)], { confirm: true });
    await putOnHand(headphones, 2);
    await world.owner('update account_credit set stopped = true where account_id = $1', [ids.account.romashka]);
    await share();
    assert.deepEqual(await reservedOf(stopped.orderId), ['0']);
    await world.owner('update account_credit set stopped = false where account_id = $1', [ids.account.romashka]);
    await world.owner("update sales_order set state = 'held' where id = $1", [stopped.orderId]);
    await share();
    assert.deepEqual(await reservedOf(stopped.orderId), ['0']);
    await world.owner("update sales_order set state = 'confirmed' where id = $1", [stopped.orderId]);
    await share();
    assert.deepEqual(await reservedOf(stopped.orderId), ['2000']);
  });

  test('ORD-59: goods are shared in as many statements for thirty orders as for one', async () => {
    const count = async (orders: number) => {
      await putOnHand(book, 0);
      for (let at = 0; at < orders; at += 1) await take(anna, [line(book, 1)], { confirm: true });
      await putOnHand(book, orders);
      const before = world.db.statements();
      await share();
      return world.db.statements() - before;
    };
    assert.equal(await count(30), await count(1));
  });

  test('ORD-56: two servers share at once, and an order takes meanwhile: what is free is given once', async () => {
    await putOnHand(powerbank, 0);
    const waiting = await take(anna, [line(powerbank, 3)], { confirm: true });
    await putOnHand(powerbank, 4);
    const [, , other] = await Promise.all([share(), share(), take(anna, [line(powerbank, 4)], { confirm: true })]);
    await share();
    const [stock] = await world.owner(
      'select on_hand_milli - reserved_milli as free from stock where product_id = $1',
      [powerbank],
    );
    assert.deepEqual(stock, { free: '0' });
    assert.equal((await reservedOf(waiting.orderId)).length + (await reservedOf(other.orderId)).length, 2);
  });
});
