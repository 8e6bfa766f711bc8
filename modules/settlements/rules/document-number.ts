/** A document's number for comparing: people write the same number in many ways. */
export type NumberKey = {
  /** Letters and digits with nothing lost but case, leading zeros and signs: 'УТ-000123/2' -> 'YT123-2'. */
  readonly full: string;
  /** Without the letters before and after, as programs print it for clients: '123-2'; the full key if no digits. */
  readonly core: string;
};

const longestNumber = 100;
const lookAlikes = new Map(
  [...'АВЕЁКМНОРСТУХІЅЈ'].map((letter, at) => [letter, 'ABEEKMHOPCTYXISJ'[at] ?? letter] as const),
);
const anyLookAlike = /[АВЕЁКМНОРСТУХІЅЈ]/gu;
// Most numbers are these: nothing to fold, no letters, and no seconds for ten thousand of them.
const plainNumber = /^0*(\d+)$/;

/**
 * The key of a document's number: "№ 000123" and "123" are one, "УТ00-000123" and "УТ-123" (with Cyrillic or Latin
 * letters) are one, and share the core with "123". Separators count only between digits: "150/2" is "150-2" and
 * not "1502".
 */
export function numberKey(text: string): NumberKey {
  const plain = text.length <= longestNumber ? plainNumber.exec(text)?.[1] : undefined;
  if (plain !== undefined) return { full: plain, core: plain };
  const parts = foldLetters(text.slice(0, longestNumber))
    .replace(/^[\s№#]*(?:N(?:O|R)?(?=[\s.№\d]))?/u, '')
    .match(/\d+|\p{L}+|[^\d\p{L}]+/gu);
  const runs = withoutZeros(parts ?? []);
  const full = joined(runs);
  const core = joined(trimmedLetters(runs));
  return { full, core: core === '' ? full : core };
}

/** Upper case with Cyrillic letters that look like Latin ones made Latin. */
export function foldLetters(text: string): string {
  const upper = text.normalize('NFC').toUpperCase();
  return upper.replace(anyLookAlike, (letter) => lookAlikes.get(letter) ?? letter);
}

// Runs of zeros alone before the first other digit are a prefix's filling: 0000-000123, УТ00-000123.
function withoutZeros(parts: readonly string[]): string[] {
  const runs: string[] = [];
  const last = parts.findLastIndex(isDigits);
  let begun = false;
  for (const [at, part] of parts.entries()) {
    if (!isDigits(part)) {
      if (isLetters(part)) runs.push(part);
      continue;
    }
    const bare = part.replace(/^0+/, '');
    begun ||= bare !== '';
    if (begun || at === last) runs.push(bare || '0');
  }
  return runs;
}

function trimmedLetters(runs: readonly string[]): string[] {
  const first = runs.findIndex(isDigits);
  return first < 0 ? [] : runs.slice(first, runs.findLastIndex(isDigits) + 1);
}

function joined(runs: readonly string[]): string {
  let text = '';
  for (const [at, run] of runs.entries()) {
    const before = runs[at - 1];
    const sameKind = before !== undefined && isDigits(before) === isDigits(run);
    text += sameKind ? `-${run}` : run;
  }
  return text;
}

function isDigits(text: string): boolean {
  return /^\d/.test(text);
}

function isLetters(text: string): boolean {
  return /^\p{L}/u.test(text);
}
