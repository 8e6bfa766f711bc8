import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  accountNumberProblem,
  bikProblem,
  correspondentAccountProblem,
  innProblem,
  isTreasuryAccount,
  kppProblem,
  nameKey,
  normalizeInn,
  ogrnProblem,
  okpoProblem,
} from './requisites.ts';
import vectors from './testdata/requisites-vectors.json' with { type: 'json' };

test('single numbers of the sample set', () => {
  const checks = [
    [vectors.inn, innProblem],
    [vectors.ogrn, ogrnProblem],
    [vectors.ogrnip, ogrnProblem],
    [vectors.okpo, okpoProblem],
  ] as const;
  for (const [{ valid, invalid }, problem] of checks) {
    for (const text of valid) assert.equal(problem(text), null, text);
    for (const text of invalid) assert.notEqual(problem(text), null, text);
  }
});

test('accounts of the sample set agree with their BIK', () => {
  const checks = [
    [vectors['settlementAccount(acc,bic)'], accountNumberProblem],
    [vectors['correspondentAccount(acc,bic)'], correspondentAccountProblem],
    [vectors['accountInCBRUnit(acc,bic)'], accountNumberProblem],
  ] as const;
  for (const [{ valid, invalid }, problem] of checks) {
    for (const [account = '', bik = ''] of valid) assert.equal(problem(account, bik), null, account);
    for (const [account = '', bik = ''] of invalid) {
      assert.equal(problem(account, bik), 'requisites.account_check_digit', account);
    }
  }
});

test('the problem is named: the form or the control digit', () => {
  assert.equal(innProblem('7707083894'), 'requisites.inn_check_digit');
  assert.equal(innProblem('760307073224'), 'requisites.inn_check_digit');
  assert.equal(innProblem('770708389'), 'requisites.inn_format');
  assert.equal(innProblem('0000000000'), 'requisites.inn_format');
  assert.equal(innProblem('770708389З'), 'requisites.inn_format');
  assert.equal(innProblem(' 7707083893'), 'requisites.inn_format');
  assert.equal(ogrnProblem('1027700132196'), 'requisites.ogrn_check_digit');
  assert.equal(ogrnProblem('4027700132195'), 'requisites.ogrn_format');
  assert.equal(ogrnProblem('104500116000157'), 'requisites.ogrn_format');
  assert.equal(okpoProblem('00032538'), 'requisites.okpo_check_digit');
  assert.equal(okpoProblem('0003253'), 'requisites.okpo_format');
});

test('OKPO takes its second weights when the first give ten, and zero when both do', () => {
  for (const text of ['30000017', '3000000163', '30000530']) assert.equal(okpoProblem(text), null, text);
  for (const text of ['30000010', '3000000160', '30000531']) {
    assert.equal(okpoProblem(text), 'requisites.okpo_check_digit', text);
  }
});

test('an account kept in a unit of the Bank of Russia takes its key from the region', () => {
  assert.equal(accountNumberProblem('40702810900000000017', '044525001'), null);
  assert.equal(accountNumberProblem('40702810900000000017', '044525002'), null);
  assert.equal(accountNumberProblem('40702810900000000017', '044525003'), 'requisites.account_check_digit');
});

test('KPP has a form and no control digit', () => {
  for (const text of ['773601001', '7736AB001', '010501001']) assert.equal(kppProblem(text), null, text);
  for (const text of ['', '003601001', '77360100', '7736010011', '7736аб001', '7736ab001', '77A601001']) {
    assert.equal(kppProblem(text), 'requisites.kpp_format', text);
  }
});

test('BIK of banks, of the treasury and of other participants', () => {
  for (const text of ['044525225', '004525988', '019205400', '024501901', '204525101']) {
    assert.equal(bikProblem(text), null, text);
  }
  for (const text of ['', '04452522', '0445252255', '054525225', '944525225', '04452522O']) {
    assert.equal(bikProblem(text), 'requisites.bik_format', text);
  }
});

test('an account needs a BIK and a form before its control digit', () => {
  assert.equal(accountNumberProblem('40702810938000000001', '4452522'), 'requisites.bik_format');
  assert.equal(accountNumberProblem('4070281093800000001', '044525225'), 'requisites.account_format');
  assert.equal(accountNumberProblem('4070281093800000000I', '044525225'), 'requisites.account_format');
  assert.equal(accountNumberProblem('30114В84600000000501', '044541312'), null, 'a Cyrillic letter');
  assert.equal(accountNumberProblem('30114G84600000000501', '044541312'), 'requisites.account_format');
});

test('a treasury account is checked for form only', () => {
  assert.ok(isTreasuryAccount('03100643000000017300'));
  assert.equal(accountNumberProblem('03100643000000017300', '004525988'), null);
  assert.equal(accountNumberProblem('0310064300000001730', '004525988'), 'requisites.account_format');
  assert.ok(!isTreasuryAccount('40702810938000000001'));
});

test('an INN that a spreadsheet robbed of its zero is mended, only when the control digits prove it', () => {
  const cases: [text: string, inn: string][] = [
    ['7707083893', '7707083893'],
    [' 7707 083 893 ', '7707083893'],
    ['7707083893\u00a0', '7707083893'],
    ['500100732259', '500100732259'],
    ['123456789', '123456789'],
    ['12345678901', '12345678901'],
    ['105000008', '0105000008'],
    ['105000007', '105000007'],
    ['10500000157', '010500000157'],
    ['10500000158', '10500000158'],
    ['', ''],
    ['ИНН 7707083893', 'ИНН7707083893'],
  ];
  for (const [text, inn] of cases) assert.equal(normalizeInn(text), inn, text);
});

test('one wrong digit is always seen in this OGRN', () => {
  const wrong = fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }));
  fc.assert(
    fc.property(wrong, ([at, by]) => {
      const digits = [...'1027700132195'];
      digits[at] = String((Number(digits[at]) + by) % 10);
      assert.notEqual(ogrnProblem(digits.join('')), null);
    }),
  );
});

test('any text is judged, never a fault', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (text, other) => {
      for (const problem of [innProblem, kppProblem, ogrnProblem, okpoProblem, bikProblem]) problem(text);
      accountNumberProblem(text, other);
      correspondentAccountProblem(text, other);
      nameKey(normalizeInn(text));
    }),
  );
});

test('spellings of one company have one key', () => {
  const spellings = [
    'ООО «Ромашка»',
    'ООО "Ромашка"',
    'Ромашка ООО',
    'РОМАШКА, ООО',
    'ooo Ромашка',
    'О\u041e\u041e\u00a0\u00a0“ромашка”',
    'Общество с ограниченной ответственностью «Ромашка»',
    'Ромашка, общество с ограниченной  ответственностью',
    'Ромашка',
  ];
  for (const text of spellings) assert.equal(nameKey(text), 'ромашка', text);
});

test('letters, dashes, points and forms are folded; what distinguishes stays', () => {
  const cases: [text: string, key: string][] = [
    ['ПАО «Берёзка»', 'березка'],
    ['ПАО «Бере\u0308зка»', 'березка'],
    ['АО «Юг — Север»', 'юг-север'],
    ['ЗАО «Юг-Север»', 'юг-север'],
    ['ИП Иванов И.И.', 'иванов и и'],
    ['Индивидуальный предприниматель Иванов И. И.', 'иванов и и'],
    ['ООО «ТД «Ромашка»', 'тд ромашка'],
    ['Ромашка-2', 'ромашка-2'],
    ['Romashka LLC', 'romashka'],
    ['ООО', 'ооо'],
    ['Общество с ограниченной ответственностью', 'ооо'],
    ['Аорта', 'аорта'],
    ['', ''],
    ['«»', ''],
  ];
  for (const [text, key] of cases) assert.equal(nameKey(text), key, text);
});
