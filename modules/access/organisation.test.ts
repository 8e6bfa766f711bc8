import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { createDepartment, removeDepartment, updateDepartment } from './commands/departments.ts';
import { updateOrg } from './commands/organisation.ts';
import { listDepartments, readOrganisation } from './queries/organisation.ts';
import { codeOf, givePasswords, serverOn } from './testing.fixture.ts';

const world = await newWorld();
await givePasswords(world);
const { browser } = await serverOn(world);
const { admin, anna } = world.people;
const code = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'done' : answer.code);
const department = (name: string, parentId: string | null = null, headId: string | null = null) => ({
  name,
  parentId,
  headId,
});

describe('departments', () => {
  const [north, south] = [newId(), newId()];

  test('ACS-5 a tree grows, and never into a ring', async () => {
    await world.done(admin, createDepartment, {
      id: north,
      ...department('Север', ids.department.sales, ids.person.vera),
    });
    await world.done(admin, createDepartment, { id: south, ...department('Юг', north) });
    const under = { departmentId: ids.department.sales, version: 1, ...department('Отдел продаж', south) };
    assert.equal(code(await world.act(admin, updateDepartment, under)), 'access.department_cycle');
    assert.equal(
      code(await world.act(admin, updateDepartment, { ...under, parentId: ids.department.sales })),
      'access.department_cycle',
    );
    const { rows } = await world.ask(admin, async (context) => {
      const list = await listDepartments(context);
      return list.ok ? list.value : assert.fail();
    });
    assert.deepEqual(
      rows.map((row) => [row.name, row.headName, row.people]),
      [
        ['Отдел продаж', null, 3],
        ['Север', 'Вера Головина', 0],
        ['Юг', null, 0],
      ],
    );
  });

  test('two who turn a tree over at once do not close a ring', async () => {
    const rows = await world.owner('select id, version from department');
    const version = (id: string) => Number(rows.find((row) => row['id'] === id)?.['version']);
    const [a, b] = [newId(), newId()];
    await world.done(admin, createDepartment, { id: a, ...department('А') });
    await world.done(admin, createDepartment, { id: b, ...department('Б') });
    const both = await Promise.all([
      world.act(admin, updateDepartment, { departmentId: a, version: 1, ...department('А', b) }),
      world.act(admin, updateDepartment, { departmentId: b, version: 1, ...department('Б', a) }),
    ]);
    assert.deepEqual(both.map(code).sort(), ['access.department_cycle', 'done']);
    assert.equal(version(north), 1);
  });

  test('what is in use stays, a stale version is told, strangers are not there', async () => {
    assert.equal(
      code(await world.act(admin, removeDepartment, { departmentId: ids.department.sales })),
      'access.department_in_use',
    );
    assert.equal(code(await world.act(admin, removeDepartment, { departmentId: north })), 'access.department_in_use');
    assert.equal(code(await world.act(admin, removeDepartment, { departmentId: south })), 'done');
    assert.equal(code(await world.act(admin, removeDepartment, { departmentId: south })), 'access.not_found');
    assert.equal(
      code(await world.act(admin, updateDepartment, { departmentId: north, version: 9, ...department('С') })),
      'access.changed_meanwhile',
    );
    assert.equal(
      code(await world.act(world.people.stranger, removeDepartment, { departmentId: north })),
      'access.not_found',
    );
    const foreign = { id: newId(), ...department('Чужой', null, ids.person.stranger) };
    assert.equal(code(await world.act(admin, createDepartment, foreign)), 'access.no_such_person');
    assert.equal(
      code(await world.act(admin, createDepartment, { id: newId(), ...department('Ничей', newId()) })),
      'access.no_such_department',
    );
  });

  test('ACS-3 who does not see everything cannot move what others see', async () => {
    await world.owner("update role set permissions = permissions || '{people.write}' where id = $1", [ids.role['kam']]);
    const clerk: Person = { ...anna, permissions: new Set([...anna.permissions, 'people.write']) };
    assert.equal(
      code(await world.act(clerk, createDepartment, { id: newId(), ...department('Мой', null, anna.personId) })),
      'access.beyond_your_rights',
    );
    assert.equal(
      code(await world.act(anna, createDepartment, { id: newId(), ...department('Мой') })),
      'platform.forbidden',
    );
  });
});

describe('the organisation', () => {
  test('keeps its name and a real time zone; the currency stays', async () => {
    assert.equal(
      code(await world.act(admin, updateOrg, { name: 'Камертон', timeZone: 'Asia/Nowhere' })),
      'access.no_such_time_zone',
    );
    assert.equal(
      code(await world.act(admin, updateOrg, { name: 'Камертон', timeZone: "Europe/Moscow'; drop table org; --" })),
      'access.no_such_time_zone',
    );
    assert.equal(
      code(await world.act(admin, updateOrg, { name: 'Камертон', timeZone: '+03:00' })),
      'access.no_such_time_zone',
    );
    await world.done(admin, updateOrg, { name: ' Камертон Восток ', timeZone: 'Asia/Vladivostok' });
    const view = await world.ask(admin, readOrganisation);
    assert.deepEqual(view, {
      ok: true,
      value: { id: ids.org, name: 'Камертон Восток', currency: 'RUB', timeZone: 'Asia/Vladivostok', demo: false },
    });
    assert.equal(code(await world.act(anna, updateOrg, { name: 'А', timeZone: 'UTC' })), 'platform.forbidden');
    const one = browser();
    await one.signIn('anna@kamerton.example');
    world.setNow('2026-11-20T20:00:00Z');
    assert.equal(((await one.ask('/session')).body['org'] as { today: string }).today, '2026-11-21');
    world.setNow('2026-11-20T09:00:00Z');
    const other = await world.ask(world.people.stranger, readOrganisation);
    assert.equal(other.ok && other.value.name, 'Чужая фирма');
  });
});

describe('saved views', () => {
  test('are mine alone, by name, at most fifty of a list', async () => {
    const [mine, boris] = [browser('10.30.0.1'), browser('10.30.0.2')];
    await mine.signIn('anna@kamerton.example');
    await boris.signIn('boris@kamerton.example');
    const id = newId();
    const body = { list: 'orders', name: 'Мои горящие', query: 'state=held' };
    assert.equal((await mine.act('PUT', `/saved-views/${id}`, body)).status, 200);
    assert.equal((await mine.act('PUT', `/saved-views/${id}`, { ...body, query: 'state=open' })).status, 200);
    assert.deepEqual((await mine.ask('/saved-views?list=orders')).body['rows'], [
      { id, name: 'Мои горящие', query: 'state=open' },
    ]);
    assert.deepEqual((await mine.ask('/saved-views?list=accounts')).body['rows'], []);
    assert.deepEqual((await boris.ask('/saved-views?list=orders')).body['rows'], []);
    assert.equal(codeOf(await boris.act('PUT', `/saved-views/${id}`, { ...body, name: 'Чужой' })), 'access.not_found');
    assert.equal(codeOf(await boris.act('DELETE', `/saved-views/${id}`)), 'access.not_found');
    assert.equal(codeOf(await mine.act('PUT', `/saved-views/${newId()}`, body)), 'access.view_name_taken');
    for (let n = 1; n < 50; n += 1) await mine.act('PUT', `/saved-views/${newId()}`, { ...body, name: `Вид ${n}` });
    const more = await mine.act('PUT', `/saved-views/${newId()}`, { ...body, name: 'Лишний' });
    assert.deepEqual(more.body['refusal'], { code: 'access.too_many_views', details: { count: 50 } });
    assert.equal((await mine.act('DELETE', `/saved-views/${id}`)).status, 200);
  });

  test('need a key, as every act', async () => {
    const mine = browser('10.30.0.3');
    await mine.signIn('anna@kamerton.example');
    const answer = await mine.act(
      'PUT',
      `/saved-views/${newId()}`,
      { list: 'orders', name: 'Без ключа', query: '' },
      { key: 'nonsense' },
    );
    assert.equal(codeOf(answer), 'platform.bad_key');
  });
});

describe('the first run', () => {
  test('an empty program makes its organisation once and signs the founder in; then it is over', async () => {
    const fresh = await newWorld();
    await fresh.owner('delete from directory_org');
    const server = await serverOn(fresh);
    const founder = server.browser();
    assert.deepEqual((await founder.ask('/first-run')).body, { needed: true });
    const lacking = await founder.act('POST', '/first-run', { mode: 'start', orgName: 'Первая' });
    assert.deepEqual(
      (lacking.body['problems'] as { path: string }[]).map((one) => one.path),
      ['name', 'email', 'password'],
    );
    const body = {
      mode: 'start',
      orgName: 'ООО «Первая»',
      name: 'Пётр',
      email: 'first@first.example',
      password: 'кот учёный ходит',
    };
    assert.equal(
      codeOf(await founder.act('POST', '/first-run', { ...body, password: '1234567890' })),
      'access.password_common',
    );
    assert.equal((await founder.act('POST', '/first-run', body)).status, 200);
    assert.equal(((await founder.ask('/session')).body['org'] as { name: string }).name, 'ООО «Первая»');
    assert.deepEqual((await founder.ask('/first-run')).body, { needed: false });
    assert.equal(codeOf(await server.browser().act('POST', '/first-run', body)), 'access.already_begun');
    assert.equal(codeOf(await server.browser().act('POST', '/first-run', { mode: 'demo' })), 'access.already_begun');
  });

  test('the demo signs in whom its loader names; two presses load it once', async () => {
    const fresh = await newWorld();
    await fresh.owner('delete from directory_org');
    let loads = 0;
    const [begun, finish] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const server = await serverOn(fresh, {
      loadDemo: async () => {
        loads += 1;
        begun.resolve();
        await finish.promise;
        await fresh.owner("insert into directory_org (org_id, name) values ($1, 'Демо')", [ids.org]);
        return { ok: true, value: { orgId: ids.org, personId: ids.person.anna } };
      },
    });
    const first = server.browser();
    const loading = first.act('POST', '/first-run', { mode: 'demo' });
    await begun.promise;
    assert.equal(codeOf(await server.browser().act('POST', '/first-run', { mode: 'demo' })), 'platform.busy');
    finish.resolve();
    assert.equal((await loading).status, 200);
    assert.equal(((await first.ask('/session')).body['user'] as { id: string }).id, ids.person.anna);
    assert.equal(codeOf(await server.browser().act('POST', '/first-run', { mode: 'demo' })), 'access.already_begun');
    assert.equal(loads, 1);
  });
});
