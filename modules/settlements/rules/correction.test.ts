import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textTable } from '../testdata/text-table.ts';
import { decideCorrection } from './correction.ts';

test('SET-11: a correction has a reason, a day that has come, and a debt its paper and due date', () => {
  const rows = textTable(`
    side    | number | on         | due        | reason | outcome
    debt    | 15     | 2026-11-01 |            | сверка | 2026-11-01
    debt    | 15     | 2026-11-01 | 2026-12-01 | сверка | 2026-12-01
    debt    |        | 2026-11-01 |            | сверка | settlements.number_needed
    debt    | 15     | 2026-11-01 | 2026-10-31 | сверка | settlements.due_before_date
    debt    | 15     | 2026-11-21 |            | сверка | settlements.in_future
    debt    | 15     | 2026-02-30 |            | сверка | settlements.bad_date
    debt    | 15     | 2026-11-01 |            |        | settlements.reason_needed
    advance |        | 2026-11-20 |            | остаток | 2026-11-20
  `);
  for (const { side, number = '', on = '', due = '', reason = '', outcome } of rows) {
    const ask = { side: side as 'debt', number, on, reason, ...(due === '' ? {} : { dueOn: due }) };
    const decision = decideCorrection(ask, '2026-11-20');
    assert.equal(decision.ok ? decision.value.dueOn : decision.code, outcome);
  }
});
