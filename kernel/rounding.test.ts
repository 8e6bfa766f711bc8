import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { divRound } from './rounding.ts';

test('halves go away from zero, in both signs of both numbers', () => {
  const cases: [n: bigint, d: bigint, rounded: bigint][] = [
    [0n, 7n, 0n],
    [4n, 2n, 2n],
    [5n, 2n, 3n],
    [-5n, 2n, -3n],
    [5n, -2n, -3n],
    [-5n, -2n, 3n],
    [24n, 10n, 2n],
    [-24n, 10n, -2n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-1n, 3n, 0n],
    [1n, 2n, 1n],
    [10n ** 30n + 1n, 2n, 5n * 10n ** 29n + 1n],
  ];
  for (const [n, d, rounded] of cases) assert.equal(divRound(n, d), rounded, `${n} / ${d}`);
});

test('division by zero is a fault', () => {
  assert.throws(() => divRound(1n, 0n), RangeError);
});

test('the result is never further than a half from the exact quotient', () => {
  const size = (x: bigint) => (x < 0n ? -x : x);
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n }), (n, d) => {
      assert.ok(2n * size(divRound(n, d) * d - n) <= d);
      assert.equal(divRound(-n, d), -divRound(n, d));
    }),
  );
});
