import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { listMovements } from './product.ts';

const world = await newWorld();
const { anna, boris, sonya, vera } = world.people;
const { powerbank } = ids.product;

test('STO-8: a movement of a shipment names it to those who see its account', async () => {
  const lineId = newId();
  const line = { id: lineId, productId: powerbank, quantityMilli: '2000' };
  const order = { id: newId(), accountId: ids.account.romashka, lines: [line], confirm: true };
  const { version } = await world.done(anna, createOrder, order);
  const lines = [{ lineId, quantityMilli: '2000' }];
  const shipped = { id: newId(), orderId: order.id, version, lines, carrier: '', tracking: '' };
  await world.done(sonya, ship, shipped);
  const seen = async (who: Person) => {
    const page = await world.ask(who, (context) => listMovements(context, { productId: powerbank }));
    assert.ok(page.ok);
    return page.value.rows.map((row) => [row.kind, row.quantityMilli, row.shipment]);
  };
  const known = [
    ['shipment', '-2000', { id: shipped.id, number: 1 }],
    ['opening', '100000', null],
  ];
  assert.deepEqual([await seen(anna), await seen(vera)], [known, known]);
  const blind = [
    ['shipment', '-2000', null],
    ['opening', '100000', null],
  ];
  assert.deepEqual(await seen(boris), blind);
  const permissions = new Set([...anna.permissions].filter((one) => one !== 'fulfilment.read'));
  assert.deepEqual(await seen({ ...anna, permissions }), blind);
});
