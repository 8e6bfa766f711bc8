import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { sessionIdleMs, shifted } from './model.ts';
import { authenticate, forgetSessions, newToken } from './session.ts';

const world = await newWorld();
const t0 = new Date('2026-11-20T09:00:00Z');
const later = (ms: number) => new Date(t0.getTime() + ms);
const hourMs = 3_600_000;

/** A session as sign-in leaves it; answers the cookie's value. */
async function session(personId: string, more: { orgId?: string; expiresAt?: string } = {}): Promise<string> {
  const { token, tokenHash } = newToken();
  const orgId = more.orgId ?? ids.org;
  await world.owner(
    `insert into session (org_id, token_hash, id, person_id, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $5, $6)`,
    [orgId, tokenHash, newId(), personId, t0.toISOString(), more.expiresAt ?? shifted(t0, 14 * 24 * hourMs)],
  );
  return `${orgId}.${token}`;
}

describe('authenticate', () => {
  test('knows the person with the rights of the role', async () => {
    const anna = await authenticate(world.db, await session(ids.person.anna), t0);
    assert.equal(anna?.personId, ids.person.anna);
    assert.equal(anna?.name, 'Анна Клюева');
    assert.equal(anna?.timeZone, 'Europe/Moscow');
    assert.equal(anna?.seesCost, false);
    assert.deepEqual(anna?.scope, { kind: 'managers', ids: [ids.person.anna] });
    assert.equal(anna?.permissions.has('orders.write'), true);
    assert.equal(anna?.permissions.has('people.write'), false);
    const admin = await authenticate(world.db, await session(ids.person.admin), t0);
    assert.deepEqual(admin?.scope, { kind: 'all' });
  });

  test('a team is the active people of the department and of those below it', async () => {
    const cookie = await session(ids.person.vera);
    const below = newId();
    await world.owner('insert into department (org_id, id, name, parent_id) values ($1, $2, $3, $4)', [
      ids.org,
      below,
      'Группа',
      ids.department.sales,
    ]);
    await world.owner('update person set department_id = $2 where id = $1', [ids.person.sonya, below]);
    await world.owner('update person set active = false where id = $1', [ids.person.boris]);
    const vera = await authenticate(world.db, cookie, t0);
    assert.ok(vera?.scope.kind === 'managers');
    assert.deepEqual([...vera.scope.ids].sort(), [ids.person.vera, ids.person.anna, ids.person.sonya].sort());
    await world.owner('update person set active = true where id = $1', [ids.person.boris]);
  });

  test('the head of a department leads it without working in it', async () => {
    await world.owner('update department set head_id = $2 where id = $1', [ids.department.sales, ids.person.director]);
    await world.owner("update role set visibility = 'team' where id = $1", [ids.role['director']]);
    const director = await authenticate(world.db, await session(ids.person.director), t0);
    assert.ok(director?.scope.kind === 'managers');
    assert.equal(director.scope.ids.includes(ids.person.anna), true);
    await world.owner("update role set visibility = 'all' where id = $1", [ids.role['director']]);
  });

  test('hot requests cost no SQL, many at once cost one reading', async () => {
    const cookie = await session(ids.person.anna);
    const before = world.db.statements();
    await Promise.all(Array.from({ length: 20 }, () => authenticate(world.db, cookie, t0)));
    await authenticate(world.db, cookie, later(999));
    // begin, set local, the question, commit
    assert.equal(world.db.statements() - before, 4);
  });

  test('ACS-1 a revoked session and a withdrawn right are dead within a second', async () => {
    const cookie = await session(ids.person.fyodor);
    assert.equal((await authenticate(world.db, cookie, t0))?.seesCost, true);
    await world.owner('update role set sees_cost = false where id = $1', [ids.role['finance']]);
    assert.equal((await authenticate(world.db, cookie, later(1_000)))?.seesCost, false);
    await world.owner('delete from session where person_id = $1', [ids.person.fyodor]);
    assert.equal(await authenticate(world.db, cookie, later(2_000)), null);
  });

  test('ACS-1 a deactivated person is nobody at once in the process that did it', async () => {
    const cookie = await session(ids.person.sonya);
    assert.notEqual(await authenticate(world.db, cookie, t0), null);
    await world.owner('update person set active = false where id = $1', [ids.person.sonya]);
    forgetSessions(ids.org);
    assert.equal(await authenticate(world.db, cookie, t0), null);
  });

  test('a clock that went back is not a reason to believe longer', async () => {
    const cookie = await session(ids.person.boris);
    await authenticate(world.db, cookie, later(hourMs));
    await world.owner('delete from session where person_id = $1', [ids.person.boris]);
    assert.equal(await authenticate(world.db, cookie, t0), null);
  });

  test('a session ends when idle, and by its age however much it is used', async () => {
    const idle = await session(ids.person.anna);
    assert.equal(await authenticate(world.db, idle, later(sessionIdleMs)), null);
    const old = await session(ids.person.anna, { expiresAt: shifted(t0, hourMs) });
    assert.notEqual(await authenticate(world.db, old, later(hourMs - 1)), null);
    // It was read a moment ago: the trust of one second is the whole of what it may overstay.
    assert.equal(await authenticate(world.db, old, later(hourMs + 1_000)), null);
  });

  test('use pushes the idle end away', async () => {
    const cookie = await session(ids.person.anna);
    assert.notEqual(await authenticate(world.db, cookie, later(sessionIdleMs - 1)), null);
    assert.notEqual(await authenticate(world.db, cookie, later(2 * sessionIdleMs - 2)), null);
  });

  test('a token is of its own org only, and nonsense is nobody', async () => {
    const cookie = await session(ids.person.anna);
    const token = cookie.slice(37);
    const strange = [
      `${ids.otherOrg}.${token}`,
      `${newId()}.${token}`,
      `${ids.org}.${token.slice(0, -1)}A'`,
      token,
      '',
      `${cookie} `,
      '.',
      'a.b',
    ];
    for (const one of strange) assert.equal(await authenticate(world.db, one, t0), null, one);
    assert.equal(await authenticate(world.db, undefined, t0), null);
  });
});
