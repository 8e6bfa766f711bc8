import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statementOfLines, warningsOf } from '../testdata/statements.ts';
import { parseStatement, readStatement } from './statement.ts';
import { russianDate } from './statement-fields.ts';

const account = '40702810000000000001';
const other = '40702810000000000999';
const payment = [
  'СекцияДокумент=Платежное поручение',
  'Номер=7',
  'Дата=05.06.2026',
  'Сумма=100.50',
  `ПлательщикСчет=${other}`,
  `ПолучательСчет=${account}`,
];
const close = ['КонецДокумента', 'КонецФайла'];

test('a document not closed is closed by the next, with a warning', () => {
  const statement = statementOfLines(...payment, ...payment, ...close);
  assert.equal(statement.documents.length, 2);
  assert.deepEqual(warningsOf(statement), ['statement_section_unclosed:6']);
});

test('an account section not closed is closed by the first document', () => {
  const section = ['СекцияРасчСчет', `РасчСчет=${account}`, 'НачальныйОстаток=-5.00', 'КонечныйОстаток=95.50'];
  const statement = statementOfLines(...section, ...payment, ...close);
  assert.equal(statement.accounts[0]?.openingMinor, -500n);
  assert.equal(statement.documents[0]?.sumMinor, 10_050n);
  assert.deepEqual(warningsOf(statement), ['statement_section_unclosed:6']);
});

test('an end without a beginning and a text after the end are warnings', () => {
  const statement = statementOfLines('КонецРасчСчет', ...payment, ...close, '', 'что-то', 'ещё');
  assert.deepEqual(warningsOf(statement), ['statement_section_unopened:6', 'statement_text_after_end:16']);
});

test('a purpose over several lines is joined by spaces, also where a line holds "="', () => {
  const statement = statementOfLines(
    ...payment,
    'НазначениеПлатежа=Оплата по счету 5',
    'от 01.06.2026,',
    '',
    'сумма по счету = 100-50',
    ...close,
  );
  assert.equal(statement.documents[0]?.purpose, 'Оплата по счету 5 от 01.06.2026, сумма по счету = 100-50');
  assert.deepEqual(warningsOf(statement), []);
});

test('what stands before "=" is a key only if it is short and without spaces', () => {
  const long = `${'к'.repeat(65)}=1`;
  const statement = statementOfLines(...payment, long, 'две части=1', '=1', ...close);
  assert.deepEqual(warningsOf(statement), [
    'statement_line_stray:12',
    'statement_line_stray:13',
    'statement_line_stray:14',
  ]);
});

test('a loose line after another key is a warning, and the value may hold "="', () => {
  const statement = statementOfLines(...payment, 'Плательщик1=ООО "А=Б"', 'продолжение', ...close);
  assert.equal(statement.documents[0]?.payer.name, 'ООО "А=Б"');
  assert.deepEqual(warningsOf(statement), ['statement_line_stray:13']);
});

test('the purpose comes whole, else from its six parts without spaces between', () => {
  const parts = ['НазначениеПлатежа1=Оплата по сч', 'НазначениеПлатежа2=ету 5', 'НазначениеПлатежа=', ...close];
  assert.equal(statementOfLines(...payment, ...parts).documents[0]?.purpose, 'Оплата по счету 5');
  const both = ['НазначениеПлатежа=Вся', 'НазначениеПлатежа1=Часть', ...close];
  assert.equal(statementOfLines(...payment, ...both).documents[0]?.purpose, 'Вся');
});

test('a repeated key keeps its first value', () => {
  const statement = statementOfLines(...payment, 'Сумма=999999.00', ...close);
  assert.equal(statement.documents[0]?.sumMinor, 10_050n);
  assert.deepEqual(warningsOf(statement), ['statement_key_repeated:12']);
});

test('sums: comma, whole roubles and thousands are read; the rest is no sum, with its line', () => {
  const sumOf = (text: string) => {
    const lines = payment.map((line) => (line.startsWith('Сумма') ? `Сумма=${text}` : line));
    const statement = statementOfLines(...lines, ...close);
    return [statement.documents[0]?.sumMinor, warningsOf(statement).join()];
  };
  assert.deepEqual(sumOf('14700'), [1_470_000n, '']);
  assert.deepEqual(sumOf('1 234,56'), [123_456n, '']);
  assert.deepEqual(sumOf('9999999999999999.99'), [999_999_999_999_999_999n, '']);
  for (const bad of [
    '0',
    '0.00',
    '-5.00',
    '1e400',
    '12.345',
    'сто',
    '1,234.56',
    '99999999999999999.99',
    '1'.repeat(90),
  ]) {
    assert.deepEqual(sumOf(bad), [null, 'statement_sum_bad:9'], bad);
  }
  assert.deepEqual(sumOf(''), [null, 'statement_key_missing:6']);
});

test('dates that are none, and years that are slips, are left out with a warning', () => {
  assert.equal(russianDate('5.6.2026'), '2026-06-05');
  assert.equal(russianDate('05.06.26'), '2026-06-05');
  assert.equal(russianDate('29.02.2028'), '2028-02-29');
  for (const bad of [
    '30.02.2026',
    '29.02.2026',
    '31.04.2026',
    '00.01.2026',
    '01.13.2026',
    '05.06.0226',
    '2026-06-05',
    '1.1.1',
  ]) {
    assert.equal(russianDate(bad), null, bad);
  }
  const lines = payment.map((line) => (line.startsWith('Дата') ? 'Дата=30.02.2026' : line));
  const statement = statementOfLines(...lines, 'ДатаПоступило=06.06.2026', ...close);
  assert.equal(statement.documents[0]?.date, null);
  assert.equal(statement.documents[0]?.creditedOn, '2026-06-06');
  assert.deepEqual(warningsOf(statement), ['statement_date_bad:8']);
});

test('name and INN: separate keys, the old text, or neither', () => {
  const payerOf = (...lines: string[]) => statementOfLines(...payment, ...lines, ...close).documents[0]?.payer;
  assert.equal(payerOf('Плательщик=7700000003, ООО Клиент')?.inn, '7700000003');
  assert.equal(payerOf('Плательщик=ИНН 7700000003/770001001 ООО Клиент')?.name, 'ООО Клиент');
  assert.equal(payerOf('Плательщик1=ИНН 770000000301 ИП Клиент')?.inn, '770000000301');
  assert.equal(payerOf('Плательщик1=ИНН 770000000301 ИП Клиент')?.name, 'ИП Клиент');
  assert.equal(payerOf('ПлательщикИНН=77 0000 0003', 'Плательщик1=ООО Клиент')?.inn, '7700000003');
  assert.equal(payerOf('ПлательщикИНН=0', 'Плательщик1=Физлицо')?.inn, null);
  assert.equal(payerOf('ПлательщикИНН=7123456789012', 'Плательщик1=ИП')?.inn, null);
});

test('the real account of an indirect settlement comes before the correspondent one', () => {
  const statement = statementOfLines(...payment, 'ПлательщикРасчСчет=40702810000000000555', ...close);
  assert.equal(statement.documents[0]?.payer.account, '40702810000000000555');
  assert.deepEqual(statement.documents[0]?.payer.accounts, ['40702810000000000555', other]);
});

test('balances that do not add up, and documents that do not, are warnings with both sums', () => {
  const section = [
    'СекцияРасчСчет',
    `РасчСчет=${account}`,
    'НачальныйОстаток=10.00',
    'ВсегоПоступило=100.50',
    'ВсегоСписано=0.00',
    'КонечныйОстаток=110.49',
    'КонецРасчСчет',
  ];
  const wrong = statementOfLines(...section, ...payment, ...close);
  assert.deepEqual(wrong.warnings, [
    {
      code: 'settlements.statement_balance_differs',
      line: 6,
      details: { account, counted: '110.50', written: '110.49' },
    },
  ]);
  const short = statementOfLines(...section.map((line) => line.replace('110.49', '110.50')), 'КонецФайла');
  assert.deepEqual(short.warnings.at(-1), {
    code: 'settlements.statement_documents_differ',
    line: 6,
    details: { account, side: 'received', documents: '0.00', written: '100.50' },
  });
});

test('sections of several days of one account are added up', () => {
  const day = (date: string, sums: string[]) => [
    'СекцияРасчСчет',
    `ДатаНачала=${date}`,
    `РасчСчет=${account}`,
    `НачальныйОстаток=${sums[0]}`,
    `ВсегоПоступило=${sums[1]}`,
    'ВсегоСписано=0.00',
    `КонечныйОстаток=${sums[2]}`,
    'КонецРасчСчет',
  ];
  const days = [...day('05.06.2026', ['0.00', '60.50', '60.50']), ...day('06.06.2026', ['60.50', '40.00', '100.50'])];
  const statement = statementOfLines(...days, ...payment, ...close);
  assert.equal(statement.accounts.length, 2);
  assert.deepEqual(warningsOf(statement), []);
});

test('an unknown version and an unknown key do not stop the reading', () => {
  const result = parseStatement('1CClientBankExchange\nВерсияФормата=2.00\nЧужое=1\nЧужое=2\nКонецФайла');
  assert.ok(result.ok);
  assert.deepEqual(warningsOf(result.value), [
    'statement_key_unknown:3',
    'statement_key_repeated:4',
    'statement_key_missing:1',
    'statement_key_missing:1',
    'statement_key_missing:1',
    'statement_version_unknown:2',
  ]);
});

test('the mark may follow a byte order mark, spaces and empty lines, and hold a Cyrillic С', () => {
  for (const first of [
    '\ufeff1CClientBankExchange',
    '\n \n  1CClientBankExchange  ',
    '1СClientBankExchange',
    '1cclientbankexchange',
  ]) {
    assert.ok(parseStatement(`${first}\nКонецФайла`).ok, first);
  }
});

test('a file over 64 MiB is refused before it is read', () => {
  const result = readStatement(new Uint8Array(64 * 1024 * 1024 + 1));
  assert.equal(result.ok ? 'read' : result.code, 'settlements.statement_too_large');
});

test('keys, values and warnings are bounded', () => {
  const many = Array.from({ length: 400 }, (_, at) => `Ключ${at}=1`);
  const long = `НазначениеПлатежа=${'о'.repeat(20_000)}`;
  const statement = statementOfLines(...payment, long, ...many, ...close);
  const [document] = statement.documents;
  assert.equal(document?.fields.size, 300);
  assert.equal(document?.purpose.length, 10_000);
  assert.ok(warningsOf(statement).includes('statement_value_cut:12'));

  const stray = statementOfLines(...Array.from({ length: 3000 }, () => 'строка без знака'));
  assert.equal(stray.warnings.length, 1001);
  assert.deepEqual(stray.warnings.at(-1)?.details, { count: 2001 });
});

test('keys of objects are only keys', () => {
  const statement = statementOfLines(...payment, '__proto__=1', 'constructor=2', ...close);
  assert.equal(statement.documents[0]?.fields.get('__proto__'), '1');
});
