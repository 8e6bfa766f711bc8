/** What an account is found by, and what of a typed text is looked for. */
import { nameKey } from '#kernel/requisites.ts';
import { phoneKeys } from './phones.ts';

export type SearchFacts = {
  readonly name: string;
  readonly code: string;
  readonly inn: string;
  readonly kpp: string;
  readonly phone: string;
  readonly email: string;
  readonly groupName: string;
  readonly contacts: readonly { readonly name: string; readonly phone: string; readonly email: string }[];
};

/** Lower case with ё as е: two spellings of one word become one. */
export function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll('ё', 'е');
}

/** What a person is found by in a file: an e-mail, or a name with its words in any order ("Клюева Анна" is "Анна Клюева"). */
export function personKey(text: string): string {
  return folded(text).trim().split(/\s+/).sort().join(' ');
}

/**
 * The one maker of `account.search_text`: every word an account is found by, folded. A Russian phone stands with 7 and
 * with 8, so that it is found as people type it.
 */
export function searchText(facts: SearchFacts): string {
  const name = folded(facts.name);
  const key = nameKey(facts.name);
  const contacts = facts.contacts.flatMap((one) => [folded(one.name), ...phonesOf(one.phone), folded(one.email)]);
  const words = [
    name,
    name.includes(key) ? '' : key,
    folded(facts.code),
    facts.inn,
    facts.kpp,
    ...phonesOf(facts.phone),
    folded(facts.email),
    folded(facts.groupName),
    ...contacts,
  ];
  return [...new Set(words)].filter((word) => word !== '').join(' ');
}

function phonesOf(text: string): string[] {
  return phoneKeys(text).flatMap((key) => (/^7\d{10}$/.test(key) ? [key, `8${key.slice(1)}`] : [key]));
}

/**
 * What to look for. `words`: each must be found, as any of its spellings. `beginning`: too short for trigrams, only the
 * beginnings of names and codes are compared. `all`: nothing was asked, or a legal form alone.
 */
export type Wanted =
  | { readonly kind: 'all' }
  | { readonly kind: 'beginning'; readonly name: string; readonly code: string }
  | { readonly kind: 'words'; readonly words: readonly (readonly string[])[] };

const trigram = 3;
const wordsMost = 8;
const numberMost = 15;
const legalForms = new Set('ооо оао зао пао нао ао ип чп'.split(' '));
const quotes = /["'`«»„“”‘’‹›‚‟]/gu;

/** Reads a typed text: words in any order, a phone however it is spaced, a part of an INN. */
export function wantedOf(typed: string): Wanted {
  const text = folded(typed).replace(/\s+/gu, ' ').trim();
  if (text === '') return { kind: 'all' };
  const number = text.replace(/[\s()+\-.]/g, '');
  if (/^\d+$/.test(number) && number.length >= trigram && number.length <= numberMost) {
    return { kind: 'words', words: [text.includes(' ') || text === number ? [number] : [text, number]] };
  }
  const words = text
    .replace(quotes, '')
    .split(' ')
    .filter((word) => word !== '');
  // Half of the base is «ООО»: it tells nothing, neither alone nor next to another word.
  const telling = words.filter((word) => !legalForms.has(word));
  if (telling.length === 0) return { kind: 'all' };
  const long = telling.filter((word) => word.length >= trigram);
  if (long.length === 0) return { kind: 'beginning', name: nameKey(text), code: typed.trim().toUpperCase() };
  return { kind: 'words', words: long.slice(0, wordsMost).map(spellings) };
}

/** A word of digits and signs (00-0123, 123-45-67) may be a code as it stands, or a phone without its signs. */
function spellings(word: string): string[] {
  const bare = word.replace(/[()+\-.]/g, '');
  return /^\d{3,}$/.test(bare) && bare !== word ? [word, bare] : [word];
}

/** A pattern of LIKE that finds the word anywhere. */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}
