import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textTable } from '../testdata/text-table.ts';
import type { OpenReceivable } from './candidates.ts';
import type { Match } from './matching.ts';
import { type PayerAccount, payerAccount } from './payer.ts';

const branches: readonly PayerAccount[] = [
  { inn: '7', kpp: '770101001', accountId: 'moscow', groupId: null, bankAccounts: ['401'] },
  { inn: '7', kpp: '780101001', accountId: 'piter', groupId: null, bankAccounts: ['402', '403'] },
  { inn: '7', kpp: '780101001', accountId: 'piter-2', groupId: null, bankAccounts: [] },
];
const debt = (id: string, accountId: string): [string, OpenReceivable] => [
  id,
  {
    id,
    accountId,
    groupId: null,
    documentNumber: id,
    documentDate: '2026-01-01',
    dueOn: '2026-01-01',
    openMinor: 1n,
    orderNumber: null,
  },
];
const owners = new Map([debt('m', 'moscow'), debt('p', 'piter'), debt('g', 'of the group')]);

test('SET-9: with several accounts of an INN the bank account, the KPP or the debts tell whose money it is', () => {
  const rows = textTable(`
    kpp       | bank | kind     | debts | account
              | 402  | advance  |       | piter
    770101001 |      | advance  |       | moscow
    770101001 | 402  | advance  |       | piter
    780101001 |      | advance  |       |
    780101001 | 403  | probable | m     | piter
    780101001 |      | probable | p     | piter
              |      | probable | m     | moscow
              |      | probable | m p   |
              |      | probable | g     |
              |      | certain  | m p   | moscow
              |      | certain  | g     | moscow
              | 999  | advance  |       |
  `);
  for (const { kpp = '', bank = '', kind = '', debts = '', account = '' } of rows) {
    const allocations = debts
      .split(' ')
      .filter(Boolean)
      .map((receivableId) => ({ receivableId, sumMinor: 1n }));
    const match: Match = { kind: kind as Match['kind'], allocations, restMinor: 0n, reasons: [] };
    const found = payerAccount(branches, { kpp, bankAccount: bank }, { match, owners });
    assert.deepEqual({ kpp, bank, kind, debts, account: found ?? '' }, { kpp, bank, kind, debts, account });
  }
});

test('the only account of an INN is the payer whatever the statement says; no account is nobody', () => {
  const match: Match = { kind: 'advance', allocations: [], restMinor: 1n, reasons: [] };
  assert.equal(payerAccount(branches.slice(0, 1), { kpp: '1', bankAccount: '1' }, { match, owners }), 'moscow');
  assert.equal(payerAccount([], { kpp: '1', bankAccount: '1' }, { match, owners }), null);
});
