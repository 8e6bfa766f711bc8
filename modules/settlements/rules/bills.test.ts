import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minorText, parseMinor } from '#kernel/money.ts';
import { textTable } from '../testdata/text-table.ts';
import type { IssuedBill, OpenReceivable } from './candidates.ts';
import { decideMatch, type Match } from './matching.ts';
import { purposeFacts } from './purpose.ts';

// Bills and УПД are numbered apart, so one number may be a bill of one order and the УПД of another.
const debts: OpenReceivable[] = textTable(`
  id | number | dated      | open   | order
  u1 | КТ-1   | 2026-05-10 | 100.00 | 11
  u2 | КТ-2   | 2026-05-11 | 200.00 | 12
  u3 | КТ-3   | 2026-05-12 | 300.00 | 12
`).map((row) => ({
  id: row['id'] ?? '',
  accountId: 'romashka',
  groupId: null,
  documentNumber: row['number'] ?? '',
  documentDate: row['dated'] ?? '',
  dueOn: '2026-06-10',
  openMinor: parseMinor(row['open'] ?? '') ?? 0n,
  orderNumber: row['order'] ?? '',
}));

const bills: IssuedBill[] = textTable(`
  number | dated      | order
  КТ-1   | 2026-05-01 | 12
  КТ-7   | 2026-05-02 | 11
  КТ-8   | 2026-05-20 | 15
  КТ-2   | 2026-05-21 | 15
  КТ-3   | 2026-05-12 | 11
`).map((row) => ({
  accountId: 'romashka',
  groupId: null,
  number: row['number'] ?? '',
  date: row['dated'] ?? '',
  orderNumber: row['order'] ?? '',
}));

// КТ-1 is the bill of order 12 and the УПД of order 11; КТ-2 is the УПД of order 12 and the bill of order 15, not shipped; КТ-3 is
// the УПД of order 12 and the bill of order 11, both of one day.
const decisions = `
  sum    | purpose                        | kind     | allocations         | rest
  100.00 | счет КТ-7                      | certain  | u1:100.00           | 0.00
  60.00  | счет КТ-7 от 02.05.2026        | certain  | u1:60.00            | 0.00
  60.00  | счет 7                         | probable | u1:60.00            | 0.00
  100.00 | счет 7                         | certain  | u1:100.00           | 0.00
  500.00 | счет КТ-1 от 01.05.2026        | certain  | u2:200.00 u3:300.00 | 0.00
  250.00 | счет КТ-1 от 01.05.2026        | certain  | u2:200.00 u3:50.00  | 0.00
  100.00 | счет КТ-1 от 10.05.2026        | certain  | u1:100.00           | 0.00
  500.00 | счет КТ-1                      | probable | u2:200.00 u3:300.00 | 0.00
  100.00 | счет КТ-1                      | probable | u1:100.00           | 0.00
  100.00 | счет КТ-1 от 07.07.2026        | probable | u1:100.00           | 0.00
  100.00 | УПД КТ-1                       | certain  | u1:100.00           | 0.00
  900.00 | счет КТ-8                      | advance  |                     | 900.00
  200.00 | счет КТ-8 от 20.05.2026        | advance  |                     | 200.00
  200.00 | счет КТ-2 от 21.05.2026        | advance  |                     | 200.00
  200.00 | счет КТ-2                      | probable | u2:200.00           | 0.00
  200.00 | счет КТ-2 от 11.05.2026        | certain  | u2:200.00           | 0.00
  100.00 | счет КТ-3 от 12.05.2026        | certain  | u1:100.00           | 0.00
  60.00  | счет КТ-3 от 12.05.2026        | certain  | u1:60.00            | 0.00
  300.00 | счет КТ-3 от 12.05.2026        | probable | u3:300.00           | 0.00
  300.00 | УПД КТ-3 от 12.05.2026         | certain  | u3:300.00           | 0.00
  100.00 | счет КТ-3                      | probable | u1:100.00           | 0.00
  150.00 | счет КТ-9                      | probable | u1:100.00 u2:50.00  | 0.00
`;

test('SET-8: a named bill settles the debts of its own order, whatever УПД has the same number', () => {
  for (const row of textTable(decisions)) {
    const { sum = '', purpose = '', kind, allocations, rest } = row;
    const match = decideMatch(paid(sum, purpose), debts, bills);
    const shown = { sum, purpose, kind: match.kind, allocations: drawn(match), rest: minorText(match.restMinor) };
    assert.deepEqual(shown, { sum, purpose, kind, allocations, rest });
  }
});

test('SET-8: money for a bill not shipped yet is an advance though older debts are open', () => {
  const match = decideMatch(paid('100.00', 'счет КТ-8'), debts, bills);
  assert.deepEqual(match.reasons, [
    { code: 'settlements.match_bill_not_owed', details: { numbers: 'КТ-8', count: 1 } },
  ]);
});

test('a bill of another client is not the payer’s', () => {
  const other = bills.map((bill) => ({ ...bill, accountId: 'vektor' }));
  assert.equal(decideMatch(paid('100.00', 'счет КТ-1'), debts, other).kind, 'certain');
});

function paid(sum: string, purpose: string) {
  return {
    sumMinor: parseMinor(sum) ?? 0n,
    payerInn: '7700000016',
    payerAccountIds: ['romashka'],
    payerGroupIds: [],
    purpose: purposeFacts(purpose),
    bookedOn: '2026-06-01',
  };
}

function drawn({ allocations }: Match): string {
  return allocations.map((part) => `${part.receivableId}:${minorText(part.sumMinor)}`).join(' ');
}
