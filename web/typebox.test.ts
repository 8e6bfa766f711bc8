import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type as Whole } from '@sinclair/typebox';
import { Type as Small } from './typebox.ts';

/** One description by both: the screens must see the same fields of the same kinds as the server. */
function described(type: typeof Whole) {
  const range = type.Object({ from: type.Optional(type.String({ maxLength: 10 })), to: type.String() });
  const list = type.Object({
    q: type.Optional(type.String({ maxLength: 120 })),
    mine: type.Optional(type.Boolean()),
    limit: type.Integer({ minimum: 1 }),
    state: type.Optional(type.Array(type.Union([type.Literal('draft'), type.Literal('closed')]))),
    sum: type.Union([type.String(), type.Null()]),
  });
  return {
    list,
    both: type.Composite([range, list]),
    some: type.Pick(list, ['q', 'limit']),
    without: type.Omit(list, ['sum']),
    partly: type.Partial(range),
  };
}

test('the small TypeBox of the screens describes inputs as the whole one does', () => {
  const small = JSON.parse(JSON.stringify(described(Small as unknown as typeof Whole)));
  assert.deepEqual(small, JSON.parse(JSON.stringify(described(Whole))));
});

test('a kind that the screens do not know says nothing and does not break', () => {
  assert.deepEqual(
    (Small as unknown as typeof Whole).Recursive((self) => self),
    {},
  );
});
