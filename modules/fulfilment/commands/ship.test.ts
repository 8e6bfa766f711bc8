import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { ship } from './ship.ts';

const world = await newWorld();
const { anna, sonya } = world.people;

describe('shipping', () => {
  test('FUL-1: two parts come to the order exactly: papers, debt, history, stock and standing agree', async () => {
    const lineId = newId();
    const order = await world.done(anna, createOrder, {
      id: newId(),
      accountId: ids.account.romashka,
      lines: [{ id: lineId, productId: ids.product.powerbank, quantityMilli: '3000', manualBp: 333 }],
      confirm: true,
    });
    assert.equal(order.totalMinor, '348012');
    const part = (version: number, milli: string) =>
      world.done(sonya, ship, { id: newId(), orderId: order.id, version, lines: [{ lineId, quantityMilli: milli }] });
    const first = await part(1, '1000');
    const second = await part(2, '2000');
    assert.deepEqual([first.totalMinor, second.totalMinor], ['116004', '232008']);
    assert.deepEqual([first.documentNumber, second.documentNumber], ['КТ-1', 'КТ-2']);
    assert.deepEqual([first.orderState, second.orderState], ['shipped', 'closed']);
    assert.equal(first.dueOn, '2026-12-20');
    const [standing] = await world.owner('select receivable_minor, confirmed_minor from account_credit where account_id = $1', [ids.account.romashka]);
    assert.deepEqual(standing, { receivable_minor: '348012', confirmed_minor: '0' });
    const [stock] = await world.owner('select on_hand_milli, reserved_milli from stock where product_id = $1', [ids.product.powerbank]);
    assert.deepEqual(stock, { on_hand_milli: '97000', reserved_milli: '0' });
    const [ledger] = await world.owner('select sum(amount_minor)::text as balance from ledger_entry');
    assert.deepEqual(ledger, { balance: '348012' });
    const [sales] = await world.owner('select sum_minor, line_count, quantity_milli from sales_month');
    assert.deepEqual(sales, { sum_minor: '348012', line_count: 2, quantity_milli: '3000' });
  });

  test('FUL-2: no more leaves than was promised, and not twice', async () => {
    const lineId = newId();
    const order = await world.done(anna, createOrder, {
      id: newId(),
      accountId: ids.account.romashka,
      lines: [{ id: lineId, productId: ids.product.headphones, quantityMilli: '15000' }],
      confirm: true,
    });
    const ask = { id: newId(), orderId: order.id, version: 1, lines: [{ lineId, quantityMilli: '15000' }] };
    assert.deepEqual(await world.act(sonya, ship, ask), {
      ok: false,
      code: 'fulfilment.not_reserved',
      details: { lineId, askedMilli: '15000', reservedMilli: '10000' },
    });
    const once = { ...ask, lines: [{ lineId, quantityMilli: '10000' }] };
    const answers = await Promise.all([1, 2, 3].map(() => world.act(sonya, ship, { ...once, id: newId() })));
    assert.equal(answers.filter((answer) => answer.ok).length, 1);
  });
});
