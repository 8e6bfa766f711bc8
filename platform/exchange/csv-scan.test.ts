import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { CsvDialect } from './csv-record.ts';
import { type CsvLimits, CsvScanner, defaultCsvLimits } from './csv-scan.ts';
import type { SourceRow } from './problem.ts';

const russian: CsvDialect = { delimiter: ';', quote: '"', newline: '\n' };

function rowsOf(pieces: readonly string[], dialect = russian, limits: CsvLimits = defaultCsvLimits): SourceRow[] {
  const scanner = new CsvScanner(dialect, limits);
  return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()];
}

function cellsOf(text: string, dialect = russian): (readonly string[])[] {
  return rowsOf([text], dialect).map((row) => row.cells);
}

test('rows of plain and quoted fields, \\r\\n and \\n, with and without a last line end', () => {
  assert.deepEqual(cellsOf('a;b\r\n1;"x;y"\n"two\r\nlines";"say ""hi"""\r\n;'), [
    ['a', 'b'],
    ['1', 'x;y'],
    ['two\r\nlines', 'say "hi"'],
    ['', ''],
  ]);
  assert.deepEqual(cellsOf('a;b\r1;"x\ry"\r', { ...russian, newline: '\r' }), [
    ['a', 'b'],
    ['1', 'x\ry'],
  ]);
});

test('a blank line is a row, so that row numbers are those of a spreadsheet program', () => {
  assert.deepEqual(
    rowsOf(['a\n\nb']).map(({ row, cells }) => [row, cells]),
    [
      [1, ['a']],
      [2, ['']],
      [3, ['b']],
    ],
  );
});

test('quotes as people write them', () => {
  assert.deepEqual(cellsOf('ООО "Ромашка";1'), [['ООО "Ромашка"', '1']]);
  assert.deepEqual(cellsOf('"ООО "Ромашка"";1'), [['ООО "Ромашка"', '1']]);
  assert.deepEqual(cellsOf('"abc" ;"d"  \n1'), [['abc', 'd'], ['1']]);
  assert.deepEqual(cellsOf('5" труба;"9"'), [['5" труба', '9']]);
});

test('an unclosed quote costs one row and is told; the rows after it are read', () => {
  const rows = rowsOf(['a;b\n1;"x\n2;y\n3;z\n']);
  assert.deepEqual(
    rows.map((row) => row.cells),
    [
      ['a', 'b'],
      ['1', '"x'],
      ['2', 'y'],
      ['3', 'z'],
    ],
  );
  assert.deepEqual(rows[1]?.problems, [{ code: 'exchange.unclosed_quote', column: null, value: '1;"x' }]);
});

test('EXC-2: 5,000 rows after an unclosed quote in row 11 are all there', () => {
  const lines = Array.from({ length: 5000 }, (_, at) => (at === 10 ? '10;"open;c' : `${at};b;c`));
  const rows = rowsOf([lines.join('\n')]);
  assert.equal(rows.length, 5000);
  assert.deepEqual(
    rows.filter((row) => row.problems.length > 0).map((row) => row.row),
    [11],
  );
});

test('a row over the limit is told and the next is read; its text is not kept in memory', () => {
  const limits = { maxRowChars: 100, maxColumns: 5 };
  const rows = rowsOf(['a;b\n', 'x'.repeat(90), 'y'.repeat(5000), `;tail\n2;y\n`], russian, limits);
  assert.deepEqual(
    rows.map(({ row, problems }) => [row, problems[0]?.code]),
    [
      [1, undefined],
      [2, 'exchange.row_too_long'],
      [3, undefined],
    ],
  );
  assert.equal(rows[1]?.cells[0]?.length, 100);
});

test('a quoted field over the limit is an unclosed quote, even if it ends later in the same piece', () => {
  const limits = { maxRowChars: 20, maxColumns: 5 };
  const text = `1;"${'x\n'.repeat(20)}";2\nlast\n`;
  const whole = rowsOf([text], russian, limits);
  assert.deepEqual([whole[0]?.problems[0]?.code, whole.at(-1)?.cells], ['exchange.unclosed_quote', ['last']]);
  assert.deepEqual(rowsOf([...text], russian, limits), whole);
});

test('a row with a million columns is cut and told', () => {
  const [row] = rowsOf([';'.repeat(1_000_000)]);
  assert.equal(row?.cells.length, 16_384);
  assert.equal(row?.problems[0]?.code, 'exchange.too_many_columns');
});

test('NUL and undecodable characters are told by their column', () => {
  const [, row] = rowsOf(['a;b\n1;x\0\n', 'ok;\ufffd\n']);
  assert.deepEqual(row?.problems, [{ code: 'exchange.nul_character', column: 1, value: 'x\0' }]);
  const [, , bad] = rowsOf(['a;b\n1;x\0\n', 'ok;\ufffd\n']);
  assert.deepEqual(bad?.problems, [{ code: 'exchange.bad_encoding', column: 1, value: '\ufffd' }]);
});

test('the Ctrl-Z of DOS files is no row', () => {
  assert.deepEqual(cellsOf('a;b\r\n1;2\r\n\x1a'), [
    ['a', 'b'],
    ['1', '2'],
  ]);
});

test('EXC-4: broken quotes in each row do not cost a search of the file for each', () => {
  for (const line of ['"a\n', '"""a\n', 'x;"a""b\n', '"a\n""b\n']) {
    const began = performance.now();
    const pieces = Array.from({ length: 20 }, () => line.repeat(10_000));
    assert.ok(rowsOf(pieces).length >= 200_000, line);
    assert.ok(performance.now() - began < 5000, line);
  }
});

const cell = fc.string({ unit: fc.constantFrom('a', 'я', '1', ';', '"', '\n', ' ', '\r\n', ','), maxLength: 8 });
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });

test('what is written with quotes where they belong reads back, and csv-parse reads the same', () => {
  fc.assert(
    fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, lineEnd) => {
      const text = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(';')).join(lineEnd);
      assert.deepEqual(cellsOf(text), rows);
      const theirs: string[][] = parse(text, { delimiter: ';', relax_column_count: true });
      assert.deepEqual(theirs, rows);
    }),
  );
});

test('how the text is cut into pieces changes nothing, whatever the text', () => {
  const anyText = fc.string({ unit: fc.constantFrom('a', ';', '"', '\n', '\r', ' ', '\0'), maxLength: 60 });
  const limits = { maxRowChars: 12, maxColumns: 4 };
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 7 }), (text, size) => {
      const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) =>
        text.slice(at * size, (at + 1) * size),
      );
      assert.deepEqual(rowsOf(pieces, russian, limits), rowsOf([text], russian, limits));
    }),
    { numRuns: 2000 },
  );
});
