import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type pg from 'pg';
import { newId } from '#kernel/id.ts';
import { localFiles } from '#platform/files.ts';
import type { JobContext } from '#platform/jobs.ts';
import { openLog } from '#platform/log.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { invitationLetter } from './invitation-letter.ts';
import { sweepAccess } from './sweep.ts';
import { type Browser, codeOf, givePasswords, serverOn } from './testing.fixture.ts';

const world = await newWorld();
await givePasswords(world);
const { browser } = await serverOn(world);
const admin = browser('10.0.0.2');
await admin.signIn('admin@kamerton.example');

let count = 0;
async function invite(from: Browser = admin, more: object = {}) {
  count += 1;
  const id = newId();
  const body = {
    id,
    lang: 'ru',
    email: `new${count}@kamerton.example`,
    name: 'Нина Новая',
    post: '',
    phone: '',
    roleId: ids.role['kam'],
    departmentId: null,
    ...more,
  };
  const answer = await from.act('POST', '/people', body);
  return { id, answer, token: String(answer.body['link']).split('#')[1] ?? '', email: body.email };
}
const accept = (token: string, password = 'ёлка и пять ежей', from = browser()) =>
  from.act('POST', '/invitation', { token, password });
const day = (n: number) => world.setNow(new Date(Date.parse('2026-11-20T09:00:00Z') + n * 86_400_000).toISOString());

describe('ACS-8 an invitation', () => {
  test('is a link shown once; taking it sets the password and signs in', async () => {
    const { id, answer, token, email } = await invite();
    assert.match(
      String(answer.body['link']),
      /^https:\/\/kamerton\.example\/invitation#[0-9a-f-]{36}\.[A-Za-z0-9_-]{43}$/,
    );
    const look = await browser().act('POST', '/invitation/look', { token });
    assert.deepEqual(look.body, { orgName: 'Камертон Трейд', name: 'Нина Новая', email, lang: 'ru' });
    const nina = browser();
    assert.equal((await accept(token, 'ёлка и пять ежей', nina)).status, 200);
    const session = await nina.ask('/session');
    assert.equal((session.body['user'] as { id: string }).id, id);
    assert.equal((await browser().signIn(email, 'ёлка и пять ежей')).status, 200);
    const names = await world.owner('select name from event where subject_id = $1 order by seq', [id]);
    assert.deepEqual(
      names.map((row) => row['name']),
      ['access.person_invited', 'access.invitation_taken', 'access.signed_in'],
    );
  });

  test('works once, also when two take it at once', async () => {
    const { token } = await invite();
    const answers = await Promise.all([accept(token), accept(token), accept(token)]);
    assert.deepEqual(answers.map(codeOf).sort(), [200, 'access.invitation_over', 'access.invitation_over']);
    assert.equal(codeOf(await accept(token)), 'access.invitation_over');
  });

  test('is over after seven days', async () => {
    const { token } = await invite();
    day(7);
    assert.equal(codeOf(await accept(token)), 'access.invitation_over');
    day(6.99);
    assert.equal((await accept(token)).status, 200);
    day(0);
  });

  test('a weak password is refused and the link still works', async () => {
    const { token } = await invite();
    assert.equal(codeOf(await accept(token, 'нина')), 'access.password_short');
    assert.equal(codeOf(await accept(token, 'qwerty123456')), 'access.password_common');
    assert.equal((await accept(token)).status, 200);
  });

  test('a made-up token, one of another organisation and none are all over', async () => {
    const { token } = await invite();
    const [, secret = ''] = token.split('.');
    for (const one of [`${ids.otherOrg}.${secret}`, `${ids.org}.${'A'.repeat(43)}`, 'nonsense', `${token}x`]) {
      assert.equal(codeOf(await accept(one)), 'access.invitation_over', one);
      assert.equal(codeOf(await browser().act('POST', '/invitation/look', { token: one })), 'access.invitation_over');
    }
  });

  test('a new one kills the old one, and the password in force works until it is taken', async () => {
    const first = await invite();
    await accept(first.token);
    const again = await admin.act('POST', `/people/${first.id}/invitation`);
    const second = String(again.body['link']).split('#')[1] ?? '';
    const third = String((await admin.act('POST', `/people/${first.id}/invitation`)).body['link']).split('#')[1] ?? '';
    assert.equal(codeOf(await accept(second)), 'access.invitation_over');
    const old = browser();
    assert.equal((await old.signIn(first.email, 'ёлка и пять ежей')).status, 200);
    assert.equal((await accept(third, 'осина и шесть лис')).status, 200);
    assert.equal(codeOf(await old.ask('/session')), 'access.no_session');
    assert.equal(codeOf(await browser().signIn(first.email, 'ёлка и пять ежей')), 'access.wrong_password');
  });

  test('dies with the person’s access', async () => {
    const { id, token } = await invite();
    await admin.act('POST', `/people/${id}/deactivation`);
    assert.equal(codeOf(await accept(token)), 'access.invitation_over');
    assert.equal(codeOf(await admin.act('POST', `/people/${id}/invitation`)), 'access.person_inactive');
    await admin.act('POST', `/people/${id}/activation`);
    assert.equal(codeOf(await accept(token)), 'access.invitation_over');
  });

  test('dies with the address that it was sent to, and with a password changed by the old one', async () => {
    const { id, token, email } = await invite();
    const { version } = (await admin.ask(`/people/${id}`)).body as { version: number };
    const person = { email: `right-${email}`, name: 'Нина Новая', post: '', phone: '', roleId: ids.role['kam'] };
    const changed = await admin.act('PATCH', `/people/${id}`, { ...person, departmentId: null, version });
    assert.equal(changed.status, 200);
    assert.equal(codeOf(await accept(token)), 'access.invitation_over', 'whoever reads at the wrong address');
    const again = await admin.act('POST', `/people/${id}/invitation`);
    const nina = browser();
    assert.equal((await accept(String(again.body['link']).split('#')[1] ?? '', 'ёлка и пять ежей', nina)).status, 200);
    const third = String((await admin.act('POST', `/people/${id}/invitation`)).body['link']).split('#')[1] ?? '';
    const next = { old: 'ёлка и пять ежей', next: 'осина и шесть лис' };
    assert.equal((await nina.act('POST', '/session/password', next)).status, 200);
    assert.equal(codeOf(await accept(third)), 'access.invitation_over');
  });

  test('is over when who gave it does not hold what the invited holds by now', async () => {
    const given = await invite();
    await world.owner('update invitation set created_by = $1 where person_id = $2', [ids.person.vera, given.id]);
    await world.owner('update person set role_id = $1 where id = $2', [ids.role['admin'], given.id]);
    assert.equal(codeOf(await accept(given.token)), 'access.invitation_over', 'a head of sales becomes administrator');
    assert.equal(
      codeOf(await browser().act('POST', '/invitation/look', { token: given.token })),
      'access.invitation_over',
    );
    await world.owner('update person set role_id = $1 where id = $2', [ids.role['kam'], given.id]);
    await world.owner('update person set active = false where id = $1', [ids.person.vera]);
    assert.equal(codeOf(await accept(given.token)), 'access.invitation_over', 'who gave it is gone');
    await world.owner('update person set active = true where id = $1', [ids.person.vera]);
    assert.equal((await accept(given.token)).status, 200);
  });

  test('a repeated request makes one person and gives no second link', async () => {
    const key = newId();
    const body = {
      id: newId(),
      lang: 'ru',
      email: 'twice@kamerton.example',
      name: 'Дважды',
      post: '',
      phone: '',
      roleId: ids.role['kam'],
      departmentId: null,
    };
    const first = await admin.act('POST', '/people', body, { key });
    const second = await admin.act('POST', '/people', body, { key });
    assert.notEqual(first.body['link'], null);
    assert.deepEqual(second.body, { id: body.id, link: null });
  });

  test('needs the right, a role within it, a free e-mail', async () => {
    const anna = browser();
    await anna.signIn('anna@kamerton.example');
    assert.equal(codeOf((await invite(anna)).answer), 'platform.forbidden');
    assert.equal(codeOf((await invite(admin, { email: 'anna@kamerton.example' })).answer), 'access.email_taken');
    assert.equal(codeOf((await invite(admin, { email: 'stranger@other.example' })).answer), 'access.email_taken');
    assert.equal(codeOf((await invite(admin, { roleId: ids.otherRole })).answer), 'access.no_such_role');
    assert.equal(codeOf((await invite(admin, { departmentId: newId() })).answer), 'access.no_such_department');
    await world.owner("update role set permissions = '{people.write}', visibility = 'own' where id = $1", [
      ids.role['support'],
    ]);
    const sonya = browser();
    await sonya.signIn('sonya@kamerton.example');
    assert.equal(codeOf((await invite(sonya)).answer), 'access.beyond_your_rights');
    assert.equal(codeOf((await invite(admin, { email: 'not an address' })).answer), 400);
  });
});

describe('the letter', () => {
  const sent: { to: string; subject: string; text: string }[] = [];
  const context = (configured = true): JobContext => ({
    ...world.platform,
    files: localFiles('/nowhere'),
    log: openLog('silent'),
    orgId: ids.org,
    now: world.platform.clock().toISOString(),
    mail: { configured, send: async (letter) => void sent.push(letter) },
  });
  const job = invitationLetter('https://kamerton.example/');
  const queued = async (personId: string) => {
    const rows = await world.owner(
      'select id from invitation where person_id = $1 and used_at is null order by created_at, id',
      [personId],
    );
    return { invitationId: String(rows[0]?.['id']) };
  };

  const tokenIn = (letter: { text: string } | undefined): string =>
    /https:\/\/kamerton\.example\/invitation#(\S+)/.exec(letter?.text ?? '')?.[1] ?? '';
  const look = (token: string) => browser().act('POST', '/invitation/look', { token });

  test('has a link of its own that works, and dies with the first', async () => {
    const { id, token, email } = await invite();
    await job.handle(context(), await queued(id));
    const letter = sent.at(-1);
    assert.equal(letter?.to, email);
    assert.equal(letter?.subject, 'Приглашение: Камертон Трейд');
    const own = tokenIn(letter);
    assert.notEqual(own, token);
    assert.equal((await accept(own)).status, 200);
    assert.equal(codeOf(await accept(token)), 'access.invitation_over');
  });

  test('sent again it kills the one before: of the letters of an invitation the newest alone works', async () => {
    const { id, token } = await invite();
    const payload = await queued(id);
    const lost: JobContext = {
      ...context(),
      mail: {
        configured: true,
        send: async (letter) => {
          sent.push(letter);
          throw new Error('the line fell after the letter had gone');
        },
      },
    };
    await assert.rejects(job.handle(lost, payload), /the line fell/);
    await assert.rejects(job.handle(lost, payload), /the line fell/);
    await job.handle(context(), payload);
    const [first = '', second = '', third = ''] = sent.slice(-3).map(tokenIn);
    assert.equal(new Set([token, first, second, third]).size, 4);
    for (const dead of [first, second]) assert.equal(codeOf(await look(dead)), 'access.invitation_over');
    assert.deepEqual([(await look(third)).status, (await look(token)).status], [200, 200]);
    assert.equal((await accept(third)).status, 200);
    assert.equal(codeOf(await accept(token)), 'access.invitation_over');
  });

  test('two hands of the queue at once leave one that works', async () => {
    const { id } = await invite();
    const payload = await queued(id);
    await Promise.all([job.handle(context(), payload), job.handle(context(), payload), job.handle(context(), payload)]);
    const answers = await Promise.all(sent.slice(-3).map(async (letter) => codeOf(await look(tokenIn(letter)))));
    assert.deepEqual(answers.sort(), [200, 'access.invitation_over', 'access.invitation_over']);
    assert.equal((await world.owner('select id from invitation where person_id = $1', [id])).length, 2);
  });

  test('does not go for an invitation that ended while it was made', async () => {
    const { id } = await invite();
    const payload = await queued(id);
    const before = sent.length;
    const end = (held: Held) => held.query('delete from invitation where person_id = $1', [id]);
    await behindThePerson(id, () => job.handle(context(), payload), end);
    assert.equal(sent.length, before);
    assert.deepEqual(await world.owner('select id from invitation where person_id = $1', [id]), []);
  });

  test('is dead when a new invitation comes right after it', async () => {
    const { id } = await invite();
    const payload = await queued(id);
    const replace = async () => ({ replacing: admin.act('POST', `/people/${id}/invitation`) });
    const { replacing } = await behindThePerson(id, () => job.handle(context(), payload), replace);
    const again = await replacing;
    assert.equal(codeOf(await look(tokenIn(sent.at(-1)))), 'access.invitation_over');
    assert.equal((await look(String(again.body['link']).split('#')[1] ?? '')).status, 200);
  });

  test('is not sent for an invitation that was taken, and waits for a mail server', async () => {
    const { id, token } = await invite();
    const payload = await queued(id);
    await assert.rejects(job.handle(context(false), payload), /KAMERTON_MAIL_URL/);
    assert.equal((await world.owner('select id from invitation where person_id = $1', [id])).length, 1);
    await accept(token);
    const before = sent.length;
    await job.handle(context(), payload);
    assert.equal(sent.length, before);
  });

  test('what is over is swept away', async () => {
    await invite();
    await browser().signIn('admin@kamerton.example', 'не тот пароль');
    day(60);
    await sweepAccess.run(context());
    for (const table of ['session', 'invitation', 'sign_in_attempt'])
      assert.deepEqual(await world.owner(`select * from ${table}`), []);
    day(0);
  });
});

type Held = pg.PoolClient;

/** Begins the work while another connection holds the person; lets it go on after `meanwhile`, and to its end. */
async function behindThePerson<T>(
  personId: string,
  begin: () => Promise<void>,
  meanwhile: (held: Held) => Promise<T>,
): Promise<T> {
  const holder = await world.db.pool.connect();
  await holder.query(`begin; set local app.org_id = '${ids.org}'`);
  await holder.query('select from person where id = $1 for update', [personId]);
  const begun = begin();
  await waitingForLock();
  const value = await meanwhile(holder);
  await holder.query('commit');
  holder.release();
  await begun;
  return value;
}

/** Until somebody in this database waits for a lock: looked at, not slept through. */
async function waitingForLock(): Promise<void> {
  for (let glance = 0; glance < 500; glance += 1) {
    const waiting = await world.owner(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (waiting.length > 0) return;
  }
  throw new Error('nobody waits for a lock');
}
