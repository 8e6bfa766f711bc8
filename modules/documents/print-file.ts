/** The paper's PDF: printed on the first request, stored, and the stored bytes ever after. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, SignedIn } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import { keepPrint } from './commands/issue-invoice.ts';
import { renderInvoice, renderUpd } from './print/render.ts';
import type { InvoiceSnapshot, UpdSnapshot } from './print/snapshot.ts';

type Paper = { kind: 'invoice' | 'upd'; numberText: string; sha256: string | null; snapshot: unknown };

/** Answers the PDF of a paper that the person may see. */
export async function sendPaper(context: RawContext, { documentId }: { documentId: string }): Promise<unknown> {
  const { actor, platform, reply } = context;
  const paper = actor === null ? null : await readPaper(context, actor, documentId);
  if (actor === null || paper === null) return answerRefusal(refuse('documents.not_found'), reply);
  const bytes = paper.sha256 === null ? await printNow(context, { actor, documentId, paper }) : await platform.files.read(paper.sha256);
  const name = `${paper.kind === 'upd' ? 'УПД' : 'Счёт'} ${paper.numberText}.pdf`;
  return reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, max-age=0, must-revalidate')
    .send(bytes);
}

async function readPaper({ db }: RawContext, actor: SignedIn, id: string): Promise<Paper | null> {
  return readOrg(db, actor.orgId, async (read) => {
    const { rows } = await sql<Paper>`
      select d.kind, d.number_text as "numberText", f.sha256, case when f.sha256 is null then d.snapshot end as snapshot
      from document d
      join account a on a.org_id = ${actor.orgId} and a.id = d.account_id
      left join file f on f.org_id = ${actor.orgId} and f.id = d.file_id
      where d.org_id = ${actor.orgId} and d.id = ${id} and ${visibleTo(actor, 'a')}`.execute(read);
    return rows[0] ?? null;
  });
}

type First = { readonly actor: SignedIn; readonly documentId: string; readonly paper: Paper };

async function printNow({ platform, request }: RawContext, { actor, documentId, paper }: First): Promise<Uint8Array> {
  const bytes = paper.kind === 'upd' ? await renderUpd(paper.snapshot as UpdSnapshot) : await renderInvoice(paper.snapshot as InvoiceSnapshot);
  const stored = await platform.files.keepBytes(bytes);
  const file = { id: newId(), ...stored, name: `${paper.kind}-${paper.numberText}.pdf` };
  await runCommand(platform, keepPrint(file), { actor, key: newId(), input: { documentId }, requestId: request.id });
  return bytes;
}
