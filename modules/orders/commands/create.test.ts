import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { confirmOrder } from './confirm.ts';
import { createOrder } from './create.ts';
import { editLines } from './edit-lines.ts';

const world = await newWorld();
const { anna, boris, stranger } = world.people;
const { powerbank, headphones, book, cable } = ids.product;

const line = (productId: string, pieces: number, manualBp = 0) => ({
  id: newId(),
  productId,
  quantityMilli: String(pieces * 1000),
  manualBp,
});
const order = (lines: ReturnType<typeof line>[], more = {}) => ({
  id: newId(),
  accountId: ids.account.romashka,
  lines,
  confirm: true,
  warehouseId: ids.warehouse.main,
  ...more,
});

describe('taking an order', () => {
  test('ORD-1: it is priced, promised and counted at once', async () => {
    const input = order([line(powerbank, 10), line(book, 2)]);
    const taken = await world.done(anna, createOrder, input);
    assert.equal(taken.state, 'confirmed');
    assert.equal(taken.totalMinor, '1290000');
    assert.equal(taken.vatMinor, String(216393 + 8182));
    const [standing] = await world.owner('select confirmed_minor from account_credit where account_id = $1', [
      ids.account.romashka,
    ]);
    assert.equal(standing?.['confirmed_minor'], '1290000');
    const [stock] = await world.owner('select reserved_milli from stock where product_id = $1', [powerbank]);
    assert.equal(stock?.['reserved_milli'], '10000');
  });

  test('ORD-2: what is not on hand waits for the arrival', async () => {
    const input = order([line(headphones, 15)]);
    await world.done(anna, createOrder, input);
    const [kept] = await world.owner('select reserved_milli, expected_on::text from order_line where order_id = $1', [
      input.id,
    ]);
    assert.deepEqual(kept, { reserved_milli: '10000', expected_on: '2026-12-10' });
  });

  test('ORD-3: over the limit it is held, whole and promised, and the decision is routed', async () => {
    const input = order([line(book, 990)]);
    const taken = await world.done(anna, createOrder, { ...input, accountId: ids.account.lutik });
    assert.equal(taken.state, 'held');
    assert.deepEqual(
      taken.holds.map((hold) => hold.code),
      ['credit.no_limit'],
    );
    const asked = await world.owner('select kind, role_id, state from approval where subject_id = $1', [input.id]);
    assert.deepEqual(asked, [{ kind: 'credit', role_id: ids.role['head'], state: 'pending' }]);
  });

  test('ORD-4: a discount beyond authority and a price under the floor are held, each for its decider', async () => {
    const taken = await world.done(anna, createOrder, order([line(powerbank, 1, 3000), line(cable, 1, 400)]));
    assert.deepEqual(
      taken.holds.map((hold) => hold.kind),
      ['discount', 'floor'],
    );
  });

  test("ORD-5: another manager's client and another org's client are not found", async () => {
    for (const who of [boris, stranger]) {
      const answer = await world.act(who, createOrder, order([line(book, 1)]));
      assert.deepEqual(answer, { ok: false, code: 'orders.account_not_found' });
    }
  });

  test('ORD-6: an order takes at most 12 statements whatever the number of its lines', async () => {
    const siteId = newId();
    await world.owner(
      "insert into site (org_id, id, account_id, name, address) values ($1, $2, $3, 'Магазин', 'Тверь')",
      [ids.org, siteId, ids.account.romashka],
    );
    const count = async (lines: ReturnType<typeof line>[]) => {
      const before = world.db.statements();
      await world.done(anna, createOrder, { ...order(lines), siteId });
      return world.db.statements() - before;
    };
    const one = await count([line(book, 1)]);
    const many = await count(Array.from({ length: 200 }, () => line(book, 1)));
    assert.ok(one <= 12, `${one} statements`);
    assert.equal(many, one);
  });
});

describe('confirming and editing', () => {
  const draftOf = async (lines: ReturnType<typeof line>[], accountId: string = ids.account.romashka) => {
    const input = { ...order(lines), accountId, confirm: false };
    return { input, head: await world.done(anna, createOrder, input) };
  };

  test('ORD-7: an edit moves the totals by the difference and raises the version; a stale version is refused', async () => {
    const { input, head } = await draftOf([line(book, 3), line(powerbank, 1)]);
    const [first] = input.lines;
    assert.ok(first !== undefined);
    const edited = await world.done(anna, editLines, {
      orderId: head.id,
      version: 1,
      put: [{ ...first, quantityMilli: '5000' }, line(cable, 2)],
      remove: [],
    });
    assert.equal(edited.totalMinor, String(5 * 45000 + 120000 + 20000));
    assert.equal(edited.lineCount, 3);
    const [sums] = await world.owner(
      'select sum(sum_minor)::text as total, sum(vat_minor)::text as vat from order_line where order_id = $1',
      [head.id],
    );
    assert.deepEqual(sums, { total: edited.totalMinor, vat: edited.vatMinor });
    const stale = await world.act(anna, editLines, { orderId: head.id, version: 1, put: [], remove: [first.id] });
    assert.deepEqual(stale, { ok: false, code: 'orders.changed_meanwhile', details: { version: 2 } });
  });

  test('ORD-8: a held order confirmed again competes with others, not with itself', async () => {
    const { head } = await draftOf([line(powerbank, 50)], ids.account.lutik);
    const held = await world.done(anna, confirmOrder, { orderId: head.id, version: 1 });
    assert.equal(held.state, 'held');
    const again = await world.done(anna, confirmOrder, { orderId: head.id, version: 2 });
    assert.equal(again.state, 'held');
    const [kept] = await world.owner('select reserved_milli from order_line where order_id = $1', [head.id]);
    assert.deepEqual(kept, { reserved_milli: '50000' });
  });

  test('ORD-9: a price that moved since the draft is shown before it is agreed to', async () => {
    const { head } = await draftOf([line(book, 1)]);
    await world.owner(
      "insert into price (org_id, product_id, column_id, valid_from, price_e4) values ($1, $2, $3, '2026-11-20', 5000000)",
      [ids.org, book, ids.column.wholesale],
    );
    const answer = await world.act(anna, confirmOrder, { orderId: head.id, version: 1 });
    assert.deepEqual(answer, {
      ok: false,
      code: 'orders.price_changed',
      details: { fromMinor: '45000', toMinor: '50000' },
    });
  });
});
