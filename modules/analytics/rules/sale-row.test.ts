import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Occurrences } from './occurrences.ts';
import type { SaleValues } from './sale-fields.ts';
import { isReturn, saleOf } from './sale-row.ts';

const values: SaleValues = {
  invoiceNo: 'Н-1',
  soldOn: '2026-01-15',
  customerCode: null,
  inn: null,
  customer: null,
  productCode: 'A-1',
  productName: null,
  quantity: 2_000n,
  price: null,
  sum: null,
  vat: null,
  cost: null,
  manager: null,
  country: null,
};
const sale = (more: Partial<SaleValues>) => saleOf({ ...values, ...more });
const codes = (more: Partial<SaleValues>) => sale(more).problems.map((one) => one.code + (one.warning ? '?' : ''));

describe('a row of sales', () => {
  test('its sum is price x quantity, half a kopeck away from zero; the sum of the document goes before', () => {
    assert.equal(sale({ price: 33_350n, quantity: 3_000n }).sumMinor, 1_001n, '3.335 x 3 = 10.005');
    assert.equal(sale({ price: 33_350n, quantity: -3_000n }).sumMinor, -1_001n);
    assert.equal(sale({ price: 33_350n, sum: 660n }).sumMinor, 660n);
    assert.equal(sale({ sum: 999n, quantity: 3_000n }).priceE4, 33_300n, '9.99 / 3 = 3.33');
    assert.equal(sale({ sum: 999n, quantity: 0n }).priceE4, 0n);
  });

  test('neither price nor sum rejects it; a sum that is far from the price warns', () => {
    assert.deepEqual(codes({}), ['analytics.no_price']);
    assert.deepEqual(codes({ price: 100_000n, sum: 2_003n }), []);
    assert.deepEqual(codes({ price: 100_000n, sum: 2_004n }), ['analytics.sum_differs?']);
    assert.deepEqual(codes({ price: 1_000_000_000_000n, quantity: 1_000_000_000_000n }), ['analytics.sum_too_large']);
  });

  test('codes that a spreadsheet made numbers are codes again; an INN among names is an INN', () => {
    assert.equal(sale({ customerCode: '17850.0' }).customer.code, '17850');
    assert.equal(sale({ customerCode: '17850.5' }).customer.code, '17850.5');
    assert.deepEqual(sale({ customer: '7707083893' }).customer, { code: null, inn: '7707083893', name: null });
    assert.deepEqual(sale({ customer: '7707083894' }).customer, { code: null, inn: null, name: '7707083894' });
    assert.equal(sale({ inn: '7707083893.0' }).customer.inn, '7707083893');
  });

  test('a return is a negative quantity at a price; a write-off takes nothing back', () => {
    assert.equal(isReturn({ quantityMilli: -1n, priceE4: 1n }), true);
    assert.equal(isReturn({ quantityMilli: -1n, priceE4: 0n }), false);
    assert.equal(isReturn({ quantityMilli: 1n, priceE4: -1n }), false, 'a bad debt written down');
  });
});

describe('equal rows of a file', () => {
  test('are counted each by itself, whatever stands between them; case and spaces of articles aside', () => {
    const counter = new Occurrences();
    const next = (more: Partial<SaleValues>) => counter.next(sale({ price: 10_000n, ...more }));
    assert.deepEqual([next({}), next({}), next({ invoiceNo: 'Н-2' }), next({ productCode: 'a-1' })], [1, 2, 1, 3]);
    const changes = [
      { soldOn: '2026-01-16' },
      { customer: 'Б' },
      { productCode: 'A-2' },
      { quantity: 1_000n },
      { price: 9n },
    ];
    assert.deepEqual(
      changes.map((more) => next(more)),
      [1, 1, 1, 1, 1],
    );
  });

  test('half a million different rows are told apart', () => {
    const counter = new Occurrences();
    const base = sale({ price: 10_000n });
    let twice = 0;
    for (let at = 0; at < 500_000; at += 1) {
      if (
        counter.next({
          ...base,
          invoiceNo: String(at % 25_000),
          productCode: String((at * 7) % 4_000),
          quantityMilli: BigInt(at),
        }) > 1
      )
        twice += 1;
    }
    assert.equal(twice, 0);
  });
});
