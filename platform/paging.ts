/** Where a page of a list ended, as an opaque text: the sort key of its last row. */

/** What a part of a sort key may look like: a cursor comes from outside, and a bad one must not reach the database. */
const shapes = {
  text: /^[^\0]{0,500}$/,
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  number: /^\d{1,18}$/,
  sum: /^-?\d{1,18}$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
  instant: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/,
} as const;

/** Makes a cursor of a sort key. */
export function cursorOf(key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** The sort key of a cursor; null for none, and for a text that is no cursor of such parts: the list begins anew. */
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

/** The id of a cursor of one; null for none. */
export function cursorId(cursor: string | undefined): string | null {
  return keyOf(cursor, ['id'])?.[0] ?? null;
}

/** Cuts a page that was asked with one row more than its size: the rows, and where the next page begins. */
export function pageOf<R>(
  rows: readonly R[],
  size: number,
  key: (row: R) => readonly (string | number)[],
): { rows: R[]; next: string | null } {
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return { rows: page, next: rows.length > size && last !== undefined ? cursorOf(key(last)) : null };
}
