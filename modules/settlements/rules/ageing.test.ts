import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addDays } from '#kernel/plain-date.ts';
import { textTable } from '../testdata/text-table.ts';
import { ageingBuckets, bucketOf, defaultAgeingBuckets } from './ageing.ts';

const dues = `
  due        | as of      | bucket
  2026-06-10 | 2026-06-01 | not_due
  2026-06-10 | 2026-06-09 | not_due
  2026-06-10 | 2026-06-10 | not_due
  2026-06-10 | 2026-06-11 | 1-7
  2026-06-10 | 2026-06-17 | 1-7
  2026-06-10 | 2026-06-18 | 8-30
  2026-06-10 | 2026-07-10 | 8-30
  2026-06-10 | 2026-07-11 | 31-60
  2026-06-10 | 2026-08-09 | 31-60
  2026-06-10 | 2026-08-10 | 61-90
  2026-06-10 | 2026-09-08 | 61-90
  2026-06-10 | 2026-09-09 | 90+
  2026-06-10 | 2036-06-10 | 90+
  2028-02-28 | 2028-03-01 | 1-7
  2025-12-31 | 2026-01-08 | 8-30
`;

for (const { due = '', 'as of': asOf = '', bucket } of textTable(dues)) {
  test(`due ${due}, on ${asOf}: ${bucket}`, () => assert.equal(bucketOf(due, asOf).code, bucket));
}

test('an org has its own buckets', () => {
  const buckets = ageingBuckets([1, 14, 45]);
  assert.ok(buckets.ok);
  assert.deepEqual(
    buckets.value.map(({ code }) => code),
    ['not_due', '1', '2-14', '15-45', '45+'],
  );
  assert.equal(bucketOf('2026-06-10', '2026-06-11', buckets.value).code, '1');
  assert.equal(bucketOf('2026-06-10', '2026-07-26', buckets.value).code, '45+');
});

test('bounds that do not rise, are not whole, or are too many are refused', () => {
  const wrong = [
    [],
    [0],
    [-1],
    [7, 7],
    [30, 7],
    [1.5],
    [Number.NaN],
    [36_501],
    Array.from({ length: 13 }, (_, at) => at + 1),
  ];
  for (const bounds of wrong) assert.equal(ageingBuckets(bounds).ok, false, String(bounds));
});

test('what is not a date is a fault', () => {
  assert.throws(() => bucketOf('2026-02-30', '2026-03-01'), RangeError);
});

test('buckets follow each other without a gap, and each day late is in the one that holds it', () => {
  for (const [at, bucket] of defaultAgeingBuckets.slice(1).entries()) {
    assert.equal(bucket.fromDays, (defaultAgeingBuckets[at]?.toDays ?? 0) + 1);
  }
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), (late) => {
      const { fromDays, toDays } = bucketOf('2026-06-10', addDays('2026-06-10', late));
      assert.ok((fromDays === null || fromDays <= late) && (toDays === null || late <= toDays));
    }),
  );
});
