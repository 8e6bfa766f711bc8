/**
 * Reads pasted text as lines of an order: from a spreadsheet (tabs), a file (semicolons), a chat (free words). A row may be
 * read in several ways; which one is right only the catalog knows, so that all are given, the likeliest first.
 */
import { parseQuantityMilli } from '#kernel/price.ts';
import { headerOf, type PasteColumns } from './paste-header.ts';

/** One way to read a row. `packs`: the quantity counts packs; null: the row names none, or none that can be ordered. */
export type PasteGuess = { readonly code: string; readonly quantityMilli: bigint | null; readonly packs: boolean };

/** A row as it stood, by its number from 1 among all rows of the text, and the ways to read it. */
export type PastedText = { readonly row: number; readonly text: string; readonly guesses: readonly PasteGuess[] };

export const pasteRowsMost = 1_000;
const longestRow = 300;
const longestCode = 200;
const mostMilli = 9_999_999_999_999n;
const one: Amount = { quantityMilli: 1_000n, packs: false };

type Amount = { readonly quantityMilli: bigint | null; readonly packs: boolean };

const units = 'шт|штук[аи]?|ед|единиц[аы]?|кг|г|л|м|пар[аы]?|компл(?:ект(?:а|ов)?)?|pcs?|pieces?|ea|units?';
const packUnits =
  'уп|упак(?:овк[аи]|овок)?|пач(?:к[аи]|ек)?|кор(?:об(?:к[аи])?|обок)?|ящ(?:ик(?:а|ов)?)?|packs?|box(?:es)?|cartons?';
const number = String.raw`\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,3})?|\d+(?:[.,]\d{1,3})?`;
const unit = `(?<unit>${units})`;
const pack = `(?<pack>${packUnits})`;
const counted = `(?<n>${number})\\s*(?:${pack}|${unit})?`;
/** Sign of multiplying: the letter in either alphabet, or the sign itself. */
const times = '[xх×*]';
/** What parts a code from a number; a hyphen without a space belongs to the code. */
const apart = String.raw`(?:\s|[:=,]|[–—-](?=\s))[\s:=,–—-]*`;

const shapes = {
  amount: new RegExp(`^${times}?\\s*${counted}\\.?$`, 'iu'),
  codeTimes: new RegExp(`^(?<code>.+?)\\s+${times}\\s*${counted}\\.?$`, 'iu'),
  timesCode: new RegExp(`^${counted}\\.?\\s*${times}\\s+(?<code>.+)$`, 'iu'),
  codeCounted: new RegExp(`^(?<code>.+?)${apart}(?<n>${number})\\s*(?:${pack}|${unit})\\.?$`, 'iu'),
  countedCode: new RegExp(`^(?<n>${number})\\s*(?:${pack}|${unit})\\.?\\s+(?<code>.+)$`, 'iu'),
  codeNumber: new RegExp(`^(?<code>.+?)${apart}(?<n>${number})$`, 'iu'),
  numberCode: new RegExp(`^(?<n>${number})\\s+(?:[–—-]\\s+)?(?<code>.+)$`, 'iu'),
  tightTimes: new RegExp(`^(?<code>.+?)${times}(?<n>\\d+)$`, 'iu'),
};
const inOrder = [
  shapes.codeTimes,
  shapes.timesCode,
  shapes.codeCounted,
  shapes.countedCode,
  shapes.codeNumber,
  shapes.numberCode,
  shapes.tightTimes,
];
/** "PB-10 шт": the quantity was left out of a list of pieces. */
const trailingUnit = new RegExp(`\\s+(?:${units})\\.?$`, 'iu');
const marker = /^(?:[-–—•*]\s+|\d{1,3}[.)]\s+)/u;

/** Reads the text; `left` counts the rows beyond `pasteRowsMost` that were not read. */
export function parsePaste(text: string): { rows: PastedText[]; left: number } {
  const given = text
    .split(/\r\n|\r|\n/)
    .map((line, at) => ({ row: at + 1, text: line.replaceAll('\ufeff', '').slice(0, longestRow) }))
    .filter((line) => line.text.trim() !== '')
    .flatMap(partedByList);
  const columns = given[0] === undefined ? null : headerOf(cellsOf(given[0].text) ?? []);
  const body = columns === null ? given : given.slice(1);
  const rows = body.slice(0, pasteRowsMost).map((line) => ({
    row: line.row,
    text: line.text.trim(),
    guesses: distinct(guessesOf(line.text, columns)),
  }));
  return { rows, left: Math.max(0, body.length - pasteRowsMost) };
}

/** A quantity as people write it: `5`, `1 000`, `x5`, `5 шт.`, `2 уп`; null for what is not one. Zero names no quantity. */
export function parseAmount(text: string): Amount | null {
  const match = shapes.amount.exec(text.trim());
  return match === null ? null : amountOf(match);
}

function amountOf(match: RegExpExecArray): Amount | null {
  const milli = parseQuantityMilli(match.groups?.['n'] ?? '');
  if (milli === null) return null;
  const sane = milli > 0n && milli <= mostMilli;
  return { quantityMilli: sane ? milli : null, packs: match.groups?.['pack'] !== undefined };
}

/** Several goods in one row of a chat: "PB-10 5, HP-20 3" is two rows. */
function partedByList(line: { row: number; text: string }): { row: number; text: string }[] {
  if (line.text.includes('\t')) return [line];
  const parts = line.text.split(/[;,]\s+/).map((part) => part.trim());
  const whole = parts.length > 1 && parts.every((part) => parseAmount(part) === null && shapes.codeNumber.test(part));
  return whole ? parts.map((text) => ({ row: line.row, text })) : [line];
}

/** Cells of a row by tabs, else semicolons, else bars; null for free text. */
function cellsOf(text: string): string[] | null {
  const mark = ['\t', ';', '|'].find((sign) => text.includes(sign));
  return mark === undefined ? null : text.split(mark).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function guessesOf(text: string, columns: PasteColumns | null): PasteGuess[] {
  const cells = cellsOf(text);
  if (cells === null) return freeGuesses(text.trim(), one);
  const filled = cells.filter((cell) => cell !== '');
  const [only] = filled;
  if (columns !== null) return columnGuesses(cells, columns);
  // A cell beside an empty one: the quantity was left out.
  if (filled.length === 1 && only !== undefined) return freeGuesses(only, null);
  return cellGuesses(filled);
}

function columnGuesses(cells: readonly string[], columns: PasteColumns): PasteGuess[] {
  const amount = columns.quantity === null ? one : parseAmount(cells[columns.quantity] ?? '');
  const texts = columns.products.map((at) => cells[at] ?? '').filter((cell) => cell !== '');
  return texts.map((code) => guess(code, amount));
}

/** Without a header: any cell may name the product; the quantity is the nearest number after it, else before it. */
function cellGuesses(cells: readonly string[]): PasteGuess[] {
  const amounts = cells.map(parseAmount);
  const named = cells.map((code, at) => {
    const after = amounts.slice(at + 1).find((amount) => amount !== null);
    const before = amounts.slice(0, at).findLast((amount) => amount !== null);
    return { at, made: guess(code, after ?? before ?? null) };
  });
  // A text is likelier the product than a number is.
  const [texts, numbers] = [true, false].map((isText) => named.filter(({ at }) => (amounts[at] === null) === isText));
  return [...(texts ?? []), ...(numbers ?? [])].map(({ made }) => made);
}

/** `bareAmount` is the quantity of a text that names none. */
function freeGuesses(text: string, bareAmount: Amount | null): PasteGuess[] {
  const bare = text.replace(/[ \u00a0]+/g, ' ').replace(marker, '');
  const found = inOrder.flatMap((shape) => {
    const match = shape.exec(bare);
    return match === null ? [] : [guess(match.groups?.['code'] ?? '', amountOf(match))];
  });
  return [...found, guess(bare, bareAmount), guess(bare.replace(trailingUnit, ''), bareAmount)];
}

function guess(code: string, amount: Amount | null): PasteGuess {
  const clean = code
    .trim()
    .replace(/[\s:=,;]+$/u, '')
    .slice(0, longestCode);
  return { code: clean, quantityMilli: amount?.quantityMilli ?? null, packs: amount?.packs ?? false };
}

function distinct(guesses: readonly PasteGuess[]): PasteGuess[] {
  const key = (one: PasteGuess) => `${one.code}\n${one.quantityMilli}\n${one.packs}`;
  const seen = new Map(guesses.filter((one) => one.code !== '').map((one) => [key(one), one]));
  return [...seen.values()];
}

/** The way to read a row that the catalog agrees with: one that names a quantity before one that does not. */
export function chooseGuess<P>(
  guesses: readonly PasteGuess[],
  known: ReadonlyMap<string, P>,
): { readonly guess: PasteGuess; readonly product: P | null } | null {
  const [first] = guesses;
  if (first === undefined) return null;
  const right = guesses.filter((one) => known.has(one.code));
  const guess = right.find((one) => one.quantityMilli !== null) ?? right[0];
  if (guess !== undefined) return { guess, product: known.get(guess.code) ?? null };
  // Nothing is known of it: the likeliest reading, so that a name picked for it keeps the quantity.
  return {
    guess: guesses.find((one) => /\p{L}/u.test(one.code) && one.quantityMilli !== null) ?? first,
    product: null,
  };
}

/** The quantity in thousandths of the unit; packs are unpacked. */
export function unpacked(guess: PasteGuess, packMilli: bigint): bigint | null {
  if (guess.quantityMilli === null || !guess.packs) return guess.quantityMilli;
  const whole = (guess.quantityMilli * packMilli) / 1_000n;
  return whole > 0n && whole <= mostMilli ? whole : null;
}
