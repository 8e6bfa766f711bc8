import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ids, newWorld } from '#tests/harness/world.ts';
import { makeOrder } from '../world.fixture.ts';
import { readShort, readStock } from './levels.ts';

const world = await newWorld();
const { cable, headphones, powerbank, book, cassette } = ids.product;
const warehouseId = ids.warehouse.main;

const all = [cable, headphones, powerbank, book, cassette];
const levels = () => world.read(ids.org, (read) => readStock(read, ids.org, { warehouseId, productIds: all }));
const short = (wanted: [string, bigint][], told: string[] = []) =>
  world.read(ids.org, (read) => readShort(read, ids.org, { warehouseId, wanted: new Map(wanted), told }));

describe('STO-13: goods that fall short', () => {
  test('are told with the very level that the whole list has, and only they', async () => {
    await makeOrder(world, { productIds: [headphones], quantityMilli: '3000' });
    const whole = await levels();
    const found = await short([
      [headphones, 10_001n],
      [powerbank, 100_000n],
      [book, 1_000n],
    ]);
    assert.deepEqual([...found.keys()], [headphones]);
    assert.deepEqual(found.get(headphones), whole.get(headphones));
    assert.ok((found.get(headphones)?.arrivals.length ?? 0) > 0);
  });

  test('are told though the warehouse never had them; and so is what is asked for by name', async () => {
    const whole = await levels();
    assert.equal(whole.get(cable), undefined);
    const found = await short(
      [
        [cable, 1n],
        [powerbank, 1n],
        [book, 1n],
      ],
      [powerbank],
    );
    assert.deepEqual([...found.keys()].sort(), [cable, powerbank].sort());
    assert.deepEqual(found.get(powerbank), whole.get(powerbank));
    assert.partialDeepStrictEqual(found.get(cable), { onHandMilli: 0n, reservedMilli: 0n, waitingMilli: 0n });
  });

  test('of another org are nobody’s', async () => {
    const found = await world.read(ids.otherOrg, (read) =>
      readShort(read, ids.otherOrg, { warehouseId, wanted: new Map([[powerbank, 1n]]), told: [] }),
    );
    assert.equal(found.get(powerbank)?.onHandMilli, 0n);
  });
});
