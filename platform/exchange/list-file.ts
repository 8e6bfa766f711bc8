/** A list of a screen as a file: the same rows by the same filters, for those who may export; the audit knows who took it. */
import { Readable } from 'node:stream';
import { Type } from '@sinclair/typebox';
import type { FastifyReply } from 'fastify';
import { newId } from '#kernel/id.ts';
import { dateOf, type PlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Lang } from '#kernel/texts.ts';
import { command, runCommand } from '../command.ts';
import { readOrg } from '../database.ts';
import { Id } from '../endpoint.ts';
import { answerRefusal } from '../http.ts';
import type { Permission } from '../permission.ts';
import type { RawContext, ReadContext, SignedIn } from '../serve.ts';
import { csvPieces, type Export, type ExportColumn, type ExportValue } from './write.ts';
import { xlsxPieces } from './write-xlsx.ts';

export type FileColumn<Row> = ExportColumn & { readonly value: (row: Row) => ExportValue };
type Page<Row> = { readonly rows: readonly Row[]; readonly next: string | null };

/** What is taken: what was asked for, and the first page, which may know the columns, a name or a day. */
type Taken<Ask, P> = { readonly ask: Ask; readonly first: P; readonly today: PlainDate };

export type ListFile<Row, Ask, P extends Page<Row> = Page<Row>> = {
  /** The event that tells the audit of it: 'orders.exported'. */
  readonly event: string;
  readonly permission: Permission;
  /** Which of the files that share the event this one is: kept in the event beside the form and the filters. */
  readonly which?: Readonly<Record<string, string>>;
  /** The account the file is of: the event stands in its history. `page` refuses one that the actor does not see. */
  readonly accountId?: (ask: Ask) => string;
  /** The file's name before the day. */
  readonly title: (lang: Lang, taken: Taken<Ask, P>) => string;
  /** The day or the period that the rows are of: ends the file's name and names the sheet. Today when not given. */
  readonly on?: (taken: Taken<Ask, P>) => string;
  readonly columns: (actor: SignedIn, taken: Taken<Ask, P>) => readonly FileColumn<Row>[];
  readonly page: (context: ReadContext, ask: Ask & { cursor?: string }) => Promise<Result<P>>;
};

const types = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/**
 * The handler of a route that sends the list, page by page, each in a short transaction of its own, all by the clock of
 * the first. Refuses who may not export, and what the list refuses.
 */
export function sendList<Row, Ask extends object, P extends Page<Row>>(file: ListFile<Row, Ask, P>) {
  const note = noteOf(file);
  return async (context: RawContext, asked: Ask & { form?: 'xlsx' | 'csv' }): Promise<FastifyReply> => {
    const { actor, reply, platform } = context;
    if (actor === null || !actor.mayExport) {
      return answerRefusal(refuse('platform.forbidden', { permission: 'export' }), reply);
    }
    const { form = 'xlsx', ...filters } = asked;
    const ask = filters as unknown as Ask;
    const now = platform.clock();
    const moment = { orgId: actor.orgId, now: now.toISOString(), today: dateOf(now, actor.timeZone) };
    const pageAt = (at: Ask & { cursor?: string }) =>
      readOrg(context.db, actor.orgId, (read) => file.page({ read, actor, ...moment }, at));
    const first = await pageAt(ask);
    if (!first.ok) return answerRefusal(first, reply);
    const account = file.accountId === undefined ? {} : { accountId: file.accountId(ask) };
    const input = { form, filters: JSON.stringify(filters), ...account };
    const noted = await runCommand(platform, note, { actor, key: newId(), input, requestId: context.request.id });
    if (!noted.ok) return answerRefusal(noted, reply);
    const taken = { ask, first: first.value, today: moment.today };
    const columns = file.columns(actor, taken);
    const pages = pagesOf(first.value, (cursor) => pageAt({ ...ask, cursor }));
    const rows = cellsOf(columns, pages);
    const on = file.on?.(taken) ?? taken.today;
    const table: Export = { columns, rows, lang: actor.lang, sheet: on };
    const name = encodeURIComponent(`${file.title(actor.lang, taken)} ${on}.${form}`);
    return reply
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .header('cache-control', 'no-store')
      .type(types[form])
      .send(Readable.from(form === 'csv' ? csvPieces(table) : xlsxPieces(table)));
  };
}

type Noted = { readonly event: string; readonly permission: Permission; readonly which?: Record<string, string> };

function noteOf({ event, permission, which = {} }: Noted) {
  return command({
    name: event.replace(/(exported|taken)$/, 'note_export'),
    permission,
    input: Type.Object({
      form: Type.String({ maxLength: 10 }),
      filters: Type.String({ maxLength: 20_000 }),
      accountId: Type.Optional(Id),
    }),
    async handle({ orgId, emit }, { form, filters, accountId }) {
      const payload = { ...which, form, filters };
      if (accountId === undefined) emit({ name: event, subject: { type: 'org', id: orgId }, payload });
      else emit({ name: event, subject: { type: 'account', id: accountId }, accountId, payload });
      return ok({});
    },
  });
}

async function* pagesOf<Row, P extends Page<Row>>(
  first: P,
  following: (cursor: string) => Promise<Result<P>>,
): AsyncGenerator<P> {
  let page = first;
  for (;;) {
    yield page;
    if (page.next === null) return;
    const next = await following(page.next);
    if (!next.ok) throw new Error(`the list refused its own cursor: ${next.code}`);
    page = next.value;
  }
}

async function* cellsOf<Row>(
  columns: readonly FileColumn<Row>[],
  pages: AsyncIterable<Page<Row>>,
): AsyncGenerator<ExportValue[]> {
  for await (const { rows } of pages) {
    for (const row of rows) yield columns.map(({ value }) => value(row));
  }
}
