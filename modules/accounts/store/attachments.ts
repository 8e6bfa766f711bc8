import { sql } from 'kysely';
import type { Tx } from '#platform/database.ts';
import type { Place } from './account.ts';

export async function insertNote(
  { tx, orgId, now, actor }: Place,
  note: { id: string; accountId: string; body: string },
): Promise<void> {
  await sql`
    insert into account_note (org_id, id, account_id, body, written_by, written_at)
    values (${orgId}, ${note.id}, ${note.accountId}, ${note.body}, ${actor.personId}, ${now})`.execute(tx);
}

export type NewFile = {
  readonly fileId: string;
  readonly accountId: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly name: string;
  readonly mediaType: string;
};

/** Writes a stored file and hangs it on the account, in one statement. */
export async function insertFile({ tx, orgId, now, actor }: Place, file: NewFile): Promise<void> {
  await sql`
    with kept as (
      insert into file (org_id, id, sha256, size_bytes, name, media_type, created_by, created_at)
      values (${orgId}, ${file.fileId}, ${file.sha256}, ${file.sizeBytes}, ${file.name}, ${file.mediaType},
        ${actor.personId}, ${now})
    )
    insert into account_file (org_id, account_id, file_id, attached_by, attached_at)
    values (${orgId}, ${file.accountId}, ${file.fileId}, ${actor.personId}, ${now})`.execute(tx);
}

/** Takes a file off the account; its bytes stay, as events name it. Answers its name, null if it was not there. */
export async function detach(tx: Tx, at: { orgId: string; accountId: string; fileId: string }): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    delete from account_file x using file f
    where x.org_id = ${at.orgId} and x.account_id = ${at.accountId} and x.file_id = ${at.fileId}
      and f.org_id = ${at.orgId} and f.id = x.file_id
    returning f.name`.execute(tx);
  return rows[0]?.name ?? null;
}
