import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DatabaseFailure, explain, explainFileError } from './failure.ts';

const said = [
  ['PANIC:  could not write to file "pg_wal/xlogtemp.7": No space left on device', 'disk_full'],
  ['FATAL:  could not access directory "/root/data": Permission denied', 'folder_owner'],
  ['LOG:  Unix-domain socket path "/very/long/.s.PGSQL.5432" is too long (maximum 107 bytes)', 'socket_path_too_long'],
  ['FATAL:  database files are incompatible with server', 'version'],
  ['initdb: could not look up effective user ID 70000: user does not exist', 'no_account'],
  ["postgres: /lib64/libc.so.6: version `GLIBC_2.27' not found (required by postgres)", 'no_binaries'],
  ['Error: spawn /app/bin/initdb ENOENT', 'no_binaries'],
  ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'no_memory'],
  ['Error: spawn setuid EPERM', 'no_account'],
  ['FATAL:  something new', 'start_failed'],
] as const;

describe('explain', () => {
  for (const [text, code] of said) {
    it(`${text} -> ${code}`, () => {
      const failure = explain(text, 'see server.log');
      assert.equal(failure.code, code);
      assert.match(failure.message, /see server\.log/);
      assert.ok(failure.message.endsWith(text));
    });
  }
});

it('a file error is told in words with its path, any other error is left as it is', () => {
  const noSpace = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  const failure = explainFileError(noSpace, '/data');
  assert.ok(failure instanceof DatabaseFailure);
  assert.equal(failure.message, 'The disk that holds /data is full.');
  const other = new Error('other');
  assert.equal(explainFileError(other, '/data'), other);
});
