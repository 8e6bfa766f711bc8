import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { getOrder } from '../queries/card.ts';
import { brokenInvariants, confirmedOf, keptOf, line, takerOf } from '../taking.fixture.ts';
import { cancelOrder, reopenOrder } from './cancel.ts';
import { copyOrder, repriceOrder } from './change.ts';
import { confirmOrder } from './confirm.ts';
import { createOrder } from './create.ts';
import { editLines } from './edit-lines.ts';
import { answerQuestion, askQuestion, finishSupport, handOver, takeOrder } from './support.ts';

const world = await newWorld();
const { anna, vera, sonya, director } = world.people;
const take = takerOf(world);
const { powerbank, book, cable, cassette } = ids.product;

const counted = async (work: () => Promise<unknown>): Promise<number> => {
  const before = world.db.statements();
  await work();
  return world.db.statements() - before;
};

describe('statements', () => {
  test('ORD-60: confirming takes at most 16 statements whatever the lines', async () => {
    const count = async (lines: number) => {
      const order = await take(
        anna,
        Array.from({ length: lines }, () => line(book, 1)),
      );
      return counted(() => world.done(anna, confirmOrder, { orderId: order.orderId, version: 1 }));
    };
    const one = await count(1);
    assert.ok(one <= 16, `${one} statements`);
    assert.equal(await count(200), one);
  });

  test('ORD-79: taking and confirming at once takes at most 12 statements, whatever the lines, with and without a warehouse', async () => {
    const count = (lines: number, more: { warehouseId?: string }) =>
      counted(() =>
        world.done(anna, createOrder, {
          id: newId(),
          accountId: ids.account.romashka,
          lines: Array.from({ length: lines }, () => line(book, 1)),
          confirm: true,
          ...more,
        }),
      );
    for (const more of [{}, { warehouseId: ids.warehouse.main }]) {
      const one = await count(1, more);
      assert.ok(one <= 12, `${one} statements`);
      assert.equal(await count(100, more), one);
    }
  });

  test('ORD-61: an edit of one line of 300 takes as many statements as of one in 30', async () => {
    const count = async (lines: number) => {
      const all = Array.from({ length: lines }, () => line(book, 1));
      const order = await take(anna, all);
      const [first] = all;
      assert.ok(first !== undefined);
      const put = [{ ...first, quantityMilli: '2000' }];
      return counted(() => world.done(anna, editLines, { orderId: order.orderId, version: 1, put, remove: [] }));
    };
    const few = await count(30);
    assert.ok(few <= 14, `${few} statements`);
    assert.equal(await count(300), few);
  });
});

describe('changing', () => {
  afterEach(async () => assert.deepEqual(await brokenInvariants(world), []));

  test('ORD-62: an edit answers the lines that were put, priced; cost only for those who see it', async () => {
    const first = line(powerbank, 2);
    const order = await take(anna, []);
    const edited = await world.done(anna, editLines, { orderId: order.orderId, version: 1, put: [first], remove: [] });
    const [shown] = edited.lines;
    assert.deepEqual(
      { ...shown, trace: shown?.trace.map((step) => step.step) },
      {
        id: first.id,
        position: 1,
        productId: powerbank,
        code: 'PB-10',
        name: 'Аккумулятор внешний 10 000 мА·ч',
        unit: 'шт',
        packMilli: '1000',
        quantityMilli: '2000',
        basePriceE4: '12000000',
        manualBp: 0,
        priceE4: '12000000',
        sumMinor: '240000',
        vatBp: 2200,
        marginBp: null,
        floorE4: null,
        reservedMilli: '0',
        shippedMilli: '0',
        cancelledMilli: '0',
        freeMilli: '100000',
        expectedOn: null,
        trace: ['column'],
      },
    );
    const again = await world.done(vera, editLines, { orderId: order.orderId, version: 2, put: [first], remove: [] });
    // 240 000 with 43 278.69 of VAT costs 160 000: 36 721.31 of 196 721.31.
    assert.deepEqual([again.lines[0]?.marginBp, again.lines[0]?.floorE4], [1866, '9000000']);
  });

  test('ORD-69: an edit answers what the card shows after it, nothing less and nothing else', async () => {
    const [first, second] = [line(powerbank, 2), line(book, 1_000)];
    const order = await take(anna, [first, second]);
    const change = { put: [{ ...first, quantityMilli: '900000', manualBp: 900 }], remove: [] };
    const edited = await world.done(anna, editLines, { orderId: order.orderId, version: 1, ...change });
    const answer = await world.ask(anna, (context) => getOrder(context, { orderId: order.orderId }));
    assert.ok(answer.ok);
    const card = answer.value;
    const { checks, credit, closed, totalMinor, vatMinor, marginBp, dueIfShippedOn, version, state } = card;
    assert.partialDeepStrictEqual(edited, { checks, credit, closed, totalMinor, vatMinor, marginBp, dueIfShippedOn });
    assert.deepEqual([edited.version, edited.state], [version, state]);
    assert.deepEqual(edited.lines, card.lines.slice(0, 1));
    assert.ok(checks.some((check) => check.status !== 'ok'));
  });

  test('ORD-63: new prices are taken in by a press; what was typed stays', async () => {
    const order = await take(anna, [line(book, 2, 300)]);
    await world.owner(
      "insert into price (org_id, product_id, column_id, valid_from, price_e4) values ($1, $2, $3, '2026-11-20', 5000000)",
      [ids.org, book, ids.column.wholesale],
    );
    const refused = await world.act(anna, confirmOrder, { orderId: order.orderId, version: 1 });
    assert.deepEqual(refused.ok ? '' : refused.code, 'orders.price_changed');
    const priced = await world.done(anna, repriceOrder, { orderId: order.orderId, version: 1 });
    assert.equal(priced.totalMinor, '97000');
    assert.equal((await world.done(anna, confirmOrder, { orderId: order.orderId, version: 2 })).state, 'confirmed');
  });

  test('ORD-64: a copy leaves behind what is no longer sold and says so', async () => {
    const order = await take(anna, [line(powerbank, 1)]);
    await world.owner(
      `insert into order_line (org_id, order_id, id, position, product_id, quantity_milli, base_price_e4, price_e4, sum_minor, vat_minor)
       values ($1, $2, $3, 2, $4, 1000, 150000, 150000, 1500, 270)`,
      [ids.org, order.orderId, newId(), cassette],
    );
    await world.owner('update sales_order set line_count = 2, total_minor = total_minor + 1500 where id = $1', [
      order.orderId,
    ]);
    const copy = await world.done(anna, copyOrder, { orderId: order.orderId, id: newId() });
    assert.deepEqual(copy.dropped, [
      { productId: cassette, code: 'CS-50', name: 'Кассета', problem: 'pricing.not_for_sale' },
    ]);
    assert.deepEqual([copy.lineCount, copy.totalMinor], [1, '120000']);
  });

  test('ORD-65: a cancelled order gives back promises, standing and questions, and leaves support', async () => {
    const order = await take(anna, [line(powerbank, 5)], { confirm: true });
    const before = BigInt(await confirmedOf(world, ids.account.romashka));
    await world.done(anna, handOver, { orderId: order.orderId, version: 1 });
    const cancelled = await world.done(anna, cancelOrder, {
      orderId: order.orderId,
      version: 2,
      reason: ' передумали ',
    });
    assert.equal(cancelled.state, 'cancelled');
    assert.equal(BigInt(await confirmedOf(world, ids.account.romashka)), before - 600_000n);
    const { order: kept } = await keptOf(world, order.orderId);
    assert.equal(kept?.['support_state'], 'none');
    const again = await world.act(anna, reopenOrder, { orderId: order.orderId, version: 3 });
    assert.deepEqual(again, { ok: false, code: 'orders.wrong_state', details: { state: 'cancelled' } });
  });

  test('ORD-66: how far under the floor a price is, is told only to those who see cost', async () => {
    const order = await take(anna, [line(cable, 1, 4000)], { confirm: true });
    const floor = order.holds.find((hold) => hold.kind === 'floor');
    assert.deepEqual(floor?.details, { lines: 1 });
    const again = await world.done(vera, confirmOrder, { orderId: order.orderId, version: 1 });
    assert.ok(Number(again.holds.find((hold) => hold.kind === 'floor')?.details['maxBp']) > 0);
  });
});

describe('support', () => {
  test('ORD-70: taken by the KAM, entered by support, with a question back; no step out of turn', async () => {
    const order = await take(anna, [line(book, 1)], { confirm: true });
    const at = (version: number) => ({ orderId: order.orderId, version });
    const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'done' : answer.code);
    assert.equal(codeOf(await world.act(sonya, takeOrder, at(1))), 'orders.support_wrong_state');
    await world.done(anna, handOver, at(1));
    assert.equal(codeOf(await world.act(anna, handOver, at(2))), 'orders.already_handed');
    assert.equal(codeOf(await world.act(anna, takeOrder, at(2))), 'platform.forbidden');
    await world.done(sonya, takeOrder, at(2));
    const questionId = newId();
    await world.done(sonya, askQuestion, { ...at(3), id: questionId, question: 'Куда везти?' });
    assert.equal(codeOf(await world.act(sonya, takeOrder, at(4))), 'orders.support_wrong_state');
    const wrong = await world.act(anna, answerQuestion, { ...at(4), questionId: newId(), answer: 'На склад' });
    assert.equal(codeOf(wrong), 'orders.question_not_found');
    await world.done(anna, answerQuestion, { ...at(4), questionId, answer: 'На склад' });
    await world.done(sonya, finishSupport, at(5));
    const { order: kept } = await keptOf(world, order.orderId);
    assert.deepEqual([kept?.['support_state'], kept?.['version']], ['done', 6]);
    assert.equal(codeOf(await world.act(director, finishSupport, at(6))), 'platform.forbidden');
  });
});
