/**
 * A backup: gzip over lines of JSON. The first tells the schema it was made under; then each table of each org with its
 * rows, then the files by their hashes; the last tells how many there were and the hash of all before it.
 */
export const backupFormat = 'kamerton-backup-1';

export type Header = {
  readonly format: typeof backupFormat;
  readonly at: string;
  readonly migrations: readonly { name: string; hash: string }[];
};
export type TableMark = { readonly table: string; readonly org: string | null };
export type FileLine = { readonly file: string; readonly base64: string };
export type Ending = { readonly end: { readonly rows: number; readonly files: number; readonly sha256: string } };

/** Tables that belong to no org. */
export const directoryTables = ['directory_org', 'directory_login'] as const;

/** Every table of an org, by its catalog. */
export const orgTablesSql = `
  select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
  where n.nspname = 'public' and c.relkind = 'r' and c.relname not in ('directory_org', 'directory_login') order by c.relname = 'org' desc, c.relname`;
