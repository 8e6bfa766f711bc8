import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ids, newWorld } from '#tests/harness/world.ts';
import { codeOf, givePasswords, serverOn } from './testing.fixture.ts';

const world = await newWorld();
await givePasswords(world);
const { browser } = await serverOn(world);
const anna = 'anna@kamerton.example';

const eventsOf = (personId: string, name: string) =>
  world.owner('select actor_id, payload from event where subject_id = $1 and name = $2 order by seq', [personId, name]);
const at = (seconds: number) =>
  world.setNow(new Date(Date.parse('2026-11-20T09:00:00Z') + seconds * 1000).toISOString());

describe('ACS-6 guessing is slowed', () => {
  const vera = 'vera@kamerton.example';
  const wrong = (address: string) => browser(address).signIn(vera, 'не тот пароль');

  test('by e-mail from anywhere: after five failures the wait grows, the right password waits too', async () => {
    for (let n = 1; n <= 5; n += 1) assert.equal(codeOf(await wrong(`10.2.0.${n}`)), 'access.wrong_password');
    const held = await wrong('10.2.0.9');
    assert.equal(codeOf(held), 'access.too_many_attempts');
    assert.deepEqual(held.body['refusal'], { code: 'access.too_many_attempts', details: { seconds: 5 } });
    assert.equal(held.status, 429);
    assert.equal(held.headers['retry-after'], '5');
    assert.equal(codeOf(await browser('10.2.0.9').signIn(vera)), 'access.too_many_attempts');

    at(5);
    assert.equal(codeOf(await wrong('10.2.0.9')), 'access.wrong_password');
    const longer = (await wrong('10.2.0.9')).body['refusal'] as { details: { seconds: number } };
    assert.equal(longer.details.seconds, 10);
    const failures = await eventsOf(ids.person.vera, 'access.sign_in_failed');
    assert.deepEqual(
      failures.map((row) => (row['payload'] as { waitSeconds: number }).waitSeconds),
      [0, 0, 0, 0, 5, 10],
    );

    at(15);
    assert.equal((await browser('10.2.0.9').signIn(vera)).status, 200);
    assert.equal(codeOf(await wrong('10.2.0.9')), 'access.wrong_password');
    assert.equal((await browser('10.2.0.9').signIn(vera)).status, 200);
  });

  test('a hundred guesses at once are counted before the first password is looked at', async () => {
    at(100);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_one, n) => browser(`10.3.0.${n}`).signIn('director@kamerton.example', `guess ${n}`)),
    );
    const looked = answers.filter((one) => codeOf(one) === 'access.wrong_password');
    assert.ok(looked.length <= 5, `${looked.length} passwords were looked at`);
  });

  test('by address over many e-mails', async () => {
    at(200);
    const spray = (n: number) => browser('10.4.0.1').signIn(`spray${n}@nowhere.example`, 'Осень2026');
    const first = await Promise.all(Array.from({ length: 30 }, (_one, n) => spray(n)));
    assert.deepEqual([...new Set(first.map(codeOf))], ['access.wrong_password']);
    assert.equal(codeOf(await spray(30)), 'access.too_many_attempts');
    assert.equal((await browser('10.4.0.2').signIn(anna)).status, 200);
  });

  test('failures are forgiven with time, and a clock that was wrong locks nobody out', async () => {
    at(0);
    for (let n = 0; n < 5; n += 1) await browser(`10.5.0.${n}`).signIn('admin@kamerton.example', 'не тот');
    at(900 * 5);
    await browser('10.5.0.9').signIn('admin@kamerton.example', 'не тот');
    assert.equal((await browser('10.5.0.9').signIn('admin@kamerton.example')).status, 200);
    await world.owner("update sign_in_attempt set blocked_until = '2027-11-20', failures = 9");
    assert.equal((await browser('10.5.0.9').signIn('admin@kamerton.example')).status, 200);
  });
});
