import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { newId } from '#kernel/id.ts';
import { dateOf } from '#kernel/plain-date.ts';
import { refuse } from '#kernel/result.ts';
import { type KeyOf, translate } from '#kernel/texts.ts';
import { runCommand } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import type { InputOf } from '#platform/endpoint.ts';
import { csvPieces, type Export, type ExportValue } from '#platform/exchange/write.ts';
import { xlsxPieces } from '#platform/exchange/write-xlsx.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, ReadContext, SignedIn } from '#platform/serve.ts';
import { noteExport } from './commands/note-export.ts';
import type { ProductPage, products } from './contract.ts';
import { listProducts } from './queries/list.ts';
import { texts } from './texts.ts';

type Ask = InputOf<typeof products.file>;

const pageRows = 1_000;
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const big = (digits: string | null): bigint | null => (digits === null ? null : BigInt(digits));

/** Sends the list by its filters as XLSX or CSV, page by page; what the person may not see is not in it either. */
export async function sendProducts(context: RawContext, { form = 'xlsx', ...filters }: Ask): Promise<FastifyReply> {
  const { actor, reply, platform } = context;
  if (actor === null || !actor.mayExport) {
    return answerRefusal(refuse('platform.forbidden', { permission: 'export' }), reply);
  }
  const input = { form, filters: JSON.stringify(filters) };
  const noted = await runCommand(platform, noteExport, { actor, key: newId(), input, requestId: context.request.id });
  if (!noted.ok) return answerRefusal(noted, reply);
  const table: Export = { columns: columnsOf(actor), rows: rowsOf(context, actor, filters), lang: actor.lang };
  const name = `${translate(texts, actor.lang, 'catalog.fileName')}.${form}`;
  return reply
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .header('cache-control', 'no-store')
    .type(form === 'csv' ? 'text/csv; charset=utf-8' : xlsxType)
    .send(Readable.from(form === 'csv' ? csvPieces(table) : xlsxPieces(table)));
}

function columnsOf(actor: SignedIn): Export['columns'] {
  const t = (key: KeyOf<typeof texts>) => translate(texts, actor.lang, key);
  const shown: Export['columns'] = [
    { header: t('catalog.code'), kind: 'text', width: 16 },
    { header: t('catalog.name'), kind: 'text', width: 48 },
    { header: t('catalog.brand'), kind: 'text', width: 18 },
    { header: t('catalog.category'), kind: 'text', width: 36 },
    { header: t('catalog.unit'), kind: 'text', width: 8 },
    { header: t('catalog.pack'), kind: 'quantityMilli', width: 10 },
    { header: t('catalog.price'), kind: 'priceE4', width: 14 },
    { header: t('catalog.free'), kind: 'quantityMilli', width: 12 },
  ];
  return actor.seesCost ? [...shown, { header: t('catalog.cost'), kind: 'priceE4', width: 14 }] : shown;
}

async function* rowsOf(
  { db, platform }: RawContext,
  actor: SignedIn,
  filters: Omit<Ask, 'form'>,
): AsyncGenerator<ExportValue[]> {
  const now = platform.clock();
  const today = dateOf(now, actor.timeZone);
  const page = (cursor: string | null): Promise<ProductPage | null> =>
    readOrg(db, actor.orgId, async (read) => {
      const asked: ReadContext = { read, actor, orgId: actor.orgId, now: now.toISOString(), today };
      const answer = await listProducts(asked, { ...filters, ...(cursor === null ? {} : { cursor }), limit: pageRows });
      return answer.ok ? answer.value : null;
    });
  let current = await page(null);
  while (current !== null) {
    for (const row of current.rows) {
      const { code, name, brandName, categoryPath, unit } = row;
      const values = [
        code,
        name,
        brandName,
        categoryPath,
        unit,
        big(row.packMilli),
        big(row.priceE4),
        big(row.freeMilli),
      ];
      yield actor.seesCost ? [...values, big(row.costE4)] : values;
    }
    current = current.next === null ? null : await page(current.next);
  }
}
