import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { permissions } from '#platform/permission.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { activatePerson, deactivatePerson, endPersonSessions, updatePerson } from './commands/people.ts';
import { createRole, removeRole, updateRole } from './commands/roles.ts';
import { listPeople, pickPeople, readPerson } from './queries/people.ts';
import { listRoles } from './queries/organisation.ts';
import { authenticate } from './session.ts';
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

describe('ACC-3 no widening', () => {
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

describe('ACC-4 somebody always holds everything', () => {
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

describe('ACC-1 the way in closes at once', () => {
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
    const payload = events[0]?.['payload'] as { taken: string[]; given: string[]; visibility: string };
    assert.equal(payload.taken.includes('pricing.write'), true);
    assert.deepEqual(payload.given, []);
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
