import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { placeKey, shareGoods, type WaitingLine } from './goods.ts';

const waiting = fc.array(
  fc.record({
    orderId: fc.constantFrom('a', 'b', 'c'),
    lineId: fc.uuid(),
    productId: fc.constantFrom('p1', 'p2'),
    warehouseId: fc.constantFrom('w1', 'w2'),
    number: fc.integer({ min: 1, max: 9 }),
    position: fc.integer({ min: 1, max: 9 }),
    waitingMilli: fc.bigInt(1n, 9_000n),
    stopped: fc.boolean(),
  }),
  { maxLength: 30 },
);
const free = fc.bigInt(0n, 20_000n);
const sum = (list: readonly bigint[]) => list.reduce((total, milli) => total + milli, 0n);
const level = (onHandMilli: bigint, coming: readonly (readonly [on: string, milli: bigint])[] = []) => ({
  onHandMilli,
  reservedMilli: 0n,
  arrivals: coming.map(([expectedOn, quantityMilli]) => ({ expectedOn, quantityMilli })),
});

test('ORD-54: shared is the lesser of what is free and what is waited for; no line gets more than it waits for', () => {
  fc.assert(
    fc.property(waiting, free, free, (lines, one, two) => {
      const shared = shareGoods(
        lines,
        new Map([
          ['p1 w1', level(one)],
          ['p2 w2', level(two)],
        ]),
      );
      assert.equal(shared.length, lines.length);
      for (const [key, there] of [
        ['p1 w1', one],
        ['p2 w2', two],
        ['p1 w2', 0n],
      ] as const) {
        const mine = shared.filter((line) => placeKey(line) === key);
        const got = sum(mine.map((line) => line.givenMilli));
        const mayGet = mine.filter((line) => !line.stopped);
        const left = sum(mayGet.map((line) => line.waitingMilli - line.givenMilli));
        assert.ok(got <= there);
        assert.ok(got === there || left === 0n);
      }
      assert.ok(shared.every((line) => line.givenMilli >= 0n && line.givenMilli <= line.waitingMilli));
      assert.ok(shared.every((line) => !line.stopped || line.givenMilli === 0n));
    }),
  );
});

test('ORD-54: an older order is whole before a younger one gets anything', () => {
  fc.assert(
    fc.property(waiting, free, (lines, there) => {
      const queue = shareGoods(lines, new Map([['p1 w1', level(there)]])).filter(
        (line) => placeKey(line) === 'p1 w1' && !line.stopped,
      );
      const firstShort = queue.findIndex((line) => line.givenMilli < line.waitingMilli);
      assert.ok(firstShort < 0 || queue.slice(firstShort + 1).every((line) => line.givenMilli === 0n));
    }),
  );
});

test('ORD-55: each waiting line learns the day by which arrivals cover it and all before it', () => {
  const line = (number: number, waitingMilli: bigint): WaitingLine => ({
    orderId: `o${number}`,
    lineId: `l${number}`,
    productId: 'p1',
    warehouseId: 'w1',
    number,
    position: 1,
    waitingMilli,
    stopped: false,
  });
  const coming = level(1_000n, [
    ['2026-12-01', 5_000n],
    ['2026-12-20', 5_000n],
  ]);
  const shared = shareGoods(
    [line(3, 4_000n), line(1, 3_000n), line(2, 3_000n), line(4, 2_000n)],
    new Map([['p1 w1', coming]]),
  );
  assert.deepEqual(
    shared.map((one) => [one.number, one.givenMilli, one.dayOn]),
    [
      [1, 1_000n, '2026-12-01'],
      [2, 0n, '2026-12-01'],
      [3, 0n, '2026-12-20'],
      [4, 0n, null],
    ],
  );
  const held = shareGoods([{ ...line(1, 3_000n), stopped: true }, line(2, 3_000n)], new Map([['p1 w1', coming]]));
  assert.deepEqual(
    held.map((one) => [one.number, one.givenMilli, one.dayOn]),
    [
      [1, 0n, '2026-12-01'],
      [2, 1_000n, '2026-12-01'],
    ],
  );
});
