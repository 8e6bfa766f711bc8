import assert from 'node:assert/strict';
import test from 'node:test';
import {
  discounted,
  formatPercentBp,
  formatPriceE4,
  formatQuantity,
  lineSum,
  parsePriceE4,
  parseQuantityMilli,
  priceText,
  quantityText,
} from './price.ts';

test("a line's sum is price x quantity rounded to kopecks, half away from zero", () => {
  const cases: [price: string, quantity: string, minor: bigint][] = [
    ['100', '3', 30_000n],
    ['12,3456', '1', 1_235n],
    ['0,0050', '1', 1n],
    ['0,0049', '1', 0n],
    ['0,01', '0,5', 1n],
    ['-0,01', '0,5', -1n],
    ['33,3333', '3', 10_000n],
    ['0,0001', '0,001', 0n],
    ['99999999,9999', '999999,999', 9_999_999_989_990_000n],
  ];
  for (const [price, quantity, minor] of cases) {
    assert.equal(
      lineSum(parsePriceE4(price) ?? -1n, parseQuantityMilli(quantity) ?? -1n),
      minor,
      `${price} x ${quantity}`,
    );
  }
});

test('a discount is taken in basis points and rounded to 1/10000 rouble', () => {
  assert.equal(discounted(1_000_000n, 1250), 875_000n);
  assert.equal(discounted(1_000_000n, 0), 1_000_000n);
  assert.equal(discounted(1_000_000n, 10_000), 0n);
  assert.equal(discounted(3n, 5000), 2n);
  assert.equal(discounted(1_000_000n, -500), 1_050_000n);
});

test('a discount that is a fraction of a basis point or over the price is a fault', () => {
  for (const bp of [12.5, 10_001, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => discounted(1n, bp), RangeError, String(bp));
  }
});

test('prices and quantities are read', () => {
  assert.equal(parsePriceE4('1 234,5678 ₽'), 12_345_678n);
  assert.equal(parsePriceE4('12,34567'), null);
  assert.equal(parsePriceE4('12.34567', { round: true }), 123_457n);
  assert.equal(parseQuantityMilli('1 000,5'), 1_000_500n);
  assert.equal(parseQuantityMilli('0,0005'), null);
  assert.equal(parseQuantityMilli('2.0000000000004', { round: true }), 2_000n);
});

test('roubles are not a quantity', () => {
  assert.equal(parseQuantityMilli('5 руб.'), null);
  assert.equal(parseQuantityMilli('5 ₽'), null);
});

test('prices, quantities and percents are written', () => {
  assert.equal(priceText(123_000n), '12.30');
  assert.equal(priceText(-123_456n), '-12.3456');
  assert.equal(quantityText(1_500n), '1.5');
  assert.equal(quantityText(12_000n), '12');
  assert.equal(formatPriceE4(12_345_600n, 'ru'), '1\u202f234,56');
  assert.equal(formatPriceE4(12_345_678n, 'en'), '1\u202f234.5678');
  assert.equal(formatQuantity(1_234_500n, 'ru'), '1\u202f234,5');
  assert.equal(formatQuantity(-2_000n, 'ru'), '\u22122');
  assert.equal(formatPercentBp(1250, 'ru'), '12,5\u00a0%');
  assert.equal(formatPercentBp(-25, 'ru'), '\u22120,25\u00a0%');
  assert.equal(formatPercentBp(2200, 'en'), '22%');
});
