import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { newId } from '#kernel/id.ts';
import { dateOf, parsePlainDate } from '#kernel/plain-date.ts';
import { refuse } from '#kernel/result.ts';
import { type KeyOf, translate } from '#kernel/texts.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { csvPieces, type Export, type ExportValue } from '#platform/exchange/write.ts';
import { xlsxPieces } from '#platform/exchange/write-xlsx.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, ReadContext } from '#platform/serve.ts';
import { notePriceListExport } from './commands/note-export.ts';
import type { prices } from './contract.ts';
import { listAccountPrices } from './queries/account-list.ts';
import { texts } from './texts.ts';

type Ask = InputOf<typeof prices.exportOfAccount>;
type Page = Awaited<ReturnType<typeof listAccountPrices>>;

const pageRows = 1_000;

/** Sends the price list of an account as XLSX (or CSV), page by page, each in a short transaction of its own. */
export async function sendPriceList(context: RawContext, input: Ask): Promise<FastifyReply> {
  const { actor, reply, db, platform } = context;
  if (actor === null || !actor.mayExport) {
    return answerRefusal(refuse('platform.forbidden', { permission: 'export' }), reply);
  }
  const now = platform.clock();
  const today = dateOf(now, actor.timeZone);
  const date = input.date !== undefined && parsePlainDate(input.date) !== null ? input.date : today;
  const { form = 'xlsx', ...filters } = input;
  const page = (cursor: string | undefined): Promise<Page> =>
    readOrg(db, actor.orgId, (read) => {
      const asked: ReadContext = { read, actor, orgId: actor.orgId, now: now.toISOString(), today };
      const more = cursor === undefined ? {} : { cursor };
      return listAccountPrices(asked, { ...filters, ...more, date, limit: pageRows });
    });
  const first = await page(undefined);
  if (!first.ok) return answerRefusal(first, reply);
  const note = { actor, key: newId(), input: { accountId: input.accountId, form }, requestId: context.request.id };
  const noted = await runCommand(platform, notePriceListExport, note);
  if (!noted.ok) return answerRefusal(noted, reply);
  const { accountName } = first.value;
  const table: Export = { columns: columnsOf(actor.lang), rows: rowsOf(first, page), lang: actor.lang, sheet: date };
  const name = `${translate(texts, actor.lang, 'pricing.fileName', { account: accountName, date })}.${form}`;
  const type = form === 'csv' ? 'text/csv; charset=utf-8' : xlsxType;
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .type(type)
    .send(Readable.from(form === 'csv' ? csvPieces(table) : xlsxPieces(table)));
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function columnsOf(lang: 'ru' | 'en'): Export['columns'] {
  const t = (key: KeyOf<typeof texts>) => translate(texts, lang, key);
  return [
    { header: t('pricing.code'), kind: 'text', width: 16 },
    { header: t('pricing.product'), kind: 'text', width: 48 },
    { header: t('pricing.unit'), kind: 'text', width: 8 },
    { header: t('pricing.pack'), kind: 'quantityMilli', width: 10 },
    { header: t('pricing.columnPrice'), kind: 'priceE4', width: 14 },
    { header: t('pricing.yourPrice'), kind: 'priceE4', width: 14 },
    { header: t('pricing.vat'), kind: 'bp', width: 8 },
  ];
}

async function* rowsOf(first: Page, page: (cursor: string) => Promise<Page>): AsyncGenerator<ExportValue[]> {
  let current = first;
  while (current.ok) {
    for (const row of current.value.rows) {
      if (row.priceE4 === null || row.basePriceE4 === null) continue;
      const { code, name, unit, packMilli, basePriceE4, priceE4, vatBp } = row;
      yield [code, name, unit, BigInt(packMilli), BigInt(basePriceE4), BigInt(priceE4), vatBp];
    }
    if (current.value.next === null) return;
    current = await page(current.value.next);
  }
}
