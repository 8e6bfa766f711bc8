import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { builtInFormat, formatOfCode, numberText, percentText, serialText, shownNumber } from './cell-text.ts';

test('numbers as people see them: no float artefacts, no exponents', () => {
  const cases: readonly [string, string | null][] = [
    ['12.300000000000001', '12.3'],
    ['0.30000000000000004', '0.3'],
    ['4607012345678', '4607012345678'],
    ['4.607012345678E12', '4607012345678'],
    ['1E-7', '0.0000001'],
    ['1.5e21', '1500000000000000000000'],
    ['-0', '0'],
    ['007', '7'],
    ['-1.50', '-1.5'],
    ['.5', '0.5'],
    ['1e400', null],
    ['0x10', null],
    ['', null],
    ['1,5', null],
    ['NaN', null],
  ];
  for (const [raw, shown] of cases) assert.equal(numberText(raw), shown, raw);
});

test('percents are exact', () => {
  assert.equal(percentText('0.07'), '7%');
  assert.equal(percentText('0.125'), '12.5%');
  assert.equal(percentText('-1'), '-100%');
  assert.equal(percentText('0.00015'), '0.015%');
});

test('serial numbers are days, times or both; 1900 and 1904', () => {
  const day = { epoch1904: false, timeOnly: false };
  assert.equal(serialText('46022', day), '2025-12-31');
  assert.equal(serialText('40513.351388888892', day), '2010-12-01 08:26:00');
  assert.equal(serialText('44560', { ...day, epoch1904: true }), '2025-12-31');
  assert.equal(serialText('1', day), '1900-01-01');
  assert.equal(serialText('59', day), '1900-02-28');
  assert.equal(serialText('60', day), null);
  assert.equal(serialText('61', day), '1900-03-01');
  assert.equal(serialText('2958465', day), '9999-12-31');
  assert.equal(serialText('2958466', day), null);
  assert.equal(serialText('-1', day), null);
  assert.equal(serialText('0.5', day), '12:00:00');
  assert.equal(serialText('1.0416666666666667', { ...day, timeOnly: true }), '25:00:00');
  assert.equal(serialText('45291.999999999', day), '2024-01-01');
});

test('format codes', () => {
  const kinds = (codes: readonly string[]): string[] => codes.map((code) => formatOfCode(code).kind);
  assert.deepEqual(
    kinds(['dd.mm.yyyy', 'm/d/yy h:mm', '[$-419]d mmmm yyyy" г.";@', 'mmm\\-yy']),
    Array(4).fill('date'),
  );
  assert.deepEqual(kinds(['h:mm', '[h]:mm:ss', 'mm:ss.0']), Array(3).fill('time'));
  assert.deepEqual(kinds(['0.00%', '0%;[Red]-0%']), Array(2).fill('percent'));
  assert.deepEqual(
    kinds([
      'General',
      '#,##0.00"р."',
      '_-* #,##0.00\\ "₽"_-',
      '0.00E+00',
      '@',
      '[Red]0.00',
      '0" шт. (штук) d"',
      '#,##0.00\\ [$руб.-419]',
    ]),
    Array(8).fill('number'),
  );
  assert.deepEqual(formatOfCode('00000'), { kind: 'zeros', digits: 5 });
  assert.equal(shownNumber('42', formatOfCode('00000'), false), '00042');
  assert.equal(builtInFormat(14).kind, 'date');
  assert.equal(builtInFormat(9).kind, 'percent');
  assert.equal(builtInFormat(4).kind, 'number');
});

test('a number of at most 15 digits comes back digit by digit', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 999_999_999_999_999n }), fc.integer({ min: 0, max: 14 }), (digits, scale) => {
      const text = digits.toString().padStart(scale + 1, '0');
      const whole = text.slice(0, text.length - scale);
      const fraction = text.slice(text.length - scale).replace(/0+$/, '');
      const expected = fraction === '' ? whole : `${whole}.${fraction}`;
      assert.equal(numberText(String(Number(expected))), expected);
      assert.equal(numberText(Number(expected).toPrecision(17)), expected);
    }),
  );
});
