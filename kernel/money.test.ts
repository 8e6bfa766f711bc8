import assert from 'node:assert/strict';
import test from 'node:test';
import { formatMinor, minorText, parseMinor, sumMinor } from './money.ts';

test('sums in roubles are read into kopecks, with or without the currency', () => {
  const cases: [text: string, minor: bigint | null][] = [
    ['1 234,56', 123_456n],
    ['1 234,56 руб.', 123_456n],
    ['1234.5руб', 123_450n],
    ['1\u00a0234,56\u00a0₽', 123_456n],
    ['1\u202f234,56р.', 123_456n],
    ['\u2212100 РУБ.', -10_000n],
    ['100,005', null],
    ['руб.', null],
    ['₽ 100', null],
    ['100 ₽ ₽', null],
    ['100 $', null],
    ['', null],
    ['1e400', null],
    ['NaN', null],
  ];
  for (const [text, minor] of cases) assert.equal(parseMinor(text), minor, text);
});

test('float artefacts of spreadsheets are rounded when asked', () => {
  assert.equal(parseMinor('12.300000000001'), null);
  assert.equal(parseMinor('12.300000000001', { round: true }), 1230n);
  assert.equal(parseMinor('12.30000000000000', {}), 1230n);
});

test('a long hostile text is refused at once', () => {
  assert.equal(parseMinor(`1${' '.repeat(2_000_000)}руб.x`), null);
});

test('kopecks are written for files', () => {
  assert.equal(minorText(123_456n), '1234.56');
  assert.equal(minorText(-5n), '-0.05');
  assert.equal(minorText(0n), '0.00');
});

test('kopecks are written for people', () => {
  assert.equal(formatMinor(123_456_789n, 'ru'), '1\u202f234\u202f567,89');
  assert.equal(formatMinor(123_456_789n, 'en'), '1\u202f234\u202f567.89');
  assert.equal(formatMinor(-50n, 'ru'), '\u22120,50');
  assert.equal(formatMinor(123_450n, 'ru', { kopecks: false }), '1\u202f235');
  assert.equal(formatMinor(-123_450n, 'ru', { kopecks: false }), '\u22121\u202f235');
  assert.equal(formatMinor(-49n, 'ru', { kopecks: false }), '0');
});

test('sums add up exactly past the safe integers of floats', () => {
  assert.equal(sumMinor([]), 0n);
  assert.equal(sumMinor([9_007_199_254_740_993n, 1n, -2n]), 9_007_199_254_740_992n);
});
