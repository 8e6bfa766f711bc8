const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const shape = new RegExp(`^\\["${id}"(?:,"${id}")*\\]$`);

/**
 * Where a page ended: the ids of its last row. The sort key is read from that row again, for a name of 300 letters
 * would not fit into an address; a row renamed between two pages moves the place with it.
 */
export function cursorOf(...ids: readonly string[]): string {
  return Buffer.from(JSON.stringify(ids)).toString('base64url');
}

/** The ids of a cursor; null for none, and for a text that is no cursor of so many ids. */
export function cursorIds(cursor: string | undefined, parts: number): string[] | null {
  if (cursor === undefined || cursor === '') return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (!shape.test(text)) return null;
  const ids = text.match(new RegExp(id, 'g')) ?? [];
  return ids.length === parts ? [...ids] : null;
}

/** The id of a cursor of one; null for none. */
export function cursorId(cursor: string | undefined): string | null {
  return cursorIds(cursor, 1)?.[0] ?? null;
}
