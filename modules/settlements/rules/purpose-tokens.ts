import type { PlainDate } from '#kernel/plain-date.ts';
import { clean } from './statement-blocks.ts';
import { russianDate } from './statement-fields.ts';

/** A word, number, date or mark of a purpose text. */
export type Token = {
  readonly text: string;
  /** Lower case, ё as е, Latin letters that look Cyrillic made Cyrillic: for comparing words. */
  readonly word: string;
  readonly kind: 'word' | 'number' | 'date' | 'mark';
  readonly date: PlainDate | null;
  /** Nothing stands between it and the token before. */
  readonly glued: boolean;
};

// Each alternative begins with other characters or has a bounded length, so a text is cut in one pass.
const pieces = /\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)|[\p{L}\p{N}]+(?:[-/_\\][\p{L}\p{N}]+)*|\S/gu;
const cyrillic = new Map([...'aceopxyktmbh'].map((letter, at) => [letter, 'асеорхуктмвн'[at] ?? letter] as const));
const anyLatin = /[aceopxyktmbh]/g;
const longestWord = 64;
const months = [
  'январ',
  'феврал',
  'март',
  'апрел',
  'ма',
  'июн',
  'июл',
  'август',
  'сентябр',
  'октябр',
  'ноябр',
  'декабр',
];
const monthEnding = /^(?:[аьяйе]|)$/;

/** Cuts a purpose into tokens in one pass, in time linear in its length. */
export function tokensOf(purpose: string): Token[] {
  const text = prepared(purpose);
  const tokens: Token[] = [];
  let end = -1;
  for (const match of text.matchAll(pieces)) {
    tokens.push(tokenOf(match[0], match.index === end));
    end = match.index + match[0].length;
  }
  return withWrittenDates(tokens);
}

/** A word as the dictionary of purposes has it. */
export function foldWord(text: string): string {
  const lower = text.slice(0, longestWord).toLowerCase().replaceAll('ё', 'е');
  return lower.replace(anyLatin, (letter) => cyrillic.get(letter) ?? letter);
}

/** The text without unseen marks, dashes of one kind, "от" set apart from the digits around it. */
export function prepared(purpose: string): string {
  return clean(purpose.normalize('NFC'))
    .replace(/[\u2010-\u2015\u2212]/gu, '-')
    .replace(/(?<=\d)от(?=\d)/giu, ' от ')
    .replace(/(?<!\p{L})от(?=\d)/giu, 'от ');
}

function tokenOf(text: string, glued: boolean): Token {
  const date = dateOfToken(text);
  const base = { text, word: foldWord(text), date, glued };
  if (date !== null) return { ...base, kind: 'date' };
  if (!/^[\p{L}\p{N}]/u.test(text)) return { ...base, kind: 'mark' };
  return { ...base, kind: /\d/.test(text) ? 'number' : 'word' };
}

function dateOfToken(text: string): PlainDate | null {
  if (text.length > 10) return null;
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso !== null) return russianDate(`${iso[3]}.${iso[2]}.${iso[1]}`);
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  return russianDate(slashed === null ? text : `${slashed[1]}.${slashed[2]}.${slashed[3]}`);
}

// "5 июня 2026" is one date and not the numbers 5 and 2026.
function withWrittenDates(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    const written = writtenDate(token, tokens[at + 1], tokens[at + 2]);
    if (token === undefined) continue;
    joined.push(written === null ? token : { ...token, kind: 'date', date: written });
    if (written !== null) at += 2;
  }
  return joined;
}

function writtenDate(day?: Token, month?: Token, year?: Token): PlainDate | null {
  if (day === undefined || month === undefined || year === undefined) return null;
  if (!/^\d{1,2}$/.test(day.text) || !/^\d{4}(?:г|года)?$/.test(year.word)) return null;
  const at = months.findIndex((stem) => month.word.startsWith(stem) && monthEnding.test(month.word.slice(stem.length)));
  return at < 0 ? null : russianDate(`${day.text}.${at + 1}.${year.text.slice(0, 4)}`);
}
