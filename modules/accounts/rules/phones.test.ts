import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { phoneKey, phoneKeys } from './phones.ts';

describe('phoneKey', () => {
  test('spellings of one number are one key', () => {
    const spellings = [
      '+7 (926) 123-45-67',
      '8 926 123 45 67',
      '89261234567',
      '7 926 123‑45‑67',
      '9261234567',
      '8(926)123.45.67',
      '+7 926 123-45-67 доб. 12',
    ];
    for (const text of spellings) assert.equal(phoneKey(text), '79261234567', text);
  });

  test('other countries, internal numbers and words', () => {
    const cases: [text: string, key: string][] = [
      ['+375 29 123-45-67', '375291234567'],
      ['+44 20 7946 0958', '442079460958'],
      ['123-45', '12345'],
      ['12-34', ''],
      ['нет', ''],
      ['', ''],
      ['1'.repeat(30), ''],
    ];
    for (const [text, key] of cases) assert.equal(phoneKey(text), key, text);
  });

  test('the quick way for Russian numbers answers as the full parser does', () => {
    const number = fc
      .tuple(fc.constantFrom('3', '4', '8', '9'), fc.stringMatching(/^\d{9}$/))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(number, (digits) => {
        const parsed = parsePhoneNumberFromString(`+7${digits}`, 'RU');
        assert.equal(phoneKey(`8${digits}`), parsed?.number.slice(1));
      }),
      { numRuns: 300 },
    );
  });

  test('several numbers of a field, each once', () => {
    assert.deepEqual(phoneKeys('8 495 111-22-33, +7 (495) 111-22-33; 8 926 123-45-67/нет'), [
      '74951112233',
      '79261234567',
    ]);
  });
});
