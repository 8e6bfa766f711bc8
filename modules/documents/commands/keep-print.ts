import { sql } from 'kysely';
import { ok, refuse } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { documents } from '../contract.ts';

export type PrintFile = {
  readonly id: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly name: string;
};

/** Remembers where the print of a paper is stored; the first print is the one that stays. Answers the hash that stayed. */
export const keepPrint = (file: PrintFile) =>
  command({
    name: 'documents.keep_print',
    permission: 'documents.read',
    input: documents.file.input,
    async handle({ tx, orgId, actor, now }, { documentId }) {
      // The lock is taken before the file is looked at, so that of two first prints the second sees the first.
      const { rows } = await sql<{ fileId: string | null }>`
        select d.file_id as "fileId" from document d where d.org_id = ${orgId} and d.id = ${documentId} for update`.execute(
        tx,
      );
      const [document] = rows;
      if (document === undefined) return refuse('documents.not_found');
      if (document.fileId !== null) {
        const kept = await sql<{ sha256: string }>`
          select f.sha256 from file f where f.org_id = ${orgId} and f.id = ${document.fileId}`.execute(tx);
        return ok({ sha256: kept.rows[0]?.sha256 ?? file.sha256 });
      }
      await sql`
        with kept as (
          insert into file (org_id, id, sha256, size_bytes, name, media_type, created_by, created_at)
          values (${orgId}, ${file.id}, ${file.sha256}, ${file.sizeBytes}, ${file.name}, 'application/pdf', ${actor.personId}, ${now})
          returning id
        )
        update document set file_id = kept.id from kept where org_id = ${orgId} and document.id = ${documentId}`.execute(
        tx,
      );
      return ok({ sha256: file.sha256 });
    },
  });
