import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { OpenReceivable } from './candidates.ts';
import { decideMatch, type IncomingPayment, type Match, matchPayments } from './matching.ts';
import { purposeFacts } from './purpose.ts';

const accounts = ['a', 'b', 'c'];
const day = fc.integer({ min: 1, max: 28 }).map((at) => `2026-05-${String(at).padStart(2, '0')}`);
const number = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map(String),
  fc.constantFrom('УТ-00001', 'УТ-2', 'ЦБ-2', '3/1', '0004', 'N5', ''),
);
const debt = fc.record({
  id: fc.uuid(),
  accountId: fc.constantFrom(...accounts),
  groupId: fc.constantFrom('g', 'h', null),
  documentNumber: number,
  documentDate: day,
  dueOn: day,
  openMinor: fc.oneof(fc.bigInt(-5n, 20n), fc.bigInt(0n, 100_000n)),
  orderNumber: fc.option(number, { nil: null }),
});
const words = fc.constantFrom(
  'УПД',
  'счет',
  'заказ',
  '№',
  ',',
  'и',
  'с',
  'по',
  'от 05.05.2026',
  'возврат',
  'за',
  'товар',
);
const purpose = fc.array(fc.oneof(words, number), { maxLength: 12 }).map((some) => some.join(' '));
const payment = fc.record({
  sumMinor: fc.oneof(fc.bigInt(-5n, 40n), fc.bigInt(1n, 300_000n)),
  payerInn: fc.constantFrom('7700000003', null),
  payerAccountIds: fc.uniqueArray(fc.constantFrom(...accounts), { maxLength: 2 }),
  payerGroupIds: fc.constantFrom<string[][]>([], ['g'], ['g', 'h']),
  purpose: purpose.map(purposeFacts),
  bookedOn: day,
});
const debts = fc.uniqueArray(debt, { maxLength: 12, selector: ({ id }) => id });

test('one payment: nothing is lost, no debt gets more than it owes, no debt twice, certain only for the payer', () => {
  fc.assert(
    fc.property(payment, debts, (one, open) => {
      const match = decideMatch(one, open);
      checkBalanced(one, match);
      checkOwed([match], open);
      assert.equal(new Set(match.allocations.map(({ receivableId }) => receivableId)).size, match.allocations.length);
      checkKind(one, match, open);
    }),
    { numRuns: 5000 },
  );
});

test('a statement: together the payments give no debt more than it owes', () => {
  fc.assert(
    fc.property(fc.array(payment, { maxLength: 10 }), debts, (payments, open) => {
      const matches = matchPayments(payments, open);
      assert.equal(matches.length, payments.length);
      for (const [at, match] of matches.entries()) {
        const one = payments[at];
        assert.ok(one !== undefined);
        checkBalanced(one, match);
        checkKind(one, match, open);
      }
      checkOwed(matches, open);
    }),
    { numRuns: 2000 },
  );
});

test('the order in which debts are given changes nothing', () => {
  fc.assert(
    fc.property(payment, debts, (one, open) => {
      assert.deepEqual(decideMatch(one, [...open].reverse()), decideMatch(one, open));
    }),
    { numRuns: 1000 },
  );
});

test('the only payment of a statement is matched as it is alone', () => {
  fc.assert(
    fc.property(payment, debts, (one, open) => {
      const alone = decideMatch(one, open);
      const [match] = matchPayments([one], open);
      assert.deepEqual(match, alone);
    }),
    { numRuns: 1000 },
  );
});

test('10,000 payments against 50,000 debts are matched in bounded time, one client or many', () => {
  for (const clients of [1, 1000]) {
    const open = manyDebts(50_000, clients);
    const payments = manyPayments(10_000, clients);
    const from = performance.now();
    const matches = matchPayments(payments, open);
    const ms = performance.now() - from;
    assert.ok(ms < 15_000, `${clients} clients: ${ms} ms`);
    const certain = matches.filter(({ kind }) => kind === 'certain').length;
    assert.equal(certain, 5_000, `${clients} clients`);
    assert.ok(matches.reduce((sum, { allocations }) => sum + allocations.length, 0) <= 60_000);
  }
});

test('2,000 payments naming a number that 10,000 debts share take bounded time', () => {
  const open = manyDebts(10_000, 1).map((one) => ({ ...one, documentNumber: '1', orderNumber: '1' }));
  const named = purposeFacts('УПД 1, счет 1, заказ 1, УПД 1-900');
  const payments = manyPayments(2_000, 1).map((one) => ({ ...one, purpose: named }));
  const from = performance.now();
  const matches = matchPayments(payments, open);
  const ms = performance.now() - from;
  assert.ok(ms < 20_000, `${ms} ms`);
  assert.equal(matches.filter(({ kind }) => kind === 'certain').length, 0);
});

function manyDebts(count: number, clients: number): OpenReceivable[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `r${at}`,
    accountId: `client ${at % clients}`,
    groupId: 'g',
    documentNumber: `УТ-${String(at).padStart(8, '0')}`,
    documentDate: '2026-05-01',
    dueOn: `2026-05-${String(1 + (at % 28)).padStart(2, '0')}`,
    openMinor: 10_000n + BigInt(at % 7),
    orderNumber: `З-${Math.floor(at / 3)}`,
  }));
}

// Every second names a debt of its client; the others name nothing.
function manyPayments(count: number, clients: number): IncomingPayment[] {
  return Array.from({ length: count }, (_, at) => ({
    sumMinor: at % 2 === 0 ? 10_000n : 25_000n,
    payerInn: '7700000003',
    payerAccountIds: [`client ${at % clients}`],
    payerGroupIds: [],
    purpose: purposeFacts(at % 2 === 0 ? `Оплата по УПД УТ-${at}` : 'Оплата за товар'),
    bookedOn: '2026-06-01',
  }));
}

function checkBalanced({ sumMinor }: IncomingPayment, { allocations, restMinor }: Match): void {
  const given = allocations.reduce((sum, one) => sum + one.sumMinor, 0n);
  assert.ok(allocations.every((one) => one.sumMinor > 0n));
  assert.ok(restMinor >= 0n);
  assert.equal(given + restMinor, sumMinor > 0n ? sumMinor : 0n);
}

function checkOwed(matches: readonly Match[], open: readonly OpenReceivable[]): void {
  const owed = new Map(open.map(({ id, openMinor }) => [id, openMinor]));
  for (const { receivableId, sumMinor } of matches.flatMap(({ allocations }) => allocations)) {
    const left = (owed.get(receivableId) ?? 0n) - sumMinor;
    assert.ok(left >= 0n, `${receivableId} is given more than it owes`);
    owed.set(receivableId, left);
  }
}

function checkKind(
  payment: IncomingPayment,
  { kind, allocations, restMinor, reasons }: Match,
  open: readonly OpenReceivable[],
): void {
  assert.ok(reasons.length > 0);
  if (kind === 'manual' || kind === 'advance') assert.equal(allocations.length, 0);
  if (kind === 'advance') assert.ok(payment.payerAccountIds.length > 0);
  if (kind !== 'certain') return;
  assert.equal(restMinor, 0n);
  assert.equal(payment.purpose.refundWord, null);
  assert.ok(payment.purpose.documents.length > 0);
  for (const { receivableId } of allocations) {
    const { accountId, groupId } = open.find(({ id }) => id === receivableId) ?? {};
    const isOwn = payment.payerAccountIds.some((id) => id === accountId);
    const isOfGroup = groupId !== null && groupId !== undefined && payment.payerGroupIds.includes(groupId);
    assert.ok(isOwn || isOfGroup, 'a certain match stays with the payer');
  }
}
