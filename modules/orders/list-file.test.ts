import assert from 'node:assert/strict';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import pino from 'pino';
import { newId } from '#kernel/id.ts';
import { routes as accountRoutes } from '#modules/accounts/routes.ts';
import { routes as documentRoutes } from '#modules/documents/routes.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { routes as fulfilmentRoutes } from '#modules/fulfilment/routes.ts';
import { correct } from '#modules/settlements/commands/correct.ts';
import { routes as moneyRoutes } from '#modules/settlements/routes.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp, sessionCookie } from '#platform/http.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { routes } from './routes.ts';
import { line, takerOf } from './taking.fixture.ts';

const world = await newWorld();
const { anna, boris, vera, director, sonya, fyodor } = world.people;
const may = (person: Person): Person => ({ ...person, mayExport: true });
const people: Record<string, Person> = { anna, boris: may(boris), vera: may(vera), director: may(director) };
const app = await buildHttp({
  platform: { ...world.platform, files: localFiles(path.join(os.tmpdir(), `kam-${newId()}`)) },
  routes: [...accountRoutes, ...routes, ...fulfilmentRoutes, ...documentRoutes, ...moneyRoutes],
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
const lines = async (who: string, url: string) => (await get(who, url)).body.replace('\uFEFF', '').trim().split('\r\n');

const take = takerOf(world);
const sold = line(ids.product.powerbank, 2);
const { orderId } = await take(anna, [sold], { confirm: true });
await world.owner(`update account set name = '=1+1' where id = $1`, [ids.account.lutik]);

describe('ORD-115: lists as files', () => {
  test('orders have what the screen has; margin for those who see cost', async () => {
    const [header = '', row = ''] = await lines('director', '/orders/file?form=csv&state=confirmed');
    assert.equal(header, 'Заказ;Создан;Клиент;Менеджер;Состояние;К дате;Строк;Сумма;Отгружено;Номер клиента;Маржа');
    assert.match(row, /^1;20\.11\.2026;ООО «Ромашка»;Анна Клюева;Подтверждён;;1;2400,00;0,00;;18,66/);
    assert.deepEqual(await lines('director', '/orders/file?form=csv&state=draft'), [header]);
    assert.equal((await get('director', '/orders/file')).rawPayload.subarray(0, 2).toString(), 'PK');
  });

  test('each takes theirs: a manager the own clients and their orders', async () => {
    assert.equal((await lines('boris', '/orders/file?form=csv')).length, 1);
    const accounts = await lines('boris', '/accounts/file?form=csv');
    assert.ok(accounts.some((one) => one.includes('ИП Васильков В. В.')));
    assert.ok(!accounts.some((one) => one.includes('Ромашка')));
  });

  test('a name that looks like a formula starts none', async () => {
    const accounts = await lines('vera', '/accounts/file?form=csv');
    assert.ok(
      accounts.some((one) => one.includes("'=1+1")),
      accounts.join('\n'),
    );
  });

  test('shipments, papers and payments too', async () => {
    const gone = { id: newId(), orderId, version: 1, lines: [{ lineId: sold.id, quantityMilli: '1000' }] };
    await world.done(sonya, ship, gone);
    const paid = { id: newId(), side: 'advance' as const, number: 'П-1', on: '2026-11-19', amountMinor: '50000' };
    await world.done(fyodor, correct, { ...paid, accountId: ids.account.romashka, reason: 'остаток' });
    const second = async (list: string) => (await lines('director', `/${list}/file?form=csv`))[1] ?? '';
    assert.match(await second('shipments'), /^1;20\.11\.2026;ООО «Ромашка»;1;/);
    assert.match(await second('documents'), /;20\.11\.2026;ООО «Ромашка»;1;216,39;1200,00;/);
    assert.match(await second('payments'), /^19\.11\.2026;П-1;ООО «Ромашка»;500,00;/);
  });

  const events = {
    accounts: 'accounts.exported',
    orders: 'orders.exported',
    shipments: 'fulfilment.exported',
    documents: 'documents.exported',
    payments: 'settlements.payments_exported',
  };
  for (const [list, event] of Object.entries(events)) {
    test(`${list} leave only with those who may export, and the audit knows`, async () => {
      assert.equal((await get('anna', `/${list}/file`)).statusCode, 403);
      assert.equal((await get('director', `/${list}/file?form=csv&q=ромашка`)).statusCode, 200);
      const told = await world.owner('select payload from event where name = $1', [event]);
      assert.deepEqual(told.at(-1), { payload: { form: 'csv', filters: '{"q":"ромашка"}' } });
    });
  }
});
