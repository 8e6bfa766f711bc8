/** A list of a screen as a file: the same rows by the same filters, for those who may export; the audit knows who took it. */
import { Readable } from 'node:stream';
import { Type } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Lang } from '#kernel/texts.ts';
import { command, runCommand } from '../command.ts';
import { readOrg } from '../database.ts';
import { answerRefusal } from '../http.ts';
import type { Permission } from '../permission.ts';
import type { RawContext, ReadContext, SignedIn } from '../serve.ts';
import { csvPieces, type Export, type ExportColumn, type ExportValue } from './write.ts';
import { xlsxPieces } from './write-xlsx.ts';

export type FileColumn<Row> = ExportColumn & { readonly value: (row: Row) => ExportValue };
type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };

export type ListFile<Row, Ask> = {
  /** The event that tells the audit of it: 'orders.exported'. */
  readonly event: string;
  readonly permission: Permission;
  readonly title: (lang: Lang) => string;
  readonly columns: (actor: SignedIn) => readonly FileColumn<Row>[];
  readonly page: (context: ReadContext, ask: Ask & { cursor?: string }) => Promise<Result<Page<Row>>>;
};

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** The handler of a route that sends the list, page by page. Refuses who may not export, and what the list refuses. */
export function sendList<Row, Ask extends object>(file: ListFile<Row, Ask>) {
  const note = noteOf(file);
  return async (context: RawContext, asked: Ask & { form?: 'xlsx' | 'csv' }): Promise<FastifyReply> => {
    const { actor, reply, platform } = context;
    if (actor === null || !actor.mayExport) {
      return answerRefusal(refuse('platform.forbidden', { permission: 'export' }), reply);
    }
    const { form = 'xlsx', ...filters } = asked;
    const ask = filters as unknown as Ask;
    const first = await pageOf(context, actor, { file, ask });
    if (!first.ok) return answerRefusal(first, reply);
    const input = { form, filters: JSON.stringify(filters) };
    const noted = await runCommand(platform, note, { actor, key: newId(), input, requestId: context.request.id });
    if (!noted.ok) return answerRefusal(noted, reply);
    const columns = file.columns(actor);
    const rows = rowsOf(context, actor, { file, ask, columns, first: first.value });
    const table: Export = { columns, rows, lang: actor.lang };
    const today = dateOf(platform.clock(), actor.timeZone);
    const name = encodeURIComponent(`${file.title(actor.lang)} ${today}.${form}`);
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .header('cache-control', 'no-store')
      .type(types[form])
      .send(Readable.from(form === 'csv' ? csvPieces(table) : xlsxPieces(table)));
  };
}

function noteOf({ event, permission }: Pick<ListFile<never, never>, 'event' | 'permission'>) {
  return command({
    name: event.replace(/exported$/, 'note_export'),
    permission,
    input: Type.Object({ form: Type.String({ maxLength: 10 }), filters: Type.String({ maxLength: 10_000 }) }),
    async handle({ orgId, emit }, { form, filters }) {
      emit({ name: event, subject: { type: 'org', id: orgId }, payload: { form, filters } });
      return ok({});
    },
  });
}

type Asked<Row, Ask> = { readonly file: ListFile<Row, Ask>; readonly ask: Ask; readonly cursor?: string };

function pageOf<Row, Ask>(context: RawContext, actor: SignedIn, { file, ask, cursor }: Asked<Row, Ask>) {
  const now = context.platform.clock();
  const moment = { now: now.toISOString(), today: dateOf(now, actor.timeZone) };
  const at = (cursor === undefined ? ask : { ...ask, cursor }) as Ask & { cursor?: string };
  return readOrg(context.db, actor.orgId, (read) => file.page({ read, actor, orgId: actor.orgId, ...moment }, at));
}

type Walk<Row, Ask> = Asked<Row, Ask> & {
  readonly columns: readonly FileColumn<Row>[];
  readonly first: Page<Row>;
};

async function* rowsOf<Row, Ask>(
  context: RawContext,
  actor: SignedIn,
  { file, ask, columns, first }: Walk<Row, Ask>,
): AsyncGenerator<ExportValue[]> {
  let page = first;
  for (;;) {
    for (const row of page.rows) yield columns.map(({ value }) => value(row));
    if (page.next === null) return;
    const next = await pageOf(context, actor, { file, ask, cursor: page.next });
    if (!next.ok) throw new Error(`the list refused its own cursor: ${next.code}`);
    page = next.value;
  }
}
