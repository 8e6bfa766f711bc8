import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import pino from 'pino';
import { newId } from '#kernel/id.ts';
import { routes as catalogRoutes } from '#modules/catalog/routes.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp, sessionCookie } from '#platform/http.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { routes } from './routes.ts';

const world = await newWorld();
const people: Record<string, Person> = { ...world.people, exporter: { ...world.people.anna, mayExport: true } };
const app = await buildHttp({
  platform: { ...world.platform, files: localFiles(path.join(os.tmpdir(), `kam-${newId()}`)) },
  routes: [...catalogRoutes, ...routes],
  authenticate: async (token) => {
    const person = people[token];
    return person === undefined ? null : { ...person, sessionId: newId() };
  },
  log: pino({ level: 'silent' }),
  secure: false,
  ready: () => true,
});
after(() => app.close());

const headers = (who: string) => ({ cookie: `${sessionCookie}=${who}`, 'x-kamerton': '1', 'idempotency-key': newId() });
const get = (who: string, url: string) => app.inject({ method: 'GET', url: `/api${url}`, headers: headers(who) });
const post = (who: string, url: string, payload: object) =>
  app.inject({ method: 'POST', url: `/api${url}`, headers: headers(who), payload });
const { account, product, column, category } = ids;

describe('prices over HTTP', () => {
  test('PRC-3 the trace of a price, its numbers read from the address', async () => {
    const ask = `/price?accountId=${account.romashka}&productId=${product.book}&quantityMilli=2000&manualBp=1000`;
    const answer = await get('anna', ask);
    assert.equal(answer.statusCode, 200);
    const { priceE4, sumMinor, trace } = answer.json<{
      priceE4: string;
      sumMinor: string;
      trace: { step: string }[];
    }>();
    assert.deepEqual([priceE4, sumMinor, trace.map((one) => one.step)], ['4050000', '81000', ['column', 'manual']]);
    assert.equal((await get('boris', ask)).statusCode, 404);
    assert.equal((await get('anna', ask.replace('2000', '-5'))).statusCode, 400);
    assert.equal((await get('nobody', ask)).statusCode, 401);
  });

  test('PRC-11 a preview keeps nothing; the same change then does what it told', async () => {
    const change = {
      columnIds: [column.wholesale],
      categoryId: category.books,
      changeBp: 1_000,
      validFrom: '2026-12-01',
    };
    const preview = await post('vera', '/prices/bulk/preview', change);
    assert.deepEqual([preview.statusCode, preview.json<{ changed: number }>().changed], [200, 1]);
    assert.deepEqual(await world.owner("select from price where valid_from = '2026-12-01'"), []);
    assert.deepEqual(await world.owner("select from event where name = 'pricing.changed_in_bulk'"), []);
    assert.deepEqual((await post('vera', '/prices/bulk', change)).json(), preview.json());
    assert.equal((await world.owner("select from price where valid_from = '2026-12-01'")).length, 1);
    assert.equal((await post('anna', '/prices/bulk/preview', change)).statusCode, 403);
    assert.equal((await post('vera', '/prices/bulk/preview', { ...change, changeBp: 'much' })).statusCode, 400);
    const past = await post('vera', '/prices/bulk/preview', { ...change, validFrom: '2026-11-01' });
    assert.deepEqual(
      [past.statusCode, past.json()],
      [409, { refusal: { code: 'pricing.past_day', details: { dayOn: '2026-11-01' } } }],
    );
  });

  test('PRC-12 the price list as a file: only by those who may export, of accounts they see, and it is told', async () => {
    const url = (accountId: string, form: string) => `/accounts/${accountId}/price-list/file?form=${form}`;
    assert.equal((await get('anna', url(account.romashka, 'csv'))).statusCode, 403);
    assert.equal((await get('exporter', url(account.vasilek, 'csv'))).statusCode, 404);
    const file = await get('exporter', url(account.romashka, 'csv'));
    assert.equal(file.headers['content-type'], 'text/csv; charset=utf-8');
    const [head, ...lines] = file.body.replace('\ufeff', '').trim().split('\r\n');
    assert.equal(head, 'Артикул;Товар;Ед.;В упаковке;Цена прайса, ₽;Ваша цена, ₽;НДС, %');
    assert.deepEqual(lines, [
      'PB-10;Аккумулятор внешний 10 000 мА·ч;шт;1;1200,00;1200,00;22',
      'CB-40;Кабель USB-C;шт;1;100,00;100,00;22',
      'HP-20;Наушники беспроводные;шт;5;3500,00;3500,00;22',
      'BK-30;Справочник мастера;шт;1;450,00;450,00;10',
    ]);
    const book = await get('exporter', url(account.romashka, 'xlsx'));
    assert.equal(book.rawPayload.subarray(0, 2).toString(), 'PK');
    assert.equal(
      decodeURIComponent(String(book.headers['content-disposition'])),
      "attachment; filename*=UTF-8''Прайс ООО «Ромашка» 2026-11-20.xlsx",
    );
    const told = await world.owner(
      "select account_id, subject_type, subject_id from event where name = 'pricing.price_list_taken'",
    );
    const taken = { account_id: account.romashka, subject_type: 'account', subject_id: account.romashka };
    assert.deepEqual(told, [taken, taken]);
  });
});

describe('the list of products as a file', () => {
  test('CAT-7 the cost stands in it only for those who see cost; a name cannot become a formula', async () => {
    await world.owner("update product set name = '=1+1' where id = $1", [product.cable]);
    const lines = async (who: string) =>
      (await get(who, '/products/file?form=csv&sort=code')).body.trim().split('\r\n');
    const seen = await lines('vera');
    assert.ok(seen[0]?.endsWith('Себестоимость, ₽'));
    assert.ok(seen.some((line) => line.startsWith('BK-30;') && line.endsWith(';300,00')));
    assert.ok(seen.some((line) => line.startsWith("CB-40;'=1+1;")));
    const blind = await lines('exporter');
    assert.ok(!blind[0]?.includes('Себестоимость'));
    assert.ok(blind.some((line) => line === 'BK-30;Справочник мастера;;Книги;шт;1;450,00;1000'));
    assert.equal((await get('anna', '/products/file')).statusCode, 403);
  });

  test('CAT-10 filters hold in the file too', async () => {
    const file = await get('vera', `/products/file?form=csv&categoryId=${category.books}`);
    assert.equal(file.body.trim().split('\r\n').length, 2);
  });
});
