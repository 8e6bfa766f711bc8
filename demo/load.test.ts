import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { digestOf } from './digest.fixture.ts';
import { type EmptyProgram, emptyProgram } from './empty-program.fixture.ts';
import { demoFiles, loadDemo } from './load.ts';
import { broken } from './rules.fixture.ts';

const noon = '2026-11-20T13:00:00Z';
const program = await emptyProgram(noon);
const again = await emptyProgram(noon);

async function load({
  platform,
  owner,
}: EmptyProgram): Promise<{ readonly ok: boolean; readonly tookMs: number; readonly orgId: string }> {
  const began = performance.now();
  const made = await loadDemo(platform);
  const tookMs = Math.round(performance.now() - began);
  // The server would do it by itself in a minute.
  await owner('analyze');
  return { ok: made.ok, tookMs, orgId: made.ok ? made.value.orgId : '' };
}

const made = await load(program);
const second = await load(again);

describe('the demo company', () => {
  test('loads in an empty program, and only there', async (context) => {
    context.diagnostic(`loaded in ${made.tookMs} ms, again in ${second.tookMs} ms`);
    assert.equal(made.ok, true);
    assert.deepEqual(await loadDemo(program.platform), { ok: false, code: 'access.already_begun' });
  });

  test('is the same every time on the same day', async () => {
    assert.deepEqual(await digestOf(again), await digestOf(program));
  });

  test('is as large as was asked', async () => {
    const [counts] = await program.owner(`select (select count(*) from legal_entity) as firms,
      (select count(*) from account) as accounts, (select count(*) from account_group) as groups,
      (select count(*) from product) as products, (select count(*) from brand) as brands,
      (select count(*) from price_column) as columns, (select count(*) from person) as people,
      (select count(*) > 6000 from sales_order) as orders`);
    assert.deepEqual(counts, {
      firms: '3',
      accounts: '300',
      groups: '40',
      products: '2000',
      brands: '40',
      columns: '5',
      people: '10',
      orders: true,
    });
  });

  test('has something on every screen: decisions of every kind, money to look at, support in every state', async () => {
    const asked = await program.owner(
      `select distinct p.kind, r.name from approval p join role r on r.id = p.role_id where p.state = 'pending' order by 1, 2`,
    );
    assert.deepEqual(asked, [
      { kind: 'credit', name: 'Директор' },
      { kind: 'credit', name: 'Руководитель отдела продаж' },
      { kind: 'credit', name: 'Финансист' },
      { kind: 'discount', name: 'Директор' },
      { kind: 'discount', name: 'Руководитель отдела продаж' },
      { kind: 'floor', name: 'Руководитель отдела продаж' },
    ]);
    const states = async (query: string) => (await program.owner(query)).map((row) => row['state']);
    assert.deepEqual(await states(`select distinct state from payment where statement_key is not null order by 1`), [
      'advance',
      'ignored',
      'matched',
      'probable',
      'unknown',
    ]);
    assert.deepEqual(await states(`select distinct support_state as state from sales_order order by 1`), [
      'done',
      'in_work',
      'none',
      'question',
      'queued',
    ]);
    assert.deepEqual(await states(`select distinct state from sales_order order by 1`), [
      'cancelled',
      'closed',
      'confirmed',
      'draft',
      'held',
      'shipped',
    ]);
  });

  test('gives files to try imports with', async () => {
    const files = await demoFiles(program.platform, made.orgId);
    assert.deepEqual(
      files.map(({ name }) => name),
      ['Выписка банка.txt', 'Прайс-лист поставщика.xlsx', 'Клиенты из CRM.csv'],
    );
    assert.ok(files.every(({ bytes }) => bytes.length > 2_000));
  });

  for (const [rule, query] of Object.entries(broken)) {
    test(rule, async () => {
      assert.deepEqual(await program.owner(`${query} limit 5`), []);
    });
  }
});
