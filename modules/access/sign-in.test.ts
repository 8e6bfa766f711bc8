import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ids, newWorld } from '#tests/harness/world.ts';
import { codeOf, givePasswords, goodPassword, serverOn } from './testing.fixture.ts';

const world = await newWorld();
await givePasswords(world);
const { browser } = await serverOn(world);
const anna = 'anna@kamerton.example';

const eventsOf = (personId: string, name: string) =>
  world.owner('select actor_id, payload from event where subject_id = $1 and name = $2 order by seq', [personId, name]);

describe('signing in', () => {
  test('gives a session cookie that no script reads and no other site sends, and says who it is', async () => {
    const one = browser();
    const answer = await one.signIn(' Anna@Kamerton.example ');
    assert.equal(answer.status, 200);
    assert.match(
      answer.cookie ?? '',
      /^kamerton_session=[^;]+; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/,
    );
    assert.equal(answer.headers['cache-control'], 'no-store');
    const session = await one.ask('/session');
    assert.deepEqual(session.body['user'], {
      id: ids.person.anna,
      name: 'Анна Клюева',
      email: anna,
      lang: 'ru',
      theme: 'auto',
    });
    assert.deepEqual(session.body['org'], {
      id: ids.org,
      name: 'Камертон Трейд',
      currency: 'RUB',
      timeZone: 'Europe/Moscow',
      today: '2026-11-20',
    });
    assert.equal(session.body['seesCost'], false);
    assert.equal(session.body['pendingDecisions'], 0);
    const [event] = await eventsOf(ids.person.anna, 'access.signed_in');
    assert.equal(event?.['actor_id'], ids.person.anna);
  });

  test('the cookie is not Secure where the program is reached by http', async () => {
    const plain = await serverOn(world, { publicUrl: 'http://localhost:3000' });
    assert.doesNotMatch((await plain.browser().signIn(anna)).cookie ?? '', /Secure/);
  });

  test('ACS-2 each sign-in is a new token, and the browser’s earlier one is dead', async () => {
    const one = browser();
    await one.signIn(anna);
    const first = one.cookie;
    await one.signIn(anna);
    assert.notEqual(one.cookie, first);
    const thief = browser();
    thief.cookie = first;
    assert.equal(codeOf(await thief.ask('/session')), 'access.no_session');
    assert.equal((await one.ask('/session')).status, 200);
  });

  test('a token planted before signing in is never taken over', async () => {
    const one = browser();
    one.cookie = `${ids.org}.${'A'.repeat(43)}`;
    await one.signIn(anna);
    assert.notEqual(one.cookie, `${ids.org}.${'A'.repeat(43)}`);
  });

  test('two sign-ins at once are two sessions, both alive', async () => {
    const pair = [browser(), browser()];
    const answers = await Promise.all(pair.map((one) => one.signIn(anna)));
    assert.deepEqual(
      answers.map((one) => one.status),
      [200, 200],
    );
    assert.notEqual(pair[0]?.cookie, pair[1]?.cookie);
    for (const one of pair) assert.equal((await one.ask('/session')).status, 200);
  });

  test('signing out ends the session at once, and twice is once', async () => {
    const one = browser();
    await one.signIn(anna);
    const { cookie } = one;
    assert.equal((await one.ask('/session')).status, 200);
    assert.equal((await one.act('DELETE', '/session')).status, 200);
    assert.equal(one.cookie, undefined);
    one.cookie = cookie;
    assert.equal(codeOf(await one.ask('/session')), 'access.no_session');
    assert.equal((await one.act('DELETE', '/session')).status, 200);
    assert.equal((await eventsOf(ids.person.anna, 'access.signed_out')).length >= 1, true);
  });

  test('a forged form of another site is refused', async () => {
    const answer = await browser().act('POST', '/session', { email: anna, password: goodPassword }, { csrf: false });
    assert.equal(codeOf(answer), 'platform.forged');
  });

  test('at most twenty sessions: the oldest gives way', async () => {
    const first = browser('10.9.0.1');
    await first.signIn('boris@kamerton.example');
    for (let at = 0; at < 20; at += 1) await browser('10.9.0.1').signIn('boris@kamerton.example');
    const kept = await world.owner('select id from session where person_id = $1', [ids.person.boris]);
    assert.equal(kept.length, 20);
    assert.equal(codeOf(await first.ask('/session')), 'access.no_session');
  });
});

describe('being refused', () => {
  test('an unknown e-mail, a wrong password, a deactivated person and one without a password hear the same', async () => {
    await world.owner('update person set active = false where id = $1', [ids.person.fyodor]);
    await world.owner('update person set password_hash = null where id = $1', [ids.person.sonya]);
    const one = browser('10.1.0.1');
    const refusals = [
      await one.signIn('nobody@nowhere.example'),
      await one.signIn(anna, 'не тот пароль'),
      await one.signIn('fyodor@kamerton.example'),
      await one.signIn('sonya@kamerton.example'),
      await one.signIn('anna@kamerton.example\u0001'),
    ];
    const [unknown] = refusals;
    for (const answer of refusals.slice(0, 4)) {
      assert.equal(answer.text, unknown?.text);
      assert.equal(answer.status, 409);
      assert.equal(answer.cookie, undefined);
    }
    assert.equal(codeOf(unknown ?? assert.fail()), 'access.wrong_password');
    assert.equal(refusals[4]?.status, 400);
  });

  test('the failure of a known person is in the audit without an actor; of an unknown one nothing is kept', async () => {
    const [event] = await eventsOf(ids.person.fyodor, 'access.sign_in_failed');
    assert.equal(event?.['actor_id'], null);
    assert.deepEqual(event?.['payload'], { address: '10.1.0.1', agent: 'test browser', waitSeconds: 0 });
    const attempts = await world.owner('select attempt_key from sign_in_attempt');
    assert.equal(
      attempts.some((row) => String(row['attempt_key']).includes('nowhere')),
      false,
    );
  });

  test('an unknown e-mail costs the same work as a known one', async () => {
    const spent = async (email: string) => {
      const started = performance.now();
      const before = world.db.statements();
      await browser('10.1.0.2').signIn(email, 'не тот пароль');
      return { ms: performance.now() - started, statements: world.db.statements() - before };
    };
    const unknown = await spent('ghost@nowhere.example');
    const known = await spent('director@kamerton.example');
    // The event of a known person is the one thing more, hidden by the floor below.
    assert.equal(known.statements - unknown.statements, 4);
    assert.ok(unknown.ms >= 149 && known.ms >= 149, `${unknown.ms} ${known.ms}`);
  });
});
