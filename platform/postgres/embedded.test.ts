import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runAs, serverAccount } from './account.ts';
import { type Embedded, startEmbedded } from './embedded.ts';
import { DatabaseFailure } from './failure.ts';
import { ask, temporaryFolder, until } from './processes.fixture.ts';
import { isAlive } from './processes.ts';

describe('a new database', () => {
  const folder = temporaryFolder();
  let database: Embedded;
  before(async () => {
    database = await startEmbedded({ dataDir: join(folder.path, 'pg') });
  });
  after(async () => {
    await database.stop();
    folder.remove();
  });
  const one = async (expression: string): Promise<unknown> =>
    (await ask(database.ownerUrl, `select ${expression} as value`))[0]?.['value'];

  it('is UTF-8 with the builtin C.UTF-8 locale', async () => {
    const sql = `(select datlocprovider::text || ' ' || datlocale || ' ' || pg_encoding_to_char(encoding)
      from pg_database where datname = current_database())`;
    assert.equal(await one(sql), 'b C.UTF-8 UTF8');
    assert.equal(await one("upper('ёлка')"), 'ЁЛКА');
  });

  it('has the extensions, and they see Cyrillic letters', async () => {
    await ask(database.ownerUrl, 'create extension pg_trgm');
    await ask(database.ownerUrl, 'create extension btree_gist');
    assert.equal(await one("similarity('ромашка', 'РОМАШКА')"), 1);
    assert.equal(await one("to_tsvector('russian', 'ООО «Ромашка»') @@ to_tsquery('russian', 'ромашку')"), true);
  });

  it('sorts names by the ICU collation for Russian', async () => {
    const rows = await ask(
      database.ownerUrl,
      `select name from unnest(array['Яблоко', 'ёлка', 'Ель', 'жук']) as name order by name collate "ru-x-icu"`,
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['ёлка', 'Ель', 'жук', 'Яблоко'],
    );
  });

  it('keeps what was committed through a power cut, and works in UTC', async () => {
    for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']) {
      assert.equal(await one(`current_setting('${setting}')`), 'on', setting);
    }
    assert.equal(await one("current_setting('timezone')"), 'UTC');
    assert.equal(await one("current_setting('jit')"), 'off');
  });

  it('listens on the private socket only', async () => {
    assert.equal(await one("current_setting('listen_addresses')"), '');
    assert.equal(await one("current_setting('unix_socket_permissions')"), '0700');
    assert.equal(
      await one("(select count(*)::int from pg_hba_file_rules where type <> 'local' and auth_method = 'trust')"),
      0,
    );
  });
});

describe('an existing database', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'pg');
  after(folder.remove);

  it('keeps its rows and the settings of its keeper over a restart', async () => {
    const first = await startEmbedded({ dataDir });
    await ask(first.ownerUrl, "create table kept as select 'молоко' as name");
    await ask(first.ownerUrl, "alter system set work_mem = '20MB'");
    await first.stop();
    assert.equal(isAlive(first.pid), false);
    assert.equal(existsSync(first.socketDir), false);

    const second = await startEmbedded({ dataDir });
    assert.deepEqual(await ask(second.ownerUrl, 'select name from kept'), [{ name: 'молоко' }]);
    assert.deepEqual(await ask(second.ownerUrl, 'show work_mem'), [{ work_mem: '20MB' }]);
    await second.stop();
    await second.stop();
  });

  it('starts though the number of its dead server now belongs to another process', async () => {
    // PostgreSQL takes any process of its own user for another server.
    const stranger = spawn('cat', runAs(serverAccount(join(dataDir, 'cluster'))));
    const pidFile = `${stranger.pid}\n${dataDir}\n1\n5432\n/nowhere\n\n 1 1\nready\n`;
    writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), pidFile);
    const database = await startEmbedded({ dataDir });
    assert.deepEqual(await ask(database.ownerUrl, 'select name from kept'), [{ name: 'молоко' }]);
    await database.stop();
    assert.equal(isAlive(stranger.pid ?? 0), true);
    stranger.kill();
  });

  it('starts again though the lock of its socket names a number that is taken', async () => {
    const stranger = spawn('cat', runAs(serverAccount(join(dataDir, 'cluster'))));
    const database = await startEmbedded({ dataDir });
    const killed = database.pid;
    process.kill(killed, 'SIGSTOP');
    const lock = join(database.socketDir, '.s.PGSQL.5432.lock');
    writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(stranger.pid)));
    process.kill(killed, 'SIGKILL');
    await until(() => database.pid !== killed);
    assert.deepEqual(await ask(database.ownerUrl, 'select name from kept'), [{ name: 'молоко' }]);
    await database.stop();
    assert.equal(isAlive(stranger.pid ?? 0), true);
    stranger.kill();
  });

  it('starts though its server was killed before it wrote its number', async () => {
    for (const half of ['', '123']) {
      writeFileSync(join(dataDir, 'cluster', 'postmaster.pid'), half);
      const database = await startEmbedded({ dataDir });
      assert.deepEqual(await ask(database.ownerUrl, 'select name from kept'), [{ name: 'молоко' }]);
      await database.stop();
    }
  });

  it('waits for a server that is about to write its number', { skip: process.platform !== 'linux' }, async () => {
    const cluster = join(dataDir, 'cluster');
    const pidFile = join(cluster, 'postmaster.pid');
    const program = join(folder.path, 'postgres');
    copyFileSync('/bin/sleep', program);
    const starting = spawn(program, ['2'], { cwd: cluster });
    writeFileSync(pidFile, '');
    const database = await startEmbedded({ dataDir });
    assert.equal(isAlive(starting.pid ?? 0), false);
    await database.stop();
  });

  it('is refused when another major version made it', async () => {
    const file = join(dataDir, 'cluster', 'PG_VERSION');
    const ours = readFileSync(file, 'utf8');
    writeFileSync(file, '16\n');
    await assert.rejects(startEmbedded({ dataDir }), (error) => {
      assert.ok(error instanceof DatabaseFailure);
      assert.equal(error.code, 'version');
      assert.match(error.message, /made by PostgreSQL 16; this Kamerton brings 18/);
      return true;
    });
    writeFileSync(file, ours);
  });

  it('says what PostgreSQL said when it cannot start', async () => {
    const file = join(dataDir, 'cluster', 'postgresql.auto.conf');
    writeFileSync(file, 'work_mem = nonsense\n');
    await assert.rejects(startEmbedded({ dataDir }), /did not start .*server\.log[\s\S]*work_mem/);
    writeFileSync(file, '');
  });
});

it('starts again after a first start that was cut off', async () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'pg');
  mkdirSync(join(dataDir, 'cluster.new', 'base'), { recursive: true });
  writeFileSync(join(dataDir, 'lock'), '2147483646 x');
  writeFileSync(join(dataDir, 'kamerton-pg.json'), '{"pid": 12');
  const database = await startEmbedded({ dataDir });
  assert.deepEqual(await ask(database.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
  await database.stop();
  folder.remove();
});
