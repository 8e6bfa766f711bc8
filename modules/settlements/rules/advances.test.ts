import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minorText, parseMinor } from '#kernel/money.ts';
import type { PaymentState } from '../model.ts';
import { textTable } from '../testdata/text-table.ts';
import { chooseAdvances } from './advances.ts';

const free = textTable(`
  id | on         | left   | state    | purpose
  a  | 2026-01-01 | 100.00 | advance  | аванс
  b  | 2026-01-02 | 200.00 | probable | оплата за товар
  c  | 2026-01-03 | 300.00 | advance  | по счету КТ-7
  d  | 2026-01-04 | 400.00 | probable | по заказу 12
  e  | 2026-01-05 | 500.00 | unknown  | возврат
`).map((row) => ({
  id: row['id'] ?? '',
  number: row['id'] ?? '',
  bookedOn: row['on'] ?? '',
  purpose: row['purpose'] ?? '',
  state: row['state'] as PaymentState,
  amountMinor: 100_000n,
  unallocatedMinor: parseMinor(row['left'] ?? '') ?? 0n,
}));

test('SET-12: a prepaid shipment takes what names its order or bill first, then the oldest advances', () => {
  const rows = textTable(`
    sum    | numbers  | chosen
    50.00  |          | a:50.00
    350.00 |          | a:100.00 c:250.00
    900.00 |          | a:100.00 c:300.00
    350.00 | КТ-7     | c:300.00 a:50.00
    900.00 | 12 КТ-7  | c:300.00 d:400.00 a:100.00
    10.00  | 12       | d:10.00
    0.00   | 12       |
  `);
  for (const { sum = '', numbers = '', chosen } of rows) {
    const keys = new Set(numbers.split(' ').map((number) => number.replace('КТ', 'KT').replace('-', '')));
    const found = chooseAdvances(free, { amountMinor: parseMinor(sum) ?? 0n, keys });
    const drawn = found.map((one) => `${one.paymentId}:${minorText(one.sumMinor)}`).join(' ');
    assert.deepEqual({ sum, numbers, chosen: drawn }, { sum, numbers, chosen });
  }
});
