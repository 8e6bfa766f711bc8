import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessDateOrder, orderTold } from './date-order.ts';
import type { SourceRow } from './problem.ts';

const batchOf = (...texts: string[]): SourceRow[] =>
  texts.map((text, at) => ({ row: at + 2, cells: ['x', text], problems: [] }));
async function* batches(...all: SourceRow[][]): AsyncGenerator<SourceRow[]> {
  yield* all;
}

test('a date tells its order when one of the two cannot be a month', () => {
  assert.equal(orderTold('12/31/2010 8:26'), 'mdy');
  assert.equal(orderTold('31/12/2010'), 'dmy');
  assert.equal(orderTold('13-1-10'), 'dmy');
  assert.equal(orderTold('12/1/2010 8:26'), null);
  assert.equal(orderTold('31.12.2010'), null);
  assert.equal(orderTold('2010-12-31 08:26:00'), null);
  assert.equal(orderTold('1/2/3/4'), null);
});

test('the first date that tells settles the file; none at all means day first', async () => {
  assert.equal(await guessDateOrder(batches(batchOf('12/1/2010', '12/2/2010'), batchOf('', '12/13/2010')), [1]), 'mdy');
  assert.equal(await guessDateOrder(batches(batchOf('1/12/2010', '13/12/2010'), batchOf('12/31/2010')), [1]), 'dmy');
  assert.equal(await guessDateOrder(batches(batchOf('12/1/2010')), [1]), 'dmy');
});

test('a file without such dates is left after a thousand cells; one with them is read on', async () => {
  const seen: number[] = [];
  async function* long(text: string): AsyncGenerator<SourceRow[]> {
    for (let at = 0; at < 300; at += 1) {
      seen.push(at);
      yield batchOf(...Array.from({ length: 1_000 }, () => text));
    }
  }
  assert.equal(await guessDateOrder(long('2010-12-31'), [1]), 'dmy');
  assert.equal(seen.length, 1);
  assert.equal(await guessDateOrder(long('12/1/2010'), [1]), 'dmy');
  assert.equal(seen.length, 201);
});
