import type { FieldSpec } from './field.ts';

/** How sure a column is a field's: 1 for its own name, over 0.7 for the same name with units or other order. */
export type HeaderScore = number;

/** A column scored lower is not taken for the field. */
export const leastScore: HeaderScore = 0.5;

const units = new Set(
  (
    'руб р рублей рубль коп тыс млн rub rur usd eur cny шт штук ед кг г т л мл м м2 м3 см мм ' +
    'уп упак кор дн дней pcs pc kg qty'
  ).split(' '),
);
const longestHeader = 200;
const columnsMax = 1000;
const fuzzyFrom = 5;
const fuzzyTwiceFrom = 9;
const keys = new Map<string, string>();
const keysMax = 10_000;

/**
 * A header's text for comparing: case, ё/е, punctuation, underscores, soft hyphens and line breaks are folded,
 * "№" is "номер", words of camelCase are set apart: "Кол-во,\nшт." -> "кол во шт", "UnitPrice" -> "unit price".
 */
export function headerKey(text: string): string {
  const known = keys.get(text);
  if (known !== undefined) return known;
  const key = text
    .replaceAll('№', ' номер ')
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\ufeff]/g, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
  if (keys.size < keysMax && text.length <= longestHeader) keys.set(text, key);
  return key;
}

/** How well a header names a field, 0 to 1: the best of the field's synonyms in both languages. */
export function headerScore(header: string, field: FieldSpec): HeaderScore {
  if (header.length > longestHeader) return 0;
  const key = headerKey(header);
  if (key === '') return 0;
  const core = withoutUnits(key);
  const bare = bareKey(header);
  let best = 0;
  for (const synonym of namesOf(field)) {
    const wanted = headerKey(synonym);
    if (wanted === key) return 1;
    const coreWanted = withoutUnits(wanted);
    best = Math.max(best, coreWanted === core ? 0.95 : coreWanted === bare ? 0.8 : likeness(core, coreWanted));
  }
  return best;
}

/**
 * Which of a field's names a header is, 0 for the first: of two columns that both are the field's by name, the one that
 * is named more as we would ("Артикул" before "Код" and "Номенклатура") is meant. One that is none comes last.
 */
export function headerRank(header: string, { synonyms }: FieldSpec): number {
  const key = headerKey(header);
  const ranks = [synonyms.ru, synonyms.en].map((names) => names.findIndex((name) => headerKey(name) === key));
  return Math.min(...ranks.map((rank) => (rank === -1 ? Number.MAX_SAFE_INTEGER : rank)));
}

/** Counts the fields that the cells of a row name by one of their synonyms, for finding the header row. */
export function fieldNames(fields: readonly FieldSpec[]): (cells: readonly string[]) => number {
  const known = new Map<string, string>();
  for (const field of fields) {
    for (const name of namesOf(field)) known.set(withoutUnits(headerKey(name)), field.name);
  }
  return (cells) => {
    const found = new Set<string>();
    for (const cell of cells.slice(0, columnsMax)) {
      if (cell === '' || cell.length > longestHeader) continue;
      const field = known.get(withoutUnits(headerKey(cell))) ?? known.get(bareKey(cell));
      if (field !== undefined) found.add(field);
    }
    return found.size;
  };
}

function namesOf(field: FieldSpec): string[] {
  return [field.name, ...field.synonyms.ru, ...field.synonyms.en];
}

/** A header's key without what stands in brackets, and without units. */
function bareKey(header: string): string {
  return withoutUnits(headerKey(header.replace(/\([^()]*\)|\[[^[\]]*\]/g, ' ')));
}

function likeness(header: string, wanted: string): HeaderScore {
  const have = header.split(' ');
  const want = wanted.split(' ');
  const shared = want.filter((word) => have.includes(word)).length;
  if (shared === want.length && have.length === want.length) return 0.75;
  if (isMisspelt(header, wanted)) return 0.7;
  return shared === want.length ? 0.4 + (0.25 * want.length) / have.length : 0;
}

function withoutUnits(key: string): string {
  const words = key.split(' ');
  while (words.length > 1 && units.has(words.at(-1) ?? '')) words.pop();
  return words.join(' ');
}

function isMisspelt(one: string, other: string): boolean {
  const shortest = Math.min(one.length, other.length);
  if (shortest < fuzzyFrom || Math.max(one.length, other.length) > 60) return false;
  const allowed = shortest >= fuzzyTwiceFrom ? 2 : 1;
  return Math.abs(one.length - other.length) <= allowed && distance(one, other) <= allowed;
}

/** Levenshtein's distance. */
function distance(one: string, other: string): number {
  let line = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const swap = (line[at - 1] ?? 0) + (one[row - 1] === other[at - 1] ? 0 : 1);
      next.push(Math.min(swap, (line[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1));
    }
    line = next;
  }
  return line.at(-1) ?? 0;
}
