/** Why a requisite is not right. Each code is also the key of its text. */
export type RequisiteProblem =
  | 'requisites.inn_format'
  | 'requisites.inn_check_digit'
  | 'requisites.kpp_format'
  | 'requisites.ogrn_format'
  | 'requisites.ogrn_check_digit'
  | 'requisites.okpo_format'
  | 'requisites.okpo_check_digit'
  | 'requisites.bik_format'
  | 'requisites.account_format'
  | 'requisites.account_check_digit';

type Problem = RequisiteProblem | null;

// The weights of the INN's control digits; a control digit with n digits before it takes the last n.
const innWeights = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
// Letters of the old currency clearing accounts stand for digits by their order; Latin and Cyrillic look alike.
const accountLetters = ['AА', 'BВ', 'CС', 'EЕ', 'HН', 'KК', 'MМ', 'PР', 'TТ', 'XХ'];
const accountShape = /^\d{5}[0-9ABCEHKMPTXАВСЕНКМРТХ]\d{14}$/;
const centralBankUnits = new Set(['000', '001', '002']);

// Long names of the legal forms, written as a company name's text is after folding.
const longForms: readonly [long: string, short: string][] = [
  ['общество с ограниченной ответственностью', 'ооо'],
  ['публичное акционерное общество', 'пао'],
  ['непубличное акционерное общество', 'нао'],
  ['открытое акционерное общество', 'оао'],
  ['закрытое акционерное общество', 'зао'],
  ['акционерное общество', 'ао'],
  ['индивидуальный предприниматель', 'ип'],
];
// With their look-alikes in Latin letters, and the forms of foreign firms.
const shortForms = new Set(
  'ооо оао зао пао нао ао ип тоо оду чп чуп фгуп муп гуп ooo oao ao llc ltd inc gmbh jsc'.split(' '),
);

/** INN: 10 digits of a firm or 12 of a person, not of region 00, with its control digits. */
export function innProblem(text: string): Problem {
  if (!/^(?!00)(\d{10}|\d{12})$/.test(text)) return 'requisites.inn_format';
  const controlsAt = text.length === 10 ? [9] : [10, 11];
  return controlsAt.every((at) => innControl(text, at) === digit(text, at)) ? null : 'requisites.inn_check_digit';
}

/**
 * An INN as typed or as a spreadsheet spoilt it: spaces go, and a leading zero lost by a numeric cell comes back
 * (9 -> 10, 11 -> 12 digits) only if the control digits then hold. Anything else is returned as it is, without
 * spaces, for `innProblem` to judge.
 */
export function normalizeInn(text: string): string {
  const bare = text.replace(/\s/g, '');
  if (!/^(\d{9}|\d{11})$/.test(bare)) return bare;
  return innProblem(`0${bare}`) === null ? `0${bare}` : bare;
}

/** KPP: tax office (region not 00), reason of two digits or capital letters, number. It has no control digit. */
export function kppProblem(text: string): Problem {
  return /^(?!00)\d{4}[0-9A-Z]{2}\d{3}$/.test(text) ? null : 'requisites.kpp_format';
}

/** OGRN of a firm (13 digits, begins with 1 or 5) or OGRNIP of an entrepreneur (15 digits, begins with 3). */
export function ogrnProblem(text: string): Problem {
  if (!/^([15]\d{12}|3\d{14})$/.test(text)) return 'requisites.ogrn_format';
  const divisor = text.length === 13 ? 11n : 13n;
  const control = (BigInt(text.slice(0, -1)) % divisor) % 10n;
  return control === BigInt(text.slice(-1)) ? null : 'requisites.ogrn_check_digit';
}

/** OKPO: 8 digits of a firm or 10 of an entrepreneur or branch, with the control digit. */
export function okpoProblem(text: string): Problem {
  if (!/^(\d{8}|\d{10})$/.test(text)) return 'requisites.okpo_format';
  const first = okpoControl(text, 0);
  const control = first < 10 ? first : okpoControl(text, 2) % 10;
  return control === digit(text, text.length - 1) ? null : 'requisites.okpo_check_digit';
}

/**
 * BIK: 9 digits that begin with 04 (banks), 00-02 (treasury) or 1, 2 (other participants), as in the Bank of Russia's
 * directory. It has no control digit; the directory knows more.
 */
export function bikProblem(text: string): Problem {
  return /^(0[0124]|[12]\d)\d{7}$/.test(text) ? null : 'requisites.bik_format';
}

/**
 * A client's account: 20 characters whose control digit agrees with the BIK of its bank (Bank of Russia, 08.09.1997
 * No 515). Treasury accounts (see `isTreasuryAccount`) are checked for form only. A bad BIK is the first problem.
 */
export function accountNumberProblem(account: string, bik: string): Problem {
  const inCentralBank = centralBankUnits.has(bik.slice(6));
  return accountProblem(account, bik, inCentralBank ? unitPrefix(bik) : bik.slice(6));
}

/** A bank's correspondent account with the Bank of Russia, checked against the bank's BIK. */
export function correspondentAccountProblem(account: string, bik: string): Problem {
  return accountProblem(account, bik, unitPrefix(bik));
}

/** Accounts of the treasury (03...): their control digit is not known for certain, so screens warn instead. */
export function isTreasuryAccount(account: string): boolean {
  return account.startsWith('03');
}

/**
 * A company's name for finding the same company under another spelling: Unicode form, case, ё/е, quotes, dashes,
 * points, commas and spaces are folded, and the legal form at the beginning or the end is dropped:
 * 'ООО «Ромашка»', 'РОМАШКА, ООО' and 'Общество с ограниченной ответственностью "Ромашка"' -> 'ромашка'.
 * It proposes candidates; INN and KPP decide. A name of nothing but a legal form stays as it is.
 */
export function nameKey(text: string): string {
  let words = shortened(folded(text)).split(' ');
  if (words.length > 1 && shortForms.has(words[0] ?? '')) words = words.slice(1);
  if (words.length > 1 && shortForms.has(words.at(-1) ?? '')) words = words.slice(0, -1);
  return words.join(' ');
}

function accountProblem(account: string, bik: string, prefix: string): Problem {
  if (bikProblem(bik) !== null) return 'requisites.bik_format';
  if (!accountShape.test(account)) return 'requisites.account_format';
  if (isTreasuryAccount(account)) return null;

  const digits = [...prefix, ...account].map(accountDigit);
  const sum = digits.reduce((total, value, at) => total + value * ([7, 1, 3][at % 3] ?? 0), 0);
  return sum % 10 === 0 ? null : 'requisites.account_check_digit';
}

function unitPrefix(bik: string): string {
  return `0${bik.slice(4, 6)}`;
}

function accountDigit(character: string): number {
  const letter = accountLetters.findIndex((alike) => alike.includes(character));
  return letter >= 0 ? letter : Number(character);
}

function innControl(inn: string, at: number): number {
  const weights = innWeights.slice(innWeights.length - at);
  return (weights.reduce((sum, weight, i) => sum + weight * digit(inn, i), 0) % 11) % 10;
}

function okpoControl(okpo: string, shift: number): number {
  const body = [...okpo.slice(0, -1)];
  return body.reduce((sum, value, i) => sum + Number(value) * (((i + shift) % 10) + 1), 0) % 11;
}

function digit(text: string, at: number): number {
  return Number(text[at]);
}

function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/["'`«»„“”‘’‹›‚‟]/gu, '')
    .replace(/[.,;()\s\u200b]+/gu, ' ')
    .replace(/ ?[-\u2010-\u2015\u2212] ?/gu, '-')
    .trim();
}

function shortened(name: string): string {
  for (const [long, short] of longForms) {
    if (name === long || name.startsWith(`${long} `)) return short + name.slice(long.length);
    if (name.endsWith(` ${long}`)) return name.slice(0, -long.length) + short;
  }
  return name;
}
