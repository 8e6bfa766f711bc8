import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { decimalText, formatDecimal, parseDecimal } from './decimal.ts';

test('numbers as Russian spreadsheets write them are read', () => {
  const cases: [text: string, hundredths: bigint][] = [
    ['0', 0n],
    ['-0', 0n],
    ['007', 700n],
    ['1234.56', 123_456n],
    ['1234,56', 123_456n],
    ['1 234,56', 123_456n],
    ['1\u00a0234,56', 123_456n],
    ['1\u202f234\u202f567,8', 123_456_780n],
    ['1\u2009234', 123_400n],
    ['  5  ', 500n],
    ['-5', -500n],
    ['\u22125,01', -501n],
    ['- 5', -500n],
    ['5,1000000', 510n],
    ['9999999999999999,99', 999_999_999_999_999_999n],
  ];
  for (const [text, hundredths] of cases) assert.equal(parseDecimal(text, 2), hundredths, text);
});

test('all else is refused', () => {
  const cases = [
    '',
    ' ',
    '-',
    ',',
    '5,',
    ',5',
    '+5',
    '5-',
    '(5)',
    '--5',
    '1e400',
    '1e2',
    'NaN',
    'Infinity',
    '0x10',
    '1 2,5',
    '12 34',
    '1234 567',
    '1,234.56',
    '1.234,56',
    '1.2.3',
    '5%',
    '5 шт',
    '٥',
    '５',
    '5\u0000',
    '5\u200b',
    '5,123',
    '10000000000000000',
    `${'0'.repeat(64)}5`,
    '1'.repeat(1_000_000),
    `1${' '.repeat(1_000_000)}1`,
  ];
  for (const text of cases) assert.equal(parseDecimal(text, 2), null, text.slice(0, 40));
});

test('digits beyond the scale are rounded only when asked', () => {
  const cases: [text: string, hundredths: bigint][] = [
    ['12.300000000001', 1230n],
    ['12.299999999999997', 1230n],
    ['0,005', 1n],
    ['-0,005', -1n],
    ['0,0049', 0n],
    ['0,995', 100n],
  ];
  for (const [text, hundredths] of cases) {
    assert.equal(parseDecimal(text, 2), null, text);
    assert.equal(parseDecimal(text, 2, { round: true }), hundredths, text);
  }
  assert.equal(parseDecimal('9999999999999999,999', 2, { round: true }), null);
});

test('text for machines and for people', () => {
  const two = { scale: 2, least: 2 };
  assert.equal(decimalText(-5n, two), '-0.05');
  assert.equal(decimalText(0n, two), '0.00');
  assert.equal(decimalText(1_230n, { scale: 3, least: 0 }), '1.23');
  assert.equal(decimalText(1_000n, { scale: 3, least: 0 }), '1');
  assert.equal(formatDecimal(-123_456_789n, 'ru', two), '\u22121\u202f234\u202f567,89');
  assert.equal(formatDecimal(-123_456_789n, 'en', two), '\u22121\u202f234\u202f567.89');
  assert.equal(formatDecimal(99_999n, 'ru', two), '999,99');
  assert.equal(formatDecimal(7n, 'ru', { scale: 0, least: 0 }), '7');
});

test('what is written is read back the same', () => {
  const units = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });
  fc.assert(
    fc.property(
      units,
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom('ru' as const, 'en' as const),
      (value, scale, lang) => {
        const digits = { scale, least: 0 };
        assert.equal(parseDecimal(decimalText(value, digits), scale), value);
        assert.equal(parseDecimal(formatDecimal(value, lang, digits), scale), value);
      },
    ),
  );
});

test('any text is either a number of at most 18 digits or null', () => {
  const letters = fc.constantFrom(...'0123456789 ,.-\u2212\u00a0\u202feE+%');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: letters }), fc.string({ unit: 'binary' })), (text) => {
      const value = parseDecimal(text, 4, { round: true });
      assert.ok(value === null || (value < 10n ** 18n && value > -(10n ** 18n)));
    }),
    { numRuns: 2000 },
  );
});
