import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { parsePlainDate } from '#kernel/plain-date.ts';
import { sampleBytes, statementIn } from '../testdata/statements.ts';
import { parseStatement, readStatement } from './statement.ts';
import { statementAccounts, statementLines } from './statement-line.ts';
import type { Statement, StatementDocument } from './statement-model.ts';
import { statementText } from './statement-text.ts';

const samples = [
  'bxshef-demo-1c.txt',
  'condo-1CClientBankExchange.txt',
  'derived-condo-dos-cp866.txt',
  'dronm-kl_to_1c.clean.txt',
  'own-every-key.txt',
  'own-orders-mixed.txt',
];

for (const file of ['bxshef-demo-1c.txt', 'condo-1CClientBankExchange.txt', 'derived-condo-dos-cp866.txt']) {
  test(`${file} cut at any byte keeps the documents before the cut and says that the end is missing`, () => {
    const bytes = sampleBytes(file);
    const whole = statementIn(bytes);
    for (let length = 0; length < bytes.length; length += 1) {
      const result = readStatement(bytes.subarray(0, length));
      if (!result.ok) {
        assert.ok(length < 20, `refused at ${length}`);
        continue;
      }
      checkSane(result.value);
      const { documents, warnings } = result.value;
      const closed = Math.max(0, documents.length - 1);
      assert.deepEqual(documents.slice(0, closed).map(factsOf), whole.documents.slice(0, closed).map(factsOf));
      const isCut = !isWhole(bytes, length);
      assert.equal(
        warnings.some(({ code }) => code === 'settlements.statement_end_missing'),
        isCut,
        `cut at ${length}`,
      );
    }
  });
}

test('flipped bytes give a statement or a refusal, never a fault', () => {
  const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 12 });
  const property = fc.property(fc.constantFrom(...samples), flips, (file, changes) => {
    const bytes = Buffer.from(sampleBytes(file));
    for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
    readSafely(bytes);
  });
  fc.assert(property, { numRuns: 2000 });
});

test('pieces of real files in any order give a statement or a refusal, never a fault', () => {
  const lines = samples.flatMap((file) => statementText(sampleBytes(file)).text.split('\n'));
  const property = fc.property(fc.array(fc.constantFrom(...lines), { maxLength: 60 }), (some) => {
    readSafely(Buffer.from(['1CClientBankExchange', ...some].join('\n')));
  });
  fc.assert(property, { numRuns: 1000 });
});

test('any bytes, and any bytes after the mark, give a statement or a refusal, never a fault', () => {
  const property = fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
    readSafely(bytes);
    readSafely(Buffer.concat([Buffer.from('1CClientBankExchange\r\n'), bytes]));
    readSafely(Buffer.concat([Buffer.from('1CClientBankExchange\r\nСекцияДокумент=\r\nСумма='), bytes]));
  });
  fc.assert(property, { numRuns: 2000 });
});

test('any value under any key is read or named, never a fault', () => {
  const keys = [
    'Номер',
    'Дата',
    'Сумма',
    'ПлательщикИНН',
    'Плательщик',
    'Получатель1',
    'ПолучательСчет',
    'НазначениеПлатежа',
  ];
  const field = fc.tuple(fc.constantFrom(...keys), fc.string({ unit: 'binary', maxLength: 60 }));
  const property = fc.property(fc.array(field, { maxLength: 12 }), (fields) => {
    const lines = fields.map(([key, value]) => `${key}=${value}`);
    const result = parseStatement(['1CClientBankExchange', 'СекцияДокумент=', ...lines, 'КонецФайла'].join('\n'));
    assert.ok(result.ok);
    checkSane(result.value);
  });
  fc.assert(property, { numRuns: 2000 });
});

test('encodings, declarations, byte order marks and line ends: the same documents', () => {
  const text = statementText(sampleBytes('bxshef-vypiska-1c.txt')).text;
  const expected = statementIn(sampleBytes('bxshef-vypiska-1c.txt')).documents;
  let tried = 0;
  for (const [encoding, bom] of [
    ['win1251', false],
    ['cp866', false],
    ['utf8', false],
    ['utf8', true],
    ['utf16le', true],
    ['utf16le', false],
    ['utf16be', true],
  ] as const) {
    for (const end of ['\r\n', '\n', '\r', '\r\r\n']) {
      for (const declared of ['Windows', 'windows', 'DOS', 'UTF-8', '']) {
        const written = text.replace('Кодировка=Windows', `Кодировка=${declared}`).replaceAll('\n', end);
        const { documents } = statementIn(iconv.encode(written, encoding, { addBOM: bom }));
        const label = `${encoding} ${bom} ${JSON.stringify(end)} ${declared}`;
        if (end === '\r\r\n') assert.deepEqual(documents.map(factsOf), expected.map(factsOf), label);
        else assert.deepEqual(documents, expected, label);
        tried += 1;
      }
    }
  }
  assert.equal(tried, 140);
});

test('a spoilt character in UTF-8, and a NUL, are named and do not change the encoding', () => {
  const bytes = Buffer.from(sampleBytes('condo-1CClientBankExchange.txt'));
  const at = bytes.indexOf(Buffer.from('Иванов'));
  bytes[at] = 0xff;
  const spoilt = statementIn(bytes);
  assert.equal(spoilt.header.encoding, 'utf-8');
  assert.equal(spoilt.documents.length, 4);
  assert.ok(spoilt.warnings.some(({ code }) => code === 'settlements.statement_characters_damaged'));

  const nul = statementIn(Buffer.concat([sampleBytes('bxshef-demo-1c.txt'), Buffer.from([0, 0])]));
  assert.deepEqual(
    nul.warnings.map(({ code }) => code),
    ['settlements.statement_characters_damaged'],
  );
});

test('unseen marks around keys and inside account numbers do not hide them', () => {
  const text = statementText(sampleBytes('bxshef-demo-1c.txt')).text;
  const marked = text
    .replaceAll('Сумма=', '\u200bСумма\u200e=\u202e')
    .replaceAll('СекцияДокумент', '\ufeffСекцияДокумент')
    .replaceAll('40702810000000000001', '40702 810\u00a00\u200b00000000001');
  const result = parseStatement(marked);
  assert.ok(result.ok);
  assert.deepEqual(
    result.value.documents.map(({ sumMinor }) => sumMinor),
    [1_500_000n, 2_000_000n],
  );
  assert.deepEqual(statementAccounts(result.value), ['40702810000000000001']);
  assert.deepEqual(result.value.warnings, []);
});

test('a statement of 20,000 documents is read in time linear in its size', () => {
  const small = readingMs(2_500);
  const large = readingMs(20_000);
  // Eight times the text; a quadratic reader would take sixty-four times as long.
  assert.ok(large < 30 * Math.max(small, 20), `${small} ms, then ${large} ms`);
});

test('hostile shapes of a few megabytes are read in bounded time', () => {
  const shapes = [
    '='.repeat(3_000_000),
    `НазначениеПлатежа=\n${'а\n'.repeat(500_000)}`,
    'СекцияДокумент=\n'.repeat(100_000),
    `Плательщик=7700000003${' '.repeat(3_000_000)}\n`,
    `${' '.repeat(3_000_000)}x`,
    '\r'.repeat(3_000_000),
    '\u200b'.repeat(1_000_000),
  ];
  for (const [at, shape] of shapes.entries()) {
    const from = performance.now();
    readSafely(Buffer.from(`1CClientBankExchange\nСекцияДокумент=\n${shape}`));
    const ms = performance.now() - from;
    assert.ok(ms < 5_000, `shape ${at}: ${ms} ms`);
  }
});

function readingMs(count: number): number {
  const [head = '', rest = ''] = statementText(sampleBytes('dronm-kl_to_1c.clean.txt')).text.split(
    /(?=СекцияДокумент)/,
    2,
  );
  const bytes = iconv.encode(`${head}${rest.repeat(count)}КонецФайла`, 'win1251');
  const from = performance.now();
  assert.equal(statementIn(bytes).documents.length, count);
  return performance.now() - from;
}

function readSafely(bytes: Uint8Array): void {
  const result = readStatement(bytes);
  if (result.ok) checkSane(result.value);
  else assert.equal(result.code, 'settlements.not_a_statement');
}

// What the rest of the program relies on, whatever was read.
function checkSane(statement: Statement): void {
  const { documents, warnings, accounts } = statement;
  assert.ok(warnings.length <= 1001);
  for (const document of documents) {
    const { sumMinor, date, debitedOn, creditedOn, line } = document;
    assert.ok(sumMinor === null || (sumMinor > 0n && sumMinor < 10n ** 18n));
    for (const day of [date, debitedOn, creditedOn]) assert.ok(day === null || parsePlainDate(day) === day);
    for (const inn of [document.payer.inn, document.payee.inn]) assert.match(inn ?? '0000000000', /^(\d{10}|\d{12})$/);
    assert.ok(Number.isInteger(line) && line > 1);
  }
  for (const { openingMinor } of accounts) assert.ok(openingMinor === null || typeof openingMinor === 'bigint');
  const lines = statementLines(statement, new Set(statementAccounts(statement)));
  assert.equal(lines.length, documents.length);
}

function factsOf({ number, date, sumMinor, purpose, payer, payee }: StatementDocument): unknown[] {
  return [number, date, sumMinor, purpose, payer, payee];
}

// Cutting only the line end after the last word leaves the file whole.
function isWhole(bytes: Buffer, length: number): boolean {
  const text = statementText(bytes).text;
  return text.trimEnd() === statementText(bytes.subarray(0, length)).text.trimEnd();
}
