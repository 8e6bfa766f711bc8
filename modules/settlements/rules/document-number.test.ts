import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { textTable } from '../testdata/text-table.ts';
import { foldLetters, numberKey } from './document-number.ts';

// Keys are in Latin letters.
const keys = `
  written       | full     | core
  123           | 123      | 123
  № 000123      | 123      | 123
  №000123       | 123      | 123
  N 123         | 123      | 123
  No. 123       | 123      | 123
  #123          | 123      | 123
  0000-000123   | 123      | 123
  УТ-000123     | YT123    | 123
  YT-123        | YT123    | 123
  ут123         | YT123    | 123
  УТ00-000123   | YT123    | 123
  -123/         | 123      | 123
  150/2         | 150-2    | 150-2
  150-02        | 150-2    | 150-2
  1502          | 1502     | 1502
  Щ150/2        | Щ150-2   | 150-2
  123/А         | 123A     | 123
  123A          | 123A     | 123
  А-Б           | A-Б      | A-Б
  СЧ 12         | CЧ12     | 12
  000           | 0        | 0
  10-00-5       | 10-0-5   | 10-0-5
  НОМЕР 7       | HOMEP7   | 7
`;

for (const { written = '', full, core } of textTable(keys)) {
  test(`"${written}" is ${full}, shortly ${core}`, () => assert.deepEqual(numberKey(written), { full, core }));
}

test('look-alikes of both alphabets become one', () => {
  assert.equal(foldLetters('аВЕКМНОРСТУХё'), foldLetters('ABEKMHOPCTYXe'));
});

test('a key does not change when it is made again, and is bounded', () => {
  const unit = fc.constantFrom(...'0019AЯБ-/ №Nх'.split(''));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
      const { full, core } = numberKey(text);
      assert.ok(full.includes(core));
      assert.equal(numberKey(core).core, core);
    }),
  );
  assert.ok(numberKey('1'.repeat(1_000_000)).full.length <= 100);
});
