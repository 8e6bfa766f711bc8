import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import pino from 'pino';
import { newId } from '#kernel/id.ts';
import { fillBackorders } from '#modules/orders/index.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp, sessionCookie } from '#platform/http.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { routesFor } from './routes.ts';

const world = await newWorld();
const { anna, vera } = world.people;
const people: Record<string, Person> = { anna, vera: { ...vera, mayExport: true } };
const app = await buildHttp({
  platform: { ...world.platform, files: localFiles(path.join(os.tmpdir(), `kam-${newId()}`)) },
  routes: routesFor(fillBackorders),
  authenticate: async (token) => {
    const person = people[token];
    return person === undefined ? null : { ...person, sessionId: newId() };
  },
  log: pino({ level: 'silent' }),
  secure: false,
  ready: () => true,
});
after(() => app.close());

const get = (who: string, url: string) =>
  app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie: `${sessionCookie}=${who}`, 'x-kamerton': '1' } });
const lines = async (url: string) => (await get('vera', url)).body.replace('\uFEFF', '').trim().split('\r\n');

describe('the list of stock as a file', () => {
  test('STO-12: has what the screen has, filters too', async () => {
    const all = await lines('/stock/file?form=csv');
    assert.equal(all[0], 'Артикул;Товар;Склад;Ед.;На складе;В резерве;Свободно;Ожидается;Ждём;Ждут заказы');
    assert.equal(all[3], 'HP-20;Наушники беспроводные;MAIN;шт;10;0;10;50;10.12.2026;0');
    assert.equal((await lines('/stock/file?form=csv&q=hp-20')).length, 2);
    assert.equal((await lines(`/stock/file?form=csv&warehouseId=${ids.warehouse.second}`)).length, 1);
    const xlsx = await get('vera', '/stock/file');
    assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), 'PK');
  });

  test('STO-12: comes whole when it is longer than a page', async () => {
    await world.owner(
      `insert into product (org_id, id, code, code_key, name, name_key, search_text, created_at, updated_at)
       select $1, gen_random_uuid(), 'Z-' || n, 'z-' || n, 'Много', 'много', 'много', now(), now() from generate_series(1, 250) n`,
      [ids.org],
    );
    await world.owner(
      `insert into stock (org_id, product_id, warehouse_id) select org_id, id, $1 from product where name = 'Много'`,
      [ids.warehouse.main],
    );
    assert.equal((await lines('/stock/file?form=csv&q=много')).length, 251);
  });

  test('STO-12: leaves only with those who may export, and the audit knows', async () => {
    assert.equal((await get('anna', '/stock/file')).statusCode, 403);
    const before = await world.owner("select count(*)::int as n from event where name = 'stock.exported'");
    await get('vera', '/stock/file?form=csv&show=free');
    const told = await world.owner("select payload from event where name = 'stock.exported' order by seq");
    assert.equal(told.length, Number(before[0]?.['n']) + 1);
    assert.deepEqual(told.at(-1), { payload: { form: 'csv', filters: '{"show":"free"}' } });
  });
});
