/** Keyset paging: the cursor is where the page ended, and says nothing to who holds it. */

/** The sort keys of a row as a cursor. */
export function cursorOf(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** The sort keys in a cursor; null for no cursor, or for one that is not ours. */
export function keysOf(cursor: string | undefined, count: number): readonly string[] | null {
  if (cursor === undefined) return null;
  try {
    const keys: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const fits =
      Array.isArray(keys) &&
      keys.length === count &&
      keys.every((one) => typeof one === 'string' && !one.includes('\u0000'));
    return fits ? (keys as string[]) : null;
  } catch {
    return null;
  }
}

/** A page of rows that were read one more than it holds: the one more says that there is a next page. */
export function pageOf<T>(
  rows: readonly T[],
  limit: number,
  keys: (row: T) => readonly string[],
): { rows: T[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? cursorOf(keys(last)) : null };
}
