// Spreadsheets take full-width signs for the plain ones in some languages, and some drop blanks before them.
const formulaStart = String.raw`(?:\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])`;
const dangerous = new RegExp(`^'*${formulaStart}`);
const guarded = new RegExp(`^'+${formulaStart}`);
const negativeNumber = /^-\d+(?:[.,]\d+)?$/;

/**
 * A text that no spreadsheet takes for a formula: an apostrophe is put before one that begins with = + - @, a tab or a
 * line end (OWASP, CSV injection). Plain negative numbers (-5, -12,50) stay numbers: they can call nothing.
 */
export function safeCell(text: string): string {
  return dangerous.test(text) && !negativeNumber.test(text) ? `'${text}` : text;
}

/** Takes the guard of `safeCell` off again, so that what we wrote is read as it was. */
export function unguardedCell(text: string): string {
  return guarded.test(text) ? text.slice(1) : text;
}
