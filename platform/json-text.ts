/** JSON for the database, whose texts hold neither a NUL nor half of a sign: files bring both, and cutting makes the second. */

// What no database keeps stands in JSON as an escape, and seldom: most values are written once.
const broken = /\\u(?:0000|d[89a-f])/i;

/** The value as JSON with a sign of replacement (U+FFFD) for whatever a text column would refuse. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value);
  return broken.test(text) ? JSON.stringify(value, wholeText) : text;
}

function wholeText(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed().replaceAll('\0', '\ufffd') : value;
}
