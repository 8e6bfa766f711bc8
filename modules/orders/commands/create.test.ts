import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { createOrder } from './create.ts';

const world = await newWorld();
const { anna, boris, stranger } = world.people;
const { powerbank, headphones, book, cable } = ids.product;

const line = (productId: string, pieces: number, manualBp = 0) => ({ id: newId(), productId, quantityMilli: String(pieces * 1000), manualBp });
const order = (lines: ReturnType<typeof line>[], more = {}) => ({ id: newId(), accountId: ids.account.romashka, lines, confirm: true, warehouseId: ids.warehouse.main, ...more });

describe('taking an order', () => {
  test('ORD-1: it is priced, promised and counted at once', async () => {
    const input = order([line(powerbank, 10), line(book, 2)]);
    const taken = await world.done(anna, createOrder, input);
    assert.equal(taken.state, 'confirmed');
    assert.equal(taken.totalMinor, '1290000');
    assert.equal(taken.vatMinor, String(216393 + 8182));
    const [standing] = await world.owner('select confirmed_minor from account_credit where account_id = $1', [ids.account.romashka]);
    assert.equal(standing?.['confirmed_minor'], '1290000');
    const [stock] = await world.owner('select reserved_milli from stock where product_id = $1', [powerbank]);
    assert.equal(stock?.['reserved_milli'], '10000');
  });

  test('ORD-2: what is not on hand waits for the arrival', async () => {
    const input = order([line(headphones, 15)]);
    await world.done(anna, createOrder, input);
    const [kept] = await world.owner('select reserved_milli, expected_on::text from order_line where order_id = $1', [input.id]);
    assert.deepEqual(kept, { reserved_milli: '10000', expected_on: '2026-12-10' });
  });

  test('ORD-3: over the limit it is held, whole and promised, and the decision is routed', async () => {
    const input = order([line(book, 990)]);
    const taken = await world.done(anna, createOrder, { ...input, accountId: ids.account.lutik });
    assert.equal(taken.state, 'held');
    assert.deepEqual(taken.holds.map((hold) => hold.code), ['credit.no_limit']);
    const asked = await world.owner('select kind, role_id, state from approval where subject_id = $1', [input.id]);
    assert.deepEqual(asked, [{ kind: 'credit', role_id: ids.role['head'], state: 'pending' }]);
  });

  test('ORD-4: a discount beyond authority and a price under the floor are held, each for its decider', async () => {
    const taken = await world.done(anna, createOrder, order([line(powerbank, 1, 3000), line(cable, 1, 400)]));
    assert.deepEqual(taken.holds.map((hold) => hold.kind), ['discount', 'floor']);
  });

  test("ORD-5: another manager's client and another org's client are not found", async () => {
    for (const who of [boris, stranger]) {
      const answer = await world.act(who, createOrder, order([line(book, 1)]));
      assert.deepEqual(answer, { ok: false, code: 'orders.account_not_found' });
    }
  });

  test('ORD-6: an order takes at most 12 statements whatever the number of its lines', async () => {
    const count = async (lines: ReturnType<typeof line>[]) => {
      const before = world.db.statements();
      await world.done(anna, createOrder, order(lines));
      return world.db.statements() - before;
    };
    const one = await count([line(book, 1)]);
    const many = await count(Array.from({ length: 200 }, () => line(book, 1)));
    assert.ok(one <= 12, `${one} statements`);
    assert.equal(many, one);
  });
});
