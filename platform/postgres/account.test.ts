import assert from 'node:assert/strict';
import { chmodSync, chownSync, cpSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { holdsFor, serverAccount } from './account.ts';
import { findBinaries, makeRunnable } from './binaries.ts';
import { startEmbedded } from './embedded.ts';
import { ask, holdElsewhere, leave, temporaryFolder } from './processes.fixture.ts';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65_534, gid: 65_534 };
const canRunAsNobody = isRoot && holdsFor(nobody, 'test -r "$1"', fileURLToPath(import.meta.url));

describe('as root', { skip: isRoot ? false : 'needs root' }, () => {
  const folder = temporaryFolder();
  after(folder.remove);

  it('runs the server as another user', async () => {
    const dataDir = join(folder.path, 'pg');
    const database = await startEmbedded({ dataDir });
    assert.notEqual(statSync(`/proc/${database.pid}`).uid, 0);
    assert.notEqual(statSync(join(dataDir, 'cluster')).uid, 0);
    assert.equal(statSync(join(dataDir, 'kamerton-pg.json')).mode & 0o777, 0o600);
    await database.stop();
  });

  it('works in a folder that is closed to that user, such as the home of root', async () => {
    const closed = join(folder.path, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    const dataDir = join(closed, 'pg');
    for (const rows of [1, 2]) {
      const database = await startEmbedded({ dataDir });
      await ask(database.ownerUrl, 'create table if not exists kept (at timestamptz)');
      await ask(database.ownerUrl, 'insert into kept values (now())');
      assert.equal((await ask(database.ownerUrl, 'select from kept')).length, rows);
      await database.stop();
    }
    assert.equal(statSync(closed).mode & 0o777, 0o700);
  });

  it('copies the programs when the clone is closed to that user or lost its links', () => {
    const closed = join(folder.path, 'clone');
    mkdirSync(closed, { mode: 0o700 });
    const installed = findBinaries(null);
    const native = join(closed, 'native');
    cpSync(installed.dir, native, { recursive: true, verbatimSymlinks: true });
    rmSync(join(native, 'lib', 'libicui18n.so.60'));
    const roots = [join(folder.path, 'cache')];
    const copy = makeRunnable({ dir: native, version: '18.0-test' }, nobody, roots);
    assert.equal(dirname(copy), roots[0]);
    assert.equal(holdsFor(nobody, '"$1"/bin/postgres --version', copy), true);
    // A second start finds the copy; one that others may write to is never run.
    assert.equal(makeRunnable({ dir: native, version: '18.0-test' }, nobody, roots), copy);
    chmodSync(copy, 0o777);
    assert.throws(() => makeRunnable({ dir: native, version: '18.0-test' }, nobody, roots), /cannot be run from/);
  });
});

describe('as an ordinary user', {
  skip: canRunAsNobody ? false : 'needs root, and sources that others may read',
}, () => {
  const folder = temporaryFolder();
  after(folder.remove);
  const home = join(folder.path, 'home');
  mkdirSync(home);
  chownSync(home, nobody.uid, nobody.gid);
  const dataDir = join(home, 'pg');

  it('runs as that user', async () => {
    const { child, said } = await holdElsewhere(dataDir, nobody.uid);
    assert.equal(statSync(`/proc/${said.pid}`).uid, nobody.uid);
    assert.deepEqual(await ask(said.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
    await leave(child);
  });

  it('root may use the folder in between and leaves nothing of its own', async () => {
    const database = await startEmbedded({ dataDir });
    await database.stop();
    const { child, said } = await holdElsewhere(dataDir, nobody.uid);
    assert.deepEqual(await ask(said.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
    await leave(child);
  });

  it('is told when the folder belongs to somebody else', async () => {
    const foreign = join(home, 'foreign');
    mkdirSync(join(foreign, 'cluster'), { recursive: true });
    chownSync(join(foreign, 'cluster'), 12_345, 12_345);
    const { said } = await holdElsewhere(foreign, nobody.uid);
    assert.match(said.refused ?? '', /belongs to the user with number 12345, not to you/);
    assert.deepEqual(serverAccount(join(foreign, 'cluster')), { uid: 12_345, gid: 12_345 });
  });
});
