import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Workbook } from 'exceljs';
import fc from 'fast-check';
import { errorFilePieces } from './error-file.ts';
import type { FieldSpec } from './field.ts';
import { guessMapping, mapRow } from './mapping.ts';
import { safeCell, unguardedCell } from './safe-cell.ts';
import { readTable } from './table.ts';
import { columnProblemText } from './texts.ts';
import { csvPieces, type Export, type ExportValue } from './write.ts';
import { xlsxPieces } from './write-xlsx.ts';

const excel: { Workbook: new () => Workbook } = createRequire(import.meta.url)('exceljs');
let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exchange-'));
});
after(() => rm(folder, { recursive: true }));

const columns = [
  { header: 'Артикул', kind: 'text' },
  { header: 'Сумма', kind: 'minor', width: 20 },
  { header: 'Цена', kind: 'priceE4' },
  { header: 'Кол-во', kind: 'quantityMilli' },
  { header: 'Дата', kind: 'date' },
  { header: 'Скидка', kind: 'bp' },
  { header: 'Активен', kind: 'boolean' },
  { header: '№', kind: 'integer' },
] as const;
const rows: readonly (readonly ExportValue[])[] = [
  ['0001', 123456n, 123456n, 1500n, '2025-12-31', 1250, true, 7],
  ['=cmd|" /C calc"!A0', -5n, 100000n, -2000n, '2024-02-29', -5, false, -1],
  ['с "кавычкой";\nи строкой', 999999999999999999n, 1n, 0n, '1900-01-15', 10000, null, 0],
  [null, null, null, null, null, null, null, null],
];

function table(lang: Export['lang']): Export {
  return { columns, rows, lang, sheet: 'Цены: опт/розница' };
}

async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

async function saved(name: string, pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, await bytesOf(pieces));
  return path;
}

async function readBack(path: string): Promise<(readonly string[])[]> {
  const read = await readTable(path, { totals: 'read' });
  const cells: (readonly string[])[] = [read.header];
  for await (const row of read.rows) cells.push(row.cells);
  return cells;
}

test('CSV for a Russian Excel', async () => {
  const text = (await bytesOf(csvPieces(table('ru')))).toString();
  assert.equal(
    text,
    [
      '\ufeffАртикул;Сумма;Цена;Кол-во;Дата;Скидка;Активен;№',
      '0001;1234,56;12,3456;1,5;31.12.2025;12,5;да;7',
      '"\'=cmd|"" /C calc""!A0";-0,05;10,00;-2;29.02.2024;-0,05;нет;-1',
      '"с ""кавычкой"";\nи строкой";9999999999999999,99;0,0001;0;15.01.1900;100;;0',
      ';;;;;;;',
      '',
    ].join('\r\n'),
  );
});

test('CSV for an English Excel', async () => {
  const text = (await bytesOf(csvPieces({ ...table('en'), rows: rows.slice(0, 1) }))).toString();
  assert.equal(text.split('\r\n')[1], '0001,1234.56,12.3456,1.5,2025-12-31,12.5,yes,7');
});

test('XLSX reads back as it was: here', async () => {
  assert.deepEqual(await readBack(await saved('ours.xlsx', xlsxPieces(table('ru')))), [
    ['Артикул', 'Сумма', 'Цена', 'Кол-во', 'Дата', 'Скидка', 'Активен', '№'],
    ['0001', '1234.56', '12.3456', '1.5', '2025-12-31', '12.5%', 'да', '7'],
    ['=cmd|" /C calc"!A0', '-0.05', '10', '-2', '2024-02-29', '-0.05%', 'нет', '-1'],
    ['с "кавычкой";\nи строкой', '9999999999999999.99', '0.0001', '0', '1900-01-15', '100%', '', '0'],
  ]);
});

test('XLSX reads in another program as numbers, dates and texts, never as a formula', async () => {
  const workbook = new excel.Workbook();
  await workbook.xlsx.readFile(await saved('theirs.xlsx', xlsxPieces(table('ru'))));
  const sheet = workbook.worksheets[0];
  assert.equal(sheet?.name, 'Цены  опт розница');
  const cell = (address: string): unknown => sheet?.getCell(address).value;
  assert.equal(cell('A2'), '0001');
  assert.equal(cell('B2'), 1234.56);
  assert.equal(sheet?.getCell('B2').numFmt, '#,##0.00');
  assert.deepEqual(cell('E2'), new Date('2025-12-31T00:00:00Z'));
  assert.equal(sheet?.getCell('E2').numFmt, 'dd.mm.yyyy');
  assert.equal(cell('F2'), 0.125);
  assert.equal(cell('A3'), '\'=cmd|" /C calc"!A0');
  assert.equal(sheet?.getCell('A3').formula, undefined);
  assert.equal(cell('B4'), '9999999999999999.99');
  assert.equal(sheet?.views[0]?.state, 'frozen');
});

test('a workbook of another program is read: shared strings, dates, rich text, formulas, merged titles', async () => {
  const workbook = new excel.Workbook();
  const sheet = workbook.addWorksheet('Прайс');
  sheet.addRow(['Прайс-лист', null, null]);
  sheet.mergeCells('A1:C1');
  sheet.addRow(['Артикул', 'Цена', 'Действует с']);
  sheet.addRow([
    { richText: [{ text: 'A' }, { text: '-1', font: { bold: true } }] },
    10.1,
    new Date('2025-12-31T00:00:00Z'),
  ]);
  sheet.addRow([4607012345678, { formula: 'B3*1.1', result: 11.110000000000001 }, new Date('2026-01-01T10:30:00Z')]);
  const path = join(folder, 'exceljs.xlsx');
  await workbook.xlsx.writeFile(path);
  assert.deepEqual(await readBack(path), [
    ['Артикул', 'Цена', 'Действует с'],
    ['A-1', '10.1', '2025-12-31'],
    ['4607012345678', '11.11', '2026-01-01 10:30:00'],
  ]);
});

test('EXC-5: texts of any characters make a workbook that is read back', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (texts) => {
      const made: Export = {
        columns: [{ header: 'x', kind: 'text' }],
        rows: texts.map((one) => [`a${one}b`]),
        lang: 'ru',
      };
      const [, ...back] = await readBack(await saved('any.xlsx', xlsxPieces(made)));
      const seen = texts.map((one) =>
        `a${one}b`.replace(/[[\p{Cc}\ufffe\uffff]--[\t\n\r]]/gv, '').replace(/\r\n?/g, '\n'),
      );
      assert.deepEqual(
        back,
        seen.map((one) => [one]),
      );
    }),
    { numRuns: 100 },
  );
});

test('a failing query ends the file with its error, and a closed download ends the query', async () => {
  async function* failing(): AsyncGenerator<string[]> {
    yield ['1'];
    throw new Error('the query failed');
  }
  const made = (source: Export['rows']): Export => ({
    columns: [{ header: 'x', kind: 'text' }],
    rows: source,
    lang: 'ru',
  });
  await assert.rejects(bytesOf(xlsxPieces(made(failing()))), /the query failed/);
  await assert.rejects(bytesOf(csvPieces(made(failing()))), /the query failed/);

  let ended = false;
  function* endless(): Generator<string[]> {
    try {
      for (;;) yield ['x'.repeat(100)];
    } finally {
      ended = true;
    }
  }
  for await (const piece of xlsxPieces(made(endless()))) if (piece.length > 10_000) break;
  assert.equal(ended, true);
});

test('EXC-5: safeCell guards what spreadsheets would take for a formula; the guard comes off', () => {
  const guarded = ['=1+1', '+7 999', '-x', '@sum', '\tx', '\r=x', '\n=', ' =x', '＝1', "'=x", '-1+1', '-5e3'];
  for (const text of guarded) assert.equal(safeCell(text), `'${text}`);
  for (const text of ['-5', '-12,50', 'a=b', "'x", '', '5-3', '№ 1']) assert.equal(safeCell(text), text);
  fc.assert(fc.property(fc.string(), (text) => assert.equal(unguardedCell(safeCell(text)), text)));
});

test('an error file is the source with two columns more; mended, it is read by the same mapping', async () => {
  const fields = [
    { name: 'sku', required: true, synonyms: { ru: ['Артикул'], en: ['SKU'] }, parse: 'text' },
    { name: 'price', required: true, synonyms: { ru: ['Цена'], en: ['Price'] }, parse: 'priceE4' },
  ] as const satisfies readonly FieldSpec[];
  const source = join(folder, 'source.csv');
  await writeFile(source, 'Артикул;Цена;Заметка\nA1;10,5;\n=A2;abc;x;лишнее\n-5;;z\n"open;1\n');
  const read = await readTable(source, { fields });
  const { mapping } = guessMapping(read.header, fields);
  const refused = [];
  for await (const row of read.rows) {
    const { problems } = mapRow(row, mapping, fields);
    if (problems.length > 0)
      refused.push({
        row: row.row,
        cells: row.cells,
        messages: problems.map((problem) => columnProblemText(problem, 'ru', fields)),
      });
  }
  for (const format of ['csv', 'xlsx'] as const) {
    const pieces = errorFilePieces({ header: read.header, rows: refused, format, lang: 'ru' });
    const path = await saved(`errors.${format}`, pieces);
    assert.deepEqual(await readBack(path), [
      ['Артикул', 'Цена', 'Заметка', 'Строка', 'Ошибка'],
      [
        '=A2',
        'abc',
        'x',
        '3',
        'В строке больше ячеек, чем столбцов в заголовке. Возьмите текст с разделителем в кавычки.',
        'лишнее',
      ],
      ['-5', '', 'z', '4', 'B «Цена»: Поле обязательно, а ячейка пуста. Заполните её.'],
      ['"open', '1', '', '5', 'Кавычка открыта и не закрыта. Закройте её или удвойте кавычки внутри текста.'],
    ]);
    const again = await readTable(path, { fields });
    assert.deepEqual(guessMapping(again.header, fields).mapping.columns, { sku: 0, price: 1 });
    const twice = errorFilePieces({ header: again.header, rows: [], format, lang: 'ru' });
    assert.deepEqual((await readBack(await saved(`twice.${format}`, twice)))[0], [
      'Артикул',
      'Цена',
      'Заметка',
      'Строка',
      'Ошибка',
    ]);
  }
});
