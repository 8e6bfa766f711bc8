import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decidePivot, laterMonth, monthsIn, type PivotAsk } from './pivot.ts';

const today = '2026-11-21';
const plan = (ask: PivotAsk, seesCost = true) => decidePivot(ask, { today, seesCost });
const decided = (ask: PivotAsk) => {
  const answer = plan(ask);
  assert.ok(answer.ok, answer.ok ? '' : answer.code);
  return answer.value;
};

describe('a pivot', () => {
  test('is by default of accounts over twelve months to this one, with their trend', () => {
    assert.deepEqual(decided({}), {
      rows: ['account'],
      columns: 'month',
      trendOnly: true,
      measure: 'revenue',
      from: '2025-12',
      to: '2026-11',
      compare: false,
      openOn: '2026-11-21',
      sort: '-total',
      top: 50,
    });
  });

  test('has no trend beside columns that are asked for, nor where months are rows', () => {
    assert.deepEqual(
      [decided({ columns: 'brand' }).trendOnly, decided({ columns: 'month' }).trendOnly],
      [false, false],
    );
    assert.deepEqual(
      [decided({ rows: 'month' }).columns, decided({ rows: 'brand', thenBy: 'month' }).columns],
      [null, null],
    );
  });

  const open: [ask: PivotAsk, openOn: string | null][] = [
    [{ from: '2026-01', to: '2026-11' }, '2026-11-21'],
    [{ from: '2026-01', to: '2026-12' }, '2026-11-21'],
    [{ from: '2026-01', to: '2026-10' }, null],
    [{ from: '2026-12', to: '2026-12' }, null],
    [{ from: '2026-11', to: '2026-11' }, '2026-11-21'],
  ];
  for (const [ask, openOn] of open) {
    test(`of ${ask.from}..${ask.to} is ${openOn === null ? 'whole' : `cut on ${openOn}`}`, () => {
      assert.equal(decided(ask).openOn, openOn);
    });
  }

  const refused: [ask: PivotAsk, code: string][] = [
    [{ rows: 'account', thenBy: 'account' }, 'analytics.same_dimension'],
    [{ rows: 'brand', columns: 'brand' }, 'analytics.same_dimension'],
    [{ columns: 'account' }, 'analytics.same_dimension'],
    [{ from: '2026-11', to: '2026-10' }, 'analytics.bad_period'],
    [{ from: '2021-11', to: '2026-11' }, 'analytics.long_period'],
    [{ from: '0001-01', to: '9998-12' }, 'analytics.bad_period'],
    [{ from: '1990-01', to: '2100-12' }, 'analytics.long_period'],
    [{ sort: '-change' }, 'analytics.nothing_to_compare'],
  ];
  for (const [ask, code] of refused) {
    test(`${JSON.stringify(ask)} is refused: ${code}`, () => {
      const answer = plan(ask);
      assert.equal(answer.ok ? 'ok' : answer.code, code);
    });
  }

  test('ANA-3: of margin is refused to those who do not see cost', () => {
    const answer = plan({ measure: 'margin' }, false);
    assert.equal(answer.ok ? 'ok' : answer.code, 'analytics.no_cost');
    assert.equal(plan({ measure: 'margin' }, true).ok, true);
  });
});

test('months go over the ends of years', () => {
  assert.deepEqual(monthsIn('2025-11', '2026-02'), ['2025-11', '2025-12', '2026-01', '2026-02']);
  assert.deepEqual(
    [laterMonth('2026-01', -12), laterMonth('2026-01', -1), laterMonth('2025-12', 1)],
    ['2025-01', '2025-12', '2026-01'],
  );
  assert.equal(monthsIn('2021-12', '2026-11').length, 60);
});
