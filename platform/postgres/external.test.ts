import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { type Embedded, startEmbedded } from './embedded.ts';
import { checkExternal } from './external.ts';
import { DatabaseFailure } from './failure.ts';
import { ask, temporaryFolder } from './processes.fixture.ts';

describe('checkExternal', () => {
  const folder = temporaryFolder();
  let database: Embedded;
  before(async () => {
    database = await startEmbedded({ dataDir: folder.path });
  });
  after(async () => {
    await database.stop();
    folder.remove();
  });

  const urlOf = (name: string, user = 'kamerton'): string => {
    const url = new URL(database.ownerUrl);
    url.username = user;
    url.pathname = `/${name}`;
    return url.href;
  };

  const refuses = async (url: string, code: DatabaseFailure['code'], words: RegExp): Promise<void> => {
    await assert.rejects(checkExternal(url), (error) => {
      assert.ok(error instanceof DatabaseFailure, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, words);
      assert.doesNotMatch(error.message, /sesame/);
      return true;
    });
  };

  it('accepts a suitable database', async () => {
    assert.deepEqual(await checkExternal(database.ownerUrl), { version: 18, database: 'kamerton' });
  });

  it('refuses a database in which Kamerton could not work', async () => {
    const create = 'create database';
    await ask(database.ownerUrl, `${create} latin encoding latin5 locale 'C' locale_provider libc template template0`);
    await ask(database.ownerUrl, `${create} plain_c locale 'C' locale_provider libc template template0`);
    await ask(database.ownerUrl, `${create} standby`);
    await ask(database.ownerUrl, 'alter database standby set default_transaction_read_only = on');
    await ask(database.ownerUrl, 'create role guest login');
    await refuses(urlOf('latin'), 'unsuitable', /latin is encoded in LATIN5/);
    await refuses(urlOf('plain_c'), 'unsuitable', /LC_CTYPE C/);
    await refuses(urlOf('standby'), 'unsuitable', /read-only/);
    await refuses(urlOf('kamerton', 'guest'), 'unsuitable', /may not create/);
  });

  it('says why it cannot get in', async () => {
    await refuses(urlOf('nowhere'), 'sign_in', /no database nowhere/);
    await refuses(urlOf('kamerton', 'stranger'), 'sign_in', /user stranger/);
    await refuses(
      'postgresql://user:sesame@/db?host=/no/such/folder',
      'unreachable',
      /no database socket at \/no\/such/,
    );
    await refuses('mysql://user:sesame@host/db', 'bad_url', /not the address of a PostgreSQL/);
    await refuses('postgresql://user:sesame@ho st:port/db', 'bad_url', /cannot be read/);
    await refuses('postgresql://user:sesame@database.invalid/db', 'unreachable', /name in DATABASE_URL/);
  });

  it('says that nothing listens, or that what listens is no PostgreSQL', async () => {
    const stranger = createServer((socket) => socket.resume().end('SSH-2.0-stranger\r\n'));
    await once(stranger.listen(0, '127.0.0.1'), 'listening');
    const { port } = stranger.address() as { port: number };
    const url = `postgresql://user:sesame@127.0.0.1:${port}/db`;
    await refuses(url, 'unreachable', /cannot be reached/);
    await new Promise((done) => stranger.close(done));
    await refuses(url, 'unreachable', /Nothing listens at 127\.0\.0\.1/);
  });
});
