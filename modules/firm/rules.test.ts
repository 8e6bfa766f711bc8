import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BankFields, EntityFields } from './contract.ts';
import { decideBank, decideEntity } from './rules.ts';

const company: EntityFields = {
  name: 'ООО «Камертон Трейд»',
  fullName: 'Общество с ограниченной ответственностью «Камертон Трейд»',
  inn: '7700000016',
  kpp: '770001001',
  ogrn: '1027700132195',
  address: '',
  vatRegime: 'general',
  numberPrefix: 'КТ',
  headPost: 'Генеральный директор',
  headName: '',
  accountantName: '',
};
const bank: BankFields = {
  accountNumber: '40702810938000000001',
  bik: '044525225',
  bankName: 'ПАО Сбербанк',
  correspondentAccount: '30101810400000000225',
  isDefault: true,
};
const outcome = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'ok' : answer.code);

test('FIRM-1 requisites stand on papers only when their control digits hold and they are of one kind', () => {
  const table: readonly [Partial<EntityFields>, string][] = [
    [{}, 'ok'],
    [{ inn: ' 7700000016 ' }, 'ok'],
    [{ ogrn: '' }, 'ok'],
    [{ inn: '7700000017' }, 'requisites.inn_check_digit'],
    [{ inn: '77' }, 'requisites.inn_format'],
    [{ kpp: '' }, 'firm.kpp_missing'],
    [{ kpp: '77' }, 'requisites.kpp_format'],
    [{ ogrn: '1027700132196' }, 'requisites.ogrn_check_digit'],
    [{ inn: '500100732259', kpp: '', ogrn: '' }, 'ok'],
    [{ inn: '500100732259', kpp: '770001001' }, 'firm.kpp_of_sole_proprietor'],
    [{ inn: '500100732259', kpp: '' }, 'firm.ogrn_of_other_kind'],
  ];
  for (const [change, code] of table) {
    assert.equal(outcome(decideEntity({ ...company, ...change })), code, JSON.stringify(change));
  }
});

test('FIRM-2 an account agrees with the BIK of its bank', () => {
  const table: readonly [Partial<BankFields>, string][] = [
    [{}, 'ok'],
    [{ accountNumber: ' 40702810938000000001 ' }, 'ok'],
    [{ correspondentAccount: '' }, 'ok'],
    [{ bik: '99' }, 'requisites.bik_format'],
    [{ accountNumber: '40702810938000000002' }, 'requisites.account_check_digit'],
    [{ accountNumber: '4070' }, 'requisites.account_format'],
    [{ bik: '044525974' }, 'requisites.account_check_digit'],
    [{ correspondentAccount: '30101810400000000226' }, 'requisites.account_check_digit'],
  ];
  for (const [change, code] of table) {
    assert.equal(outcome(decideBank({ ...bank, ...change })), code, JSON.stringify(change));
  }
});
