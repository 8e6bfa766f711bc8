import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Kind, Requisites } from '../model.ts';
import { decideBank, decideRequisites } from './requisites.ts';

const romashka: Requisites = {
  name: 'ООО «Ромашка»',
  fullName: '',
  kind: 'company',
  inn: '7707083893',
  kpp: '770701001',
  ogrn: '1027700132195',
  roles: ['customer'],
  tier: '',
  isKey: false,
  legalAddress: '',
  actualAddress: '',
  phone: '',
  email: '',
  website: '',
  country: 'RU',
  segment: '',
  groupId: null,
};
const outcome = (change: Partial<Requisites>): string => {
  const answer = decideRequisites({ ...romashka, ...change });
  return answer.ok ? 'ok' : answer.code;
};

describe('decideRequisites', () => {
  test('ACC-1 numbers are checked by their control digits and fit the kind', () => {
    const cases: [kind: Kind, inn: string, kpp: string, ogrn: string, expected: string][] = [
      ['company', '7707083893', '770701001', '1027700132195', 'ok'],
      ['company', '', '', '', 'ok'],
      ['company', '7707083894', '', '', 'accounts.inn_check_digit'],
      ['company', '770708389', '', '', 'accounts.inn_format'],
      ['company', '500100732259', '', '', 'accounts.inn_of_other_kind'],
      ['company', '7707083893', '77070100', '', 'accounts.kpp_format'],
      ['company', '7707083893', '770701001', '1027700132196', 'accounts.ogrn_check_digit'],
      ['company', '7707083893', '770701001', '304500116000157', 'accounts.ogrn_of_other_kind'],
      ['sole_proprietor', '500100732259', '', '304500116000157', 'ok'],
      ['sole_proprietor', '500100732258', '', '', 'accounts.inn_check_digit'],
      ['sole_proprietor', '500100732259', '770701001', '', 'accounts.kpp_of_other_kind'],
      ['sole_proprietor', '7707083893', '', '', 'accounts.inn_of_other_kind'],
      ['person', '500100732259', '', '1027700132195', 'accounts.ogrn_of_other_kind'],
      ['foreign', 'BY-190275968', '', '', 'ok'],
      ['foreign', '190275968', 'x', 'y', 'ok'],
      ['foreign', '<script>', '', '', 'accounts.tax_number_format'],
    ];
    for (const [kind, inn, kpp, ogrn, expected] of cases) {
      assert.equal(outcome({ kind, inn, kpp, ogrn }), expected, `${kind} ${inn} ${kpp} ${ogrn}`);
    }
  });

  test('ACC-1 texts are made plain: spaces, unseen marks, a zero lost by a spreadsheet', () => {
    const answer = decideRequisites({
      ...romashka,
      name: '  ООО \u200b «Ромашка»\n',
      inn: ' 0274 062111',
      kpp: '0274 01001',
      roles: ['dealer', 'customer', 'dealer'],
      email: 'A@B.ru; c@d.ru',
      website: 'romashka.example/контакты',
    });
    assert.equal(answer.ok, true);
    if (!answer.ok) return;
    assert.equal(answer.value.name, 'ООО «Ромашка»');
    assert.equal(answer.value.inn, '0274062111');
    assert.equal(answer.value.kpp, '027401001');
    assert.deepEqual(answer.value.roles, ['customer', 'dealer']);
    assert.equal(answer.value.email, 'a@b.ru, c@d.ru');
    assert.equal(answer.value.website, 'https://romashka.example/контакты');
  });

  test('a name of nothing, a bad e-mail, a link that is no site are refused', () => {
    assert.equal(outcome({ name: ' \u200b ' }), 'accounts.name_empty');
    assert.equal(outcome({ email: 'ivan@' }), 'accounts.email_format');
    assert.equal(outcome({ email: 'a@b.ru, ivan' }), 'accounts.email_format');
    assert.equal(outcome({ website: 'javascript:alert(1)' }), 'accounts.website_format');
    assert.equal(outcome({ website: 'https://user@evil.example' }), 'accounts.website_format');
    assert.equal(outcome({ country: 'Россия' }), 'accounts.country_format');
  });

  test('a bank account agrees with its BIK', () => {
    assert.deepEqual(decideBank({ accountNumber: '4070 2810 9000 0000 0123', bik: '044525225' }), {
      ok: true,
      value: { accountNumber: '40702810900000000123', bik: '044525225' },
    });
    assert.deepEqual(decideBank({ accountNumber: '40702810800000000123', bik: '044525225' }), {
      ok: false,
      code: 'accounts.account_check_digit',
    });
    assert.deepEqual(decideBank({ accountNumber: '40702810900000000123', bik: '99' }), {
      ok: false,
      code: 'accounts.bik_format',
    });
  });
});
