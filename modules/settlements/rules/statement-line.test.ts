import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleBytes, statementIn, statementOfLines } from '../testdata/statements.ts';
import { textTable } from '../testdata/text-table.ts';
import { statementLines } from './statement-line.ts';

const own = '40702810000000000001';
const second = '40702810000000000002';
const client = '40702810000000000888';
const bank = '30101810000000000777';
const accounts: Record<string, string> = { own, second, client, bank, '': '' };

function documentLines(fields: Record<string, string>): string[] {
  const given = { Номер: '5', Дата: '01.06.2026', Сумма: '10.00', НазначениеПлатежа: 'Оплата', ...fields };
  return [
    'СекцияДокумент=Платежное поручение',
    ...Object.entries(given).map(([k, v]) => `${k}=${v}`),
    'КонецДокумента',
  ];
}

function lineOf(fields: Record<string, string>, ...ownAccounts: string[]) {
  const statement = statementOfLines(`РасчСчет=${own}`, ...documentLines(fields), 'КонецФайла');
  return statementLines(statement, new Set(ownAccounts.length > 0 ? ownAccounts : [own, second]))[0];
}

// The direction, what told it, our account, the day; payer2 and payee2 are '…РасчСчет'.
const directions = `
  payer  | payer2 | payee  | payee2 | debited    | credited   | direction | evidence   | account | booked
  own    |        | client |        | 02.06.2026 |            | out       | account    | own     | 2026-06-02
  own    |        | client |        |            |            | out       | account    | own     | 2026-06-01
  bank   | own    | client |        | 02.06.2026 |            | out       | account    | own     | 2026-06-02
  client |        | own    |        |            | 03.06.2026 | in        | account    | own     | 2026-06-03
  client |        | own    |        | 02.06.2026 | 03.06.2026 | in        | account    | own     | 2026-06-03
  client |        | own    |        |            |            | in        | account    | own     | 2026-06-01
  client |        | bank   | own    |            | 03.06.2026 | in        | account    | own     | 2026-06-03
  own    |        | second |        | 02.06.2026 | 03.06.2026 | internal  | account    | own     | 2026-06-02
  own    |        | own    |        | 02.06.2026 |            | internal  | account    | own     | 2026-06-02
  client |        | bank   |        | 02.06.2026 |            | out       | debit_date | own     | 2026-06-02
         |        | bank   |        | 02.06.2026 |            | out       | debit_date | own     | 2026-06-02
  client |        | bank   |        |            | 03.06.2026 | foreign   | none       |         | 2026-06-03
  client |        | bank   |        |            |            | foreign   | none       |         | 2026-06-01
`;

for (const row of textTable(directions)) {
  const { payer = '', payer2 = '', payee = '', payee2 = '' } = row;
  const { debited = '', credited = '', direction, evidence, account = '', booked } = row;
  test(`from ${payer || 'nobody'} to ${payee}, ${debited || 'no debit date'}: ${direction} by ${evidence}`, () => {
    const line = lineOf({
      ПлательщикСчет: accounts[payer] ?? '',
      ПлательщикРасчСчет: accounts[payer2] ?? '',
      ПолучательСчет: accounts[payee] ?? '',
      ПолучательРасчСчет: accounts[payee2] ?? '',
      ДатаСписано: debited,
      ДатаПоступило: credited,
    });
    const found = [line?.direction, line?.evidence, line?.account, line?.bookedOn];
    assert.deepEqual(found, [direction, evidence, accounts[account], booked]);
  });
}

test('a debit date says nothing when the statement is not about an account of ours', () => {
  const fields = { ПлательщикСчет: client, ПолучательСчет: bank, ДатаСписано: '02.06.2026' };
  assert.equal(lineOf(fields, second)?.direction, 'foreign');
});

test('a debit date says nothing when the statement is about two accounts', () => {
  const fields = { ПлательщикСчет: client, ПолучательСчет: bank, ДатаСписано: '02.06.2026' };
  const statement = statementOfLines(`РасчСчет=${own}`, `РасчСчет=${second}`, ...documentLines(fields), 'КонецФайла');
  assert.equal(statementLines(statement, new Set([own, second]))[0]?.direction, 'foreign');
});

test('the counterparty is the other side, with name, INN and purpose', () => {
  const [first, third] = [0, 2].map((at) => {
    const statement = statementIn(sampleBytes('bxshef-vypiska-1c.txt'));
    return statementLines(statement, new Set([own]))[at];
  });
  assert.equal(first?.counterparty.name, 'ООО Клиент');
  assert.equal(first?.counterparty.inn, '7700000003');
  assert.equal(first?.counterparty.account, client);
  assert.equal(first?.sumMinor, 2_000_000n);
  assert.equal(first?.purpose, 'Оплата за товар по договору 7 от 01.06.2026');
  assert.equal(third?.direction, 'out');
  assert.equal(third?.counterparty.name, 'ООО Ромашка');
});

test('the key is these facts in this order', () => {
  const line = lineOf({ ПлательщикСчет: client, ПолучательСчет: own, ДатаПоступило: '03.06.2026', Номер: 'ба8' });
  assert.equal(
    line?.keyText,
    '["v1","40702810000000000001","in","2026-06-03","БА8","1000","40702810000000000888","ОПЛАТА"]',
  );
});

test('the same movement has the same key in a wider statement, in another encoding, with other spaces', () => {
  const base = {
    ПлательщикСчет: client,
    ПолучательСчет: own,
    ДатаПоступило: '03.06.2026',
    НазначениеПлатежа: 'По счету 5',
  };
  const key = lineOf(base)?.keyText;
  assert.equal(lineOf({ ...base, НазначениеПлатежа: ' По  счету 5 ', КвитанцияСодержание: 'Исполнен' })?.keyText, key);
  for (const [field, value] of [
    ['Номер', '6'],
    ['Сумма', '10.01'],
    ['ДатаПоступило', '04.06.2026'],
    ['ПлательщикСчет', bank],
    ['ПолучательСчет', second],
    ['НазначениеПлатежа', 'По счету 6'],
  ] as const) {
    assert.notEqual(lineOf({ ...base, [field]: value })?.keyText, key, field);
  }
  const cp1251 = statementLines(statementIn(sampleBytes('own-masked-payers.txt')), new Set(['40702810400000020002']));
  const utf8 = statementLines(
    statementIn(sampleBytes('own-masked-payers.utf8.txt')),
    new Set(['40702810400000020002']),
  );
  assert.deepEqual(
    cp1251.map(({ keyText }) => keyText),
    utf8.map(({ keyText }) => keyText),
  );
  assert.equal(new Set(cp1251.map(({ keyText }) => keyText)).size, 13);
});

test('a movement met twice in one file points at its first line', () => {
  const one = documentLines({ ПлательщикСчет: client, ПолучательСчет: own });
  const other = documentLines({ ПлательщикСчет: client, ПолучательСчет: own, Номер: '6' });
  const lines = statementLines(statementOfLines(...one, ...other, ...one, 'КонецФайла'), new Set([own]));
  assert.deepEqual(
    lines.map(({ line, repeats }) => [line, repeats]),
    [
      [6, null],
      [14, null],
      [22, 6],
    ],
  );
});

test('keys of different facts differ whatever the texts hold', () => {
  const text = fc.stringMatching(/^[ab",\\[\]|]{0,6}$/);
  const property = fc.property(text, text, text, text, (number, purpose, otherNumber, otherPurpose) => {
    fc.pre(number !== otherNumber || purpose !== otherPurpose);
    const key = (Номер: string, НазначениеПлатежа: string) =>
      lineOf({ ПолучательСчет: own, Номер, НазначениеПлатежа })?.keyText;
    assert.notEqual(key(`n${number}`, `p${purpose}`), key(`n${otherNumber}`, `p${otherPurpose}`));
  });
  fc.assert(property);
});
