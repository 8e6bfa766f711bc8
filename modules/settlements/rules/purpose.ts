import type { PlainDate } from '#kernel/plain-date.ts';
import { type NumberKey, numberKey } from './document-number.ts';
import { type Token, tokensOf } from './purpose-tokens.ts';
import { type VatFact, vatOf } from './purpose-vat.ts';
import { isFiller, isNumberSign, keywordAt, kindOf, type NamedKind, refundWordIn } from './purpose-words.ts';

/** A paper named in a purpose: "по счету на оплату № 305 от 01.06.2026". */
export type NamedDocument = {
  readonly kind: NamedKind;
  /** As written. */
  readonly number: string;
  readonly key: NumberKey;
  /** "от ..." of this number; null when not given. */
  readonly date: PlainDate | null;
  /** False: strange words stand between the keyword and the number, which may be of another thing. */
  readonly direct: boolean;
  /** "101-105", "с 101 по 105": the numbers it may stand for if no paper is called so. */
  readonly range: { readonly first: number; readonly last: number } | null;
};

/** What the purpose of a payment says. */
export type PurposeFacts = {
  readonly documents: readonly NamedDocument[];
  readonly vat: VatFact | null;
  /** "возврат", "ошибочно" and the like, as written: such money is never matched by a program. */
  readonly refundWord: string | null;
};

const mostDocuments = 1000;
const mostSkipped = 8;
const longestNumber = 40;
const widestRange = 1000;
const units = new Set('руб рублей рубля р коп шт штук кг % дней дня мес'.split(' '));
const listMarks = new Set([',', ';', 'и', '+', '&']);

/** Reads a purpose: papers with their dates, VAT, words that forbid matching. Linear in the length of the text. */
export function purposeFacts(purpose: string): PurposeFacts {
  const tokens = tokensOf(purpose);
  return { documents: documentsIn(tokens), vat: vatOf(purpose), refundWord: refundWordIn(tokens) };
}

function documentsIn(tokens: readonly Token[]): NamedDocument[] {
  const found = new Map<string, NamedDocument>();
  let at = 0;
  while (at < tokens.length && found.size < mostDocuments) {
    const keyword = keywordAt(tokens, at);
    if (keyword === null) {
      at += 1;
      continue;
    }
    const list = readList(tokens, { at, ...keyword });
    for (const named of list.documents) {
      const same = `${named.kind} ${named.key.full} ${named.date ?? ''}`;
      if (found.size < mostDocuments && !found.has(same)) found.set(same, named);
    }
    at = list.next;
  }
  return [...found.values()];
}

type ListStart = { at: number; kind: NamedKind; length: number; number: string | null };
type List = { readonly documents: NamedDocument[]; readonly next: number };

// After a keyword: a number, perhaps a date, then more numbers after commas or signs.
function readList(tokens: readonly Token[], start: ListStart): List {
  const documents: NamedDocument[] = [];
  const first = start.number === null ? numberAfter(tokens, start.at + start.length) : inKeyword(start);
  let next = start.at + start.length;
  let item: NumberFound | null = first;
  while (item !== null && documents.length < mostDocuments) {
    const { date, next: after } = dateAfter(tokens, item.next);
    documents.push(named(start.kind, { ...item, date: date ?? item.date }));
    next = after;
    item = nextInList(tokens, after);
  }
  return { documents, next };
}

type NumberFound = { text: string; date: PlainDate | null; direct: boolean; next: number };

function inKeyword({ at, length, number }: ListStart): NumberFound {
  return { text: number ?? '', date: null, direct: true, next: at + length };
}

function numberAfter(tokens: readonly Token[], from: number): NumberFound | null {
  let date: PlainDate | null = null;
  let direct = true;
  for (let at = from; at < from + mostSkipped; at += 1) {
    const token = tokens[at];
    if (token === undefined) return null;
    const text = numberText(tokens, at);
    if (text !== null) return { text: text.text, date, direct, next: text.next };
    if (token.kind === 'date') date = token.date;
    else if (!isFiller(token)) {
      if (!leadsToSign(tokens, at)) return null;
      direct = false;
    }
  }
  return null;
}

// "счет ООО Ромашка № 5": words are passed by only when a number sign follows soon.
function leadsToSign(tokens: readonly Token[], at: number): boolean {
  const isPlain = tokens[at]?.kind === 'word' && keywordAt(tokens, at) === null;
  return isPlain && (isNumberSign(tokens[at + 1]) || isNumberSign(tokens[at + 2]));
}

// A number with the place after it; "с 101 по 105" is read as "101-105".
function numberText(tokens: readonly Token[], at: number): { text: string; next: number } | null {
  const one = plainNumber(tokens, at);
  if (one !== null) return { text: one, next: at + 1 };
  if (tokens[at]?.word !== 'с' || tokens[at + 2]?.word !== 'по') return null;
  const first = plainNumber(tokens, at + 1);
  const last = plainNumber(tokens, at + 3);
  return first === null || last === null ? null : { text: `${first}-${last}`, next: at + 4 };
}

function plainNumber(tokens: readonly Token[], at: number): string | null {
  const token = tokens[at];
  if (token === undefined || token.kind !== 'number' || token.text.length > longestNumber) return null;
  const { text, word } = token;
  const isAccount = /^\d{20}$/.test(text);
  const hasUnit = units.has(tokens[at + 1]?.word ?? '') || /^\d+(?:руб|р|шт|кг)$/.test(word);
  const isYear = /^(?:19|20)\d\d(?:г|год|года)$/.test(word) || isYearWord(text, tokens[at + 1]);
  return isAccount || hasUnit || isYear || kindOf(word) !== null || isMoney(tokens, at) ? null : text;
}

function isYearWord(text: string, next: Token | undefined): boolean {
  return /^(?:19|20)\d\d$/.test(text) && /^(?:г|год|года|году)$/.test(next?.word ?? '');
}

// "18026,52" is a sum where "12,13" may be two numbers.
function isMoney(tokens: readonly Token[], at: number): boolean {
  const [whole, point, fraction, after] = tokens.slice(at, at + 4);
  if (whole === undefined || point === undefined || fraction === undefined) return false;
  if (!/^\d+$/.test(whole.text) || !/^[.,]$/.test(point.text) || !/^\d\d$/.test(fraction.text)) return false;
  if (!point.glued || !fraction.glued) return false;
  if (units.has(after?.word ?? '')) return true;
  return point.text === '.' || (whole.text.length >= 3 && after?.text !== ',');
}

function dateAfter(tokens: readonly Token[], from: number): { date: PlainDate | null; next: number } {
  const said = tokens[from]?.word === 'от';
  const at = said ? from + 1 : from;
  const date = tokens[at]?.date ?? null;
  if (date === null) return { date, next: from };
  let next = at + 1;
  if (/^(?:г|года)$/.test(tokens[next]?.word ?? '')) next += 1;
  if (tokens[next]?.text === '.') next += 1;
  return { date, next };
}

function nextInList(tokens: readonly Token[], from: number): NumberFound | null {
  let at = from;
  if (listMarks.has(tokens[at]?.word ?? '')) at += 1;
  const hasMark = at > from;
  const signAt = at;
  while (isNumberSign(tokens[at]) || (at > signAt && tokens[at]?.text === '.')) at += 1;
  const hasSign = at > signAt;
  // ", УПД-15" begins another list.
  if (!hasSign && (!hasMark || keywordAt(tokens, at) !== null)) return null;
  const number = numberText(tokens, at);
  return number === null ? null : { text: number.text, date: null, direct: true, next: number.next };
}

function named(kind: NamedKind, { text, date, direct }: Omit<NumberFound, 'next'>): NamedDocument {
  return { kind, number: text, key: numberKey(text), date, direct, range: rangeOf(text) };
}

function rangeOf(text: string): NamedDocument['range'] {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(text);
  if (match === null) return null;
  const [first, last] = [Number(match[1]), Number(match[2])];
  return last > first && last - first < widestRange ? { first, last } : null;
}
