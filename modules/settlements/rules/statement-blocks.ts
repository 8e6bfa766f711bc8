import { formatMark, isPurposeKey, knownKeys, marks, repeatedHeaderKeys } from './statement-keys.ts';
import type { Warnings } from './statement-warnings.ts';

/** A part of the file before its values are understood. Keys without a value are not kept. */
export type Block = {
  readonly part: 'header' | 'account' | 'document';
  readonly line: number;
  /** What stands after 'СекцияДокумент='. */
  readonly title: string;
  readonly fields: Map<string, string>;
  readonly lines: Map<string, number>;
  /** Values of the header keys that may repeat. */
  readonly repeated: [key: string, value: string][];
};

export type Blocks = { readonly header: Block; readonly accounts: Block[]; readonly documents: Block[] };

type Reading = Blocks & { readonly warnings: Warnings; open: Block; purposeKey: string | null; ended: boolean };

const longestValue = 10_000;
const longestKey = 64;
const mostKeys = 300;
const mostRepeated = 1000;

/**
 * Cuts the text into header, account sections and documents, line by line; null when its first non-empty line is not
 * the format's mark. Unclosed and unopened sections, lines without "=" and repeated keys go to the warnings.
 */
export function statementBlocks(text: string, warnings: Warnings): Blocks | null {
  const header = newBlock('header', 1, '');
  const reading: Reading = {
    header,
    accounts: [],
    documents: [],
    warnings,
    open: header,
    purposeKey: null,
    ended: false,
  };
  let begun = false;

  for (const [number, line] of linesOf(text)) {
    if (line === '') continue;
    if (!begun && !isMark(line)) return null;
    if (begun && !takeLine(reading, number, line)) break;
    begun = true;
  }
  if (!begun) return null;
  if (!reading.ended) {
    leave(reading);
    warnings.add('settlements.statement_end_missing', null, { key: marks.fileEnd });
  }
  return reading;
}

// Banks' programmers type the mark by hand: with a Cyrillic С, too.
function isMark(line: string): boolean {
  return (
    line.length <= 2 * formatMark.length && clean(line).replace('С', 'C').toLowerCase() === formatMark.toLowerCase()
  );
}

function* linesOf(text: string): Generator<[number: number, line: string]> {
  const unix = text.includes('\n') ? text : text.replaceAll('\r', '\n');
  let number = 1;
  for (let from = 0; from < unix.length; number += 1) {
    const found = unix.indexOf('\n', from);
    const to = found < 0 ? unix.length : found;
    yield [number, unix.slice(from, to).trim()];
    from = to + 1;
  }
}

// Answers false when nothing more is to be read.
function takeLine(reading: Reading, number: number, line: string): boolean {
  if (reading.ended) {
    reading.warnings.add('settlements.statement_text_after_end', number);
    return false;
  }
  const at = line.indexOf('=');
  const key = clean(line.slice(0, at < 0 ? Math.min(line.length, longestKey) : Math.min(at, longestKey)));
  const value = at < 0 ? '' : line.slice(at + 1);

  if (key === marks.account) enter(reading, newBlock('account', number, ''), reading.accounts);
  else if (key === marks.document) enter(reading, newBlock('document', number, clean(value)), reading.documents);
  else if (key === marks.accountEnd) close(reading, 'account', number);
  else if (key === marks.documentEnd) close(reading, 'document', number);
  else if (key === marks.fileEnd) end(reading);
  else if (at < 0 || at > longestKey || key === '' || /\s/.test(key)) takeLoose(reading, number, line);
  else takeField(reading, number, [key, value]);
  return true;
}

function takeField(reading: Reading, number: number, [key, value]: [string, string]): void {
  const { open, warnings } = reading;
  reading.purposeKey = isPurposeKey(key) ? key : null;
  if (!knownKeys[open.part].has(key)) {
    warnings.once(key, 'settlements.statement_key_unknown', number, { key });
  }
  if (value.trim() === '') return;
  if (open.part === 'header' && repeatedHeaderKeys.has(key)) {
    if (open.repeated.length < mostRepeated) open.repeated.push([key, bounded(reading, number, value)]);
  } else if (open.fields.has(key)) {
    warnings.add('settlements.statement_key_repeated', number, { key });
  } else if (open.fields.size >= mostKeys) {
    warnings.once(`${open.part} ${open.line}`, 'settlements.statement_keys_too_many', number, { most: mostKeys });
  } else {
    open.fields.set(key, bounded(reading, number, value));
    open.lines.set(key, number);
  }
}

// A purpose may run over several lines, and may hold "=" in them.
function takeLoose(reading: Reading, number: number, line: string): void {
  const { open, purposeKey } = reading;
  if (purposeKey === null) {
    reading.warnings.add('settlements.statement_line_stray', number, { text: line.slice(0, 60) });
    return;
  }
  const before = open.fields.get(purposeKey);
  if (before !== undefined && before.length >= longestValue) return;
  open.fields.set(purposeKey, bounded(reading, number, before === undefined ? line : `${before} ${line}`));
}

function bounded(reading: Reading, number: number, value: string): string {
  if (value.length <= longestValue) return value;
  reading.warnings.add('settlements.statement_value_cut', number, { most: longestValue });
  return value.slice(0, longestValue);
}

function enter(reading: Reading, block: Block, among: Block[]): void {
  leave(reading);
  among.push(block);
  reading.open = block;
}

function close(reading: Reading, part: Block['part'], number: number): void {
  if (reading.open.part !== part) {
    reading.warnings.add('settlements.statement_section_unopened', number, { part });
    return;
  }
  reading.open = reading.header;
  reading.purposeKey = null;
}

function end(reading: Reading): void {
  leave(reading);
  reading.ended = true;
}

// What is still open when something else begins was not closed by the bank.
function leave(reading: Reading): void {
  const { open, warnings } = reading;
  if (open.part !== 'header') warnings.add('settlements.statement_section_unclosed', open.line, { part: open.part });
  reading.open = reading.header;
  reading.purposeKey = null;
}

function newBlock(part: Block['part'], line: number, title: string): Block {
  return { part, line, title, fields: new Map(), lines: new Map(), repeated: [] };
}

/** The text without the marks that editors and messengers leave unseen: byte order, zero width, direction. */
export function clean(text: string): string {
  return text.replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '').trim();
}
