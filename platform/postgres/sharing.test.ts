import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startEmbedded } from './embedded.ts';
import { answers, ask, holdElsewhere, kill, leave, temporaryFolder, until } from './processes.fixture.ts';
import { isAlive } from './processes.ts';

describe('several processes on one folder', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'pg');
  after(folder.remove);

  it('share one server, which stops when the last one leaves, whoever started it', async () => {
    const server = await holdElsewhere(dataDir);
    const beside = await startEmbedded({ dataDir });
    assert.equal(beside.pid, server.said.pid);
    assert.equal(beside.ownerUrl, server.said.ownerUrl);

    await leave(server.child);
    assert.deepEqual(await ask(beside.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
    await beside.stop();
    assert.equal(isAlive(server.said.pid), false);
  });

  it('may all start at once', async () => {
    const held = await Promise.all([holdElsewhere(dataDir), holdElsewhere(dataDir), startEmbedded({ dataDir })]);
    const [one, two, three] = held;
    assert.deepEqual([one.said.pid, two.said.pid], [three.pid, three.pid]);
    await Promise.all([leave(one.child), leave(two.child), three.stop()]);
    assert.equal(isAlive(three.pid), false);
  });

  it('do not stop the server when one of them is killed', async () => {
    const server = await holdElsewhere(dataDir);
    const beside = await startEmbedded({ dataDir });
    await kill(server.child);
    assert.deepEqual(await ask(beside.ownerUrl, 'select 1 as one'), [{ one: 1 }]);
    await beside.stop();
    assert.equal(isAlive(server.said.pid), false);
  });
});

describe('a killed process', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'pg');
  after(folder.remove);

  it('takes its server with it, in order', async () => {
    const { child, said } = await holdElsewhere(dataDir);
    await ask(said.ownerUrl, 'create table kept as select 1 as one');
    await kill(child);
    await until(() => !isAlive(said.pid));
    await until(() => !existsSync(said.socketDir));
    assert.match(readFileSync(join(dataDir, 'server.log'), 'utf8'), /database system is shut down\n$/);
  });

  it('whose watchdog was killed too leaves a server that the next start replaces', async () => {
    const { child, said } = await holdElsewhere(dataDir);
    for (const pid of watchdogsOf(dataDir)) process.kill(pid, 'SIGKILL');
    await kill(child);
    assert.equal(await answers(said.ownerUrl), true);

    const next = await startEmbedded({ dataDir });
    assert.equal(isAlive(said.pid), false);
    assert.equal(existsSync(said.socketDir), false);
    assert.deepEqual(await ask(next.ownerUrl, 'select one from kept'), [{ one: 1 }]);
    await next.stop();
  });

  it('and its killed server are recovered from at the next start', async () => {
    const { child, said } = await holdElsewhere(dataDir);
    await ask(said.ownerUrl, 'update kept set one = 2');
    process.kill(said.pid, 'SIGKILL');
    await kill(child);
    const next = await startEmbedded({ dataDir });
    assert.deepEqual(await ask(next.ownerUrl, 'select one from kept'), [{ one: 2 }]);
    await next.stop();
  });
});

describe('a killed server', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'pg');
  after(folder.remove);

  it('comes back at the same address for all its holders', async () => {
    const beside = await holdElsewhere(dataDir);
    const database = await startEmbedded({ dataDir });
    const busy = ask(database.ownerUrl, 'select count(*) from generate_series(1, 1e12::bigint)').catch(() => 'cut');
    process.kill(database.pid, 'SIGKILL');
    await until(() => database.pid !== beside.said.pid);
    await until(() => answers(beside.said.ownerUrl));
    assert.equal(await busy, 'cut');

    await leave(beside.child);
    assert.equal(await answers(database.ownerUrl), true);
    await database.stop();
    assert.equal(isAlive(database.pid), false);
  });

  it('does not make stop() hang', async () => {
    const database = await startEmbedded({ dataDir });
    process.kill(database.pid, 'SIGKILL');
    await database.stop();
    const next = await startEmbedded({ dataDir });
    assert.equal(await answers(next.ownerUrl), true);
    await next.stop();
  });
});

it('two containers on one folder: the second is refused', async () => {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'pg');
  mkdirSync(dataDir);
  execFileSync('mkfifo', [join(dataDir, 'holders')]);
  // A watchdog that listens while no process we can see holds the folder: it belongs to a process in another container.
  const foreign = spawn('/bin/sh', ['-c', 'echo listening; exec cat <>"$1"', 'sh', join(dataDir, 'holders')]);
  await once(foreign.stdout, 'data');
  await assert.rejects(startEmbedded({ dataDir }), /in use in another container/);
  await kill(foreign);
  folder.remove();
});

/** Processes that work in the folder but are not PostgreSQL: the watchdog's shell and its `cat`. */
function watchdogsOf(dataDir: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const isWatchdog = (pid: string): boolean => {
    const found = execFileSync('/bin/sh', ['-c', 'readlink "/proc/$1/cwd"; cat "/proc/$1/comm"; true', 'sh', pid], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return found.startsWith(join(dataDir, 'cluster')) && /\n(sh|cat)\n$/.test(found);
  };
  return pids.filter(isWatchdog).map(Number);
}
