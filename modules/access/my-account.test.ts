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
const at = (seconds: number) =>
  world.setNow(new Date(Date.parse('2026-11-20T09:00:00Z') + seconds * 1000).toISOString());

describe('ACS-7 my own password', () => {
  test('needs the old one, ends the other sessions, keeps this one under another token', async () => {
    await world.owner('delete from session where person_id = $1', [ids.person.admin]);
    const [here, there] = [browser('10.6.0.1'), browser('10.6.0.1')];
    await here.signIn('admin@kamerton.example');
    await there.signIn('admin@kamerton.example');
    const change = (old: string, next: string) => here.act('POST', '/session/password', { old, next });
    assert.equal(codeOf(await change('не тот', 'берёза и две собаки')), 'access.old_password_wrong');
    assert.equal(codeOf(await change(goodPassword, 'короткий')), 'access.password_short');
    assert.equal(codeOf(await change(goodPassword, goodPassword)), 'access.password_same');
    const copied = browser('10.6.0.9');
    copied.cookie = here.cookie;
    const changed = await change(goodPassword, 'берёза и две собаки');
    assert.equal(changed.status, 200);
    assert.match(changed.cookie ?? '', /^kamerton_session=[^;]+; .*HttpOnly; Secure; SameSite=Lax$/);
    assert.equal(codeOf(await copied.ask('/session')), 'access.no_session', 'a copy of the cookie is worth nothing');
    assert.equal(codeOf(await there.ask('/session')), 'access.no_session');
    assert.equal((await here.ask('/session')).status, 200);
    assert.equal(codeOf(await browser('10.6.0.1').signIn('admin@kamerton.example')), 'access.wrong_password');
    assert.equal((await browser('10.6.0.1').signIn('admin@kamerton.example', 'берёза и две собаки')).status, 200);
    assert.equal((await eventsOf(ids.person.admin, 'access.password_change_failed')).length, 1);
    assert.deepEqual((await eventsOf(ids.person.admin, 'access.password_changed'))[0]?.['payload'], {
      sessionsEnded: 1,
    });
  });

  test('a repeated request with the same key is done once and answers the same', async () => {
    const here = browser('10.6.0.2');
    await here.signIn('admin@kamerton.example', 'берёза и две собаки');
    const key = '01900000-0000-7000-8000-00aa00000001';
    const body = { old: 'берёза и две собаки', next: goodPassword };
    assert.equal((await here.act('POST', '/session/password', body, { key })).status, 200);
    const repeated = await here.act('POST', '/session/password', body, { key });
    assert.deepEqual([repeated.status, repeated.cookie], [200, undefined]);
    assert.equal((await here.ask('/session')).status, 200);
    assert.equal((await eventsOf(ids.person.admin, 'access.password_changed')).length, 2);
  });

  test('guessing it at an unlocked screen is slowed', async () => {
    const here = browser('10.6.0.3');
    await here.signIn('vera@kamerton.example');
    const guess = () => here.act('POST', '/session/password', { old: 'догадка', next: 'берёза и две собаки' });
    for (let n = 0; n < 5; n += 1) assert.equal(codeOf(await guess()), 'access.old_password_wrong');
    assert.equal(codeOf(await guess()), 'access.too_many_attempts');
  });
});

describe('my sessions and preferences', () => {
  test('I see where I am signed in and end one, or all but this', async () => {
    at(10_000);
    const [here, there, third] = [browser('10.7.0.1'), browser('10.7.0.2'), browser('10.7.0.3')];
    await world.owner('delete from session where person_id = $1', [ids.person.vera]);
    for (const one of [here, there, third]) assert.equal((await one.signIn('vera@kamerton.example')).status, 200);
    const rows = (await here.ask('/sessions')).body['rows'] as { id: string; address: string; current: boolean }[];
    assert.deepEqual(rows.map((row) => [row.address, row.current]).sort(), [
      ['10.7.0.1', true],
      ['10.7.0.2', false],
      ['10.7.0.3', false],
    ]);
    const other = rows.find((row) => row.address === '10.7.0.2');
    assert.equal((await here.act('DELETE', `/sessions/${other?.id ?? ''}`)).status, 200);
    assert.equal(codeOf(await there.ask('/session')), 'access.no_session');
    assert.equal((await here.act('DELETE', '/sessions')).status, 200);
    assert.equal(codeOf(await third.ask('/session')), 'access.no_session');
    assert.equal((await here.ask('/session')).status, 200);
  });

  test('another person’s session is not there for me', async () => {
    const mine = browser('10.7.0.4');
    await mine.signIn(anna);
    const [theirs] = await world.owner('select id from session where person_id = $1', [ids.person.vera]);
    assert.equal(codeOf(await mine.act('DELETE', `/sessions/${String(theirs?.['id'])}`)), 'access.not_found');
  });

  test('language and theme are kept and seen at once', async () => {
    const one = browser('10.7.0.5');
    await one.signIn(anna);
    assert.equal((await one.act('PATCH', '/session/preferences', { theme: 'dark' })).status, 200);
    assert.equal((await one.act('PATCH', '/session/preferences', { lang: 'en' })).status, 200);
    assert.equal((await one.act('PATCH', '/session/preferences', { lang: 'fr' })).status, 400);
    const { user } = (await one.ask('/session')).body as { user: { lang: string; theme: string } };
    assert.deepEqual([user.lang, user.theme], ['en', 'dark']);
  });

  test('nothing of it works without a session', async () => {
    const nobody = browser('10.7.0.6');
    for (const url of ['/session', '/sessions', '/saved-views?list=orders', '/people/pick'])
      assert.equal(codeOf(await nobody.ask(url)), 'access.no_session', url);
    assert.equal(codeOf(await nobody.act('POST', '/session/password', { old: 'a', next: 'b' })), 'access.no_session');
  });
});
