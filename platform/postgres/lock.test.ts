import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { withLock } from './lock.ts';
import { temporaryFolder } from './processes.fixture.ts';
import { birthmark } from './processes.ts';

describe('withLock', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'lock');
  after(folder.remove);
  beforeEach(() => assert.deepEqual(readdirSync(folder.path), []));

  it('lets one in at a time', async () => {
    let inside = 0;
    const work = async (turn: number): Promise<number> => {
      inside += 1;
      assert.equal(inside, 1);
      await new Promise(setImmediate);
      inside -= 1;
      return turn;
    };
    const turns = [1, 2, 3, 4, 5];
    assert.deepEqual(await Promise.all(turns.map((turn) => withLock(file, () => work(turn)))), turns);
  });

  it('opens again when the work fails', async () => {
    const failing = withLock(file, () => Promise.reject(new Error('planned')));
    await assert.rejects(failing, /planned/);
    assert.equal(existsSync(file), false);
  });

  it('breaks the lock of a process that is gone, of an older one with the same number, and an empty one', async () => {
    const { pid } = spawnSync('true');
    for (const left of [`${pid} ${birthmark(process.pid)}`, `${process.pid} another birth`, '']) {
      writeFileSync(file, left);
      utimesSync(file, 0, 0);
      assert.equal(await withLock(file, async () => 'done'), 'done');
    }
  });
});
