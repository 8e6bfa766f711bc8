import type { CsvDialect } from './csv-record.ts';
import { CsvScanner } from './csv-scan.ts';
import { decodePiece, type EncodingGuess, guessEncoding } from './encoding.ts';

/** What a file is by its content. 'text' is a table as text (CSV, TSV); 'ole' is Excel 97-2003 or an encrypted file. */
export type FileFormat =
  | 'empty'
  | 'gzip'
  | 'xz'
  | 'zip'
  | 'archive'
  | 'ole'
  | 'pdf'
  | 'html'
  | 'xml'
  | 'bank1c'
  | 'text'
  | 'binary';

/** Which sign the numbers of a table have before their fraction; null when the sample does not tell. */
export type DecimalSign = ',' | '.' | null;

/** What a text table looks like. `skip` counts characters before the first row (the line `sep=;`). */
export type TextTable = CsvDialect & { readonly decimal: DecimalSign; readonly skip: number };

/** What the first bytes of a file tell. `table` is there for 'text' alone, `encoding` for all that is text. */
export type Detected = {
  readonly format: FileFormat;
  readonly encoding: EncodingGuess | null;
  readonly table: TextTable | null;
};

/** How many bytes are looked at. */
export const sampleBytes = 65_536;

const magics: readonly { format: FileFormat; bytes: readonly number[] }[] = [
  { format: 'gzip', bytes: [0x1f, 0x8b] },
  { format: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { format: 'zip', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { format: 'zip', bytes: [0x50, 0x4b, 0x05, 0x06] },
  { format: 'archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { format: 'archive', bytes: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { format: 'archive', bytes: [0x42, 0x5a, 0x68] },
  { format: 'archive', bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { format: 'ole', bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1] },
  { format: 'pdf', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
];
// A tab sets apart nothing by chance; a comma stands in texts and sums.
const delimiters = [
  { delimiter: '\t', trust: 1.1 },
  { delimiter: ';', trust: 1.05 },
  { delimiter: '|', trust: 1 },
  { delimiter: ',', trust: 0.9 },
] as const;
const leastEvenness = 0.3;
const sampleRows = 200;
const longestNumber = 40;
const dateLike = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/;
const numberWithFraction = /^[-\u2212]?\d[\d\s.,']*([.,])(?:\d{1,2}|\d{4,})\s*(?:%|₽|руб\.?|р\.)?$/;
const controlShareMax = 0.05;

/** Tells what a file is by its first bytes (at most 64 KB are looked at), never by its name. */
export function detect(bytes: Uint8Array): Detected {
  const sample = bytes.subarray(0, sampleBytes);
  if (sample.length === 0) return { format: 'empty', encoding: null, table: null };
  const magic = magics.find(({ bytes: mark }) => mark.every((byte, at) => sample[at] === byte));
  if (magic !== undefined) return { format: magic.format, encoding: null, table: null };

  const encoding = guessEncoding(sample);
  const text = decodePiece(sample, encoding);
  const format = textFormat(text);
  if (format === 'binary') return { format, encoding: null, table: null };
  const cut = bytes.length >= sampleBytes;
  return { format, encoding, table: format === 'text' ? guessTable(text, cut) : null };
}

function textFormat(text: string): FileFormat {
  if (text.trim() === '') return 'empty';
  if (controlShare(text) > controlShareMax) return 'binary';
  const start = text.trimStart().slice(0, 200);
  if (start.startsWith('1CClientBankExchange')) return 'bank1c';
  if (/^<(?:!doctype html|html|head|table|meta|style)\b/i.test(start)) return 'html';
  return /^<(?:\?xml|!--|!doctype|[\p{L}_])/iu.test(start) ? 'xml' : 'text';
}

function controlShare(text: string): number {
  let controls = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 && code !== 9 && code !== 10 && code !== 13 && code !== 12) controls += 1;
  }
  return controls / text.length;
}

/** The delimiter, quote, line end and decimal sign of a text table; `cut`: the text goes on after the sample. */
export function guessTable(text: string, cut: boolean): TextTable {
  const newline = text.includes('\n') || !text.includes('\r') ? '\n' : '\r';
  const told = /^sep=([;,\t|])\r?\n?/.exec(text.slice(0, 10));
  const skip = told?.[0].length ?? 0;
  const body = skip === 0 ? text : text.slice(skip);
  const tries = delimiters
    .filter(({ delimiter }) => told === null || told[1] === delimiter)
    .map(({ delimiter, trust }) => {
      const quote = guessQuote(body, delimiter);
      const rows = sampleOf(body, { delimiter, quote, newline }, cut);
      return { delimiter, quote, rows, score: evenness(rows) * trust };
    })
    .sort((one, other) => other.score - one.score);
  const best = tries[0];
  const delimiter = best !== undefined && (best.score > leastEvenness || told !== null) ? best.delimiter : ';';
  return { delimiter, quote: best?.quote ?? '"', newline, decimal: guessDecimal(best?.rows ?? []), skip };
}

function sampleOf(text: string, dialect: CsvDialect, cut: boolean): readonly (readonly string[])[] {
  const scanner = new CsvScanner(dialect);
  const rows = scanner.push(text);
  if (!cut) rows.push(...scanner.end());
  return rows
    .slice(0, sampleRows)
    .map((row) => row.cells)
    .filter((cells) => cells.some((cell) => cell.trim() !== ''));
}

/** How surely rows are a table: the share of rows as wide as most, 0 when most have one field. */
function evenness(rows: readonly (readonly string[])[]): number {
  const widths = new Map<number, number>();
  for (const cells of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  let width = 1;
  let count = 0;
  for (const [one, times] of widths) {
    if (one > 1 && times > count) [width, count] = [one, times];
  }
  // Wider tables are less of a chance; titles above a table must not hide it.
  return width === 1 ? 0 : (count / rows.length) * (1 + Math.min(width, 20) / 100);
}

function guessQuote(text: string, delimiter: string): CsvDialect['quote'] {
  const doubles = fieldStarts(text, delimiter, '"');
  return fieldStarts(text, delimiter, "'") > doubles && doubles === 0 ? "'" : '"';
}

// An apostrophe is a quote when fields both begin and end with it.
function fieldStarts(text: string, delimiter: string, quote: string): number {
  const opened = text.split(delimiter + quote).length - 1;
  const closed = text.split(quote + delimiter).length - 1;
  return Math.min(opened, closed);
}

/** The sign before the fraction, by the numbers that can be read one way only: "12,5", "1 234.56", "1,234.56". */
export function guessDecimal(rows: readonly (readonly string[])[]): DecimalSign {
  let commas = 0;
  let points = 0;
  for (const cell of rows.flat()) {
    const sign = decimalSignOf(cell.trim());
    if (sign === ',') commas += 1;
    if (sign === '.') points += 1;
  }
  if (commas === points) return null;
  return commas > points ? ',' : '.';
}

// Three digits after the sign may be thousands: they tell nothing.
function decimalSignOf(cell: string): DecimalSign {
  if (cell.length > longestNumber || dateLike.test(cell)) return null;
  const sign = numberWithFraction.exec(cell)?.[1];
  return sign === ',' || sign === '.' ? sign : null;
}
