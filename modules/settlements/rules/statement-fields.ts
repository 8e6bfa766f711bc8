import { parseMinor } from '#kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#kernel/plain-date.ts';
import { type Block, clean } from './statement-blocks.ts';
import type { Party } from './statement-model.ts';
import type { Warnings } from './statement-warnings.ts';

/** Understands the values of one part of a statement; what it cannot read becomes null and a warning with its line. */
export type FieldReader = {
  readonly text: (key: string) => string;
  /** Digits and letters only: spaces inside an account or INN go. */
  readonly code: (key: string) => string;
  readonly date: (key: string) => PlainDate | null;
  /** Kopecks of any sign: a balance. */
  readonly balance: (key: string) => bigint | null;
  /** Kopecks above zero: a payment. */
  readonly sum: (key: string) => bigint | null;
  readonly inn: (key: string) => string | null;
  readonly missing: (key: string) => void;
};

/** The two sides of a payment as the keys name them. */
export type Side = 'Плательщик' | 'Получатель';

const fullDate = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$/;
const firstDay = '1990-01-01';
const lastDay = '2099-12-31';
// "7700000003, ООО Клиент", "ИНН 7700000003 ООО Клиент", "ИНН 7700000003/770001001 ООО Клиент".
const innAndName = /^(?:ИНН\s*)?(\d{10}|\d{12})(?:[/\s]\d{9})?[,\s]+(\S.*)$/s;

/** A reader of a block's values. */
export function fieldReader(block: Block, warnings: Warnings): FieldReader {
  const lineOf = (key: string) => block.lines.get(key) ?? block.line;
  const text = (key: string) => clean(block.fields.get(key) ?? '');
  const code = (key: string) => text(key).replace(/\s/g, '');
  const money = (key: string, isRight: (minor: bigint) => boolean) => {
    const written = text(key);
    const minor = parseMinor(written);
    if (minor !== null && isRight(minor)) return minor;
    const details = { key, text: written.slice(0, 60) };
    if (written !== '') warnings.add('settlements.statement_sum_bad', lineOf(key), details);
    return null;
  };

  return {
    text,
    code,
    balance: (key) => money(key, () => true),
    sum: (key) => money(key, (minor) => minor > 0n),
    date: (key) => {
      const written = text(key);
      const date = russianDate(written);
      const details = { key, text: written.slice(0, 60) };
      if (date === null && written !== '') warnings.add('settlements.statement_date_bad', lineOf(key), details);
      return date;
    },
    inn: (key) => {
      const written = code(key);
      if (/^(\d{10}|\d{12})$/.test(written)) return written;
      const details = { key, text: written.slice(0, 60) };
      // A person's or a foreign firm's payment carries "0".
      if (!/^0*$/.test(written)) warnings.add('settlements.statement_inn_bad', lineOf(key), details);
      return null;
    },
    missing: (key) => warnings.add('settlements.statement_key_missing', block.line, { key, part: block.part }),
  };
}

/**
 * A date as Russian papers write it: '5.06.2026', '05.06.26' (2000-2099); null for all else, for days that do not
 * exist and for years outside 1990-2099, which are slips.
 */
export function russianDate(text: string): PlainDate | null {
  const match = fullDate.exec(text);
  if (match === null) return null;
  const [, day = '', month = '', year = ''] = match;
  const date = parsePlainDate(`${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`);
  return date !== null && date >= firstDay && date <= lastDay ? date : null;
}

/** Who stands on one side of a payment: from the separate keys, else from the old text "ИНН ... Name". */
export function partyOf(read: FieldReader, side: Side): Party {
  const old = splitName(read.text(side));
  const named = splitName(read.text(`${side}1`));
  const second = read.code(`${side}2`);
  const accounts = [read.code(`${side}РасчСчет`), read.code(`${side}Счет`), /^\d+$/.test(second) ? second : ''];
  const given = [...new Set(accounts.filter((account) => account !== ''))];
  return {
    account: given[0] ?? '',
    accounts: given,
    name: named.name || old.name,
    inn: read.inn(`${side}ИНН`) ?? named.inn ?? old.inn,
    kpp: read.code(`${side}КПП`),
    bankName: read.text(`${side}Банк1`) || read.text(`${side}3`),
    bankCity: read.text(`${side}Банк2`) || read.text(`${side}4`),
    bik: read.code(`${side}БИК`),
    correspondentAccount: read.code(`${side}Корсчет`),
  };
}

function splitName(text: string): { inn: string | null; name: string } {
  const match = innAndName.exec(text);
  return match === null ? { inn: null, name: text } : { inn: match[1] ?? null, name: match[2] ?? '' };
}
