import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type ApiDocument, found, linesOf, type Operation, typeOf } from './document.ts';

const operation = (summary: string, tag: string): Operation => ({
  summary,
  tags: [tag],
  'x-permission': 'orders.read',
  parameters: [],
  responses: {},
});
const document: ApiDocument = {
  info: { description: '', version: '1' },
  paths: {
    '/api/orders': { get: operation('Orders', 'orders'), post: operation('Take an order', 'orders') },
    '/api/accounts/{accountId}': { get: operation('The card', 'accounts') },
  },
};

describe('the API reference', () => {
  for (const [schema, type] of [
    [{ type: 'string' }, 'string'],
    [{ type: 'string', format: 'uuid' }, 'string (uuid)'],
    [{ anyOf: [{ type: 'integer' }, { type: 'null' }] }, 'integer | null'],
    [{ type: 'array', items: { type: 'object' } }, 'object[]'],
    [{ anyOf: [{ const: 'yes' }, { const: 'no' }] }, '"yes" | "no"'],
    [{ type: 'string', enum: ['a', 'b'] }, '"a" | "b"'],
    [{}, 'any'],
  ] as const)
    test(`a type: ${type}`, () => assert.equal(typeOf(schema), type));

  test('fields of inner objects stand below theirs', () => {
    const row = { type: 'object', properties: { id: { type: 'string', description: 'whose' } }, required: ['id'] };
    const lines = linesOf({ type: 'object', properties: { rows: { type: 'array', items: row } } });
    assert.deepEqual(lines, [
      { depth: 0, name: 'rows', type: 'object[]', optional: true, about: '' },
      { depth: 1, name: 'id', type: 'string', optional: false, about: 'whose' },
    ]);
    assert.deepEqual(linesOf(undefined), []);
  });

  test('is searched by method, address, summary and right, every word', () => {
    const summaries = (typed: string) =>
      [...found(document, typed).values()].flat().map((one) => one.operation.summary);
    assert.deepEqual(summaries(''), ['Orders', 'Take an order', 'The card']);
    assert.deepEqual(summaries('post ORDER'), ['Take an order']);
    assert.deepEqual(summaries('accountid'), ['The card']);
    assert.deepEqual(summaries('nothing such'), []);
    assert.equal(found(document, 'card').get('accounts')?.[0]?.path, '/api/accounts/:accountId');
  });
});
