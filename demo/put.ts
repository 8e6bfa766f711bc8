import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import type { Database } from '#schema/database.ts';

type Columns<Table extends keyof Database> = Omit<Insertable<Database[Table]>, 'org_id'>;

/** A row of a table without its org; sums may be bigint, JSON columns are given as they are. */
export type Row<Table extends keyof Database> = {
  readonly [Name in keyof Columns<Table>]: Columns<Table>[Name] | bigint | object;
};

const atOnce = 4_000;

/**
 * Writes rows into a table of the org, a few thousand a statement. Every row names the columns of the first one: what
 * they leave out gets its default. The tables were empty a moment ago and know nothing of their size: plans made then,
 * those of the foreign keys' checks too, read all of a table that has grown since, so they are made anew.
 */
export async function put<Table extends keyof Database>(
  { tx, orgId }: { readonly tx: Tx; readonly orgId: string },
  table: Table,
  rows: readonly Row<Table>[],
): Promise<void> {
  const names = Object.keys(rows[0] ?? {}).map((name) => sql.ref(name));
  await sql`discard plans`.execute(tx);
  for (let from = 0; from < rows.length; from += atOnce) {
    const json = JSON.stringify(rows.slice(from, from + atOnce), digits);
    await sql`
      insert into ${sql.table(table)} (org_id, ${sql.join(names)})
      select ${orgId}::uuid, ${sql.join(names)}
      from json_populate_recordset(null::${sql.table(table)}, ${json}::json)`.execute(tx);
  }
}

function digits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
