import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minorText, parseMinor } from '#kernel/money.ts';
import { textTable } from '../testdata/text-table.ts';
import type { OpenReceivable } from './candidates.ts';
import { decideMatch, type IncomingPayment, type Match, matchPayments } from './matching.ts';
import { purposeFacts } from './purpose.ts';

// Romashka and Lutik are one group; Vektor is a stranger.
const debts = debtsOf(`
  id | account  | group | number      | dated      | due        | open   | order
  r1 | romashka | g     | 101         | 2026-05-01 | 2026-05-31 | 100.00 | З-1
  r2 | romashka | g     | 102         | 2026-05-02 | 2026-06-01 | 200.00 | З-1
  r3 | romashka | g     | УТ00-000103 | 2026-05-03 | 2026-06-02 | 300.00 | З-2
  r4 | romashka | g     | 7           | 2025-04-01 | 2025-05-01 | 50.00  |
  r5 | romashka | g     | 7           | 2026-04-01 | 2026-05-01 | 60.00  |
  r6 | lutik    | g     | 201         | 2026-05-05 | 2026-06-04 | 400.00 |
  r7 | lutik    | g     | 202         | 2026-05-06 | 2026-04-01 | 500.00 |
  v1 | vektor   |       | 901         | 2026-05-07 | 2026-06-06 | 700.00 | З-9
  v2 | vektor   |       | 102         | 2026-05-08 | 2026-06-07 | 200.00 |
`);

const decisions = `
  payer    | sum    | purpose                  | kind     | allocations                          | rest
  romashka | 100.00 | по УПД 101               | certain  | r1:100.00                            | 0.00
  romashka | 100.00 | по УПД 101 от 01.05.2026 | certain  | r1:100.00                            | 0.00
  romashka | 40.00  | по УПД 101               | certain  | r1:40.00                             | 0.00
  romashka | 300.00 | УПД 101, 102             | certain  | r1:100.00 r2:200.00                  | 0.00
  romashka | 150.00 | УПД 102, 101             | certain  | r1:100.00 r2:50.00                   | 0.00
  romashka | 130.00 | УПД 101                  | probable | r1:100.00                            | 30.00
  romashka | 100.00 | УПД 101 от 02.05.2026    | probable | r1:100.00                            | 0.00
  romashka | 200.00 | УПД № 000102             | certain  | r2:200.00                            | 0.00
  romashka | 300.00 | УПД 103                  | certain  | r3:300.00                            | 0.00
  romashka | 250.00 | УПД 103                  | probable | r3:250.00                            | 0.00
  romashka | 250.00 | УПД 103 от 03.05.2026    | certain  | r3:250.00                            | 0.00
  romashka | 250.00 | УПД YT-103               | certain  | r3:250.00                            | 0.00
  romashka | 250.00 | УПД ЦБ-103               | probable | r4:50.00 r5:60.00 r1:100.00 r2:40.00 | 0.00
  romashka | 60.00  | счет 7 от 01.04.2026     | certain  | r5:60.00                             | 0.00
  romashka | 60.00  | счет 7                   | probable | r5:60.00                             | 0.00
  romashka | 55.00  | счет 7                   | probable | r4:50.00                             | 5.00
  romashka | 300.00 | по заказу З-1            | certain  | r1:100.00 r2:200.00                  | 0.00
  romashka | 120.00 | по заказу З-1            | probable | r1:100.00 r2:20.00                   | 0.00
  romashka | 300.00 | по счету З-2             | certain  | r3:300.00                            | 0.00
  romashka | 400.00 | УПД 101, заказ З-2       | certain  | r1:100.00 r3:300.00                  | 0.00
  romashka | 300.00 | УПД с 101 по 102         | certain  | r1:100.00 r2:200.00                  | 0.00
  romashka | 250.00 | УПД 101-102              | probable | r1:100.00 r2:150.00                  | 0.00
  romashka | 400.00 | УПД 201                  | certain  | r6:400.00                            | 0.00
  romashka | 500.00 | УПД 101, 201             | certain  | r1:100.00 r6:400.00                  | 0.00
  romashka | 100.00 | УПД 101, 555             | certain  | r1:100.00                            | 0.00
  romashka | 90.00  | УПД 101, 555             | probable | r1:90.00                             | 0.00
  romashka | 90.00  | УПД за товар №101        | probable | r1:90.00                             | 0.00
  romashka | 90.00  | УПД 101 по договору 555  | certain  | r1:90.00                             | 0.00
  romashka | 700.00 | УПД 901                  | probable | v1:700.00                            | 0.00
  romashka | 110.00 | УПД 901                  | probable | r4:50.00 r5:60.00                    | 0.00
  romashka | 200.00 | оплата за товар          | probable | r2:200.00                            | 0.00
  romashka | 400.00 | оплата за товар          | probable | r6:400.00                            | 0.00
  romashka | 120.00 | оплата за товар          | probable | r4:50.00 r5:60.00 r1:10.00           | 0.00
  romashka | 100.00 | возврат по УПД 101       | manual   |                                      | 100.00
  romashka | 100.00 | ошибочно перечислено     | manual   |                                      | 100.00
  romashka | 0.00   | по УПД 101               | manual   |                                      | 0.00
  romashka | -5.00  | по УПД 101               | manual   |                                      | 0.00
  nobody   | 100.00 | по УПД 101               | probable | r1:100.00                            | 0.00
  nobody   | 100.00 | по УПД 101 от 02.05.2026 | manual   |                                      | 100.00
  nobody   | 200.00 | по УПД 102               | manual   |                                      | 200.00
  nobody   | 100.00 | оплата за товар          | manual   |                                      | 100.00
  newcomer | 100.00 | оплата за товар          | advance  |                                      | 100.00
  newcomer | 100.00 | по УПД 101               | probable | r1:100.00                            | 0.00
  newcomer | 90.00  | по УПД 101               | advance  |                                      | 90.00
  vektor   | 200.00 | по УПД 102               | certain  | v2:200.00                            | 0.00
`;

for (const { payer = '', sum = '', purpose = '', kind, allocations, rest } of textTable(decisions)) {
  test(`${payer} pays ${sum} "${purpose}": ${kind} ${allocations}`, () => {
    const match = decideMatch(paid(payer, sum, purpose), debts);
    assert.deepEqual(
      { kind: match.kind, allocations: allocated(match), rest: match.restMinor },
      { kind, allocations, rest: parseMinor(rest ?? '') },
    );
  });
}

test('the payer goes before its group, and each of them the oldest first', () => {
  const match = decideMatch(paid('romashka', '720.00', 'оплата за товар'), debts);
  assert.equal(allocated(match), 'r4:50.00 r5:60.00 r1:100.00 r2:200.00 r3:300.00 r7:10.00');
  const more = decideMatch(paid('romashka', '2000.00', 'оплата за товар'), debts);
  assert.equal(allocated(more), 'r4:50.00 r5:60.00 r1:100.00 r2:200.00 r3:300.00 r7:500.00 r6:400.00');
  assert.equal(more.restMinor, 39_000n);
});

const reasons = `
  payer    | sum    | purpose               | reasons
  romashka | 100.00 | УПД 101               | number_named sum_equals_named
  romashka | 40.00  | УПД 101               | number_named sum_below_named
  romashka | 130.00 | УПД 101               | number_named sum_above_named
  romashka | 100.00 | УПД 101 от 02.05.2026 | number_named date_differs sum_equals_named
  romashka | 300.00 | УПД 103               | number_named number_shortened sum_equals_named
  romashka | 60.00  | счет 7                | number_named number_ambiguous sum_equals_named
  romashka | 90.00  | УПД за товар №101     | number_named number_distant sum_below_named
  romashka | 300.00 | по заказу З-1         | number_named order_named sum_equals_named
  romashka | 300.00 | УПД с 101 по 102      | number_named range_named sum_equals_named
  romashka | 400.00 | УПД 201               | number_named sum_equals_named group_account
  romashka | 100.00 | УПД 101, 555          | number_named number_not_open sum_equals_named
  romashka | 700.00 | УПД 901               | number_of_other sum_equals_named
  romashka | 200.00 | за товар              | sum_equals_one
  romashka | 120.00 | за товар по счету 555 | number_not_open oldest_first
  romashka | 9999.0 | за товар              | oldest_first sum_above_open group_account
  romashka | 100.00 | возврат               | refund_word
  nobody   | 100.00 | УПД 101               | payer_unknown number_of_other sum_equals_named
  nobody   | 100.00 | за товар              | payer_unknown
  newcomer | 100.00 | за товар              | nothing_open
`;

for (const { payer = '', sum = '', purpose = '', reasons: expected } of textTable(reasons)) {
  test(`${payer} pays ${sum} "${purpose}" because ${expected}`, () => {
    const match = decideMatch(paid(payer, sum, purpose), debts);
    assert.equal(codesOf(match), expected);
  });
}

test('reasons carry what a person wants to see', () => {
  const above = decideMatch(paid('romashka', '330.00', 'УПД 101, 102'), debts);
  assert.deepEqual(above.reasons, [
    { code: 'settlements.match_number_named', details: { numbers: '101, 102', count: 2 } },
    { code: 'settlements.match_sum_above_named', details: { restMinor: '3000' } },
  ]);
  const differs = decideMatch(paid('romashka', '100.00', 'УПД 101 от 02.05.2026'), debts);
  assert.deepEqual(differs.reasons[1]?.details, { number: '101', saidOn: '2026-05-02', writtenOn: '2026-05-01' });
});

test('an invoice number that is both an order and another shipment is for a person', () => {
  const both = debtsOf(`
    id | account  | group | number | dated      | due        | open   | order
    a  | romashka |       | 5      | 2026-05-01 | 2026-05-31 | 100.00 | 4
    b  | romashka |       | 8      | 2026-05-02 | 2026-06-01 | 200.00 | 5
    c  | romashka |       | 9      | 2026-05-02 | 2026-06-01 | 300.00 | 9
  `);
  const outcome = (sum: string, purpose: string) => {
    const match = decideMatch(paid('romashka', sum, purpose), both);
    return `${match.kind} ${allocated(match)}`;
  };
  assert.equal(outcome('200.00', 'счет 5'), 'probable b:200.00');
  assert.equal(outcome('100.00', 'счет 5'), 'probable a:100.00');
  assert.equal(outcome('100.00', 'счет 5 от 01.05.2026'), 'certain a:100.00');
  assert.equal(outcome('100.00', 'УПД 5'), 'certain a:100.00');
  assert.equal(outcome('200.00', 'заказ 5'), 'certain b:200.00');
  assert.equal(outcome('250.00', 'счет 9'), 'certain c:250.00');
});

test('several debts of the sum: the oldest is proposed', () => {
  const equal = debtsOf(`
    id | account  | group | number | dated      | due        | open   | order
    b  | romashka |       | 2      | 2026-05-02 | 2026-06-02 | 100.00 |
    a  | romashka |       | 1      | 2026-05-01 | 2026-06-01 | 100.00 |
    o  | romashka |       | 0      | 2026-04-01 | 2026-05-01 | 999.00 |
  `);
  const match = decideMatch(paid('romashka', '100.00', 'за товар'), equal);
  assert.equal(allocated(match), 'a:100.00');
  assert.equal(codesOf(match), 'sum_equals_several');
});

test('one payment settles hundreds of named debts of a group', () => {
  const many: OpenReceivable[] = Array.from({ length: 400 }, (_, at) => ({
    id: `m${at}`,
    accountId: at % 2 === 0 ? 'romashka' : 'lutik',
    groupId: 'g',
    documentNumber: `ЦБ-${String(1000 + at).padStart(8, '0')}`,
    documentDate: '2026-05-01',
    dueOn: '2026-06-01',
    openMinor: 12_345n,
    orderNumber: null,
  }));
  const numbers = many.map((_, at) => `ЦБ-${1000 + at}`).join(', ');
  const match = decideMatch(paid('romashka', '49380.00', `Оплата по УПД ${numbers}`), many);
  assert.equal(match.kind, 'certain');
  assert.equal(match.allocations.length, 400);
  assert.equal(match.restMinor, 0n);
  assert.deepEqual(match.reasons[0]?.details['count'], 400);
});

test('a statement: certain payments settle first, the rest are proposed what is left', () => {
  const payments = [
    paid('romashka', '110.00', 'за товар'),
    paid('romashka', '100.00', 'УПД 101'),
    paid('romashka', '120.00', 'за товар'),
    paid('romashka', '100.00', 'УПД 101'),
  ];
  const matches = matchPayments(payments, debts);
  assert.deepEqual(
    matches.map((match) => `${match.kind} ${allocated(match)}`),
    ['probable r4:50.00 r5:60.00', 'certain r1:100.00', 'probable r2:120.00', 'probable r2:80.00 r3:20.00'],
  );
});

test('the payment booked earlier comes first, wherever it stands in the file', () => {
  const late = paid('romashka', '110.00', 'за товар');
  const early = { ...paid('romashka', '50.00', 'за товар'), bookedOn: '2026-06-09' };
  const matches = matchPayments([late, early], debts);
  assert.deepEqual(matches.map(allocated), ['r5:60.00 r1:50.00', 'r4:50.00']);
});

test('a proposal never makes another payment certain', () => {
  const payments = [paid('romashka', '60.00', 'за товар'), paid('romashka', '40.00', 'УПД 1, 555')];
  const one = debtsOf(`
    id | account  | group | number | dated      | due        | open   | order
    a  | romashka |       | 1      | 2026-05-01 | 2026-06-01 | 100.00 |
  `);
  const matches = matchPayments(payments, one);
  assert.deepEqual(
    matches.map((match) => `${match.kind} ${allocated(match)}`),
    ['probable a:60.00', 'probable a:40.00'],
  );
  assert.equal(codesOf(matches[1]), 'number_named number_not_open sum_equals_named after_proposal');
});

test('closed debts and repeated ids do not count', () => {
  const [first] = debts;
  assert.ok(first !== undefined);
  const odd = [
    first,
    { ...first, openMinor: 5_000n },
    { ...first, id: 'x', openMinor: 0n },
    { ...first, id: 'y', openMinor: -1n },
  ];
  const match = decideMatch(paid('romashka', '500.00', 'за товар'), odd);
  assert.equal(allocated(match), 'r1:100.00');
});

function debtsOf(drawn: string): OpenReceivable[] {
  return textTable(drawn).map(
    ({ id = '', account = '', group = '', number = '', dated = '', due = '', open = '', order = '' }) => ({
      id,
      accountId: account,
      groupId: group || null,
      documentNumber: number,
      documentDate: dated,
      dueOn: due,
      openMinor: parseMinor(open) ?? 0n,
      orderNumber: order || null,
    }),
  );
}

function paid(payer: string, sum: string, purpose: string): IncomingPayment {
  return {
    sumMinor: parseMinor(sum) ?? 0n,
    payerInn: '7700000003',
    payerAccountIds: payer === 'nobody' ? [] : [payer],
    payerGroupIds: payer === 'romashka' || payer === 'lutik' ? ['g'] : [],
    purpose: purposeFacts(purpose),
    bookedOn: '2026-06-10',
  };
}

function allocated({ allocations }: Match): string {
  return allocations.map(({ receivableId, sumMinor }) => `${receivableId}:${minorText(sumMinor)}`).join(' ');
}

function codesOf(match: Match | undefined): string {
  return (match?.reasons ?? []).map(({ code }) => code.replace('settlements.match_', '')).join(' ');
}
