/** Words of files for our closed lists. */
import type { Kind, Role } from '../model.ts';
import { folded } from './search.ts';

const kindWords: Readonly<Record<Kind, readonly string[]>> = {
  company: [
    'юрлицо',
    'юр лицо',
    'юридическое лицо',
    'организация',
    'компания',
    'company',
    'legal entity',
    'organization',
    'ооо',
    'ао',
    'пао',
    'зао',
  ],
  sole_proprietor: [
    'ип',
    'индивидуальный предприниматель',
    'предприниматель',
    'sole proprietor',
    'entrepreneur',
    'sole_proprietor',
  ],
  person: ['физлицо', 'физ лицо', 'физическое лицо', 'частное лицо', 'person', 'individual'],
  foreign: [
    'нерезидент',
    'иностранная организация',
    'иностранная компания',
    'юрлицо не рф',
    'foreign',
    'non-resident',
    'nonresident',
  ],
};

const roleWords: Readonly<Record<Role, readonly string[]>> = {
  customer: ['клиент', 'покупатель', 'заказчик', 'customer', 'client', 'buyer'],
  distributor: ['дистрибьютор', 'дистрибутор', 'distributor'],
  reseller: ['реселлер', 'партнер', 'торговый партнер', 'reseller', 'partner'],
  dealer: ['дилер', 'dealer'],
  supplier: ['поставщик', 'supplier', 'vendor'],
  competitor_client: ['клиент конкурента', 'competitor_client', 'competitor client'],
};

function bySpelling<T extends string>(words: Readonly<Record<T, readonly string[]>>): ReadonlyMap<string, T> {
  const entries = (Object.keys(words) as T[]).flatMap((one) => words[one].map((word) => [word, one] as const));
  return new Map(entries);
}

const kindOf = bySpelling(kindWords);
const roleOf = bySpelling(roleWords);
const plain = (text: string): string =>
  folded(text)
    .replace(/[.\s]+/g, ' ')
    .trim();

/** The kind that a word of a file means; null if it is not known. */
export function kindByWord(text: string): Kind | null {
  return kindOf.get(plain(text)) ?? null;
}

/** The roles that a cell means (several apart by commas, semicolons, slashes), and the words that mean none. */
export function rolesByWords(text: string): { roles: Role[]; unknown: string[] } {
  const words = text
    .split(/[,;/|+]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const found = words.map((word) => roleOf.get(plain(word)) ?? word);
  const isRole = (one: string): one is Role => Object.hasOwn(roleWords, one);
  return { roles: [...new Set(found.filter(isRole))].sort(), unknown: found.filter((one) => !isRole(one)) };
}

/** The kind of a firm that a file does not tell: by the length of the INN, else by the name. */
export function guessedKind(inn: string, name: string): Kind {
  if (inn.length === 12) return 'sole_proprietor';
  if (inn.length === 10) return 'company';
  return /^(ип|индивидуальный предприниматель)\s/i.test(folded(name)) ? 'sole_proprietor' : 'company';
}
