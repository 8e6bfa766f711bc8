import assert from 'node:assert/strict';
import test from 'node:test';
import { ok, type Result, refuse } from './result.ts';

test('an answer carries its value', () => {
  assert.deepEqual(ok(5n), { ok: true, value: 5n });
});

test('a refusal carries its code, and details only when there are some', () => {
  assert.deepEqual(refuse('orders.empty'), { ok: false, code: 'orders.empty' });
  assert.deepEqual(refuse('orders.over_limit', { overMinor: '100' }), {
    ok: false,
    code: 'orders.over_limit',
    details: { overMinor: '100' },
  });
});

test('a refusal outside the declared codes does not compile', () => {
  const decide = (): Result<bigint, 'orders.empty'> => {
    // @ts-expect-error the code is not one this rule may give
    return refuse('orders.emtpy');
  };
  assert.equal(decide().ok, false);
});
