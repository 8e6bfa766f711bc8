import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { jsonText } from './json-text.ts';

test('what no database keeps is replaced, all else stays', () => {
  assert.equal(
    jsonText({ a: 'half \ud83d', b: ['\0'], c: 'whole 😀 \\u0000 \\ud83d' }),
    JSON.stringify({
      a: 'half \ufffd',
      b: ['\ufffd'],
      c: 'whole 😀 \\u0000 \\ud83d',
    }),
  );
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const kept: unknown = JSON.parse(jsonText(texts));
      assert.deepEqual(
        kept,
        texts.map((text) => text.toWellFormed().replaceAll('\0', '\ufffd')),
      );
    }),
  );
});
