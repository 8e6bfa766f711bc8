import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { madeWorkbook, textRow, zipOf } from './made-workbook.ts';
import { ExchangeProblem, type SourceRow } from './problem.ts';
import { defaultXlsxLimits, openWorkbook } from './xlsx.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exchange-'));
});
after(() => rm(folder, { recursive: true }));

let files = 0;
async function saved(bytes: Uint8Array): Promise<string> {
  files += 1;
  const path = join(folder, `${files}.xlsx`);
  await writeFile(path, bytes);
  return path;
}

async function rowsOf(bytes: Uint8Array, limits = defaultXlsxLimits): Promise<SourceRow[]> {
  const workbook = await openWorkbook(await saved(bytes), limits);
  const rows: SourceRow[] = [];
  for await (const batch of workbook.rows(workbook.sheets[0] ?? '')) rows.push(...batch);
  return rows;
}

async function cellsOf(bytes: Uint8Array): Promise<(readonly string[])[]> {
  return (await rowsOf(bytes)).map((row) => row.cells);
}

async function refusal(bytes: Uint8Array, limits = defaultXlsxLimits): Promise<string> {
  const problem = await rowsOf(bytes, limits).then(
    () => 'read',
    (error: unknown) => error,
  );
  if (problem instanceof ExchangeProblem) return problem.code;
  assert.fail(String(problem));
}

test('a sheet as Excel saves it: shared strings, rich text, styles, formulas, gaps', async () => {
  const sheet =
    '<row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>' +
    '<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" s="1"><v>46022</v></c><c r="C3" s="2"><v>0.2</v></c>' +
    '<c r="D3"><f>SUM(A1:A2)</f><v>12.300000000000001</v></c><c r="E3" t="str"><f>A1&amp;"x"</f><v>abc</v></c>' +
    '<c r="F3" t="b"><v>1</v></c><c r="G3" s="3"><v>77</v></c><c r="H3"/></row>';
  const bytes = madeWorkbook({
    sheet,
    strings: [
      'Артикул',
      '<r><t>Це</t></r><r><rPr><b/></rPr><t>на</t></r><rPh sb="0" eb="1"><t>reading</t></rPh>',
      'a_x000D_&lt;b&gt; _x005F_x0041_',
    ],
    formats: [14, 10, '00000'],
  });
  assert.deepEqual(
    (await rowsOf(bytes)).map(({ row, cells, problems }) => [row, cells, problems]),
    [
      [1, ['Артикул', '', 'Цена'], []],
      [3, ['a\r<b> _x0041_', '2025-12-31', '20%', '12.3', 'abc', 'TRUE', '00077'], []],
    ],
  );
});

test('a sheet as libraries save it: inline strings, a prefix, cells without addresses, ISO dates', async () => {
  const sheet =
    '<x:row><x:c t="inlineStr"><x:is><x:t xml:space="preserve"> a </x:t></x:is></x:c>' +
    '<x:c><x:v>4607012345678</x:v></x:c></x:row>' +
    '<x:row><x:c t="d"><x:v>2025-12-31T00:00:00</x:v></x:c>' +
    '<x:c t="d"><x:v>2025-12-31T08:26:00.000Z</x:v></x:c></x:row>';
  assert.deepEqual(await cellsOf(madeWorkbook({ sheet, prefix: 'x' })), [
    [' a ', '4607012345678'],
    ['2025-12-31', '2025-12-31 08:26:00'],
  ]);
});

test('workbooks that count from 1904', async () => {
  const sheet = '<row r="1"><c r="A1" s="1"><v>44560</v></c></row>';
  assert.deepEqual(await cellsOf(madeWorkbook({ sheet, formats: ['dd.mm.yyyy'], date1904: true })), [['2025-12-31']]);
});

test('error cells, formulas without results, broken numbers, missing strings are problems of cells', async () => {
  const sheet =
    '<row r="7"><c r="A7" t="e"><v>#N/A</v></c><c r="B7"><f>A1</f></c><c r="C7"><v>1e400</v></c>' +
    '<c r="D7" t="s"><v>9</v></c><c r="E7" s="1"><v>-5</v></c><c r="F7"><v>1</v></c></row>';
  const [row] = await rowsOf(madeWorkbook({ sheet, formats: [14] }));
  assert.deepEqual(row, {
    row: 7,
    cells: ['#N/A', '', '1e400', '9', '-5', '1'],
    problems: [
      { code: 'exchange.error_cell', column: 0, value: '#N/A' },
      { code: 'exchange.formula_without_value', column: 1, value: '' },
      { code: 'exchange.bad_number', column: 2, value: '1e400' },
      { code: 'exchange.error_cell', column: 3, value: '9' },
      { code: 'exchange.bad_number', column: 4, value: '-5' },
    ],
  });
});

test('the sheets, hidden ones last; a chosen one; one that is not there', async () => {
  const sheets =
    '<sheet name="Скрытый" sheetId="1" state="hidden" r:id="rId2"/><sheet name="Прайс" sheetId="2" r:id="rId1"/>';
  const workbook = await openWorkbook(await saved(madeWorkbook({ sheet: textRow(1, ['a']), sheets })));
  assert.deepEqual(workbook.sheets, ['Прайс', 'Скрытый']);
  const cells: (readonly string[])[] = [];
  for await (const batch of workbook.rows('Скрытый')) cells.push(...batch.map((row) => row.cells));
  assert.deepEqual(cells, [['2']]);
  await assert.rejects(
    async () => {
      for await (const _ of workbook.rows('нет'));
    },
    { code: 'exchange.no_sheet' },
  );
});

test('merged ranges are found behind the rows', async () => {
  const after = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B2:B10"/></mergeCells>';
  const workbook = await openWorkbook(await saved(madeWorkbook({ sheet: textRow(1, ['a']).repeat(5000), after })));
  assert.deepEqual(await workbook.merges('Лист1'), [
    { top: 1, bottom: 1, left: 0, right: 2 },
    { top: 2, bottom: 10, left: 1, right: 1 },
  ]);
});

test('what is a zip and no workbook is refused by what it is', async () => {
  assert.equal(await refusal(zipOf({ 'prices.xlsx': 'PK', 'readme.txt': '' })), 'exchange.nested_archive');
  assert.equal(await refusal(zipOf({ 'a.zip': 'PK' })), 'exchange.nested_archive');
  assert.equal(
    await refusal(zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' })),
    'exchange.old_excel',
  );
  assert.equal(await refusal(zipOf({ 'photo.jpg': 'x' })), 'exchange.not_a_table');
  const rels = (target: string): string =>
    `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="${target}"/></Relationships>`;
  const office = (target: string): Uint8Array =>
    zipOf({ '[Content_Types].xml': '<Types/>', '_rels/.rels': rels(target) });
  assert.equal(await refusal(office('word/document.xml')), 'exchange.not_a_table');
  assert.equal(await refusal(office('xl/workbook.bin')), 'exchange.old_excel');
  assert.equal(await refusal(office('xl/workbook.xml')), 'exchange.damaged_file');
  assert.equal(await refusal(office('../../../etc/passwd')), 'exchange.not_a_table');
});

test('EXC-4: bombs are refused by the directory, before anything is unpacked', async () => {
  const zeros = new Uint8Array(40_000_000);
  const bomb = madeWorkbook({ sheet: '', parts: { 'xl/media/zeros.bin': zeros } });
  const began = performance.now();
  assert.equal(await refusal(bomb), 'exchange.bomb');
  assert.ok(performance.now() - began < 1000);

  const small = madeWorkbook({ sheet: textRow(1, ['a'.repeat(5000)]) });
  assert.equal(await refusal(small, { ...defaultXlsxLimits, maxEntryBytes: 4000 }), 'exchange.too_large');
  assert.equal(await refusal(small, { ...defaultXlsxLimits, maxTotalBytes: 6000 }), 'exchange.too_large');
  assert.equal(await refusal(small, { ...defaultXlsxLimits, maxEntries: 3 }), 'exchange.bomb');
});

test('a directory that lies is found out: sizes, shared bytes, passwords, check sums', async () => {
  const change = (edit: (bytes: Buffer, central: number) => void): Uint8Array => {
    const bytes = Buffer.from(madeWorkbook({ sheet: textRow(1, ['a']) }));
    // The sheet's name stands twice: before its bytes, and 46 bytes into its record of the directory.
    edit(bytes, bytes.lastIndexOf('xl/worksheets/sheet1.xml') - 46);
    return bytes;
  };
  assert.equal(await refusal(change((bytes, at) => bytes.writeUInt32LE(10, at + 24))), 'exchange.bomb');
  assert.equal(await refusal(change((bytes, at) => bytes.writeUInt32LE(100_000, at + 24))), 'exchange.damaged_file');
  assert.equal(await refusal(change((bytes, at) => bytes.writeUInt32LE(50_000, at + 20))), 'exchange.damaged_file');
  assert.equal(await refusal(change((bytes, at) => bytes.writeUInt32LE(1, at + 16))), 'exchange.damaged_file');
  assert.equal(await refusal(change((bytes, at) => bytes.writeUInt16LE(1, at + 8))), 'exchange.encrypted');
  assert.equal(await refusal(change((bytes, at) => bytes.writeUInt16LE(12, at + 10))), 'exchange.damaged_file');
  const shared = change((bytes, at) => {
    const second = bytes.indexOf(Buffer.from('PK\x01\x02'), at + 4);
    bytes.writeUInt32LE(bytes.readUInt32LE(at + 42), second + 42);
  });
  assert.equal(await refusal(shared), 'exchange.bomb');
});

test('entities, external and nested, are refused; so is deep nesting', async () => {
  const part = (xml: string): Uint8Array => madeWorkbook({ sheet: '', parts: { 'xl/worksheets/sheet1.xml': xml } });
  const external =
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet><sheetData>&e;</sheetData></worksheet>';
  const laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>';
  assert.equal(await refusal(part(external)), 'exchange.xml_entities');
  assert.equal(await refusal(part(laughs)), 'exchange.xml_entities');
  assert.equal(await refusal(part('<a>'.repeat(10_000))), 'exchange.damaged_file');
  assert.equal(await refusal(part('<worksheet><sheetData><row>')), 'exchange.damaged_file');
  assert.equal(await refusal(part('not xml')), 'exchange.damaged_file');
  assert.equal(await refusal(part('')), 'exchange.damaged_file');
});

test('EXC-4: cells far to the right cost no memory without a bound', async () => {
  const far = '<row><c r="XFD1"><v>1</v></c></row>'.repeat(100);
  assert.equal(
    await refusal(madeWorkbook({ sheet: far }), { ...defaultXlsxLimits, maxCells: 1_000_000 }),
    'exchange.too_large',
  );
  const [row] = await rowsOf(madeWorkbook({ sheet: '<row r="1"><c r="ZZZZZ1"><v>1</v></c></row>' }));
  assert.deepEqual(
    row?.problems.map((problem) => problem.code),
    ['exchange.too_many_columns'],
  );
});

test('a truncated workbook is damaged, wherever it is cut', async () => {
  const whole = madeWorkbook({ sheet: textRow(1, ['a', 'b']).repeat(50), strings: ['x'] });
  for (const share of [0.1, 0.5, 0.9, 0.99]) {
    assert.equal(await refusal(whole.subarray(0, Math.floor(whole.length * share))), 'exchange.damaged_file');
  }
});

test('EXC-1: whatever is done to a workbook, it is read or refused with a code', async () => {
  const source = madeWorkbook({
    sheet:
      '<row r="1"><c r="A1" t="inlineStr"><is><t>Артикул</t></is></c></row>' +
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>1.5</v></c></row>',
    strings: ['болт'],
    formats: [14],
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
      const bytes = Buffer.from(source);
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
      await rowsOf(bytes).catch((error: unknown) => assert.ok(error instanceof ExchangeProblem, String(error)));
    }),
    { numRuns: 200 },
  );
});

test('EXC-1: whatever stands in the XML of a sheet, it is read or refused with a code', async () => {
  const bit = fc.constantFrom(
    '<row>',
    '</row>',
    '<row r="9">',
    '<c>',
    '</c>',
    '<c r="B2" t="s">',
    '<c t="e">',
    '<c r="" s="x" t="q">',
    '<v>',
    '</v>',
    '<is>',
    '</is>',
    '<t>',
    '</t>',
    '<f/>',
    '12',
    '1e999',
    'текст',
    '&amp;',
    '&#0;',
    '&#xD800;',
    ']]>',
    '<![CDATA[x]]>',
    '<rPh>',
    '</rPh>',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(bit, { maxLength: 12 }), async (bits) => {
      await rowsOf(madeWorkbook({ sheet: bits.join('') })).catch((error: unknown) => {
        assert.ok(error instanceof ExchangeProblem, String(error));
      });
    }),
    { numRuns: 200 },
  );
});

test('EXC-3: two million cells are read in bounded memory', async () => {
  const row = textRow(1, ['Артикул', '12345', 'Наименование товара', '12.5']).replaceAll(/ r="\w+"/g, '');
  const path = await saved(madeWorkbook({ sheet: row.repeat(500_000) }));
  const workbook = await openWorkbook(path, { ...defaultXlsxLimits, maxRatio: 10_000 });
  const start = process.memoryUsage().rss;
  let [rows, peak] = [0, 0];
  for await (const batch of workbook.rows('Лист1')) {
    rows += batch.length;
    peak = Math.max(peak, process.memoryUsage().rss - start);
  }
  assert.equal(rows, 500_000);
  assert.ok(peak < 150_000_000, `${Math.round(peak / 1e6)} MB`);
});
