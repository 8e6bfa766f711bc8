/**
 * Where a page ended: the id of its last row. The sort key is read from that row again, for a name of 300 letters would
 * not fit into an address; a row renamed between two pages moves the place with it.
 */
export function cursorOf(id: string): string {
  return Buffer.from(JSON.stringify([id])).toString('base64url');
}

/** The id of a cursor; null for none, and for a text that is no cursor. */
export function cursorId(cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === '') return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  return /^\["([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"\]$/.exec(text)?.[1] ?? null;
}
