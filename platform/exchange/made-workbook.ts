import { strToU8, type Zippable, zipSync } from 'fflate';

/** A workbook for tests, part by part, as spreadsheet programs lay it out. `sheet` is the XML within `sheetData`. */
export type MadeWorkbook = {
  readonly sheet: string;
  /** XML behind the rows: merged cells and the like. */
  readonly after?: string;
  /** Shared strings: plain text, or the XML within `si`. */
  readonly strings?: readonly string[];
  /** Format codes of the styles 1, 2, ...; style 0 is General. A number is a built-in format. */
  readonly formats?: readonly (string | number)[];
  readonly date1904?: boolean;
  /** The namespace prefix of the sheet's elements. */
  readonly prefix?: string;
  /** Parts to add or to replace. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
  /** XML within `sheets`; one sheet "Лист1" when not given. rId2 is a second sheet with the number 2 in A1. */
  readonly sheets?: string;
};

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const application = 'application/vnd.openxmlformats';
const oneSheet = '<sheet name="Лист1" sheetId="1" r:id="rId1"/>';
const secondSheet = '<sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData>';

/** The bytes of an XLSX file. */
export function madeWorkbook(made: MadeWorkbook): Uint8Array {
  const shared = (made.strings ?? []).map((text) => `<si>${text.startsWith('<') ? text : `<t>${text}</t>`}</si>`);
  return zipOf({
    '[Content_Types].xml': contentTypes,
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(made),
    'xl/_rels/workbook.xml.rels': relations([
      ['worksheet', 'worksheets/sheet1.xml'],
      ['worksheet', '/xl/worksheets/sheet2.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
      ['styles', 'styles.xml'],
    ]),
    'xl/worksheets/sheet1.xml': sheetXml(made),
    'xl/worksheets/sheet2.xml': `${head}<worksheet xmlns="${main}">${secondSheet}</worksheet>`,
    'xl/sharedStrings.xml': `${head}<sst xmlns="${main}">${shared.join('')}</sst>`,
    'xl/styles.xml': stylesXml(made.formats ?? []),
    ...made.parts,
  });
}

/** A zip of these files. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  const zippable: Zippable = {};
  for (const [name, content] of Object.entries(files)) {
    zippable[name] = typeof content === 'string' ? strToU8(content) : content;
  }
  return zipSync(zippable);
}

/** A cell with an inline text: `textCell('A1', 'Цена')`. */
export function textCell(address: string, text: string): string {
  return `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

/** A row of inline texts: `textRow(1, ['a', 'b'])`. */
export function textRow(row: number, cells: readonly string[]): string {
  const inner = cells.map((text, at) => textCell(`${String.fromCharCode(65 + at)}${row}`, text));
  return `<row r="${row}">${inner.join('')}</row>`;
}

function workbookXml({ date1904 = false, sheets = oneSheet }: MadeWorkbook): string {
  const settings = `<workbookPr${date1904 ? ' date1904="1"' : ''}/>`;
  return `${head}<workbook xmlns="${main}" xmlns:r="${office}">${settings}<sheets>${sheets}</sheets></workbook>`;
}

function sheetXml({ sheet, after = '', prefix = '' }: MadeWorkbook): string {
  const p = prefix === '' ? '' : `${prefix}:`;
  const namespace = prefix === '' ? `xmlns="${main}"` : `xmlns:${prefix}="${main}"`;
  const data = `<${p}sheetData>${sheet}</${p}sheetData>`;
  return `${head}<${p}worksheet ${namespace}>${data}${after}</${p}worksheet>`;
}

function stylesXml(formats: readonly (string | number)[]): string {
  const custom = formats.map((format, at) => `<numFmt numFmtId="${200 + at}" formatCode="${format}"/>`);
  const xfs = formats.map((format, at) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + at}"/>`);
  return (
    `${head}<styleSheet xmlns="${main}"><numFmts>${custom.join('')}</numFmts>` +
    `<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`
  );
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${office}/${type}" Target="${target}"/>`,
  );
  return `${head}<Relationships xmlns="${packaged}/relationships">${all.join('')}</Relationships>`;
}

const contentTypes =
  `${head}<Types xmlns="${packaged}/content-types">` +
  `<Default Extension="rels" ContentType="${application}-package.relationships+xml"/>` +
  `<Override PartName="/xl/workbook.xml" ContentType="${application}-officedocument.spreadsheetml.sheet.main+xml"/>` +
  '</Types>';
