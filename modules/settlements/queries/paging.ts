/** Where a page of a list ended, as an opaque text: the sort key of its last row. */

const shapes = {
  sum: /^-?\d{1,18}$/,
  number: /^\d{1,18}$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/,
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
} as const;

/** The sort key of a cursor; null for none and for a text that is no cursor of such parts: the list begins anew. */
export function keyOf(cursor: string | undefined, parts: readonly (keyof typeof shapes)[]): string[] | null {
  if (cursor === undefined || cursor === '') return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(key) || key.length !== parts.length) return null;
    const texts = key.map(String);
    return parts.every((part, at) => shapes[part].test(texts[at] ?? '')) ? texts : null;
  } catch {
    return null;
  }
}

/** Cuts a page that was asked with one row more than its size: the rows, and where the next page begins. */
export function pageOf<R>(
  rows: readonly R[],
  size: number,
  key: (row: R) => readonly (string | number)[],
): { rows: R[]; next: string | null } {
  const page = rows.slice(0, size);
  const last = page.at(-1);
  const ended = rows.length <= size || last === undefined;
  return { rows: page, next: ended ? null : Buffer.from(JSON.stringify(key(last))).toString('base64url') };
}
