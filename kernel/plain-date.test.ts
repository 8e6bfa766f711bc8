import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { addDays, addMonths, dateOf, daysBetween, monthOf, parsePlainDate, weekdayOf } from './plain-date.ts';

test('only real days in the one spelling are dates', () => {
  for (const text of ['2026-02-20', '2024-02-29', '0001-01-01', '9999-12-31']) assert.equal(parsePlainDate(text), text);
  const refused = [
    '',
    '2026-02-30',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '0000-01-01',
    '2026-2-3',
    '20260203',
    '03.02.2026',
    '2026-02-03T00:00:00Z',
    ' 2026-02-03',
    '2026-02-03\n',
    '+002026-02-03',
    '٢٠٢٦-٠٢-٠٣',
  ];
  for (const text of refused) assert.equal(parsePlainDate(text), null, text);
});

test('days are added over months, years and leap days', () => {
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
  assert.equal(addDays('2024-02-28', 1), '2024-02-29');
  assert.equal(addDays('2026-03-01', -1), '2026-02-28');
  assert.equal(addDays('2026-01-01', 0), '2026-01-01');
  assert.equal(addDays('2026-11-21', 45), '2027-01-05');
});

test('days between two dates are signed', () => {
  assert.equal(daysBetween('2026-01-01', '2027-01-01'), 365);
  assert.equal(daysBetween('2026-03-10', '2026-03-01'), -9);
  // The clocks of many zones move on these nights; days do not.
  assert.equal(daysBetween('2026-03-28', '2026-03-30'), 2);
});

test('a month is added by the calendar and stops at the last day of the month', () => {
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2024-01-31', 1), '2024-02-29');
  assert.equal(addMonths('2026-01-31', 2), '2026-03-31');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(addMonths('2026-12-15', 1), '2027-01-15');
  assert.equal(addMonths('2026-01-15', -1), '2025-12-15');
  assert.equal(addMonths('2024-02-29', 12), '2025-02-28');
  assert.equal(addMonths('0099-12-31', 2), '0100-02-28');
});

test('the month and the weekday of a date', () => {
  assert.equal(monthOf('2026-02-20'), '2026-02');
  assert.equal(weekdayOf('2026-11-16'), 1);
  assert.equal(weekdayOf('2026-11-21'), 6);
  assert.equal(weekdayOf('2026-11-22'), 7);
});

test('what is not a date, and a step out of the years 0001-9999, are faults', () => {
  assert.throws(() => addDays('2026-02-30', 1), RangeError);
  assert.throws(() => daysBetween('2026-01-01', 'tomorrow'), RangeError);
  assert.throws(() => monthOf(''), RangeError);
  assert.throws(() => addDays('9999-12-31', 1), RangeError);
  assert.throws(() => addDays('0001-01-01', -1), RangeError);
  assert.throws(() => addMonths('9999-12-01', 1), RangeError);
  assert.throws(() => addDays('2026-01-01', 0.5), RangeError);
  assert.throws(() => addMonths('2026-01-01', Number.NaN), RangeError);
});

test('an instant belongs to the day of its zone', () => {
  assert.equal(dateOf('2026-12-31T20:59:59Z', 'Europe/Moscow'), '2026-12-31');
  assert.equal(dateOf('2026-12-31T21:00:00Z', 'Europe/Moscow'), '2027-01-01');
  assert.equal(dateOf('2026-12-31T21:00:00Z', 'UTC'), '2026-12-31');
  assert.equal(dateOf('2026-06-30T14:00:00.000Z', 'Asia/Vladivostok'), '2026-07-01');
  assert.equal(dateOf('2026-03-08T07:30:00-05:00', 'Europe/Kaliningrad'), '2026-03-08');
  assert.equal(dateOf(new Date(0), 'America/New_York'), '1969-12-31');
});

test('an instant without its zone is a fault', () => {
  assert.throws(() => dateOf('2026-12-31T21:00:00', 'UTC'), RangeError);
  assert.throws(() => dateOf('2026-12-31', 'UTC'), RangeError);
  assert.throws(() => dateOf('yesterdayZ', 'UTC'), RangeError);
  assert.throws(() => dateOf('2026-12-31T21:00:00Z', 'Mars/Olympus'), RangeError);
});

test('adding days and counting them agree', () => {
  const date = fc.integer({ min: -700_000, max: 2_000_000 }).map((days) => addDays('2026-01-01', days));
  fc.assert(
    fc.property(date, fc.integer({ min: -20_000, max: 20_000 }), (from, days) => {
      const to = addDays(from, days);
      assert.equal(daysBetween(from, to), days);
      assert.equal(from < to, days > 0);
      assert.equal(parsePlainDate(to), to);
    }),
  );
});

test('adding months always lands in the month wanted', () => {
  const date = fc.integer({ min: -700_000, max: 2_000_000 }).map((days) => addDays('2026-01-01', days));
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  fc.assert(
    fc.property(date, fc.integer({ min: -240, max: 240 }), (from, months) => {
      const to = addMonths(from, months);
      assert.equal(number(monthOf(to)) - number(monthOf(from)), months);
      assert.ok(to.slice(8) <= from.slice(8));
    }),
  );
});
