import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { permissions } from '#platform/permission.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { activatePerson, deactivatePerson, endPersonSessions, updatePerson } from './commands/people.ts';
import { createRole, removeRole, updateRole } from './commands/roles.ts';
import { authenticate } from './session.ts';
import { codeOf, givePasswords, serverOn } from './testing.fixture.ts';

const world = await newWorld();
await givePasswords(world);
const { browser } = await serverOn(world);
const { admin } = world.people;

const fields = (more: object = {}) => ({
  email: 'boris@kamerton.example',
  name: 'Борис Ключников',
  post: '',
  phone: '',
  roleId: ids.role['kam'] ?? '',
  departmentId: ids.department.sales,
  ...more,
});
const versionOf = async (personId: string) =>
  Number((await world.owner('select version from person where id = $1', [personId]))[0]?.['version']);
const code = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'done' : answer.code);

const update = async (who: Person, personId: string, more: object) =>
  world.act(who, updatePerson, { personId, version: await versionOf(personId), ...fields(), ...more });

describe('ACS-4 somebody always holds everything', () => {
  test('the last administrator is neither demoted, nor deactivated, nor stripped by the role', async () => {
    const self = { email: 'admin@kamerton.example', name: 'Админ Андрей', departmentId: null };
    assert.equal(
      code(await update(admin, ids.person.admin, { ...self, roleId: ids.role['kam'] ?? '' })),
      'access.last_administrator',
    );
    assert.equal(code(await world.act(admin, deactivatePerson, { personId: ids.person.admin })), 'access.not_yourself');
    const role = {
      roleId: ids.role['admin'] ?? '',
      version: 1,
      name: 'Администратор',
      visibility: 'all' as const,
      seesCost: true,
      mayExport: true,
    };
    const less = permissions.filter((one) => one !== 'audit.read');
    assert.equal(code(await world.act(admin, updateRole, { ...role, permissions: less })), 'access.last_administrator');
    assert.equal(
      code(await world.act(admin, updateRole, { ...role, permissions: [...permissions], seesCost: false })),
      'access.last_administrator',
    );
    assert.equal(await versionOf(ids.person.admin), 1);
  });

  test('of two administrators who deactivate each other at once one stays', async () => {
    for (let round = 0; round < 10; round += 1) {
      await world.owner('update person set role_id = $1, active = true where id = any($2)', [
        ids.role['admin'],
        [ids.person.admin, ids.person.director],
      ]);
      const second: Person = { ...admin, personId: ids.person.director };
      const answers = await Promise.all([
        world.act(admin, deactivatePerson, { personId: ids.person.director }),
        world.act(second, deactivatePerson, { personId: ids.person.admin }),
      ]);
      assert.deepEqual(answers.map(code).sort(), ['access.beyond_your_rights', 'done']);
    }
    await world.owner('update person set active = true where id = any($1)', [[ids.person.admin, ids.person.director]]);
  });

  test('an administrator who never took the invitation is not one', async () => {
    await world.owner('update person set password_hash = null, role_id = $2 where id = $1', [
      ids.person.director,
      ids.role['admin'],
    ]);
    const self = {
      email: 'admin@kamerton.example',
      name: 'Админ Андрей',
      departmentId: null,
      roleId: ids.role['kam'] ?? '',
    };
    assert.equal(code(await update(admin, ids.person.admin, self)), 'access.last_administrator');
  });
});

describe('ACS-1 the way in closes at once', () => {
  test('deactivation ends the sessions and the invitations; activation brings none of them back', async () => {
    const one = browser();
    assert.equal((await one.signIn('vera@kamerton.example')).status, 200);
    assert.equal((await one.ask('/session')).status, 200);
    assert.equal((await world.act(admin, deactivatePerson, { personId: ids.person.vera })).ok, true);
    assert.equal(codeOf(await one.ask('/session')), 'access.no_session');
    assert.equal(codeOf(await browser().signIn('vera@kamerton.example')), 'access.wrong_password');
    assert.equal((await world.act(admin, activatePerson, { personId: ids.person.vera })).ok, true);
    assert.equal(codeOf(await one.ask('/session')), 'access.no_session');
    assert.equal((await browser().signIn('vera@kamerton.example')).status, 200);
  });

  test('a sign-in that meets a deactivation leaves no living session', async () => {
    for (let round = 0; round < 8; round += 1) {
      await world.owner('delete from sign_in_attempt');
      const one = browser(`10.20.0.${round}`);
      await Promise.all([
        one.signIn('vera@kamerton.example'),
        world.act(admin, deactivatePerson, { personId: ids.person.vera }),
      ]);
      assert.equal((await world.owner('select id from session where person_id = $1', [ids.person.vera])).length, 0);
      await world.act(admin, activatePerson, { personId: ids.person.vera });
    }
  });

  test('the administrator ends all sessions of a person', async () => {
    await world.owner('delete from sign_in_attempt');
    const one = browser();
    await one.signIn('vera@kamerton.example');
    const answer = await world.act(admin, endPersonSessions, { personId: ids.person.vera });
    assert.deepEqual(answer, { ok: true, value: { ended: 1 } });
    assert.equal(codeOf(await one.ask('/session')), 'access.no_session');
  });

  test('a changed role counts for the sessions of all who have it', async () => {
    const one = browser();
    await one.signIn('vera@kamerton.example');
    const before = await authenticate(world.db, one.cookie, world.platform.clock());
    assert.equal(before?.permissions.has('pricing.write'), true);
    const role = {
      roleId: ids.role['head'] ?? '',
      version: 1,
      name: 'Руководитель',
      permissions: ['orders.write' as const],
      visibility: 'own' as const,
      seesCost: false,
      mayExport: false,
    };
    assert.equal((await world.act(admin, updateRole, role)).ok, true);
    const after = await authenticate(world.db, one.cookie, world.platform.clock());
    assert.deepEqual([...(after?.permissions ?? [])], ['orders.read', 'orders.write']);
    assert.deepEqual(after?.scope, { kind: 'managers', ids: [ids.person.vera] });
    const events = await world.owner(
      "select payload from event where name = 'access.role_changed' and subject_id = $1",
      [role.roleId],
    );
    const payload = events[0]?.['payload'] as { taken: string[]; given?: string[]; visibility: string };
    assert.equal(payload.taken.includes('pricing.write'), true);
    assert.equal(payload.given, undefined);
    assert.equal(payload.visibility, 'own');
  });
});

describe('roles', () => {
  test('a name is one, a stale version is told, a used role stays', async () => {
    const role = { permissions: [], visibility: 'own' as const, seesCost: false, mayExport: false };
    assert.equal(
      code(await world.act(admin, createRole, { id: newId(), name: 'Финансист', ...role })),
      'access.role_name_taken',
    );
    assert.equal(
      code(await world.act(admin, updateRole, { roleId: ids.role['finance'] ?? '', version: 7, name: 'Ф', ...role })),
      'access.changed_meanwhile',
    );
    assert.equal(code(await world.act(admin, removeRole, { roleId: ids.role['finance'] ?? '' })), 'access.role_in_use');
    assert.equal(code(await world.act(admin, removeRole, { roleId: ids.otherRole })), 'access.not_found');
    const id = newId();
    await world.done(admin, createRole, { id, name: 'Стажёр', ...role });
    assert.equal(code(await world.act(admin, removeRole, { roleId: id })), 'done');
  });

  test('a permission nobody knows is refused at the border', async () => {
    const input = {
      id: newId(),
      name: 'Всё',
      permissions: ['everything'],
      visibility: 'all',
      seesCost: true,
      mayExport: true,
    };
    const answer = await world.act(admin, createRole, input as never);
    assert.equal(code(answer), 'input.invalid');
  });
});
