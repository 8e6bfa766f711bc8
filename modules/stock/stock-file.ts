/** The list of stock as a file, for those who may export. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/plain-date.ts';
import { refuse } from '#kernel/result.ts';
import { type KeyOf, type Lang, translate } from '#kernel/texts.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import { csvPieces, type Export, type ExportColumn, type ExportValue } from '#platform/exchange/write.ts';
import { xlsxPieces } from '#platform/exchange/write-xlsx.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, ReadContext, SignedIn } from '#platform/serve.ts';
import { noteExport } from './commands/note-export.ts';
import type { StockListRow, stock } from './contract.ts';
import { listStock } from './queries/list.ts';
import { screenTexts } from './texts-screens.ts';

type Ask = InputOf<typeof stock.file>;
type Title = KeyOf<typeof screenTexts>;

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const columns: readonly (Omit<ExportColumn, 'header'> & {
  readonly title: Title;
  readonly value: (row: StockListRow) => ExportValue;
})[] = [
  { title: 'field.code', kind: 'text', width: 16, value: (row) => row.code },
  { title: 'field.product', kind: 'text', width: 48, value: (row) => row.name },
  { title: 'field.warehouse', kind: 'text', width: 12, value: (row) => row.warehouseCode },
  { title: 'field.unit', kind: 'text', width: 8, value: (row) => row.unit },
  { title: 'field.onHand', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.onHandMilli) },
  { title: 'field.reserved', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.reservedMilli) },
  { title: 'field.free', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.freeMilli) },
  { title: 'field.expected', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.expectedMilli) },
  { title: 'field.expectedOn', kind: 'date', width: 14, value: (row) => row.expectedOn },
  { title: 'field.waiting', kind: 'quantityMilli', width: 14, value: (row) => BigInt(row.waitingMilli) },
];

/** Sends the list by its filters as XLSX or CSV, page by page; the audit knows who took it. */
export async function sendStock(context: RawContext, { form = 'xlsx', ...filters }: Ask): Promise<FastifyReply> {
  const { actor, reply, platform } = context;
  if (actor === null || !actor.mayExport) {
    return answerRefusal(refuse('platform.forbidden', { permission: 'export' }), reply);
  }
  const input = { form, filters: JSON.stringify(filters) };
  const noted = await runCommand(platform, noteExport, { actor, key: newId(), input, requestId: context.request.id });
  if (!noted.ok) return answerRefusal(noted, reply);
  const { lang } = actor;
  const table: Export = { columns: headed(lang), rows: rowsOf(context, actor, filters), lang };
  const name = `${translate(screenTexts, lang, 'list.title')} ${todayOf(context, actor)}.${form}`;
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'no-store')
    .type(form === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
    .send(Readable.from(form === 'csv' ? csvPieces(table) : xlsxPieces(table)));
}

function headed(lang: Lang): ExportColumn[] {
  return columns.map(({ title, value: _value, ...look }) => ({ header: translate(screenTexts, lang, title), ...look }));
}

const todayOf = ({ platform }: RawContext, actor: SignedIn): string => dateOf(platform.clock(), actor.timeZone);

type Page = OutputOf<typeof stock.list>;

async function* rowsOf(
  context: RawContext,
  actor: SignedIn,
  filters: Omit<Ask, 'form'>,
): AsyncGenerator<ExportValue[]> {
  const now = context.platform.clock().toISOString();
  const today = todayOf(context, actor);
  const page = (cursor: string | null): Promise<Page> =>
    readOrg(context.db, actor.orgId, async (read) => {
      const asked: ReadContext = { read, actor, orgId: actor.orgId, now, today };
      const answer = await listStock(asked, { ...filters, ...(cursor === null ? {} : { cursor }) });
      return answer.value;
    });
  let current = await page(null);
  for (;;) {
    for (const row of current.rows) yield columns.map(({ value }) => value(row));
    if (current.next === null) return;
    current = await page(current.next);
  }
}
