/** What of a typed text is looked for among products. */
import { barcodeOf } from './barcodes.ts';
import { codeKey, folded, oneLine } from './keys.ts';

const trigram = 3;
const wordsMost = 6;
const textMost = 200;

/**
 * `exact`: a whole article, barcode or id of another program. `beginning`: what an article or a name begins with.
 * `words`: each must be found somewhere; null when all are too short for trigrams, or nothing was asked.
 */
export type Wanted = {
  readonly text: string;
  readonly exact: { readonly codeKey: string; readonly barcode: string; readonly raw: string };
  readonly beginning: { readonly code: string; readonly name: string };
  readonly words: readonly string[] | null;
};

/** Reads a typed text: an article, a barcode, words in any order. */
export function wantedOf(typed: string): Wanted {
  const raw = oneLine(typed.slice(0, textMost));
  const text = folded(raw);
  const words = text
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, wordsMost);
  const long = words.some((word) => [...word].length >= trigram);
  const code = codeKey(raw);
  return {
    text,
    exact: { codeKey: code, barcode: barcodeOf(raw), raw },
    beginning: { code, name: text },
    words: long ? words : null,
  };
}

/** A pattern of LIKE that finds the word anywhere. */
export function likePattern(word: string): string {
  return `%${word.replace(/[\\%_]/g, '\\$&')}%`;
}

/** What follows everything that begins so, in byte order. */
export function endOfRange(beginning: string): string {
  return `${beginning}\u{10ffff}`;
}

const latin = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const cyrillic = 'ёйцукенгшщзхъфывапролджэячсмитьбю';

/**
 * The text as it would be with the other keyboard layout: "yfeiybrb" -> "наушники", "щл" -> "ok". Null when it would
 * not change.
 */
export function otherLayout(text: string): string | null {
  const toCyrillic = /[a-z]/i.test(text) && !/[а-яё]/i.test(text);
  const [from, to] = toCyrillic ? [latin, cyrillic] : [cyrillic, latin];
  const swapped = [...text.toLowerCase()]
    .map((letter) => {
      const at = from.indexOf(letter);
      return at < 0 ? letter : (to[at] ?? letter);
    })
    .join('');
  return swapped === text.toLowerCase() ? null : swapped;
}
