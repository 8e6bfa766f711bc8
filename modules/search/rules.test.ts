import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { numbersOf, orderOfKinds } from './rules.ts';

describe('FIND-3 the numbers that a text may be the beginning of', () => {
  for (const typed of ['12', '№12', '№ 12', '# 12', 'No. 12', '0012'])
    test(`"${typed}"`, () =>
      assert.deepEqual(numbersOf(typed), [
        { from: 12, to: 12 },
        { from: 120, to: 129 },
        { from: 1200, to: 1299 },
        { from: 12000, to: 12999 },
      ]));
  test('stop where numbers of orders do', () =>
    assert.deepEqual(numbersOf('12345678'), [
      { from: 12345678, to: 12345678 },
      { from: 123456780, to: 123456789 },
    ]));
  for (const typed of ['', '0', '№', '12а', '1-2', '7736050003', 'ромашка 12'])
    test(`"${typed}" is none`, () => assert.deepEqual(numbersOf(typed), []));
});

describe('a short number is an order or a paper first', () => {
  const table: [typed: string, first: string][] = [
    ['12', 'order'],
    ['№ 1207', 'order'],
    ['84957771', 'account'],
    ['7736050003', 'account'],
    ['ромашка', 'account'],
    ['ab-12', 'account'],
  ];
  for (const [typed, first] of table) test(`"${typed}"`, () => assert.equal(orderOfKinds(typed)[0], first));
});
