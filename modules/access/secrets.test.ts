import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { codeOf, givePasswords, goodPassword, serverOn } from './testing.fixture.ts';

const world = await newWorld();
await givePasswords(world);
const { app, browser } = await serverOn(world);

test('ACS-9 no password and no token is kept anywhere, nor its hash where it is not needed', async () => {
  const secrets: string[] = [goodPassword, 'неверный секрет', 'новый хороший пароль', 'пароль приглашённого'];
  const admin = browser();
  await admin.signIn('admin@kamerton.example', 'неверный секрет');
  await admin.signIn('admin@kamerton.example');
  const keep = () => secrets.push(admin.cookie?.split('.')[1] ?? assert.fail());
  keep();
  await admin.act('POST', '/session/password', { old: 'неверный секрет', next: 'новый хороший пароль' });
  assert.equal(
    (await admin.act('POST', '/session/password', { old: goodPassword, next: 'новый хороший пароль' })).status,
    200,
  );
  await admin.signIn('admin@kamerton.example', 'новый хороший пароль');
  keep();
  const body = {
    id: newId(),
    lang: 'ru',
    email: 'guest@kamerton.example',
    name: 'Гость',
    post: '',
    phone: '',
    roleId: ids.role['kam'],
    departmentId: null,
  };
  const invited = await admin.act('POST', '/people', body);
  const token = String(invited.body['link']).split('#')[1] ?? assert.fail();
  secrets.push(token.split('.')[1] ?? assert.fail());
  const guest = browser();
  assert.equal(codeOf(await guest.act('POST', '/invitation', { token, password: 'пароль приглашённого' })), 200);
  secrets.push(guest.cookie?.split('.')[1] ?? assert.fail());
  await admin.act('DELETE', '/session');

  const tables = await world.owner(
    "select table_schema || '.' || table_name as name from information_schema.tables where table_schema in ('public', 'graphile_worker') and table_type = 'BASE TABLE'",
  );
  assert.ok(tables.some((one) => one['name'] === 'public.event'));
  for (const { name } of tables) {
    const rows = await world.owner(`select t::text as row from ${String(name)} t`);
    const text = rows.map((row) => String(row['row'])).join('\n');
    for (const secret of secrets) assert.equal(text.includes(secret), false, `${String(name)} keeps a secret`);
    if (name !== 'public.person')
      assert.equal(text.includes('argon2'), false, `${String(name)} keeps a hash of a password`);
  }
  await app.close();
});

test('the search for secrets finds a planted one', async () => {
  await world.owner("insert into setting (org_id, key, value) values ($1, 'planted', to_jsonb($2::text))", [
    ids.org,
    goodPassword,
  ]);
  const [row] = await world.owner("select t::text as row from setting t where key = 'planted'");
  assert.equal(String(row?.['row']).includes(goodPassword), true);
});
