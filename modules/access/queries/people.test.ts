import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ids, newWorld } from '#tests/harness/world.ts';
import { codeOf, givePasswords, serverOn } from '../testing.fixture.ts';
import { listRoles } from './organisation.ts';
import { listPeople, pickPeople, readPerson } from './people.ts';

const world = await newWorld();
await givePasswords(world);
const { browser } = await serverOn(world);
const { admin, anna } = world.people;

const code = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'done' : answer.code);

describe('reading people', () => {
  const answerOf = <T>(result: { ok: true; value: T } | { ok: false; code: string }): T =>
    result.ok ? result.value : assert.fail(result.code);

  test('the list pages by name, searches and filters, and shows only our people', async () => {
    await world.owner(
      `insert into person (org_id, id, email, name, role_id, created_at)
      select $1, gen_random_uuid(), 'p' || n || '@kamerton.example', 'Человек ' || lpad(n::text, 3, '0'), $2, now() from generate_series(1, 230) n`,
      [ids.org, ids.role['kam']],
    );
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = answerOf(
        await world.ask(admin, (context) => listPeople(context, cursor === undefined ? {} : { cursor })),
      );
      assert.ok(page.rows.length <= 100);
      names.push(...page.rows.map((row) => row.name));
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    assert.equal(names.length, 237);
    assert.equal(new Set(names).size, 237);
    assert.equal(names.includes('Чужой'), false);
    assert.deepEqual(names.slice(0, 2), ['Админ Андрей', 'Анна Клюева']);
    const invited = answerOf(await world.ask(admin, (context) => listPeople(context, { state: 'invited', q: '007' })));
    assert.deepEqual(
      invited.rows.map((row) => row.name),
      ['Человек 007'],
    );
    const percent = answerOf(await world.ask(admin, (context) => listPeople(context, { q: '%' })));
    assert.deepEqual(percent.rows, []);
  });

  test('a cursor of somebody’s own making is the beginning of the list', async () => {
    for (const cursor of [
      'nonsense',
      Buffer.from('{"a":1}').toString('base64url'),
      Buffer.from('["\\u0000","x"]').toString('base64url'),
    ]) {
      assert.equal(
        answerOf(await world.ask(admin, (context) => listPeople(context, { cursor }))).rows[0]?.name,
        'Админ Андрей',
      );
    }
  });

  test('the picker gives names and nothing more', async () => {
    const picked = answerOf(await world.ask(anna, (context) => pickPeople(context, { q: 'вера' })));
    assert.deepEqual(picked.rows, [{ id: ids.person.vera, name: 'Вера Головина', post: '' }]);
  });

  test('the card says why it is closed, and a person of another organisation is not there', async () => {
    const card = answerOf(await world.ask(admin, (context) => readPerson(context, { personId: ids.person.admin })));
    assert.deepEqual(card.closed, { change: null, deactivate: { code: 'access.not_yourself' }, invite: null });
    assert.equal(JSON.stringify(card).includes('argon2'), false);
    const seen = answerOf(await world.ask(anna, (context) => readPerson(context, { personId: ids.person.admin })));
    assert.deepEqual(seen.closed.change, { code: 'platform.forbidden', details: { permission: 'people.write' } });
    const strange = await world.ask(admin, (context) => readPerson(context, { personId: ids.person.stranger }));
    assert.equal(code(strange), 'access.not_found');
  });

  test('the list and the card need the right to read settings', async () => {
    const one = browser();
    await world.owner("update role set permissions = '{orders.read}' where id = $1", [ids.role['finance']]);
    await one.signIn('fyodor@kamerton.example');
    for (const url of [
      '/people',
      `/people/${ids.person.anna}`,
      '/roles',
      '/departments',
      '/org',
      '/audit',
      '/audit/export',
    ]) {
      assert.equal(codeOf(await one.ask(url)), 'platform.forbidden', url);
    }
  });

  test('roles come with how many have each', async () => {
    const { rows } = answerOf(await world.ask(admin, (context) => listRoles(context)));
    assert.equal(rows.find((row) => row.id === ids.role['finance'])?.people, 1);
    assert.equal(
      rows.some((row) => row.id === ids.otherRole),
      false,
    );
  });
});
