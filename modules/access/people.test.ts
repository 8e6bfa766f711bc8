import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { activatePerson, deactivatePerson, endPersonSessions, updatePerson } from './commands/people.ts';
import { createRole, removeRole, updateRole } from './commands/roles.ts';
import { codeOf, givePasswords, serverOn } from './testing.fixture.ts';

const world = await newWorld();
await givePasswords(world);
const { browser } = await serverOn(world);
const { admin, anna, stranger } = world.people;

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
/** Somebody who may write people and nothing else that matters. */
const clerk: Person = {
  ...anna,
  personId: ids.person.sonya,
  permissions: new Set([...anna.permissions, 'people.write', 'settings.read']),
};

const update = async (who: Person, personId: string, more: object) =>
  world.act(who, updatePerson, { personId, version: await versionOf(personId), ...fields(), ...more });

describe('people', () => {
  test('a change is kept, told as an event, and the new e-mail signs in', async () => {
    const answer = await update(admin, ids.person.boris, {
      email: 'B.Klyuchnikov@kamerton.example',
      post: 'Старший менеджер',
    });
    assert.equal(answer.ok, true);
    const [event] = await world.owner("select payload from event where name = 'access.person_changed'");
    assert.deepEqual(event?.['payload'], { email: 'B.Klyuchnikov@kamerton.example', post: 'Старший менеджер' });
    assert.equal((await browser().signIn('b.klyuchnikov@kamerton.example')).status, 200);
    assert.equal(codeOf(await browser().signIn('boris@kamerton.example')), 'access.wrong_password');
  });

  test('two who edit one person: the second is told', async () => {
    const version = await versionOf(ids.person.boris);
    const both = await Promise.all(
      [1, 2].map((n) =>
        world.act(admin, updatePerson, { personId: ids.person.boris, version, ...fields(), phone: `+7 ${n}` }),
      ),
    );
    assert.deepEqual(both.map(code).sort(), ['access.changed_meanwhile', 'done']);
  });

  test('an e-mail belongs to one person of all organisations', async () => {
    assert.equal(code(await update(admin, ids.person.boris, { email: 'ANNA@kamerton.example' })), 'access.email_taken');
    assert.equal(
      code(await update(admin, ids.person.boris, { email: 'stranger@other.example' })),
      'access.email_taken',
    );
  });

  test('roles and departments of another organisation are not there', async () => {
    assert.equal(code(await update(admin, ids.person.boris, { roleId: ids.otherRole })), 'access.no_such_role');
    assert.equal(code(await update(admin, ids.person.boris, { departmentId: newId() })), 'access.no_such_department');
    assert.equal(
      code(await world.act(admin, updatePerson, { personId: ids.person.stranger, version: 1, ...fields() })),
      'access.not_found',
    );
    assert.equal(code(await world.act(stranger, deactivatePerson, { personId: ids.person.anna })), 'access.not_found');
  });

  test('without the right nothing is changed', async () => {
    const boris = { personId: ids.person.boris };
    assert.equal(code(await world.act(anna, deactivatePerson, boris)), 'platform.forbidden');
    assert.equal(code(await world.act(anna, activatePerson, boris)), 'platform.forbidden');
    assert.equal(code(await world.act(anna, endPersonSessions, boris)), 'platform.forbidden');
    assert.equal(
      code(await world.act(anna, updatePerson, { personId: ids.person.boris, version: 1, ...fields() })),
      'platform.forbidden',
    );
  });
});

describe('ACS-3 no widening', () => {
  test('who lacks a right cannot give it by a role, to another or to oneself', async () => {
    await world.owner("update role set permissions = permissions || '{people.write,settings.read}' where id = $1", [
      ids.role['support'],
    ]);
    await world.owner('update person set department_id = null where id = $1', [ids.person.sonya]);
    const toDirector = { roleId: ids.role['director'] ?? '' };
    assert.equal(
      code(
        await update(clerk, ids.person.anna, { ...toDirector, email: 'anna@kamerton.example', name: 'Анна Клюева' }),
      ),
      'access.beyond_your_rights',
    );
    assert.equal(
      code(await update(clerk, ids.person.sonya, { roleId: ids.role['admin'] ?? '', email: 'sonya@kamerton.example' })),
      'access.beyond_your_rights',
    );
  });

  test('who lacks a right cannot touch those who have it: no demotion, no deactivation, no new password', async () => {
    assert.equal(
      code(await world.act(clerk, deactivatePerson, { personId: ids.person.director })),
      'access.beyond_your_rights',
    );
    assert.equal(
      code(await update(clerk, ids.person.admin, { roleId: ids.role['kam'] ?? '' })),
      'access.beyond_your_rights',
    );
    const sonya = browser();
    await sonya.signIn('sonya@kamerton.example');
    assert.equal(
      codeOf(await sonya.act('POST', `/people/${ids.person.admin}/invitation`)),
      'access.beyond_your_rights',
    );
  });

  test('a role cannot be made or changed beyond the rights of its maker', async () => {
    const role = {
      name: 'Хитрая',
      permissions: ['credit.write' as const],
      visibility: 'own' as const,
      seesCost: false,
      mayExport: false,
    };
    const made = (more: object) => world.act(clerk, createRole, { id: newId(), ...role, ...more });
    assert.equal(code(await made({})), 'access.beyond_your_rights');
    assert.equal(code(await made({ permissions: ['orders.write'], seesCost: true })), 'access.beyond_your_rights');
    assert.equal(code(await made({ permissions: ['orders.write'], mayExport: true })), 'access.beyond_your_rights');
    assert.equal(code(await made({ permissions: ['orders.write'] })), 'done');
    const change = {
      roleId: ids.role['kam'] ?? '',
      version: 1,
      ...role,
      name: 'КАМ',
      permissions: ['orders.read' as const, 'people.write' as const],
    };
    assert.equal(code(await world.act(clerk, updateRole, change)), 'done');
    const admins = { ...change, roleId: ids.role['admin'] ?? '' };
    assert.equal(code(await world.act(clerk, updateRole, admins)), 'access.beyond_your_rights');
    assert.equal(
      code(await world.act(clerk, removeRole, { roleId: ids.role['director'] ?? '' })),
      'access.beyond_your_rights',
    );
  });

  test('the rights are those of the moment, not those the session believed', async () => {
    const believed: Person = { ...admin, personId: ids.person.anna };
    assert.equal(
      code(await world.act(believed, deactivatePerson, { personId: ids.person.director })),
      'access.beyond_your_rights',
    );
  });

  test('a place in a department shows its accounts: only who sees all gives it', async () => {
    await world.owner("update role set visibility = 'own' where id = $1", [ids.role['support']]);
    assert.equal(
      code(await update(clerk, ids.person.boris, { departmentId: null, email: 'boris2@kamerton.example' })),
      'access.beyond_your_rights',
    );
    await world.owner("update role set visibility = 'all' where id = $1", [ids.role['support']]);
    assert.equal(
      code(await update(clerk, ids.person.boris, { departmentId: null, email: 'boris2@kamerton.example' })),
      'done',
    );
  });
});
