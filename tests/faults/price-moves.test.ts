/** A price that moves while an order is confirmed: what is confirmed is what was seen, or it is told. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmOrder } from '#modules/orders/commands/confirm.ts';
import { brokenInvariants, keptOf, line, takerOf } from '#modules/orders/taking.fixture.ts';
import { setPrices } from '#modules/pricing/commands/prices.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { eachRound } from './rounds.ts';

const world = await newWorld();
const { anna, vera } = world.people;
const take = takerOf(world);
const { book } = ids.product;

const inRound = 12;
// Long runs must not meet the limit.
await world.owner('update credit_limit set limit_minor = 100000000000000');

test('FLT-20: an order confirmed while its price changes is confirmed at the price that was seen, or refused with both', async () => {
  let priceE4 = 4_500_000n;
  await eachRound(async () => {
    for (let at = 0; at < inRound; at += 1) {
      const order = await take(anna, [line(book, 10)]);
      const seen = String((priceE4 * 10n) / 100n);
      assert.equal((await keptOf(world, order.orderId)).order?.['total_minor'], seen);
      const next = priceE4 + 10_000n;
      const price = {
        productId: book,
        columnId: ids.column.wholesale,
        validFrom: '2026-11-20',
        priceE4: String(next),
      };
      const confirm = () => world.act(anna, confirmOrder, { orderId: order.orderId, version: 1 });
      const move = () => world.act(vera, setPrices, { prices: [price] });
      // Who comes first changes from turn to turn.
      const [confirmed, moved] =
        at % 2 === 0
          ? await Promise.all([confirm(), move()])
          : await Promise.all([move(), confirm()]).then(([b, a]) => [a, b]);
      assert.equal(moved?.ok, true);
      const { order: kept } = await keptOf(world, order.orderId);
      assert.equal(kept?.['total_minor'], seen, 'nothing was agreed to unseen');
      if (confirmed !== undefined && !confirmed.ok) {
        assert.deepEqual(confirmed, {
          ok: false,
          code: 'orders.price_changed',
          details: { fromMinor: seen, toMinor: String((next * 10n) / 100n) },
        });
      }
      assert.equal(kept?.['state'], confirmed?.ok === true ? 'confirmed' : 'draft');
      priceE4 = next;
    }
  });
  assert.deepEqual(await brokenInvariants(world), []);
});
