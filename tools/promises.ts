/** What a module's README promises under a number, and whether a test is named after it. */
import type { Source } from './boundaries.ts';

/** "ORD-7..9, 60" -> ORD-7, ORD-8, ORD-9, ORD-60. */
export function numbersIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const [, prefix = '', list = ''] of text.matchAll(/\b([A-Z]{3,4})-(\d+(?:\.\.\d+)?(?:, \d+(?:\.\.\d+)?)*)/g)) {
    for (const part of list.split(', ')) {
      const [from = 0, to = from] = part.split('..').map(Number);
      for (let at = from; at <= to; at += 1) found.add(`${prefix}-${at}`);
    }
  }
  return found;
}

const prefixOf = (number: string): string => number.slice(0, number.lastIndexOf('-'));

/** The numbers in titles of tests. */
function named(tests: readonly Source[]): Set<string> {
  const titles = tests.flatMap(({ text }) =>
    [...text.matchAll(/\b(?:test|describe|story)\(\s*(['"`])(.*?)\1/g)].map(([, , title]) => title ?? ''),
  );
  return numbersIn(titles.join('\n'));
}

/**
 * Modules without a README or without a promise in it, promises that no test is named after, tests named after a promise
 * that nobody made, and prefixes of two modules.
 */
export function brokenPromises(readmes: readonly Source[], tests: readonly Source[]): string[] {
  const tested = named(tests);
  const owners = new Map<string, string>();
  const broken: string[] = [];
  for (const { path, text } of readmes) {
    const promised = numbersIn(text);
    if (promised.size === 0) broken.push(`${path}: promises nothing`);
    for (const prefix of new Set([...promised].map(prefixOf))) {
      const owner = owners.get(prefix);
      if (owner !== undefined) broken.push(`${path}: ${prefix} is the prefix of ${owner}`);
      owners.set(prefix, path);
    }
    for (const number of promised) if (!tested.has(number)) broken.push(`${path}: no test is named after ${number}`);
  }
  const all = numbersIn(readmes.map(({ text }) => text).join('\n'));
  for (const number of tested)
    if (owners.has(prefixOf(number)) && !all.has(number)) broken.push(`${number}: tested, and promised nowhere`);
  return broken;
}
