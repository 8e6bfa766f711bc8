/** The paper's PDF: printed on the first request, stored, and the stored bytes ever after. */
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, SignedIn } from '#platform/serve.ts';
import { visibleTo } from '#platform/visibility.ts';
import { keepPrint } from './commands/keep-print.ts';
import { renderInvoice, renderUpd } from './print/render.ts';
import type { InvoiceSnapshot, UpdSnapshot } from './print/snapshot.ts';

type Paper = { kind: 'invoice' | 'upd'; numberText: string; sha256: string | null; snapshot: unknown };

/** Answers the PDF of a paper that the person may see. */
export async function sendPaper(context: RawContext, { documentId }: { documentId: string }): Promise<unknown> {
  const { actor, reply } = context;
  const paper = actor === null ? null : await readPaper(context, actor, documentId);
  if (actor === null || paper === null) return answerRefusal(refuse('documents.not_found'), reply);
  const printed = await printOf(context, { actor, documentId, paper });
  if (!printed.ok) return answerRefusal(printed, reply);
  const name = `${paper.kind === 'upd' ? 'УПД' : 'Счёт'} ${paper.numberText}.pdf`;
  return reply
    .header('content-type', 'application/pdf')
    .header('content-disposition', `inline; filename="document.pdf"; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'private, max-age=0, must-revalidate')
    .send(Buffer.from(printed.value));
}

async function readPaper({ db }: RawContext, actor: SignedIn, id: string): Promise<Paper | null> {
  return readOrg(db, actor.orgId, async (read) => {
    const { rows } = await sql<Paper>`
      select d.kind, d.number_text as "numberText", f.sha256, d.snapshot
      from document d
      join account a on a.org_id = ${actor.orgId} and a.id = d.account_id
      left join file f on f.org_id = ${actor.orgId} and f.id = d.file_id
      where d.org_id = ${actor.orgId} and d.id = ${id} and ${visibleTo(actor, 'a')}`.execute(read);
    return rows[0] ?? null;
  });
}

type Asked = { readonly actor: SignedIn; readonly documentId: string; readonly paper: Paper };

/** The stored print; a paper that has none, or whose file is gone from the disk, is printed from what it says. */
async function printOf(context: RawContext, asked: Asked): Promise<Result<Uint8Array>> {
  const { platform } = context;
  const { sha256 } = asked.paper;
  if (sha256 === null) return printNow(context, asked);
  const stored = await platform.files.read(sha256).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (stored !== null) return ok(stored);
  const again = await platform.files.keepBytes(await render(asked.paper));
  // The same paper gives the same bytes: anything else would pass another paper off as the first.
  if (again.sha256 !== sha256)
    throw new Error(`the print of document ${asked.documentId} is lost and cannot be repeated`);
  return ok(await platform.files.read(sha256));
}

async function printNow(
  { platform, request }: RawContext,
  { actor, documentId, paper }: Asked,
): Promise<Result<Uint8Array>> {
  const bytes = await render(paper);
  const stored = await platform.files.keepBytes(bytes);
  const file = { id: newId(), ...stored, name: `${paper.kind}-${paper.numberText}.pdf` };
  const kept = await runCommand(platform, keepPrint(file), {
    actor,
    key: newId(),
    input: { documentId },
    requestId: request.id,
  });
  if (!kept.ok) return 'problems' in kept ? refuse('documents.not_found') : kept;
  // Another request may have been first: then its print is the paper.
  return ok(kept.value.sha256 === stored.sha256 ? bytes : await platform.files.read(kept.value.sha256));
}

const render = ({ kind, snapshot }: Paper): Promise<Uint8Array> =>
  kind === 'upd' ? renderUpd(snapshot as UpdSnapshot) : renderInvoice(snapshot as InvoiceSnapshot);
