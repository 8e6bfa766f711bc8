import assert from 'node:assert/strict';
import { test } from 'node:test';
import { repriceOrder } from '#modules/orders/commands/change.ts';
import { setPrices } from '#modules/pricing/commands/prices.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { tradeIn } from './trade.ts';

const world = await newWorld();
const { on, annaDrafts, annaConfirms, card } = tradeIn(world);
const { powerbank } = ids.product;

test('prices change at midnight in Moscow: what was agreed stays, what was only written down is shown anew', async () => {
  on('2026-05-20');
  const change = { productId: powerbank, columnId: ids.column.wholesale, validFrom: '2026-06-01', priceE4: '13000000' };
  await world.done(world.people.vera, setPrices, { prices: [change] });

  // 23:59 of the last of May.
  on('2026-05-31T20:59:00Z');
  const agreed = await annaDrafts(powerbank, 2);
  assert.deepEqual(await annaConfirms(agreed), { state: 'confirmed', holds: [] });
  const writtenDown = await annaDrafts(powerbank, 3);
  assert.equal((await card(writtenDown)).totalMinor, '360000');

  // 00:00 of the first of June, while it is still May in London.
  on('2026-05-31T21:00:00Z');
  assert.deepEqual(await annaConfirms(writtenDown), {
    refused: 'orders.price_changed',
    details: { fromMinor: '360000', toMinor: '390000' },
  });
  const { version } = await card(writtenDown);
  await world.done(world.people.anna, repriceOrder, { orderId: writtenDown.id, version });
  assert.deepEqual(await annaConfirms(writtenDown), { state: 'confirmed', holds: [] });
  assert.equal((await card(writtenDown)).totalMinor, '390000');
  assert.equal((await card(agreed)).totalMinor, '240000');
  assert.equal((await card(await annaDrafts(powerbank, 1))).totalMinor, '130000');
});
