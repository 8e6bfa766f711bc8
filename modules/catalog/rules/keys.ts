/** How things of the catalog are told apart and found. One maker for each key, for screens, API and import alike. */

// Marks that no one sees and that make two equal texts differ.
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One line: Unicode composed, unseen marks gone, runs of white space to one space, trimmed. */
export function oneLine(text: string): string {
  return text.normalize('NFC').replace(unseen, '').replace(/\s+/gu, ' ').trim();
}

/** Lower case with ё as е: two spellings of one word become one. */
export function folded(text: string): string {
  return oneLine(text).toLowerCase().replaceAll('ё', 'е');
}

/**
 * The key of an article: white space and case do not tell articles apart. Letters that only look alike do: А-10 in
 * Cyrillic and A-10 in Latin are two articles, for the supplier may mean two.
 */
export function codeKey(code: string): string {
  return oneLine(code).toLowerCase();
}

/** The key of a name of a brand, a category, a price column, a product. */
export const nameKey = folded;

/** The key of a category's path. A slash inside a name is not a step down. */
export function pathKey(names: readonly string[]): string {
  return names.map((name) => folded(name).replaceAll('/', '\u2215')).join('/');
}

/** A category's path for people. */
export function pathText(names: readonly string[]): string {
  return names.map(oneLine).join(' / ');
}

/** The names of a path as files write it: "Электроника > Аудио" or "Электроника/Аудио"; empty steps fall out. */
export function pathNames(text: string): string[] {
  const steps = text.includes('>') ? text.split('>') : text.split(/[/\\]/);
  return steps.map(oneLine).filter((name) => name !== '');
}

export type SearchFacts = {
  readonly code: string;
  readonly name: string;
  readonly brandName: string;
  readonly barcodes: readonly string[];
};

/** The one maker of `product.search_text`: every word a product is found by, folded. */
export function searchText(facts: SearchFacts): string {
  const words = [facts.code, facts.name, facts.brandName, ...facts.barcodes].map(folded);
  return [...new Set(words)].filter((word) => word !== '').join(' ');
}
