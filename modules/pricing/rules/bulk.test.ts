import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bulkRoundings, roundingSteps } from '../model.ts';
import { changedPrice } from './bulk.ts';

describe('a price changed by a percent', () => {
  const cases: [priceE4: bigint, changeBp: number, roundTo: (typeof bulkRoundings)[number], outcome: bigint][] = [
    [1000_0000n, 500, 'none', 1050_0000n],
    [1000_0000n, -500, 'none', 950_0000n],
    [3333n, 500, 'none', 3500n],
    [99_9900n, 300, 'rouble', 103_0000n],
    [99_5000n, 0, 'rouble', 100_0000n],
    [99_4999n, 0, 'rouble', 99_0000n],
    [1234_5600n, 1_000, 'ten', 1360_0000n],
    [1234_5600n, 1_000, 'hundred', 1400_0000n],
    [12_3449n, 0, 'kopeck', 12_3400n],
    [12_3450n, 0, 'kopeck', 12_3500n],
    [4_0000n, -5_000, 'hundred', 0n],
  ];
  for (const [priceE4, changeBp, roundTo, outcome] of cases) {
    test(`PRC-11 ${priceE4} by ${changeBp} to ${roundTo} is ${outcome}`, () => {
      assert.equal(changedPrice(priceE4, changeBp, roundTo), outcome);
    });
  }

  test('PRC-11 is a whole number of steps, within half a step of the exact price', () =>
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 15n }),
        fc.integer({ min: -9_999, max: 100_000 }),
        fc.constantFrom(...bulkRoundings),
        (priceE4, changeBp, roundTo) => {
          const step = roundingSteps[roundTo];
          const made = changedPrice(priceE4, changeBp, roundTo);
          const off = made * 10_000n - priceE4 * BigInt(10_000 + changeBp);
          assert.equal(made % step, 0n);
          assert.ok(2n * (off < 0n ? -off : off) <= step * 10_000n);
        },
      ),
    ));
});
