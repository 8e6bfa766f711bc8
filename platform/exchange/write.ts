import { decimalText } from '#kernel/decimal.ts';
import { minorText } from '#kernel/money.ts';
import { priceText, quantityText } from '#kernel/price.ts';
import type { Lang } from '#kernel/texts.ts';
import { safeCell } from './safe-cell.ts';

/** What a column of an export holds, in the kernel's units: kopecks, 1/10000 rouble, thousandths, basis points. */
export type ExportKind = 'text' | 'minor' | 'priceE4' | 'quantityMilli' | 'date' | 'integer' | 'bp' | 'boolean';

export type ExportColumn = {
  readonly header: string;
  readonly kind: ExportKind;
  /** Width in characters, for XLSX; 14 when not given. */
  readonly width?: number;
};

export type ExportValue = string | number | bigint | boolean | null;

/** A table to write. Sums are bigint, dates 'YYYY-MM-DD'. Rows are taken as fast as the file is. */
export type Export = {
  readonly columns: readonly ExportColumn[];
  readonly rows: AsyncIterable<readonly ExportValue[]> | Iterable<readonly ExportValue[]>;
  readonly lang: Lang;
  /** The sheet's name, for XLSX. */
  readonly sheet?: string;
};

const pieceChars = 65_536;
const bom = '\ufeff';

/**
 * A table as CSV that Excel of the language opens by a double click: UTF-8 with its mark; in Russian semicolons and
 * decimal commas, dates as 31.12.2025; in English commas and points, dates as 2025-12-31. Texts cannot become
 * formulas.
 */
export async function* csvPieces({ columns, rows, lang }: Export): AsyncGenerator<Uint8Array, void, undefined> {
  const delimiter = lang === 'ru' ? ';' : ',';
  let text =
    bom +
    csvLine(
      columns.map((column) => safeCell(column.header)),
      delimiter,
    );
  for await (const row of rows) {
    text += csvLine(
      columns.map((column, at) => csvCell(row[at] ?? null, column.kind, lang)),
      delimiter,
    );
    if (text.length < pieceChars) continue;
    yield Buffer.from(text);
    text = '';
  }
  yield Buffer.from(text);
}

/** A value in plain figures with a point, or null for an empty cell; texts come back as they are. */
export function plainText(value: ExportValue, kind: ExportKind): string | null {
  if (value === null) return null;
  switch (kind) {
    case 'minor':
      return minorText(BigInt(value));
    case 'priceE4':
      return priceText(BigInt(value));
    case 'quantityMilli':
      return quantityText(BigInt(value));
    case 'bp':
      return decimalText(BigInt(value), { scale: 2, least: 0 });
    default:
      return String(value);
  }
}

function csvCell(value: ExportValue, kind: ExportKind, lang: Lang): string {
  const text = plainText(value, kind);
  if (text === null) return '';
  if (kind === 'text') return safeCell(text.replaceAll('\0', ''));
  if (kind === 'boolean') return yesNo(value === true, lang);
  if (lang === 'en' || kind === 'integer') return text;
  return kind === 'date' ? text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3.$2.$1') : text.replace('.', ',');
}

/** A boolean as people of the language write it. */
export function yesNo(value: boolean, lang: Lang): string {
  if (lang === 'ru') return value ? 'да' : 'нет';
  return value ? 'yes' : 'no';
}

/** A line of CSV with its end; quotes where a field needs them. */
export function csvLine(cells: readonly string[], delimiter: string): string {
  return `${cells.map((cell) => quoted(cell, delimiter)).join(delimiter)}\r\n`;
}

function quoted(cell: string, delimiter: string): string {
  const plain = !(cell.includes('"') || cell.includes('\n') || cell.includes('\r') || cell.includes(delimiter));
  // A first cell of "ID" would make Excel take the file for SYLK; blanks at the ends must stay.
  if (plain && cell !== 'ID' && cell.trim() === cell) return cell;
  return `"${cell.replaceAll('"', '""')}"`;
}
