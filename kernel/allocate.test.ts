import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { allocate } from './allocate.ts';

test('nothing is lost, and ties go to the earlier part', () => {
  const cases: [whole: bigint, weights: bigint[], parts: bigint[]][] = [
    [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
    [-100n, [1n, 1n, 1n], [-34n, -33n, -33n]],
    [10n, [3n, 3n, 4n], [3n, 3n, 4n]],
    [1n, [1n, 2n], [0n, 1n]],
    [5n, [0n, 1n, 0n], [0n, 5n, 0n]],
    [2n, [1n, 1n, 1n, 1n], [1n, 1n, 0n, 0n]],
    [7n, [7n], [7n]],
    [0n, [0n, 0n], [0n, 0n]],
    [0n, [], []],
  ];
  for (const [whole, weights, parts] of cases)
    assert.deepEqual(allocate(whole, weights), parts, `${whole} by ${weights}`);
});

test('there must be something to split by', () => {
  assert.throws(() => allocate(1n, []), RangeError);
  assert.throws(() => allocate(1n, [0n, 0n]), RangeError);
  assert.throws(() => allocate(1n, [2n, -1n]), RangeError);
  assert.throws(() => allocate(0n, [-1n]), RangeError);
});

test('parts add up, each is within one unit of its exact share, and a zero weight gets nothing', () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), weights, (whole, by) => {
      const total = by.reduce((sum, weight) => sum + weight, 0n);
      fc.pre(total > 0n);
      const parts = allocate(whole, by);
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0n),
        whole,
      );
      for (const [at, weight] of by.entries()) {
        const off = (parts[at] ?? 0n) * total - whole * weight;
        assert.ok(off < total && off > -total);
        assert.ok(weight > 0n || parts[at] === 0n || parts[at] === -0n);
      }
    }),
    { numRuns: 2000 },
  );
});
