import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { decideCommand } from '#modules/approvals/commands/decide.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { orderSubject } from '../decided.ts';
import { brokenInvariants, confirmedOf, keptOf, line, stockOf, takerOf } from '../taking.fixture.ts';
import { cancelOrder } from './cancel.ts';
import { confirmOrder } from './confirm.ts';
import { createOrder } from './create.ts';
import { editLines } from './edit-lines.ts';

const world = await newWorld();
const { anna, sonya, vera } = world.people;
const take = takerOf(world);
const decide = decideCommand([orderSubject]);
const { powerbank, headphones, book, cable } = ids.product;
const rounds = 12;

const wins = <T extends { ok: boolean }>(answers: readonly T[]) => answers.filter((answer) => answer.ok).length;
const codes = (answers: readonly { ok: boolean; code?: string }[]) => answers.map((one) => one.code ?? 'done').sort();

/** Back to the first morning: no orders, the fixtures' stock. */
async function clear(): Promise<void> {
  await world.owner(`truncate sales_order, order_line, reservation, approval, credit_release, shipment, shipment_line, document,
    receivable, ledger_entry, order_question restart identity cascade`);
  await world.owner('update account_credit set confirmed_minor = 0, receivable_minor = 0');
  await world.owner('update stock set reserved_milli = 0');
}

describe('two at once', () => {
  afterEach(async () => {
    assert.deepEqual(await brokenInvariants(world), []);
    await clear();
  });

  test('ORD-10: the last unit of stock is promised once; the other order waits for the arrival', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await clear();
      const orders = await Promise.all([1, 2, 3, 4].map(() => take(anna, [line(headphones, 4)], { confirm: true })));
      const kept = await Promise.all(orders.map((order) => keptOf(world, order.orderId)));
      const reserved = kept.map(({ lines }) => Number(lines[0]?.['reserved_milli'])).sort((a, b) => b - a);
      assert.deepEqual(reserved, [4_000, 4_000, 2_000, 0]);
      assert.deepEqual(await stockOf(world, headphones), { on_hand_milli: '10000', reserved_milli: '10000' });
    }
  });

  test('ORD-11: the last rouble of the limit is taken once; the other order is held', async () => {
    for (let round = 0; round < rounds; round += 1) {
      await clear();
      // 240 000.00 each against a limit of 500 000.00.
      const orders = await Promise.all([1, 2, 3].map(() => take(anna, [line(powerbank, 200)], { confirm: true })));
      const states = orders.map((order) => order.state).sort();
      assert.deepEqual(states, ['confirmed', 'confirmed', 'held']);
      assert.equal(await confirmedOf(world, ids.account.romashka), '48000000');
    }
  });

  test('ORD-12: the same order confirmed at once from two screens is confirmed once', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const order = await take(anna, [line(book, 10)]);
      const ask = { orderId: order.orderId, version: 1 };
      const answers = await Promise.all([1, 2, 3].map(() => world.act(anna, confirmOrder, ask)));
      assert.deepEqual(codes(answers), ['done', 'orders.changed_meanwhile', 'orders.changed_meanwhile']);
      assert.equal((await keptOf(world, order.orderId)).order?.['version'], 2);
    }
  });

  test('ORD-12: one press sent three times is one confirmation with one answer', async () => {
    const order = await take(anna, [line(book, 10)]);
    const key = newId();
    const ask = { orderId: order.orderId, version: 1 };
    const answers = await Promise.all([1, 2, 3].map(() => world.act(anna, confirmOrder, ask, { key })));
    assert.equal(wins(answers), 3);
    const events = await world.owner("select id from event where name = 'orders.confirmed' and subject_id = $1", [
      order.orderId,
    ]);
    assert.equal(events.length, 1);
  });

  test('ORD-13: an edit and a confirmation at once: one wins, and what is confirmed is what was seen', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < rounds; round += 1) {
      const first = line(book, 10);
      const order = await take(anna, [first]);
      const answers = await Promise.all([
        world.act(anna, confirmOrder, { orderId: order.orderId, version: 1 }),
        world.act(vera, editLines, {
          orderId: order.orderId,
          version: 1,
          put: [{ ...first, quantityMilli: '900000' }, line(cable, 1)],
          remove: [],
        }),
      ]);
      assert.equal(wins(answers), 1);
      const { order: kept } = await keptOf(world, order.orderId);
      const total = kept?.['state'] === 'confirmed' ? '450000' : String(900 * 45_000 + 10_000);
      assert.equal(kept?.['total_minor'], total);
      outcomes.add(String(kept?.['state']));
    }
    assert.ok([...outcomes].every((state) => state === 'confirmed' || state === 'draft'));
  });

  test('ORD-14: a cancellation and a shipment at once: one wins, nothing is half done', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const first = line(book, 5);
      const order = await take(anna, [first], { confirm: true });
      const answers = await Promise.all([
        world.act(anna, cancelOrder, { orderId: order.orderId, version: 1, reason: 'клиент передумал' }),
        world.act(sonya, ship, {
          id: newId(),
          orderId: order.orderId,
          version: 1,
          lines: [{ lineId: first.id, quantityMilli: '5000' }],
        }),
      ]);
      assert.equal(wins(answers), 1);
      const { order: kept } = await keptOf(world, order.orderId);
      assert.ok(kept?.['state'] === 'cancelled' || kept?.['state'] === 'closed');
      await world.owner('update stock set on_hand_milli = 1000000 where product_id = $1', [book]);
    }
  });

  test('ORD-15: a decision and an edit at once: a decided order is the one that was seen', async () => {
    for (let round = 0; round < rounds; round += 1) {
      const first = line(book, 10);
      const order = await take(anna, [first], { accountId: ids.account.lutik, confirm: true });
      assert.equal(order.state, 'held');
      const [asked] = await world.owner("select id from approval where subject_id = $1 and state = 'pending'", [
        order.orderId,
      ]);
      const answers = await Promise.all([
        world.act(vera, decide, {
          approvalId: String(asked?.['id']),
          version: 1,
          subjectVersion: 1,
          verdict: 'approve',
          note: '',
        }),
        world.act(anna, editLines, {
          orderId: order.orderId,
          version: 1,
          put: [{ ...first, quantityMilli: '900000' }],
          remove: [],
        }),
      ]);
      const [decided, edited] = answers;
      assert.equal(edited.ok, true);
      // The release, if it came first, is boxed by what was seen: the larger order is held again.
      const again = await world.done(anna, confirmOrder, { orderId: order.orderId, version: 2 });
      assert.equal(again.state, 'held');
      if (!decided.ok) assert.match(decided.code, /^approvals\.(not_pending|changed_meanwhile)$/);
      await clear();
    }
  });

  test('ORD-16: orders of the same goods in different orders of lines never stand still', async () => {
    const there = () => [line(powerbank, 1), line(book, 1), line(headphones, 1)];
    const back = () => there().reverse();
    const started = performance.now();
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_one, at) =>
        world.act(anna, createOrder, {
          id: newId(),
          accountId: at % 3 === 0 ? ids.account.lutik : ids.account.romashka,
          lines: at % 2 === 0 ? there() : back(),
          confirm: true,
        }),
      ),
    );
    assert.equal(wins(answers), 24);
    assert.ok(performance.now() - started < 10_000);
  });
});
