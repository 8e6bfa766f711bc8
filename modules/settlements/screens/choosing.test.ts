import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, sumOf, typed } from './choosing.ts';

const debts = [
  { id: 'a', openMinor: '10050' },
  { id: 'b', openMinor: '20000' },
  { id: 'c', openMinor: '5000' },
];

test('money fills debts in their order, the last one in part', () => {
  assert.deepEqual(fill(debts, 25_050n, 'ru'), { a: '100,50', b: '150,00' });
  assert.deepEqual(fill(debts, 100_000n, 'en'), { a: '100.50', b: '200.00', c: '50.00' });
  assert.deepEqual(fill(debts, 0n, 'ru'), {});
});

test('what is typed is added up; what is no sum above zero is bad', () => {
  assert.deepEqual(sumOf({ a: '100,50', b: '1 200' }), { total: 130_050n, bad: false });
  assert.deepEqual(sumOf({ a: '100', b: 'x' }), { total: 10_000n, bad: true });
  assert.deepEqual(sumOf({ a: '0' }), { total: 0n, bad: true });
  assert.deepEqual(sumOf({}), { total: 0n, bad: false });
});

test('a sum put into a field is read back as it was', () => {
  for (const lang of ['ru', 'en'] as const) {
    for (const minor of [1n, 123_456_789n, 100_000_000n]) assert.equal(sumOf({ a: typed(minor, lang) }).total, minor);
  }
});
