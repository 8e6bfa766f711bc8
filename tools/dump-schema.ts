/** Writes schema/database.ts (the tables as types) from a migrated database: node tools/dump-schema.ts <url> */
import { writeFile } from 'node:fs/promises';
import pg from 'pg';

type Column = {
  table_name: string;
  column_name: string;
  udt_name: string;
  is_nullable: string;
  column_default: string | null;
  is_identity: string;
};

const plain: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  int4: 'number',
  int8: 'Digits',
  numeric: 'Digits',
  bool: 'boolean',
  date: 'string',
  timestamptz: 'string',
  jsonb: 'Json',
  bytea: 'Buffer',
  _text: 'string[]',
};

/** The text of schema/database.ts for the tables of the public schema. */
export async function databaseTypes(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Column>(
    `select table_name, column_name, udt_name, is_nullable, column_default, is_identity from information_schema.columns
     where table_schema = 'public' and table_name in (select tablename from pg_tables where schemaname = 'public')
     order by table_name, ordinal_position`,
  );
  await client.end();
  const tables = Map.groupBy(rows, (row) => row.table_name);
  const pascal = (name: string) => name.replace(/(^|_)([a-z])/g, (_all, _gap, letter: string) => letter.toUpperCase());
  const body = [...tables].map(
    ([table, columns]) => `export type ${pascal(table)}Table = {\n${columns.map(columnLine).join('\n')}\n};\n`,
  );
  const list = [...tables.keys()].map((table) => `  ${table}: ${pascal(table)}Table;`);
  return `${head}\n${body.join('\n')}\nexport type Database = {\n${list.join('\n')}\n};\n`;
}

const head = `/** Made from the migrated schema by tools/dump-schema.ts; do not edit. */
import type { ColumnType, Generated } from 'kysely';

/** Digits: a bigint or numeric as text, so that no sum passes through a float. */
type Digits = ColumnType<string, string | bigint | number, string | bigint | number>;
type Json = ColumnType<unknown, string, string>;
`;

function columnLine(column: Column): string {
  const type = plain[column.udt_name];
  if (type === undefined)
    throw new Error(`no type for ${column.table_name}.${column.column_name} (${column.udt_name})`);
  const nullable = column.is_nullable === 'YES' ? `${type} | null` : type;
  const filled = column.column_default !== null || column.is_identity === 'YES';
  return `  ${column.column_name}: ${filled ? `Generated<${nullable}>` : nullable};`;
}

if (process.argv[1] === import.meta.filename) {
  const url = process.argv[2];
  if (url === undefined) throw new Error('usage: node tools/dump-schema.ts <database url>');
  await writeFile(new URL('../schema/database.ts', import.meta.url), await databaseTypes(url));
}
