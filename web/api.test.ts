import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { endpoint, Nullable } from '#platform/endpoint.ts';
import { inputAt } from './api.ts';
import { addressOf, Fault, failureFrom, InvalidInput, NoSession, Refusal } from './wire.ts';

const list = endpoint('GET', '/accounts/:accountId/orders', {
  summary: 'sample',
  input: Type.Object({
    accountId: Type.String(),
    q: Type.Optional(Type.String()),
    state: Type.Optional(Type.Array(Type.String())),
    mine: Type.Optional(Type.Boolean()),
    limit: Type.Optional(Type.Integer()),
    held: Type.Optional(Nullable(Type.Boolean())),
  }),
  output: Type.Object({}),
});

test('an input is made of the fields that the endpoint knows, each of its kind', () => {
  const at = {
    params: { accountId: 'a1' },
    search: { q: 'кабель', state: 'hold', mine: 'true', limit: '20', held: 'false', peek: 'x', tab: 'debts' },
  };
  const expected = { accountId: 'a1', q: 'кабель', state: ['hold'], mine: true, limit: 20, held: false };
  assert.deepEqual(inputAt(list, at), expected);
});

test('a key that stands several times fills a list; for one value the first counts; empty ones are left out', () => {
  const at = { params: { accountId: 'a1' }, search: { state: ['hold', 'stop'], q: ['a', 'b'], mine: '' } };
  assert.deepEqual(inputAt(list, at), { accountId: 'a1', state: ['hold', 'stop'], q: 'a' });
});

test('the path of the record wins over the search', () => {
  const at = { params: { accountId: 'mine' }, search: { accountId: 'other' } };
  assert.deepEqual(inputAt(list, at), { accountId: 'mine' });
});

test('an address fills the path and puts the rest into the query', () => {
  const input = { accountId: 'a 1', state: ['hold', 'stop'], mine: true };
  assert.equal(addressOf(list, input), '/api/accounts/a%201/orders?state=hold&state=stop&mine=true');
});

test('failures of the wire', () => {
  const refusal = failureFrom(409, { refusal: { code: 'credit.over_limit', details: { overMinor: '1' } } });
  assert.ok(refusal instanceof Refusal);
  assert.deepEqual(refusal.reason, { code: 'credit.over_limit', details: { overMinor: '1' } });
  assert.ok(failureFrom(401, { refusal: { code: 'access.no_session' } }) instanceof NoSession);
  const wrongPassword = failureFrom(401, { refusal: { code: 'access.wrong_password' } });
  assert.ok(wrongPassword instanceof Refusal);
  const problems = [{ path: 'name', code: 'input.minLength', message: '' }];
  assert.ok(failureFrom(400, { problems }) instanceof InvalidInput);
  const fault = failureFrom(500, { fault: { requestId: 'r1' } });
  assert.ok(fault instanceof Fault && fault.requestId === 'r1' && !fault.network);
  const gate = failureFrom(502, {});
  assert.ok(gate instanceof Fault && gate.network, 'an answer of a proxy says nothing of the act: it may be repeated');
});
