import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minorText, sumMinor } from '#kernel/money.ts';
import { originalBytes, sampleBytes, statementIn, warningsOf } from '../testdata/statements.ts';
import { textTable } from '../testdata/text-table.ts';
import { readStatement } from './statement.ts';
import { type StatementLine, statementAccounts, statementLines } from './statement-line.ts';
import type { Statement } from './statement-model.ts';

// "a" and "d" count account sections and documents. "in" and "out" are by account number alone; a debit that only
// its date shows is in "by day".
const published = `
  file                               | text   | v    | a | d  | opening   | closing   | in       | out       | by day
  bxshef-demo-1c                     | cp1251 | 1.02 | 1 | 2  | 100000.00 | 105000.00 | 20000.00 | 15000.00  | 0.00
  bxshef-vypiska-1c                  | cp1251 | 1.02 | 1 | 3  | 100000.00 | 130000.00 | 45000.00 | 15000.00  | 0.00
  condo-1CClientBankExchange         | utf-8  | 1.03 | 1 | 4  | 8300.00   | 135394.23 | 2219.96  | 14700.00  | 0.00
  condo-1CClientBankExchange-Invalid | utf-8  | 1.03 | 1 | 0  | 8300.00   | -         | 0.00     | 0.00      | 0.00
  derived-condo-dos-cp866            | cp866  | 1.03 | 1 | 4  | 8300.00   | 135394.23 | 2219.96  | 14700.00  | 0.00
  dronm-kl_to_1c.clean               | cp1251 | 1.03 | 1 | 3  | 252842.49 | 79245.05  | 0.00     | 156936.00 | 13056.00
  odooru-kl_to_1c                    | cp1251 | 1.01 | 1 | 1  | 110978.00 | 2818.88   | 0.00     | 108159.12 | 0.00
  odooru-1c_to_kl-win-min-example    | cp1251 |      | 0 | 0  | -         | -         | 0.00     | 0.00      | 0.00
  own-bank-orders                    | cp1251 | 1.02 | 1 | 14 | 300000.00 | 211448.00 | 0.00     | 88552.00  | 0.00
  own-masked-payers                  | cp1251 | 1.02 | 1 | 13 | 50000.00  | 69654.33  | 30000.00 | 0.00      | 10345.67
  own-masked-payers.utf8             | utf-8  | 1.02 | 1 | 13 | 50000.00  | 69654.33  | 30000.00 | 0.00      | 10345.67
  own-orders-mixed                   | cp1251 | 1.03 | 0 | 2  | -         | -         | 0.00     | 0.00      | 0.00
  own-every-key                      | utf-8  | 1.03 | 2 | 2  | 10.10     | 10.10     | 0.00     | 0.00      | 0.00
  own-budget-orders                  | utf-8  | 1.01 | 0 | 6  | -         | -         | 0.00     | 21000.00  | 0.00
`;

for (const { file = '', ...expected } of textTable(published)) {
  test(`${file} reads as known`, () => {
    assert.deepEqual(summaryOf(statementIn(sampleBytes(`${file}.txt`))), expected);
  });
}

// These are known by their numbers only and may not be published with us.
const unpublished = `
  file                     | text   | v    | a | d  | opening   | closing   | in       | out
  andrey9129-kl_to_1c.anon | cp1251 | 1.02 | 1 | 14 | 490661.75 | 351640.89 | 0.00     | 139020.86
  dronm-to_bank            | cp1251 | 1.03 | 0 | 2  | -         | -         | 0.00     | 0.00
  kilylabs-one_day         | cp1251 | 1.02 | 1 | 13 | 45329.91  | 44145.91  | 40000.00 | 0.00
  kilylabs-one_day_utf8    | utf-8  | 1.02 | 1 | 13 | 45329.91  | 44145.91  | 40000.00 | 0.00
  xini1-sample1            | utf-8  | 1.03 | 2 | 2  | 10.10     | 10.10     |          |
  xini1-sample2            | utf-8  |      | 0 | 1  | -         | -         |          |
  xini1-sample3            | utf-8  |      | 0 | 1  | -         | -         |          |
  xini1-sample4            | utf-8  |      | 0 | 1  | -         | -         |          |
  xini1-sample5            | utf-8  |      | 0 | 6  | -         | -         |          |
`;

for (const { file = '', ...expected } of textTable(unpublished)) {
  test(`${file}, kept beside the repository, reads as known`, (t) => {
    const bytes = originalBytes(`${file}.txt`);
    if (bytes === null) return t.skip('the original is not published with us and is not in ../shared/data/bank');
    const found = summaryOf(statementIn(bytes));
    // An empty cell is a number that was not counted by hand.
    for (const [key, value] of Object.entries(expected)) if (value !== '') assert.equal(found[key], value, key);
  });
}

test('what the folder beside the repository holds is what we publish', (t) => {
  const { file = '' } = textTable(published)[0] ?? {};
  const original = originalBytes(`${file}.txt`);
  if (original === null) return t.skip('no ../shared/data/bank here');
  assert.deepEqual(original, sampleBytes(`${file}.txt`));
});

test('a document keeps its line, kind, number with letters, and the name and INN of the old text', () => {
  const [first, , , , , sixth] = statementIn(sampleBytes('own-bank-orders.txt')).documents;
  assert.equal(first?.line, 20);
  assert.equal(first?.kind, 'Банковский ордер');
  assert.equal(first?.number, 'БА8170400');
  assert.equal(first?.payee.name, 'ООО Поставщик 1');
  assert.equal(first?.payee.inn, '7700000200');
  assert.equal(sixth?.kind, 'Платежное поручение');
  assert.equal(sixth?.sumMinor, 1_000_000n);
  assert.equal(sixth?.debitedOn, '2026-05-05');
});

test('the kinds are counted as the bank gave them', () => {
  const { documents } = statementIn(sampleBytes('own-bank-orders.txt'));
  const counts = Object.fromEntries([...Map.groupBy(documents, ({ kind }) => kind)].map(([k, all]) => [k, all.length]));
  assert.deepEqual(counts, { 'Банковский ордер': 5, 'Платежное поручение': 8, 'Мемориальный ордер': 1 });
});

test('a statement whose sums agree has no warning', () => {
  for (const file of ['bxshef-demo-1c.txt', 'bxshef-vypiska-1c.txt', 'odooru-kl_to_1c.txt', 'own-bank-orders.txt']) {
    assert.deepEqual(warningsOf(statementIn(sampleBytes(file))), [], file);
  }
});

test('debits known by date alone complete the bank totals', () => {
  assert.deepEqual(warningsOf(statementIn(sampleBytes('own-masked-payers.txt'))), []);
});

test('every key of the standard is known, kept as written, and two kinds are announced', () => {
  const { header, documents, warnings } = statementIn(sampleBytes('own-every-key.txt'));
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['settlements.statement_encoding_differs'],
  );
  assert.deepEqual(header.kinds, ['Платежное поручение', 'Платежное требование']);
  assert.equal(header.createdOn, '2026-05-15');
  assert.equal(header.createdAt, '11:22:33');
  assert.equal(header.receiver, 'Другая программа');
  const [first] = documents;
  assert.equal(first?.fields.size, 64);
  assert.equal(first?.fields.get('ПоказательКБК'), '18210301000011000110');
  assert.equal(first?.fields.get('ДатаОтсылкиДок'), '14.05.2026');
  assert.deepEqual(first?.payer, {
    account: '40702810700000060006',
    accounts: ['40702810700000060006'],
    name: 'ООО Свой',
    inn: '7700000501',
    kpp: '770001001',
    bankName: 'Банк Пример АО',
    bankCity: 'г. Москва',
    bik: '044500001',
    correspondentAccount: '30101810400000000001',
  });
});

test('orders of no kind in two encodings at once are read, the spoilt end is a warning', () => {
  const statement = statementIn(sampleBytes('own-orders-mixed.txt'));
  assert.deepEqual(
    statement.documents.map(({ kind, number, sumMinor: sum }) => [kind, number, sum]),
    [
      ['', '1', 6_400_000n],
      ['', '2', 51_225n],
    ],
  );
  assert.deepEqual(warningsOf(statement), ['statement_line_stray:54', 'statement_end_missing:']);
});

test('faults of real files are named with their lines', () => {
  assert.deepEqual(warningsOf(statementIn(sampleBytes('condo-1CClientBankExchange-Invalid.txt'))), [
    'statement_key_unknown:14',
    'statement_end_missing:',
    'statement_encoding_differs:',
    'statement_key_missing:11',
    'statement_documents_differ:11',
    'statement_documents_differ:11',
  ]);
  assert.deepEqual(warningsOf(statementIn(sampleBytes('dronm-kl_to_1c.clean.txt'))), [
    'statement_inn_bad:109',
    'statement_inn_bad:175',
    'statement_documents_differ:11',
    'statement_documents_differ:11',
  ]);
});

test('a file of another kind is refused', () => {
  for (const text of ['', '\n\n', 'ИНН;Сумма\n1;2', '<?xml version="1.0"?>', '1CClientBankExchangeX\n', '\0\0\0']) {
    const result = readStatement(Buffer.from(text));
    assert.equal(result.ok ? 'read' : result.code, 'settlements.not_a_statement', JSON.stringify(text));
  }
});

function summaryOf(statement: Statement): Record<string, string> {
  const { header, accounts, documents } = statement;
  const lines = statementLines(statement, new Set(statementAccounts(statement)));
  const total = (isCounted: (line: StatementLine) => boolean) =>
    minorText(sumMinor(lines.filter(isCounted).map((line) => line.sumMinor ?? 0n)));
  const balance = (minor: bigint | null | undefined) =>
    minor === null || minor === undefined ? '-' : minorText(minor);
  return {
    text: header.encoding ?? '',
    v: header.version,
    a: String(accounts.length),
    d: String(documents.length),
    opening: balance(accounts[0]?.openingMinor),
    closing: balance(accounts[0]?.closingMinor),
    in: total(({ direction }) => direction === 'in'),
    out: total(({ direction, evidence }) => direction === 'out' && evidence === 'account'),
    'by day': total(({ evidence }) => evidence === 'debit_date'),
  };
}
