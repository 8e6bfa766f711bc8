import { daysBetween, parsePlainDate } from '#kernel/plain-date.ts';
import { columnLetter } from './problem.ts';
import { safeCell } from './safe-cell.ts';
import { type Export, type ExportColumn, type ExportKind, type ExportValue, plainText, yesNo } from './write.ts';
import { type ZipFile, zipPieces } from './zip-write.ts';

const rowsMax = 1_048_576;
const cellMax = 32_767;
const pieceChars = 65_536;
const usualWidth = 14;
const epoch = '1899-12-30';
const firstSerial = 61;
const exactDigits = 15;
const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const contentTypes = 'http://schemas.openxmlformats.org/package/2006/content-types';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const headerStyle = 1;
const styleOf: Readonly<Record<ExportKind, number>> = {
  text: 2,
  minor: 3,
  priceE4: 4,
  quantityMilli: 0,
  date: 5,
  integer: 0,
  bp: 6,
  boolean: 0,
};

type Sheets = {
  readonly table: Export;
  readonly rows: AsyncIterator<readonly ExportValue[]> | Iterator<readonly ExportValue[]>;
};

/**
 * A table as XLSX, piece by piece, in constant memory: a bold header that stays in sight, a filter, numbers with their
 * formats and exact to the kopeck (over 15 digits they are written as text), dates as dates. Texts cannot become
 * formulas and are cut at the 32,767 characters a cell may have. Further sheets follow the 1,048,576th row.
 */
export function xlsxPieces(table: Export): AsyncGenerator<Uint8Array, void, undefined> {
  return zipPieces(files(table));
}

async function* files(table: Export): AsyncGenerator<ZipFile> {
  const rows = Symbol.asyncIterator in table.rows ? table.rows[Symbol.asyncIterator]() : table.rows[Symbol.iterator]();
  const state = { more: true };
  let sheets = 0;
  try {
    while (state.more) {
      sheets += 1;
      yield { name: `xl/worksheets/sheet${sheets}.xml`, pieces: sheetXml({ table, rows }, state) };
    }
  } finally {
    await rows.return?.();
  }
  yield { name: 'xl/styles.xml', pieces: [stylesXml] };
  yield { name: 'xl/workbook.xml', pieces: [workbookXml(sheetNames(table, sheets))] };
  yield { name: 'xl/_rels/workbook.xml.rels', pieces: [workbookRelations(sheets)] };
  yield { name: '_rels/.rels', pieces: [rootRelations] };
  yield { name: '[Content_Types].xml', pieces: [contentTypesXml(sheets)] };
}

async function* sheetXml({ table, rows }: Sheets, state: { more: boolean }): AsyncGenerator<string> {
  const { columns, lang } = table;
  const letters = columns.map((_, at) => columnLetter(at));
  let text = sheetHead(columns);
  let row = 1;
  for (; row < rowsMax; row += 1) {
    const next = await rows.next();
    if (next.done === true) {
      state.more = false;
      break;
    }
    text += `<row r="${row + 1}">`;
    for (const [at, { kind }] of columns.entries()) {
      const value = next.value[at] ?? null;
      if (value !== null && value !== '') text += `<c r="${letters[at]}${row + 1}"${cellXml(value, kind, lang)}</c>`;
    }
    text += '</row>';
    if (text.length < pieceChars) continue;
    yield text;
    text = '';
  }
  const filter = columns.length === 0 ? '' : `<autoFilter ref="A1:${columnLetter(columns.length - 1)}${row}"/>`;
  yield `${text}</sheetData>${filter}</worksheet>`;
}

function sheetHead(columns: readonly ExportColumn[]): string {
  const widths = columns.map(
    ({ width = usualWidth }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const header = columns.map(
    ({ header: name }, at) => `<c r="${columnLetter(at)}1"${textCell(safeCell(name), headerStyle)}</c>`,
  );
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const cols = columns.length === 0 ? '' : `<cols>${widths.join('')}</cols>`;
  return (
    `${xmlHead}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `${cols}<sheetData><row r="1">${header.join('')}</row>`
  );
}

/** A cell's attributes and content, from behind its address. */
function cellXml(value: ExportValue, kind: ExportKind, lang: Export['lang']): string {
  const text = plainText(value, kind);
  if (text === null) return '>';
  if (kind === 'text') return textCell(safeCell(text), styleOf.text);
  if (kind === 'boolean') return textCell(yesNo(value === true, lang), styleOf.boolean);
  if (kind === 'date') return dateCell(text);
  if (text.replace(/\D/g, '').length > exactDigits) return textCell(text, styleOf.text);
  return ` s="${styleOf[kind]}"><v>${kind === 'bp' ? hundredth(text) : text}</v>`;
}

// Spreadsheets keep 12.5 % as 0.125; the format shows it as a percent.
function hundredth(percent: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(percent) ?? [];
  const digits = whole.padStart(3, '0');
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`;
}

// Excel counts days wrongly before March 1900: such dates are written as text.
function dateCell(text: string): string {
  const serial = parsePlainDate(text) === null ? 0 : daysBetween(epoch, text);
  return serial < firstSerial ? textCell(safeCell(text), styleOf.text) : ` s="${styleOf.date}"><v>${serial}</v>`;
}

function textCell(text: string, style: number): string {
  const cut = text.length > cellMax ? `${text.slice(0, cellMax - 1)}…` : text;
  return ` t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(cut)}</t></is>`;
}

/** Text for XML: what XML cannot hold is dropped, what looks like a spreadsheet's own escape is escaped. */
function escaped(text: string): string {
  const clean = text.toWellFormed().replace(/[[\p{Cc}\ufffe\uffff]--[\t\n\r]]/gv, '');
  return clean
    .replace(/_(?=x[0-9a-fA-F]{4}_)/g, '_x005F_')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\r\n?/g, '\n');
}

/** Names that Excel takes: at most 31 characters, none of []:*?/\, none twice. */
function sheetNames({ sheet = '1' }: Export, count: number): string[] {
  const name =
    sheet
      .replace(/[[\]:*?/\\']/g, ' ')
      .trim()
      .slice(0, 25) || '1';
  return Array.from({ length: count }, (_, at) => (at === 0 ? name : `${name} ${at + 1}`));
}

function workbookXml(names: readonly string[]): string {
  const sheets = names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
  return `${xmlHead}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${sheets.join('')}</sheets></workbook>`;
}

function workbookRelations(sheets: number): string {
  const targets = Array.from({ length: sheets }, (_, at) =>
    relation(at + 1, 'worksheet', `worksheets/sheet${at + 1}.xml`),
  );
  targets.push(relation(sheets + 1, 'styles', 'styles.xml'));
  return `${xmlHead}<Relationships xmlns="${packageRelations}">${targets.join('')}</Relationships>`;
}

function relation(id: number, type: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${relations}/${type}" Target="${target}"/>`;
}

const rootRelations =
  `${xmlHead}<Relationships xmlns="${packageRelations}">` +
  `${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`;

function contentTypesXml(sheets: number): string {
  const parts = [
    ['xl/workbook.xml', 'sheet.main'],
    ['xl/styles.xml', 'styles'],
    ...Array.from({ length: sheets }, (_, at) => [`xl/worksheets/sheet${at + 1}.xml`, 'worksheet']),
  ];
  const overrides = parts.map(
    ([name, type]) => `<Override PartName="/${name}" ContentType="${sheetType}.${type}+xml"/>`,
  );
  return (
    `${xmlHead}<Types xmlns="${contentTypes}">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  );
}

const stylesXml =
  `${xmlHead}<styleSheet xmlns="${main}">` +
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="#,##0.00"/><numFmt numFmtId="165" formatCode="#,##0.00##"/>' +
  '<numFmt numFmtId="166" formatCode="dd\\.mm\\.yyyy"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>' +
  [49, 164, 165, 166, 10]
    .map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`)
    .join('') +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
