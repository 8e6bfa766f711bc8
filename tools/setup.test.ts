import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { completed, missingEntries } from './complete-lock.mjs';

const setup = fileURLToPath(new URL('setup.mjs', import.meta.url));
const platform = `${process.platform}-${process.arch}`;

/** Stands in for npm: notes what it was asked, installs the pinned Node, fails on demand. */
const npm = `
const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');
const [command] = process.argv.slice(2);
if (command === '--version') { console.log(process.env.TRIAL_NPM_VERSION); process.exit(0); }
appendFileSync('asked', process.argv.slice(2).join(' ') + '\\n');
console.log('npm talks');
if (process.env.TRIAL_FAILS) process.exit(7);
mkdirSync('node_modules/node-${platform}/bin', { recursive: true });
writeFileSync('node_modules/node-${platform}/bin/node', '');
writeFileSync('node_modules/node-${platform}/package.json', '{"bin":{"node":"bin/node"}}');
`;

describe('setup', { skip: process.platform === 'win32' ? 'uses links' : false }, () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'ks-'));
    writeFileSync(join(root, 'npm-cli.js'), npm);
    writeLock('1.0.0');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const writeLock = (version: string): void => {
    const packages = { '': {}, 'node_modules/a': { version }, 'node_modules/b-win32': { version, optional: true } };
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages }));
  };
  const run = (more: Record<string, string> = {}): { code: number | null; out: string; said: string } => {
    const env = {
      ...process.env,
      KAMERTON_SETUP_ROOT: root,
      npm_execpath: join(root, 'npm-cli.js'),
      npm_node_execpath: process.execPath,
      TRIAL_NPM_VERSION: '10.8.2',
      ...more,
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [setup], { env, encoding: 'utf8' });
    return { code: status, out: stdout, said: stderr };
  };
  const asked = (): string[] =>
    existsSync(join(root, 'asked')) ? readFileSync(join(root, 'asked'), 'utf8').trim().split('\n') : [];

  it('installs once, silently for stdout, without install scripts, and again when the lock file changes', () => {
    const first = run();
    assert.deepEqual({ code: first.code, out: first.out }, { code: 0, out: '' });
    assert.match(first.said, /Installing the dependencies[\s\S]*npm talks[\s\S]*Installed in/);
    assert.equal(readlinkSync(join(root, 'node_modules/.bin/node')), `../node-${platform}/bin/node`);
    assert.deepEqual(run(), { code: 0, out: '', said: '' });
    assert.equal(asked().length, 1);
    assert.match(asked()[0] ?? '', /^ci --ignore-scripts /);
    writeLock('2.0.0');
    run();
    assert.equal(asked().length, 2);
  });

  it('leaves alone what somebody installed by hand, unless it differs', () => {
    const hidden = join(root, 'node_modules', '.package-lock.json');
    mkdirSync(dirname(hidden), { recursive: true });
    writeFileSync(hidden, JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }));
    assert.equal(run().code, 0);
    assert.deepEqual(asked(), []);
    writeLock('2.0.0');
    run();
    assert.equal(asked().length, 1);
  });

  it('says in words why it failed, and tries again the next time', () => {
    const { code, said } = run({ TRIAL_FAILS: '1' });
    assert.equal(code, 1);
    assert.match(said, /npm ci failed \(code 7\)/);
    assert.equal(run().code, 0);
    assert.equal(asked().length, 2);
  });

  it('refuses an npm that is too old', () => {
    const { code, said } = run({ TRIAL_NPM_VERSION: '8.19.0' });
    assert.equal(code, 1);
    assert.match(said, /needs npm 9 or newer; this is 8\.19\.0/);
  });
});

describe('the lock file', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/tool': {
        version: '2.0.0',
        dev: true,
        optionalDependencies: { '@tool/linux-x64': '2.0.0', '@tool/linux-arm64-musl': '2.0.0' },
      },
      'node_modules/tool/node_modules/@tool/linux-x64': { version: '2.0.0', optional: true },
    },
  };

  it('names every platform, or npm ci would refuse it', () => {
    const ours = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
    assert.deepEqual(missingEntries(ours), [], 'run: node tools/complete-lock.mjs');
  });

  it('is completed by what the names tell', () => {
    assert.deepEqual(completed(lock).packages['node_modules/@tool/linux-arm64-musl'], {
      version: '2.0.0',
      cpu: ['arm64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
    assert.deepEqual(missingEntries(completed(lock)), []);
  });
});
