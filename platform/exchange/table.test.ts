import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import type { FieldSpec } from './field.ts';
import { madeWorkbook, textCell, textRow } from './made-workbook.ts';
import { guessMapping, mapRow } from './mapping.ts';
import { ExchangeProblem, type SourceRow } from './problem.ts';
import { readTable, type Table, type TableOptions } from './table.ts';

const fields = [
  { name: 'sku', required: true, synonyms: { ru: ['Артикул'], en: ['SKU'] }, parse: 'text' },
  { name: 'name', synonyms: { ru: ['Наименование'], en: ['Name'] }, parse: 'text' },
  { name: 'price', required: true, synonyms: { ru: ['Цена'], en: ['Price'] }, parse: 'priceE4' },
] as const satisfies readonly FieldSpec[];

let folder = '';
let files = 0;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exchange-'));
});
after(() => rm(folder, { recursive: true }));

async function saved(content: string | Uint8Array): Promise<string> {
  files += 1;
  const path = join(folder, String(files));
  await writeFile(path, content);
  return path;
}

async function opened(content: string | Uint8Array, options: TableOptions = {}): Promise<Table> {
  return readTable(await saved(content), options);
}

async function rowsOf(table: Table): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const row of table.rows) rows.push(row);
  return rows;
}

async function cellsOf(table: Table): Promise<(readonly string[])[]> {
  return (await rowsOf(table)).map((row) => row.cells);
}

const priceList = [
  'Прайс-лист ООО "Ромашка";;',
  'на 01.12.2025;;',
  '',
  'Артикул;Наименование;Цена, руб.;;',
  '1;2;3;;',
  'А-1;Болт М8;12,50;;',
  '',
  'Артикул;Наименование;Цена, руб.;;',
  'А-2;"Гайка ""М8""";1 234,00;;',
  'Итого:;;1 246,50',
].join('\r\n');

test('a price list of 1C in windows-1251: titles, column numbers, page headers, totals around the rows', async () => {
  const table = await opened(iconv.encode(priceList, 'windows-1251'), { fields });
  const { format, encoding, delimiter, decimal, header, headerRow, headerRows, packed } = table;
  assert.deepEqual(
    { format, encoding, delimiter, decimal, header, headerRow, headerRows, packed },
    {
      format: 'csv',
      encoding: 'windows-1251',
      delimiter: ';',
      decimal: ',',
      header: ['Артикул', 'Наименование', 'Цена, руб.'],
      headerRow: 4,
      headerRows: 1,
      packed: null,
    },
  );
  assert.deepEqual(
    (await rowsOf(table)).map(({ row, cells }) => [row, ...cells]),
    [
      [6, 'А-1', 'Болт М8', '12,50'],
      [9, 'А-2', 'Гайка "М8"', '1 234,00'],
    ],
  );
  assert.deepEqual(table.skipped, { blank: 1, totals: 1, headers: 2 });
  const { mapping } = guessMapping(table.header, fields, { reading: { decimal: table.decimal } });
  const mapped = (await rowsOf(table)).map((row) => mapRow(row, mapping, fields));
  assert.deepEqual(
    mapped.map((row) => row.values.price),
    [125000n, 12340000n],
  );
});

test('the same table in every encoding and packing gives the same rows', async () => {
  const expected = await cellsOf(await opened(priceList, { fields }));
  for (const encoding of ['utf-8', 'utf-16le', 'windows-1251', 'cp866']) {
    for (const addBOM of encoding.startsWith('utf') ? [true, false] : [false]) {
      const bytes = iconv.encode(priceList, encoding, { addBOM });
      assert.deepEqual(await cellsOf(await opened(bytes, { fields })), expected, `${encoding} ${addBOM}`);
      const packed = await opened(gzipSync(bytes), { fields });
      assert.equal(packed.packed, 'gzip');
      assert.deepEqual(await cellsOf(packed), expected, `${encoding} ${addBOM} gzip`);
    }
  }
});

test('a person overrules the guesses: encoding, delimiter, header row, totals', async () => {
  const bytes = iconv.encode('a|b,c\nИтого|1,2\nx|y,z\n', 'cp866');
  const options = { encoding: 'cp866', delimiter: ',', headerRow: 1, totals: 'read' } as const;
  const table = await opened(bytes, options);
  assert.deepEqual(table.header, ['a|b', 'c']);
  assert.deepEqual(await cellsOf(table), [
    ['Итого|1', '2'],
    ['x|y', 'z'],
  ]);
  const totals = await opened('a;b\nВсего по складу;1\n', { totals: 'read' });
  assert.deepEqual(await cellsOf(totals), [['Всего по складу', '1']]);
});

test('a header far down is found when a person names its row', async () => {
  const table = await opened(`${'x;y\n'.repeat(300)}a;b\n1;2\n`, { headerRow: 301 });
  assert.deepEqual([table.header, await cellsOf(table)], [['a', 'b'], [['1', '2']]]);
});

test('without known names the header is the first row with two filled cells', async () => {
  const table = await opened('Отчёт\n\nx;y\n1;2\n');
  assert.deepEqual([table.header, table.headerRow], [['x', 'y'], 3]);
  const single = await opened('Артикулы\nA1\nA2\n');
  assert.deepEqual([single.header, await cellsOf(single)], [['Артикулы'], [['A1'], ['A2']]]);
});

test('a table without a header goes by the letters of its columns', async () => {
  const table = await opened('004;АФГАНИСТАН;AF\n008;АЛБАНИЯ;AL\n', { headerRow: 0 });
  assert.deepEqual(table.header, ['A', 'B', 'C']);
  assert.deepEqual(
    (await rowsOf(table)).map(({ row, cells }) => [row, cells[1]]),
    [
      [1, 'АФГАНИСТАН'],
      [2, 'АЛБАНИЯ'],
    ],
  );
});

test('short rows are filled up, wide rows are told, blank rows with quotes are blank', async () => {
  const table = await opened('a;b;c\n1\n1;2;3;4\n"";" ";\n1;2;3\n');
  assert.deepEqual(await rowsOf(table), [
    { row: 2, cells: ['1', '', ''], problems: [] },
    {
      row: 3,
      cells: ['1', '2', '3', '4'],
      problems: [{ code: 'exchange.too_many_columns', column: null, value: '4' }],
    },
    { row: 5, cells: ['1', '2', '3'], problems: [] },
  ]);
  assert.equal(table.skipped.blank, 1);
});

test('the guard against formulas is taken off, and the ="007" by which others keep zeros', async () => {
  assert.deepEqual(await cellsOf(await opened('a;b\n\'=1+1;\'-x\n="007";=b\n')), [
    ['=1+1', '-x'],
    ['007', '=b'],
  ]);
});

test('rows may be read twice, and left in the middle', async () => {
  const table = await opened('a;b\n1;2\n3;4\n');
  for await (const row of table.rows) {
    assert.equal(row.row, 2);
    break;
  }
  assert.equal((await rowsOf(table)).length, 2);
  assert.equal((await rowsOf(table)).length, 2);
});

const twoRowHeader =
  `<row r="1">${textCell('A1', 'Прайс-лист')}</row>` +
  `<row r="3">${textCell('A3', 'Артикул')}${textCell('B3', 'Цена')}</row>` +
  `<row r="4">${textCell('B4', 'опт')}${textCell('C4', 'розница')}</row>` +
  `<row r="5">${textCell('A5', 'A1')}<c r="B5"><v>10.1</v></c><c r="C5"><v>12.300000000000001</v></c></row>` +
  '<row r="6"><c r="B6"><v>11</v></c></row>';
const merges = (refs: readonly string[]): string =>
  `<mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;

test('a workbook with a merged title and a header of two rows', async () => {
  const bytes = madeWorkbook({ sheet: twoRowHeader, after: merges(['A1:C1', 'A3:A4', 'B3:C3', 'A5:A6']) });
  const table = await opened(bytes);
  assert.deepEqual([table.header, table.headerRow, table.headerRows], [['Артикул', 'Цена опт', 'Цена розница'], 3, 2]);
  assert.deepEqual(await cellsOf(table), [
    ['A1', '10.1', '12.3'],
    ['', '11', ''],
  ]);
  const filled = await opened(bytes, { merged: 'fill' });
  assert.deepEqual((await cellsOf(filled))[1], ['A1', '11', '']);
});

test('a sheet is chosen by name or number', async () => {
  const sheets = '<sheet name="Прайс" sheetId="1" r:id="rId1"/><sheet name="Два" sheetId="2" r:id="rId2"/>';
  const bytes = madeWorkbook({ sheet: textRow(1, ['a', 'b']), sheets });
  assert.equal((await opened(bytes, { sheet: 1 })).header[0], '2');
  assert.equal((await opened(bytes, { sheet: 'Прайс' })).header[0], 'a');
  await assert.rejects(opened(bytes, { sheet: 'Три' }), { code: 'exchange.no_sheet' });
  await assert.rejects(opened(bytes, { sheet: 2 }), { code: 'exchange.no_sheet' });
});

test('the sheet with the names of the fields is read when the first one is a title page, or empty', async () => {
  const sheets = '<sheet name="Титул" sheetId="1" r:id="rId1"/><sheet name="Прайс" sheetId="2" r:id="rId2"/>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const table = textRow(1, ['Артикул', 'Цена']) + textRow(2, ['А-1', '12,5']);
  const second = `<worksheet xmlns="${main}"><sheetData>${table}</sheetData></worksheet>`;
  const title = textRow(1, ['ООО «Ромашка»', 'прайс-лист']);
  for (const sheet of [title, '']) {
    const bytes = madeWorkbook({ sheet, sheets, parts: { 'xl/worksheets/sheet2.xml': second } });
    const found = await opened(bytes, { fields });
    assert.deepEqual(
      [found.sheet, found.header, await cellsOf(found)],
      ['Прайс', ['Артикул', 'Цена'], [['А-1', '12,5']]],
    );
    assert.deepEqual(found.sheets, ['Титул', 'Прайс']);
  }
  const both = madeWorkbook({ sheet: table, sheets, parts: { 'xl/worksheets/sheet2.xml': second } });
  assert.equal((await opened(both, { fields })).sheet, 'Титул');
  assert.equal((await opened(both, { fields, sheet: 'Прайс' })).sheet, 'Прайс');
});

test('what is no table is refused by what it is', async () => {
  const refusals: readonly [string | Uint8Array, string][] = [
    ['', 'exchange.empty_file'],
    [' \n\n', 'exchange.empty_file'],
    [';;\n;;\n', 'exchange.no_header'],
    ['%PDF-1.7', 'exchange.not_a_table'],
    ['<html></html>', 'exchange.not_a_table'],
    ['1CClientBankExchange\n', 'exchange.not_a_table'],
    ['PK\x03\x04', 'exchange.damaged_file'],
    [Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'exchange.old_excel'],
    [gzipSync('%PDF-1.7'), 'exchange.not_a_table'],
    [gzipSync(madeWorkbook({ sheet: '' })), 'exchange.nested_archive'],
    [madeWorkbook({ sheet: '' }), 'exchange.no_header'],
  ];
  for (const [content, code] of refusals) await assert.rejects(opened(content), { code }, String(content).slice(0, 20));
  await assert.rejects(readTable(join(folder, 'none')), { code: 'exchange.not_found' });
});

test('EXC-1: whatever the file, it is a table or refused with a code', async () => {
  const bytes = fc.uint8Array({ maxLength: 400 });
  const text = fc.string({
    unit: fc.constantFrom('a', 'я', ';', ',', '"', '\n', '\r', '\t', '\0', '=', '1', '.', '\ud83d\ude00'),
  });
  const content = fc.oneof(
    bytes,
    text.map((one) => Buffer.from(one)),
    text.map((one) => iconv.encode(one, 'utf-16le', { addBOM: true })),
  );
  await fc.assert(
    fc.asyncProperty(content, async (one) => {
      const rows = await opened(one, { fields }).then(rowsOf, (error: unknown) => {
        assert.ok(error instanceof ExchangeProblem, String(error));
        return [];
      });
      for (const row of rows) assert.ok(row.cells.length > 0);
    }),
    { numRuns: 300 },
  );
});
