import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const command = fileURLToPath(new URL('test.ts', import.meta.url));
const head = "import { it } from 'node:test';\n";

describe('the test command', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kt-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const plant = (path: string, text: string): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), `${head}${text}`);
  };
  // Words make it leave out the checks of types and style, which this folder has no programs for.
  const runFor = (...words: string[]): { code: number | null; last: string; said: string } => {
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const run = spawnSync(process.execPath, [command, ...words], { cwd: folder, env, encoding: 'utf8' });
    return { code: run.status, last: run.stdout.trim().split('\n').at(-1) ?? '', said: run.stdout };
  };

  it('counts what passed and was skipped, in its last line', () => {
    plant('kernel/one.test.ts', "it('works', () => 1); it('works too', () => 2); it.skip('later', () => 3);");
    plant('kernel/two.test.ts', "it('works', () => 1);");
    const { code, last } = runFor('kernel');
    assert.deepEqual({ code, last }, { code: 0, last: '3 passed, 0 failed, 1 skipped' });
  });

  it('runs only the files that a word names', () => {
    plant('kernel/one.test.ts', "it('works', () => 1);");
    plant('modules/orders/rules.test.ts', "it('fails', () => { throw new Error('planned'); });");
    assert.equal(runFor('one').last, '1 passed, 0 failed');
    assert.equal(runFor('modules/orders').last, '0 passed, 1 failed');
  });

  it('fails on a failing test and shows it whole, with what its file printed', () => {
    plant('web/bad.test.ts', "console.log('said before'); it('differs', () => { throw new Error('planned'); });");
    const { code, said } = runFor('web');
    assert.equal(code, 1);
    assert.match(said, /FAIL {2}web\/bad\.test\.ts[\s\S]*differs[\s\S]*Error: planned[\s\S]*said before/);
  });

  it('fails on a file that does not load, and goes on with the others', () => {
    plant('kernel/broken.test.ts', "import 'no-such-package';");
    plant('kernel/sound.test.ts', "it('works', () => 1);");
    const { code, last, said } = runFor('kernel');
    assert.deepEqual({ code, last }, { code: 1, last: '1 passed, 1 failed' });
    assert.match(said, /Cannot find package 'no-such-package'/);
  });

  it('fails when no test ran', () => {
    assert.deepEqual({ ...runFor('nothing'), said: '' }, { code: 1, last: '0 passed, 1 failed', said: '' });
  });

  it('fails when what the tests share cannot be prepared', () => {
    plant('kernel/one.test.ts', "it('works', () => 1);");
    plant('tests/harness/prepare.ts', "export const prepare = () => Promise.reject(new Error('no database'));");
    const { code, last, said } = runFor('kernel');
    assert.deepEqual({ code, last }, { code: 1, last: '0 passed, 1 failed' });
    assert.match(said, /no database/);
  });

  it('fails when types or style cannot be checked', () => {
    plant('kernel/one.test.ts', "it('works', () => 1);");
    const { code, last } = runFor();
    assert.deepEqual({ code, last }, { code: 1, last: '1 passed, 3 failed' });
  });
});
