import { strToU8, type Zippable, zipSync } from 'fflate';

/** A workbook for tests, part by part, as spreadsheet programs lay it out. `sheet` is the XML within `sheetData`. */
export type MadeWorkbook = {
  readonly sheet: string;
  /** XML behind the rows: merged cells and the like. */
  readonly after?: string;
  readonly strings?: readonly string[];
  /** Format codes of the styles 1, 2, ...; style 0 is General. A number is a built-in format. */
  readonly formats?: readonly (string | number)[];
  readonly date1904?: boolean;
  readonly prefix?: string;
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
  readonly sheets?: string;
};

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The bytes of an XLSX file with one sheet "Лист1" (unless `sheets` tells otherwise). */
export function madeWorkbook(made: MadeWorkbook): Uint8Array {
  const { sheet, after = '', strings = [], prefix = '' } = made;
  const p = prefix === '' ? '' : `${prefix}:`;
  const ns = prefix === '' ? `xmlns="${main}"` : `xmlns:${prefix}="${main}"`;
  const shared = strings.map((text) => (text.startsWith('<') ? `<si>${text}</si>` : `<si><t>${text}</t></si>`));
  const files: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': `${head}<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><workbookPr${made.date1904 === true ? ' date1904="1"' : ''}/><sheets>${made.sheets ?? '<sheet name="Лист1" sheetId="1" r:id="rId1"/>'}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': workbookRelations,
    'xl/worksheets/sheet1.xml': `${head}<${p}worksheet ${ns}><${p}sheetData>${sheet}</${p}sheetData>${after}</${p}worksheet>`,
    'xl/worksheets/sheet2.xml': `${head}<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData></worksheet>`,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}">${shared.join('')}</sst>`,
    'xl/styles.xml': stylesXml(made.formats ?? []),
    ...made.parts,
  };
  return zipOf(files);
}

/** A zip of these files. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const zippable: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    zippable[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  return zipSync(zippable);
}

/** A row of inline texts: `textRow(1, ['a', 'b'])`. */
export function textRow(row: number, cells: readonly string[]): string {
  const inner = cells.map(
    (text, at) => `<c r="${String.fromCharCode(65 + at)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return `<row r="${row}">${inner.join('')}</row>`;
}

function stylesXml(formats: readonly (string | number)[]): string {
  const custom = formats.map((format, at) =>
    typeof format === 'number' ? '' : `<numFmt numFmtId="${200 + at}" formatCode="${format}"/>`,
  );
  const xfs = formats.map((format, at) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + at}"/>`);
  return (
    `${head}<styleSheet xmlns="${main}"><numFmts>${custom.join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`
  );
}

const workbookRelations = `${head}<Relationships xmlns="${packaged}"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/worksheet" Target="/xl/worksheets/sheet2.xml"/><Relationship Id="rId3" Type="${relations}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId4" Type="${relations}/styles" Target="styles.xml"/></Relationships>`;

const contentTypes = `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/></Types>`;
