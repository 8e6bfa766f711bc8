import { foldWord, type Token } from './purpose-tokens.ts';

/** What kind of paper a payer names. */
export type NamedKind = 'invoice' | 'vat_invoice' | 'upd' | 'waybill' | 'act' | 'order' | 'contract';

/** A keyword found at a token: how many tokens it takes, and the number written in one with it ("УПД-15"). */
export type Keyword = { readonly kind: NamedKind; readonly length: number; readonly number: string | null };

const exact: ReadonlyMap<string, NamedKind> = new Map([
  ...listed('invoice', 'сч счет счета счету счетам счетом счете счетов инв invoice inv'),
  ...listed('vat_invoice', 'сф счф с/ф с-ф сч/ф сч-ф'),
  ...listed('upd', 'упд'),
  ...listed('waybill', 'накл тн ттн т/н торг-12 торг12'),
  ...listed('act', 'акт акта акту акты актам актов'),
  ...listed('order', 'зак'),
  ...listed('contract', 'дог д/с'),
]);
const stems: readonly (readonly [stem: string, kind: NamedKind])[] = [
  ['инвойс', 'invoice'],
  ['наклад', 'waybill'],
  ['реализаци', 'waybill'],
  ['отгрузк', 'waybill'],
  ['заказ', 'order'],
  ['договор', 'contract'],
  ['контракт', 'contract'],
];
const notKeywords = /^заказчик/;
const ofBankAccount = /^(?:рас+ч|лицев|транзитн|корр|банковск)/;
const fillers = new Set(
  'на оплату от клиента покупателя поставщика поставщику товара товаров продукции г года'.split(' '),
);
const numberSigns = new Set('№ # n no nr nn номер номера ном'.split(' ').map(foldWord));
const signAtEnd = /n[оr]?$/;
const refund = /^(?:возврат|возвращ|ошибочн|сторн|аннулир)/;

/** The keyword that begins at a place of the text, or null. "счет" of a bank account is none. */
export function keywordAt(tokens: readonly Token[], at: number): Keyword | null {
  const token = tokens[at];
  if (token === undefined || token.kind === 'mark' || token.kind === 'date') return null;
  const next = tokens[at + 1]?.word ?? '';
  const kind = kindOf(token.word);
  if (kind === 'invoice') {
    if (ofBankAccount.test(before(tokens, at))) return null;
    if (next.startsWith('фактур')) return { kind: 'vat_invoice', length: 2, number: null };
  }
  if (kind !== null) return { kind, length: 1, number: null };
  if (token.word.startsWith('передаточн') && next.startsWith('документ'))
    return { kind: 'upd', length: 2, number: null };
  return keywordWithNumber(token);
}

function keywordWithNumber({ kind, text, word }: Token): Keyword | null {
  const letters = kind === 'number' ? (/^\p{L}+/u.exec(word)?.[0] ?? '') : '';
  // "счетуN15"
  const named = kindOf(letters.replace(signAtEnd, ''));
  return named === null ? null : { kind: named, length: 1, number: text.slice(letters.length).replace(/^[-/_\\]/, '') };
}

/** The kind a keyword names, or null: 'счета-фактуры' -> 'vat_invoice'. */
export function kindOf(word: string): NamedKind | null {
  const known = exact.get(word);
  if (known !== undefined) return known;
  if (/^(?:счет|сч).{0,3}-фактур/.test(word)) return 'vat_invoice';
  if (notKeywords.test(word) || /\d/.test(word)) return null;
  return stems.find(([stem]) => word.startsWith(stem))?.[1] ?? null;
}

/** Words and marks that may stand between a keyword and its number. */
export function isFiller(token: Token): boolean {
  return fillers.has(token.word) || isNumberSign(token) || (token.kind === 'mark' && /[.:("«'-]/.test(token.text));
}

/** "№", "N", "No" and the like. */
export function isNumberSign(token: Token | undefined): boolean {
  return token !== undefined && numberSigns.has(token.word);
}

/** The first word that speaks of money sent back or by mistake, as written, or null. */
export function refundWordIn(tokens: readonly Token[]): string | null {
  return tokens.find((token) => refund.test(token.word))?.text ?? null;
}

function before(tokens: readonly Token[], at: number): string {
  const token = tokens[at - 1];
  // "р/с" is one token; "расч. счет" and "р. счет" are three.
  return (token?.kind === 'mark' ? tokens[at - 2] : token)?.word ?? '';
}

function listed(kind: NamedKind, words: string): [string, NamedKind][] {
  return words.split(' ').map((word) => [foldWord(word), kind]);
}
