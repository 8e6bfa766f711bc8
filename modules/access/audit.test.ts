import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { lineOf } from './audit-file.ts';
import { listAudit } from './queries/audit.ts';
import { factsOf } from './queries/facts.ts';
import { codeOf, givePasswords, serverOn } from './testing.fixture.ts';

const world = await newWorld();
await givePasswords(world);
const { browser } = await serverOn(world);
const { admin, director, vera, stranger } = world.people;

type Told = {
  at?: string;
  name?: string;
  actor?: string | null;
  account?: string | null;
  payload?: object;
  org?: string;
};
const tell = ({
  at = '2026-11-20T09:00:00Z',
  name = 'orders.confirmed',
  actor = ids.person.anna,
  account = null,
  payload = {},
  org = ids.org,
}: Told) =>
  world.owner(
    `insert into event (org_id, id, at, name, actor_id, subject_type, subject_id, account_id, payload, request_id)
     values ($1, $2, $3, $4, $5, 'order', $6, $7, $8, 'r')`,
    [org, newId(), at, name, actor, newId(), account, JSON.stringify(payload)],
  );
const list = async (who: Person, filters: Parameters<typeof listAudit>[1] = {}) => {
  const answer = await world.ask(who, (context) => listAudit(context, filters));
  return answer.ok ? answer.value : assert.fail(answer.code);
};
const names = async (who: Person, filters: Parameters<typeof listAudit>[1] = {}) =>
  (await list(who, filters)).rows.map((row) => row.name);

await tell({ name: 'orders.first', account: ids.account.romashka, at: '2026-11-18T20:59:59Z' });
await tell({ name: 'orders.second', account: ids.account.orphan, at: '2026-11-18T21:00:00Z' });
await tell({
  name: 'prices.changed',
  actor: ids.person.boris,
  payload: { productId: 'p', costE4: '8000000', changes: { marginBp: 500, name: 'Кабель' } },
});
await tell({ name: 'orders.foreign', org: ids.otherOrg, actor: ids.person.stranger, account: ids.account.other });

describe('ACS-10 the audit', () => {
  test('is newest first and of one organisation', async () => {
    assert.deepEqual(await names(admin), ['prices.changed', 'orders.second', 'orders.first']);
    assert.deepEqual(await names(stranger), ['orders.foreign']);
  });

  test('leaves out events of accounts the reader does not see', async () => {
    assert.deepEqual(await names(vera), ['prices.changed', 'orders.first']);
    assert.deepEqual(await names(vera, { accountId: ids.account.orphan }), []);
  });

  test('is filtered by person, name, account and day of the organisation', async () => {
    assert.deepEqual(await names(admin, { personId: ids.person.boris }), ['prices.changed']);
    assert.deepEqual(await names(admin, { name: 'orders.' }), ['orders.second', 'orders.first']);
    assert.deepEqual(await names(admin, { accountId: ids.account.romashka }), ['orders.first']);
    assert.deepEqual(await names(admin, { to: '2026-11-18' }), ['orders.first']);
    assert.deepEqual(await names(admin, { from: '2026-11-19', to: '2026-11-19' }), ['orders.second']);
  });

  test('shows costs and margins only to who sees them', async () => {
    const facts = async (who: Person) => (await list(who, { name: 'prices.' })).rows[0]?.facts;
    assert.deepEqual(await facts(director), [
      { name: 'costE4', value: '8000000' },
      { name: 'changes.name', value: 'Кабель' },
      { name: 'changes.marginBp', value: '500' },
      { name: 'productId', value: 'p' },
    ]);
    assert.deepEqual(await facts({ ...director, seesCost: false }), [
      { name: 'changes.name', value: 'Кабель' },
      { name: 'productId', value: 'p' },
    ]);
  });

  test('pages without losing or repeating a row', async () => {
    for (let n = 0; n < 205; n += 1) await tell({ name: 'stock.counted' });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list(admin, cursor === undefined ? {} : { cursor });
      seen.push(...page.rows.map((row) => row.id));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    assert.equal(seen.length, 208);
    assert.equal(new Set(seen).size, 208);
    assert.equal((await list(admin, { cursor: 'nonsense' })).rows.length, 100);
  });

  test('leaves as a file that is safe to open, and says who took it', async () => {
    await tell({ name: 'orders.formula', payload: { note: '=cmd|calc;"x"', list: ['a', 'b'] } });
    const one = browser();
    await one.signIn('admin@kamerton.example');
    const file = await one.ask('/audit/export?name=orders.');
    assert.equal(file.status, 200);
    assert.equal(file.headers['content-type'], 'text/csv; charset=utf-8');
    const lines = file.text.split('\r\n');
    assert.equal(lines[0], '\uFEFFКогда;Событие;Кто;За кого;Клиент;Над чем;Подробности;Запрос');
    assert.equal(lines.length, 5);
    assert.match(lines[1] ?? '', /"list: a, b; note: =cmd\|calc;""x"""/);
    const [taken] = await world.owner("select actor_id, payload from event where name = 'access.audit_exported'");
    assert.deepEqual(taken, { actor_id: ids.person.admin, payload: { name: 'orders.' } });
    assert.equal(lineOf(['=1+1', '+7', '-5', '@x', 'a;b', '5']), "'=1+1;'+7;-5;'@x;\"a;b\";5\r\n");
    assert.equal(lineOf([' =1', '\uff1d1', '-1+2']), "' =1;'\uff1d1;'-1+2\r\n");
  });

  test('is not for those who may not export, nor for nonsense', async () => {
    await world.owner('update role set may_export = false where id = $1', [ids.role['director']]);
    const one = browser();
    await one.signIn('director@kamerton.example');
    assert.equal((await one.ask('/audit')).status, 200);
    assert.equal(codeOf(await one.ask('/audit/export')), 'platform.forbidden');
    for (const query of ['personId=x', "name=orders.'", 'from=today', 'everything=true']) {
      assert.equal((await one.ask(`/audit?${query}`)).status, 400, query);
    }
    for (const query of ['from=2026-02-30', 'to=0000-00-00']) {
      assert.equal(codeOf(await one.ask(`/audit?${query}`)), 'access.no_such_date', query);
    }
  });

  test('facts are bounded', () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_one, n) => [`k${n}`, 'x'.repeat(2_000)]));
    const facts = factsOf(wide, true);
    assert.equal(facts.length, 60);
    assert.equal(facts[0]?.value.length, 500);
    assert.deepEqual(factsOf({ lines: [{ cost: 1, name: 'a' }] }, false), [{ name: 'lines.0.name', value: 'a' }]);
  });
});
