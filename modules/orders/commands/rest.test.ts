import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { brokenInvariants, confirmedOf, keptOf, line, stockOf, takerOf } from '../taking.fixture.ts';
import { reopenOrder } from './cancel.ts';
import { confirmOrder } from './confirm.ts';
import { cancelRest } from './rest.ts';

const world = await newWorld();
const { anna, sonya } = world.people;
const take = takerOf(world);
const { powerbank, headphones, book } = ids.product;
const { romashka } = ids.account;
const reason = 'клиент отказался от остатка';

describe('giving up the rest', () => {
  afterEach(async () => assert.deepEqual(await brokenInvariants(world), []));

  test('ORD-40: after a part is shipped the rest is given up: the order is closed, sums and promises come back', async () => {
    const first = line(powerbank, 3, 333);
    const order = await take(anna, [first], { confirm: true });
    assert.equal(order.totalMinor, '348012');
    const part = {
      id: newId(),
      orderId: order.orderId,
      version: 1,
      lines: [{ lineId: first.id, quantityMilli: '1000' }],
    };
    const shipped = await world.done(sonya, ship, part);
    const closed = await world.done(anna, cancelRest, { orderId: order.orderId, version: 2, reason });
    assert.equal(closed.state, 'closed');
    assert.equal(closed.totalMinor, shipped.totalMinor);
    assert.equal(closed.vatMinor, '20919');
    assert.equal(await confirmedOf(world, romashka), '0');
    assert.deepEqual(await stockOf(world, powerbank), { on_hand_milli: '99000', reserved_milli: '0' });
  });

  test('ORD-41: of a line a part is given up: what waits first, then what is promised; the parts still come to the total', async () => {
    const first = line(headphones, 15);
    const second = line(book, 1);
    const order = await take(anna, [first, second], { confirm: true });
    const lines = [{ lineId: first.id, quantityMilli: '7000' }];
    const left = await world.done(anna, cancelRest, { orderId: order.orderId, version: 1, reason, lines });
    assert.deepEqual([left.state, left.totalMinor], ['confirmed', String(8 * 350_000 + 45_000)]);
    const { lines: kept } = await keptOf(world, order.orderId);
    assert.deepEqual(kept[0], {
      quantity_milli: '15000',
      reserved_milli: '8000',
      shipped_milli: '0',
      cancelled_milli: '7000',
      sum_minor: '5250000',
      expected_on: null,
    });
    const rest = {
      id: newId(),
      orderId: order.orderId,
      version: 2,
      lines: [
        { lineId: first.id, quantityMilli: '8000' },
        { lineId: second.id, quantityMilli: '1000' },
      ],
    };
    const shipped = await world.done(sonya, ship, rest);
    assert.deepEqual([shipped.orderState, shipped.totalMinor], ['closed', left.totalMinor]);
    assert.equal(await confirmedOf(world, romashka), '0');
  });

  test('ORD-42: reopened, the order is of what was left', async () => {
    const [first, second] = [line(book, 4), line(powerbank, 1)];
    const order = await take(anna, [first, second], { confirm: true });
    const lines = [
      { lineId: first.id, quantityMilli: '1000' },
      { lineId: second.id, quantityMilli: '1000' },
    ];
    await world.done(anna, cancelRest, { orderId: order.orderId, version: 1, reason, lines });
    const draft = await world.done(anna, reopenOrder, { orderId: order.orderId, version: 2 });
    assert.deepEqual([draft.state, draft.totalMinor, draft.lineCount], ['draft', '135000', 1]);
    assert.deepEqual(await brokenInvariants(world), []);
    const again = await world.done(anna, confirmOrder, { orderId: order.orderId, version: 3 });
    assert.deepEqual([again.state, again.totalMinor], ['confirmed', '135000']);
  });

  test('ORD-43: refused: nothing shipped and everything given up, more than is left, a draft, no reason', async () => {
    const first = line(book, 2);
    const order = await take(anna, [first], { confirm: true });
    const ref = { orderId: order.orderId, version: 1 };
    const more = [{ lineId: first.id, quantityMilli: '3000' }];
    const draft = await take(anna, [line(book, 1)]);
    const answers = [
      await world.act(anna, cancelRest, { ...ref, reason }),
      await world.act(anna, cancelRest, { ...ref, reason, lines: more }),
      await world.act(anna, cancelRest, { ...ref, reason, lines: [{ lineId: newId(), quantityMilli: '1' }] }),
      await world.act(anna, cancelRest, { orderId: draft.orderId, version: 1, reason }),
      await world.act(anna, cancelRest, { ...ref, reason: '  ' }),
    ];
    assert.deepEqual(
      answers.map((one) => (one.ok ? 'done' : one.code)),
      [
        'orders.cancel_instead',
        'orders.more_than_left',
        'orders.line_not_found',
        'orders.wrong_state',
        'orders.reason_needed',
      ],
    );
  });
});
