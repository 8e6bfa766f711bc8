import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { BadConfig, readConfig, variables } from './config.ts';

describe('settings', () => {
  test('nothing set gives a server for this machine alone', () => {
    const config = readConfig({});
    assert.deepEqual([config.port, config.host, config.databaseUrl, config.mail], [3000, '127.0.0.1', null, null]);
    assert.equal(config.publicUrl, 'http://127.0.0.1:3000');
  });

  test('everything wrong is told at once, by the name of its variable', () => {
    const env = {
      PORT: '99999',
      KAMERTON_LOG: 'loud',
      DATABASE_URL: 'mysql://x',
      KAMERTON_URL: 'ftp://x',
      KAMERTON_MAIL_URL: 'http://x',
    };
    assert.throws(
      () => readConfig(env),
      (error: unknown) => {
        assert.ok(error instanceof BadConfig);
        for (const name of Object.keys(env)) assert.match(error.message, new RegExp(name));
        return true;
      },
    );
  });

  test('a port that is none is not told as an address that nobody gave', () => {
    assert.throws(() => readConfig({ PORT: 'abc' }), {
      message: 'PORT must be a number from 0 to 65535, not «abc»',
    });
  });

  test('README lists the same variables with the same words', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    for (const [name, what] of Object.entries(variables)) assert.ok(readme.includes(`| \`${name}\` | ${what} |`), name);
  });
});
