/** Texts as people type them, made plain before anything is decided on them. */

// Marks that no one sees and that make two equal texts differ, or turn a name around on the screen.
const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** One line: Unicode composed, unseen marks gone, runs of white space to one space, trimmed. */
export function oneLine(text: string): string {
  if (text === '') return '';
  return text.normalize('NFC').replace(unseen, '').replace(/\s+/gu, ' ').trim();
}

/** Several lines: as `oneLine`, but line breaks stay, at most two together. */
export function manyLines(text: string): string {
  const lines = text
    .normalize('NFC')
    .replace(unseen, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimEnd());
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const emailShape = /^[^\s@<>"(),:;[\]\\]{1,64}@([^\s@<>"(),:;[\]\\.]+\.)+[^\s@<>"(),:;[\]\\.]{2,}$/u;

/** The e-mails of a field, in lower case, apart by spaces, commas or semicolons; null if any of them is none. */
export function emailsOf(text: string): string[] | null {
  const found = oneLine(text)
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  return found.every((part) => emailShape.test(part)) ? [...new Set(found)] : null;
}

/** A site's address as a link that is safe to follow: http or https only. Null if it is none; '' stays ''. */
export function websiteOf(text: string): string | null {
  const line = oneLine(text);
  if (line === '') return '';
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(line) ? line : `https://${line}`;
  if (!URL.canParse(withScheme)) return null;
  const url = new URL(withScheme);
  const fine = /^https?:$/.test(url.protocol) && url.hostname.includes('.') && url.username === '';
  return fine ? withScheme : null;
}
