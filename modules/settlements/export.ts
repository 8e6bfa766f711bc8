/** Debts as files: the ageing matrix and the list of open papers, for those who may export. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/plain-date.ts';
import { type Result, refuse } from '#kernel/result.ts';
import { type KeyOf, type Lang, translate } from '#kernel/texts.ts';
import { runCommand } from '#platform/command.ts';
import { type Read, readOrg } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { csvPieces, type Export, type ExportColumn, type ExportValue } from '#platform/exchange/write.ts';
import { xlsxPieces } from '#platform/exchange/write-xlsx.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, ReadContext, SignedIn } from '#platform/serve.ts';
import { noteExport } from './commands/note-export.ts';
import type { settlements } from './contract.ts';
import { readAgeing } from './queries/ageing.ts';
import { listReceivables } from './queries/receivables.ts';
import { bucketLabel } from './texts/bucket-label.ts';
import { texts } from './texts.ts';

const pageRows = 200;
const rowsMost = 200_000;
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The ageing matrix with the filters of the screen. */
export async function sendAgeing(
  context: RawContext,
  input: InputOf<typeof settlements.ageingFile>,
): Promise<FastifyReply> {
  const { form = 'xlsx', ...filters } = input;
  const ask = (cursor: string | undefined) =>
    page(context, (asked) =>
      readAgeing(asked, { ...filters, ...(cursor === undefined ? {} : { cursor }), limit: pageRows }),
    );
  const first = await ask(undefined);
  if (!first.ok) return answerRefusal(first, context.reply);
  const lang = langOf(context);
  const columns: ExportColumn[] = [
    { header: word(lang, `settlements.by_${input.by ?? 'account'}`), kind: 'text', width: 40 },
    ...first.value.buckets.map((code): ExportColumn => ({ header: bucketLabel(code, lang), kind: 'minor', width: 16 })),
    { header: word(lang, 'settlements.overdue'), kind: 'minor', width: 16 },
    { header: word(lang, 'settlements.total'), kind: 'minor', width: 16 },
  ];
  const rows = allRows(first, ask, (row): ExportValue[] => [
    row.name ?? word(lang, 'settlements.nobody'),
    ...row.buckets.map(BigInt),
    BigInt(row.overdueMinor),
    BigInt(row.totalMinor),
  ]);
  return send(
    context,
    { columns, rows, lang, sheet: first.value.asOf },
    { form, name: 'settlements.ageing_file', on: first.value.asOf },
  );
}

/** Open debts, paper by paper, with the filters of the screen. */
export async function sendReceivables(
  context: RawContext,
  input: InputOf<typeof settlements.receivablesFile>,
): Promise<FastifyReply> {
  const { form = 'xlsx', ...filters } = input;
  const ask = (cursor: string | undefined) =>
    page(context, (asked) =>
      listReceivables(asked, { ...filters, ...(cursor === undefined ? {} : { cursor }), limit: pageRows }),
    );
  const first = await ask(undefined);
  if (!first.ok) return answerRefusal(first, context.reply);
  const lang = langOf(context);
  const titles = ['by_account', 'paper', 'paper_date', 'order', 'due_on', 'days_late', 'amount', 'open'] as const;
  const kinds = ['text', 'text', 'date', 'integer', 'date', 'integer', 'minor', 'minor'] as const;
  const columns = titles.map(
    (title, at): ExportColumn => ({
      header: word(lang, `settlements.${title}`),
      kind: kinds[at] ?? 'text',
      width: at === 0 ? 40 : 16,
    }),
  );
  const rows = allRows(first, ask, (row): ExportValue[] => [
    row.accountName,
    row.documentNumber,
    row.documentDate,
    row.orderNumber,
    row.dueOn,
    row.daysLate,
    BigInt(row.amountMinor),
    BigInt(row.openMinor),
  ]);
  const on = input.asOf ?? todayOf(context);
  return send(context, { columns, rows, lang, sheet: on }, { form, name: 'settlements.debts_file', on });
}

const word = (lang: Lang, key: KeyOf<typeof texts>): string => translate(texts, lang, key);

function signedIn({ actor }: RawContext): SignedIn {
  if (actor === null) throw new Error('the route asks for a permission, so someone is signed in');
  return actor;
}
const langOf = (context: RawContext): Lang => signedIn(context).lang;
const todayOf = (context: RawContext): string => dateOf(context.platform.clock(), signedIn(context).timeZone);

/** One page in a short transaction of its own; refused to those who may not export. */
function page<T>(context: RawContext, ask: (asked: ReadContext) => Promise<Result<T>>): Promise<Result<T>> {
  const actor = signedIn(context);
  if (!actor.mayExport) return Promise.resolve(refuse('platform.forbidden', { permission: 'export' }));
  const now = context.platform.clock().toISOString();
  return readOrg(context.db, actor.orgId, (read: Read) =>
    ask({ read, actor, orgId: actor.orgId, now, today: todayOf(context) }),
  );
}

type Paged<R> = { readonly rows: readonly R[]; readonly next: string | null };

async function* allRows<R>(
  first: Result<Paged<R>>,
  ask: (cursor: string) => Promise<Result<Paged<R>>>,
  cells: (row: R) => ExportValue[],
): AsyncGenerator<ExportValue[]> {
  let current = first;
  let sent = 0;
  while (current.ok) {
    for (const row of current.value.rows) yield cells(row);
    sent += current.value.rows.length;
    if (current.value.next === null || sent >= rowsMost) return;
    current = await ask(current.value.next);
  }
}

type Sent = {
  readonly form: 'xlsx' | 'csv';
  readonly name: 'settlements.ageing_file' | 'settlements.debts_file';
  readonly on: string;
};

async function send(context: RawContext, table: Export, { form, name, on }: Sent): Promise<FastifyReply> {
  const { platform, request, reply } = context;
  const what = name === 'settlements.ageing_file' ? 'ageing' : 'receivables';
  const noted = await runCommand(platform, noteExport, {
    actor: signedIn(context),
    key: newId(),
    input: { what, form },
    requestId: request.id,
  });
  if (!noted.ok) return answerRefusal(noted, reply);
  const fileName = `${translate(texts, table.lang, name, { date: on })}.${form}`;
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`)
    .type(form === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
    .send(Readable.from(form === 'csv' ? csvPieces(table) : xlsxPieces(table)));
}
