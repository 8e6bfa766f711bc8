import assert from 'node:assert/strict';
import test from 'node:test';
import { isId, newId } from './id.ts';

test('ids are UUIDs of version 7, all different, and sort in the order they were made', () => {
  const ids = Array.from({ length: 20_000 }, newId);
  for (const id of ids) assert.ok(isId(id), id);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual([...ids].sort(), ids);
});

test('an id begins with the millisecond it was made in', (t) => {
  // Later than the clock of any test before it, since ids never step back.
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2100-01-01T00:00:00Z') });
  assert.ok(newId().startsWith('03bb2cc3-d800-7'));
});

test('ids keep their order when the clock steps back, and past the counter of a millisecond', (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.parse('2101-01-01T00:00:00Z') });
  const before = newId();
  t.mock.timers.setTime(Date.parse('2020-01-01T00:00:00Z'));
  const after = Array.from({ length: 10_000 }, newId);
  assert.deepEqual([before, ...after].sort(), [before, ...after]);
  for (const id of after) assert.ok(isId(id), id);
});

test('only UUIDv7 in lower case with hyphens is an id', () => {
  assert.ok(isId('01a1ffbb-5ec9-73e2-ab96-5a4ece1ddb6c'));
  const refused = [
    '',
    '01A1FFBB-5EC9-73E2-AB96-5A4ECE1DDB6C',
    '01a1ffbb-5ec9-43e2-ab96-5a4ece1ddb6c',
    '01a1ffbb-5ec9-73e2-7b96-5a4ece1ddb6c',
    '01a1ffbb5ec973e2ab965a4ece1ddb6c',
    '{01a1ffbb-5ec9-73e2-ab96-5a4ece1ddb6c}',
    '01a1ffbb-5ec9-73e2-ab96-5a4ece1ddb6c\n',
    "' or 1=1 --",
  ];
  for (const text of refused) assert.ok(!isId(text), text);
});
