/** How the command line is used and misused: exit codes, what is said where, which org. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { call, newLine } from './line.fixture.ts';

const { env, org, folder } = await newLine();
const nowhere = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', KAMERTON_DATA: folder };

describe('bad use is 2, says what is possible, and needs no database', () => {
  const table: [words: string[], code: string, says: RegExp][] = [
    [[], 'cli.no_such_command', /import, price, verify, audit verify, user list/],
    [['improt'], 'cli.no_such_command', /«improt».*import/],
    [['user'], 'cli.no_such_command', /user add/],
    [['import', 'client', 'a.csv'], 'cli.no_such_kind', /«client».*accounts, .*sales-history, bank-statement/],
    [['import', 'accounts'], 'cli.missing_argument', /file.*--dry-run/],
    [['verify', 'now'], 'cli.extra_argument', /«now»/],
    [['verify', '--dry'], 'cli.bad_flag', /--dry.*--dry-run/],
    [['verify', '--map', 'x'], 'cli.flag_not_here', /--map/],
    [['import', 'bank-statement', 'a.txt', '--map', 'x'], 'cli.flag_not_here', /--map/],
    [['price', 'Ромашка', 'PB-10', 'пять'], 'cli.bad_quantity', /«пять»/],
    [['price', 'Ромашка', 'PB-10', '5', '--date', '31.02.2026'], 'cli.bad_date', /«31.02.2026»/],
  ];
  for (const [words, code, says] of table) {
    test(`kamerton ${words.join(' ')}`, async () => {
      const called = await call([...words, '--json'], nowhere);
      assert.deepEqual([called.code, called.json['bad_use'], called.lines.length], [2, code, 1]);
      assert.match(called.errors, says);
    });
  }

  test('without --json stdout stays empty', async () => {
    const called = await call(['improt'], nowhere);
    assert.deepEqual([called.code, called.lines], [2, []]);
  });

  test('in the language of the terminal', async () => {
    assert.match((await call(['improt'], { ...nowhere, LANG: 'en_GB.UTF-8' })).errors, /There is no command “improt”/);
  });

  test('settings that are none', async () => {
    const called = await call(['verify', '--json'], { ...nowhere, PORT: 'door' });
    assert.deepEqual([called.code, called.json['bad_use']], [2, 'cli.bad_settings']);
    assert.match(called.errors, /PORT must be a number/);
    const noFolder = await call(['verify', '--json'], { ...nowhere, KAMERTON_DATA: import.meta.filename });
    assert.deepEqual([noFolder.code, noFolder.json['bad_use']], [2, 'cli.bad_settings']);
    assert.match(noFolder.errors, /KAMERTON_DATA must be a folder/);
  });
});

test('help is 0 and names every command', async () => {
  const called = await call(['--help'], nowhere);
  assert.equal(called.code, 0);
  for (const word of [
    'import <kind> <file>',
    'price',
    'verify',
    'audit verify',
    'user add',
    'backup',
    'restore',
    'openapi',
  ])
    assert.ok(called.lines.join('\n').includes(word), word);
});

test('openapi tells of the whole API in one line, with no database', async () => {
  const called = await call(['openapi', '--json'], nowhere);
  assert.deepEqual([called.code, called.lines.length], [0, 1]);
  assert.ok('/search' in (called.json['paths'] as object) || '/api/search' in (called.json['paths'] as object));
});

test('a database out of reach is a fault: 3, in words and not in code', async () => {
  const called = await call(['verify', '--json'], nowhere);
  assert.deepEqual([called.code, called.lines.length], [3, 1]);
  assert.equal(typeof called.json['fault'], 'string');
  assert.doesNotMatch(called.errors, /\n\s+at /);
});

describe('which organisation, and in whose name', () => {
  test('of several one must be named, by its name or id', async () => {
    const called = await call(['user', 'list', '--json'], env);
    assert.deepEqual([called.code, called.json['refused']], [1, 'cli.several_orgs']);
    assert.match(called.errors, /Камертон Трейд, Чужая фирма/);
    const other = await call(['user', 'list', '--org', 'Чужая фирма'], env);
    assert.deepEqual([other.code, other.lines], [0, ['  stranger@other.example  Чужой  Администратор']]);
  });

  test('one that is not there, a person who is not there', async () => {
    assert.equal((await call(['verify', '--org', 'Никто', '--json'], env)).json['refused'], 'cli.org_not_found');
    const called = await org('verify', '--as', 'nobody@kamerton.example');
    assert.deepEqual([called.code, called.json['refused']], [1, 'cli.person_not_found']);
  });

  test('a person acts by their own rights', async () => {
    const called = await org('user', 'list', '--as', 'anna@kamerton.example');
    assert.deepEqual([called.code, called.json['refused']], [1, 'platform.forbidden']);
    assert.match(called.errors, /people\.write/);
  });

  test('the demo company comes into an empty program only', async () => {
    const called = await call(['demo', '--json'], env);
    assert.deepEqual([called.code, called.json['refused']], [1, 'access.already_begun']);
  });
});
