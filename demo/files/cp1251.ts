/** Windows-1251, as banks and 1C write: Cyrillic letters and the few signs that texts of the demo company have. */
const signs: Readonly<Record<string, number>> = {
  Ё: 0xa8,
  ё: 0xb8,
  '№': 0xb9,
  '«': 0xab,
  '»': 0xbb,
  '—': 0x97,
  '–': 0x96,
  '·': 0xb7,
  '\u00a0': 0xa0,
};

/** The bytes of a text; what has no place in the encoding becomes '?'. */
export function cp1251(text: string): Buffer {
  return Buffer.from(Array.from(text, (letter) => byteOf(letter)));
}

function byteOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  if (code < 0x80) return code;
  if (code >= 0x410 && code <= 0x44f) return code - 0x410 + 0xc0;
  return signs[letter] ?? 0x3f;
}
