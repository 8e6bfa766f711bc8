/** Reports of sales as files. */
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/plain-date.ts';
import { type Result, refuse } from '#kernel/result.ts';
import { type KeyOf, type Lang, translate } from '#kernel/texts.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { csvPieces, type Export, type ExportKind, type ExportValue } from '#platform/exchange/write.ts';
import { xlsxPieces } from '#platform/exchange/write-xlsx.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, ReadContext, SignedIn } from '#platform/serve.ts';
import { noteExport } from './commands/note-export.ts';
import type { PivotReport, sales } from './contract.ts';
import { type Measure, noneKey, restKey } from './model.ts';
import { type LinesAsk, type LinesPage, listLines } from './queries/lines.ts';
import { getPivot } from './queries/pivot.ts';
import { texts } from './texts.ts';

const pageRows = 1_000;
const pagesMost = 1_000;
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Key = KeyOf<typeof texts>;
type Saying = (key: Key) => string;
const saying =
  (lang: Lang): Saying =>
  (key) =>
    translate(texts, lang, key);

/** Sends the pivot as it is on the screen, the rest and the totals in the last rows. */
export async function sendPivot(context: RawContext, input: InputOf<typeof sales.exportPivot>): Promise<FastifyReply> {
  const { form = 'xlsx', ...ask } = input;
  const asking = await begin(context, { report: 'pivot', form });
  if (!asking.ok) return answerRefusal(asking, context.reply);
  const { actor, ask: question } = asking.value;
  const report = await question((reading) => getPivot(reading, { ...ask, top: ask.top ?? 200 }));
  if (!report.ok) return answerRefusal(report, context.reply);
  const t = saying(actor.lang);
  const table = { ...pivotTable(report.value, t), lang: actor.lang, sheet: t('pivot.title') };
  return send(context, table, { name: `${t('pivot.title')} ${report.value.from} ${report.value.to}`, form });
}

/** Sends sold lines page by page, each in a short transaction of its own. */
export async function sendLines(context: RawContext, input: InputOf<typeof sales.exportLines>): Promise<FastifyReply> {
  const { form = 'xlsx', ...ask } = input;
  const asking = await begin(context, { report: 'lines', form });
  if (!asking.ok) return answerRefusal(asking, context.reply);
  const { actor, ask: question } = asking.value;
  const page = (more: LinesAsk) => question((reading) => listLines(reading, more, pageRows));
  const first = await page(ask);
  if (!first.ok) return answerRefusal(first, context.reply);
  const t = saying(actor.lang);
  const rows = lineRows(first.value, (cursor) => page({ ...ask, cursor }), actor.seesCost);
  const table = { columns: lineColumns(t, actor.seesCost), rows, lang: actor.lang, sheet: t('lines.title') };
  return send(context, table, { name: t('lines.title'), form });
}

type Asking = {
  readonly actor: SignedIn;
  readonly ask: <T>(question: (reading: ReadContext) => Promise<T>) => Promise<T>;
};

/** Lets only those export who may, and leaves a note of it. */
async function begin(
  context: RawContext,
  input: { readonly report: string; readonly form: string },
): Promise<Result<Asking>> {
  const { actor, platform, db } = context;
  if (actor === null || !actor.mayExport) return refuse('platform.forbidden', { permission: 'export' });
  const noted = await runCommand(platform, noteExport, { actor, key: newId(), input, requestId: context.request.id });
  if (!noted.ok) return 'problems' in noted ? refuse(noted.code) : noted;
  const now = platform.clock();
  const moment = { actor, orgId: actor.orgId, now: now.toISOString(), today: dateOf(now, actor.timeZone) };
  return {
    ok: true,
    value: { actor, ask: (question) => readOrg(db, actor.orgId, (read) => question({ read, ...moment })) },
  };
}

function send({ reply }: RawContext, table: Export, file: { name: string; form: 'xlsx' | 'csv' }): FastifyReply {
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(`${file.name}.${file.form}`)}`)
    .type(file.form === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
    .send(Readable.from(file.form === 'csv' ? csvPieces(table) : xlsxPieces(table)));
}

const kinds: Record<Measure, ExportKind> = { revenue: 'minor', margin: 'minor', quantity: 'quantityMilli' };

/** Columns and rows of a pivot for a file: where last year is asked for, each figure has it at its side. */
export function pivotTable(report: PivotReport, t: Saying): Pick<Export, 'columns' | 'rows'> {
  const kind = kinds[report.measure];
  const figure = (header: string) => [
    { header, kind, width: 16 },
    ...(report.compare ? [{ header: `${header} — ${t('pivot.before')}`, kind, width: 16 }] : []),
  ];
  const columnTitle = ({ key, title }: PivotReport['columns'][number]): string =>
    key === restKey ? t('pivot.others') : key === noneKey ? t('pivot.none') : title;
  const columns = [
    ...report.rows.map((dimension) => ({ header: t(`dimension.${dimension}`), kind: 'text' as const, width: 40 })),
    ...report.columns.flatMap((column) => figure(columnTitle(column))),
    ...figure(t('pivot.total')),
  ];
  const figures = (row: PivotReport['totals']): bigint[] => [
    ...row.values.flatMap((value, at) => [value, ...(row.before === null ? [] : [row.before[at] ?? '0'])]).map(BigInt),
    ...[row.total, ...(row.totalBefore === null ? [] : [row.totalBefore])].map(BigInt),
  ];
  const named = (first: string): string[] => [first, ...report.rows.slice(1).map(() => '')];
  const rows: ExportValue[][] = report.lines.map((line) => [
    ...line.titles.map((title, at) => (line.keys[at] === noneKey ? t('pivot.none') : title)),
    ...figures(line),
  ]);
  if (report.rest !== null)
    rows.push([...named(`${t('pivot.others')} (${report.rest.count})`), ...figures(report.rest)]);
  rows.push([...named(t('pivot.total')), ...figures(report.totals)]);
  return { columns, rows };
}

function lineColumns(t: Saying, seesCost: boolean): Export['columns'] {
  const margin = seesCost ? [{ header: t('measure.margin'), kind: 'minor' as const, width: 14 }] : [];
  return [
    { header: t('lines.soldOn'), kind: 'date', width: 12 },
    { header: t('lines.invoice'), kind: 'text', width: 14 },
    { header: t('dimension.account'), kind: 'text', width: 36 },
    { header: t('lines.code'), kind: 'text', width: 16 },
    { header: t('lines.product'), kind: 'text', width: 44 },
    { header: t('measure.quantity'), kind: 'quantityMilli', width: 12 },
    { header: t('lines.unit'), kind: 'text', width: 8 },
    { header: t('lines.price'), kind: 'priceE4', width: 14 },
    { header: t('measure.revenue'), kind: 'minor', width: 16 },
    ...margin,
    { header: t('dimension.manager'), kind: 'text', width: 24 },
  ];
}

type NextPage = (cursor: string) => Promise<Result<LinesPage>>;

async function* lineRows(first: LinesPage, next: NextPage, seesCost: boolean): AsyncGenerator<ExportValue[]> {
  let page = first;
  for (let pages = 1; pages <= pagesMost; pages += 1) {
    for (const row of page.rows) {
      const margin = seesCost ? [row.marginMinor === null ? null : BigInt(row.marginMinor)] : [];
      yield [
        ...[row.soldOn, row.invoiceNo, row.accountName, row.productCode, row.productName],
        ...[BigInt(row.quantityMilli), row.unit, BigInt(row.priceE4), BigInt(row.revenueMinor)],
        ...margin,
        row.managerName ?? '',
      ];
    }
    if (page.next === null) return;
    const following = await next(page.next);
    if (!following.ok) return;
    page = following.value;
  }
}
