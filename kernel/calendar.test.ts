import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  addBankingDays,
  addWorkingDays,
  type Deferral,
  dueDate,
  isWorkingDay,
  nextWorkingDay,
  workingHoursOn,
  yearNorm,
} from './calendar.ts';
import data from './calendar-data.json' with { type: 'json' };
import { addDays, weekdayOf } from './plain-date.ts';
import { ok } from './result.ts';

const noYear = (year: string) => ({ ok: false, code: 'calendar.no_year', details: { year } });

test("each year's days add up to its published norm", () => {
  assert.deepEqual(yearNorm(2024), ok({ workingDays: 248, hours: 1979 }));
  assert.deepEqual(yearNorm(2025), ok({ workingDays: 247, hours: 1972 }));
  assert.deepEqual(yearNorm(2026), ok({ workingDays: 247, hours: 1972 }));
  assert.deepEqual(yearNorm(2027), ok({ workingDays: 247, hours: 1972 }));
  for (const [year, { workingDays, hours }] of Object.entries(data.years)) {
    assert.deepEqual(yearNorm(Number(year)), ok({ workingDays, hours }));
  }
});

test('days as the decrees move them', () => {
  const cases: [date: string, hours: number, why: string][] = [
    ['2026-11-20', 8, 'an ordinary Friday'],
    ['2026-11-21', 0, 'an ordinary Saturday'],
    ['2026-11-22', 0, 'an ordinary Sunday'],
    ['2026-01-09', 0, 'moved from 3 January'],
    ['2026-03-09', 0, 'moved from 8 March, a Sunday'],
    ['2026-05-11', 0, 'moved from 9 May, a Saturday'],
    ['2026-12-31', 0, 'moved from 4 January'],
    ['2026-04-30', 7, 'short before a holiday'],
    ['2026-11-03', 7, 'short before a holiday'],
    ['2024-04-27', 8, 'a full working Saturday'],
    ['2025-11-01', 7, 'a short working Saturday'],
    ['2027-02-20', 7, 'a short working Saturday'],
    ['2027-02-22', 0, 'moved from that Saturday'],
    ['2027-11-05', 0, 'moved from 2 January'],
  ];
  for (const [date, hours, why] of cases) {
    assert.deepEqual(workingHoursOn(date), ok(hours), `${date}: ${why}`);
    assert.deepEqual(isWorkingDay(date), ok(hours > 0), `${date}: ${why}`);
  }
});

test('a working day is next to itself, a day off is followed by one', () => {
  assert.deepEqual(nextWorkingDay('2026-11-20'), ok('2026-11-20'));
  assert.deepEqual(nextWorkingDay('2026-11-21'), ok('2026-11-23'));
  assert.deepEqual(nextWorkingDay('2026-01-01'), ok('2026-01-12'));
  assert.deepEqual(nextWorkingDay('2027-02-20'), ok('2027-02-20'));
});

test('working days are counted forth and back, the first day not counted', () => {
  assert.deepEqual(addWorkingDays('2026-11-20', 1), ok('2026-11-23'));
  assert.deepEqual(addWorkingDays('2026-11-21', 1), ok('2026-11-23'));
  assert.deepEqual(addWorkingDays('2026-11-21', 0), ok('2026-11-21'));
  assert.deepEqual(addWorkingDays('2026-11-23', -1), ok('2026-11-20'));
  assert.deepEqual(addWorkingDays('2026-12-30', 1), ok('2027-01-11'));
  assert.deepEqual(addBankingDays('2027-02-19', 2), ok('2027-02-24'));
});

test('a deferral in calendar days is counted as it is; banking days end on a working day', () => {
  const cases: [shippedOn: string, days: number, kind: Deferral['kind'], due: string][] = [
    ['2026-11-21', 14, 'calendar', '2026-12-05'],
    ['2026-11-20', 14, 'calendar', '2026-12-04'],
    ['2026-11-20', 0, 'calendar', '2026-11-20'],
    ['2026-11-20', 14, 'banking', '2026-12-10'],
    ['2026-11-20', 0, 'banking', '2026-11-20'],
    ['2026-11-21', 0, 'banking', '2026-11-23'],
    ['2026-12-25', 5, 'banking', '2027-01-12'],
  ];
  for (const [shippedOn, days, kind, due] of cases) {
    assert.deepEqual(dueDate(shippedOn, { days, kind }), ok(due), `${shippedOn} + ${days} ${kind}`);
  }
});

test('a year without a calendar is refused by name; calendar days do not need one', () => {
  assert.deepEqual(isWorkingDay('2028-01-10'), noYear('2028'));
  assert.deepEqual(isWorkingDay('2023-12-29'), noYear('2023'));
  assert.deepEqual(nextWorkingDay('2027-12-31'), noYear('2028'));
  assert.deepEqual(addWorkingDays('2027-12-30', 10), noYear('2028'));
  assert.deepEqual(addWorkingDays('2024-01-09', -1), noYear('2023'));
  assert.deepEqual(addWorkingDays('2026-01-01', 1_000_000_000), noYear('2028'));
  assert.deepEqual(dueDate('2027-12-30', { days: 3, kind: 'banking' }), noYear('2028'));
  assert.deepEqual(dueDate('2027-12-30', { days: 3, kind: 'calendar' }), ok('2028-01-02'));
  assert.deepEqual(yearNorm(2028), noYear('2028'));
});

test('a date or a number of days that is none is a fault', () => {
  assert.throws(() => isWorkingDay('2026-02-30'), RangeError);
  assert.throws(() => addWorkingDays('2026-01-01', 1.5), RangeError);
  assert.throws(() => dueDate('2026-01-01', { days: -1, kind: 'calendar' }), RangeError);
  assert.throws(() => dueDate('2026-01-01', { days: 0.5, kind: 'banking' }), RangeError);
});

test('every date of the data is a real day of its year, and working weekends are weekends', () => {
  for (const [year, facts] of Object.entries(data.years)) {
    for (const date of [...facts.daysOff, ...facts.shortDays, ...facts.workingWeekendDays]) {
      assert.equal(addDays(date, 0).slice(0, 4), year);
    }
    for (const date of facts.workingWeekendDays) assert.ok(weekdayOf(date) > 5, date);
    for (const date of facts.shortDays) assert.ok(!facts.daysOff.includes(date), date);
  }
});

test('n working days forth and n back return to the same working day', () => {
  const workingDay = fc
    .integer({ min: 0, max: 700 })
    .map((days) => nextWorkingDay(addDays('2025-02-01', days)))
    .map((found) => (found.ok ? found.value : assert.fail(found.code)));
  fc.assert(
    fc.property(workingDay, fc.integer({ min: 0, max: 200 }), (from, n) => {
      const there = addWorkingDays(from, n);
      assert.ok(there.ok);
      assert.deepEqual(addWorkingDays(there.value, -n), ok(from));
    }),
  );
});
