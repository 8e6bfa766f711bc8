/** Files that imports give: an empty table of a kind, and the rows that were rejected. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { refuse } from '#kernel/result.ts';
import { readOrg } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { fieldsOf } from '#platform/exchange/import-file.ts';
import { xlsxPieces } from '#platform/exchange/write-xlsx.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext } from '#platform/serve.ts';
import type { imports } from './contract.ts';
import { decideRows } from './model.ts';
import { type Known, readRunFile } from './queries/runs.ts';

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An empty workbook with the columns of a kind, in the reader's language. */
export function sendTemplate(known: Known) {
  return async (
    { platform, reply, actor }: RawContext,
    { kind: name }: InputOf<typeof imports.template>,
  ): Promise<unknown> => {
    if (actor === null) throw new Error('the route asks for a permission, so someone is signed in');
    const kind = known.kinds.find((one) => one.kind === name);
    if (kind === undefined) return answerRefusal(refuse('imports.not_found'), reply);
    const fields = await fieldsOf(platform.db, actor.orgId, kind);
    const columns = fields.map((field) => ({
      header: field.synonyms[actor.lang][0] ?? field.name,
      kind: 'text' as const,
      width: 20,
    }));
    return saved(reply, { name: `${name}.xlsx`, type: xlsxType }).send(
      Readable.from(xlsxPieces({ columns, rows: [], lang: actor.lang })),
    );
  };
}

/** The rejected rows with their reasons. */
export function sendErrors({ kinds }: Known) {
  return async (
    { platform, reply, actor }: RawContext,
    { importId }: InputOf<typeof imports.errors>,
  ): Promise<unknown> => {
    if (actor === null) throw new Error('the route asks for a permission, so someone is signed in');
    const run = await readOrg(platform.db, actor.orgId, (read) => readRunFile(read, actor.orgId, importId));
    if (run === null || run.errorSha256 === null) return answerRefusal(refuse('imports.not_found'), reply);
    const mine = decideRows(run, actor, kinds.find((one) => one.kind === run.kind)?.permission);
    if (!mine.ok) return answerRefusal(mine, reply);
    const name = run.errorName ?? 'errors.csv';
    const type = name.endsWith('.xlsx') ? xlsxType : 'text/csv; charset=utf-8';
    return saved(reply, { name, type }).send(platform.files.stream(run.errorSha256));
  };
}

/** Always to be saved, never to be opened or guessed at by the browser. */
function saved(reply: FastifyReply, { name, type }: { readonly name: string; readonly type: string }): FastifyReply {
  return reply
    .type(type)
    .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('X-Content-Type-Options', 'nosniff')
    .header('Cache-Control', 'private, no-store');
}
