import assert from 'node:assert/strict';
import os from 'node:os';
import { after, describe, test } from 'node:test';
import pino from 'pino';
import { newId } from '#kernel/id.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp, sessionCookie } from '#platform/http.ts';
import { newWorld, type Person } from '#tests/harness/world.ts';
import { routes } from './routes.ts';
import { addSold } from './world.fixture.ts';

const world = await newWorld();
world.setNow('2026-11-21');
const people: Record<string, Person> = { ...world.people };
const app = await buildHttp({
  platform: { ...world.platform, files: localFiles(os.tmpdir()) },
  routes,
  authenticate: async (token) => {
    const person = people[token];
    return person === undefined ? null : { ...person, sessionId: newId() };
  },
  log: pino({ level: 'silent' }),
  secure: false,
  ready: () => true,
});
after(() => app.close());

await addSold(
  world,
  `
  day        | account  | product    | pieces | sum     | vat    | cost   | manager
  2026-11-20 | romashka | powerbank  | 10     | 1220.00 | 220.00 | 800.00 | anna
  2026-11-01 | vasilek  | cable      | 100    | 1830.00 | 330.00 | 900.00 | boris
  2025-11-10 | romashka | powerbank  | 4      | 488.00  | 88.00  | 320.00 | anna
`,
);

const get = (who: string, url: string) =>
  app.inject({ method: 'GET', url: `/api${url}`, headers: { cookie: `${sessionCookie}=${who}`, 'x-kamerton': '1' } });
const rowsOf = (body: string) => body.replace('\ufeff', '').trim().split('\r\n');

describe('reports of sales as files', () => {
  test('ANA-11: only who may export takes them, and the audit knows', async () => {
    const refused = await get('anna', '/export/sales-pivot');
    assert.deepEqual(refused.json().refusal, { code: 'platform.forbidden', details: { permission: 'export' } });
    const pivot = await get('director', '/export/sales-pivot?form=csv&from=2026-11&to=2026-11&compare=true');
    assert.deepEqual(rowsOf(pivot.body), [
      'Клиент;Итого;Итого — Год назад',
      'ИП Васильков В. В.;1830,00;0,00',
      'ООО «Ромашка»;1220,00;488,00',
      'Итого;3050,00;488,00',
    ]);
    const xlsx = await get('director', '/export/sales-lines');
    assert.equal(xlsx.rawPayload.subarray(0, 2).toString(), 'PK');
    const told = await world.owner("select payload from event where name = 'analytics.exported' order by seq");
    assert.deepEqual(
      told.map(({ payload }) => payload),
      [
        { report: 'pivot', form: 'csv', filters: '{"from":"2026-11","to":"2026-11","compare":true}' },
        { report: 'lines', form: 'xlsx', filters: '{}' },
      ],
    );
  });

  test('two dimensions in rows, a third in columns, the rest and the totals last', async () => {
    const pivot = await get(
      'director',
      '/export/sales-pivot?form=csv&from=2026-11&to=2026-11&columns=manager&thenBy=category&top=1',
    );
    assert.deepEqual(rowsOf(pivot.body), [
      'Клиент;Категория;Борис Ключников;Анна Клюева;Итого',
      'ИП Васильков В. В.;Электроника / Питание;1830,00;0,00;1830,00',
      'Остальные (1);;0,00;1220,00;1220,00',
      'Итого;;1830,00;1220,00;3050,00',
    ]);
  });

  test('ANA-3, ANA-4: with own accounts only and no margin for who does not see cost', async () => {
    people['boris'] = { ...world.people.boris, mayExport: true };
    const lines = rowsOf((await get('boris', '/export/sales-lines?form=csv')).body);
    assert.equal(lines.length, 2);
    assert.doesNotMatch(lines[0] ?? '', /Маржа/);
    assert.match(lines[1] ?? '', /Васильков.*1830,00/);
    const all = rowsOf((await get('director', '/export/sales-lines?form=csv')).body);
    assert.equal(all.length, 4);
    assert.match(all[0] ?? '', /Маржа/);
  });
});
