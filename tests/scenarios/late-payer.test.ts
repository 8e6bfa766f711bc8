import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ids, newWorld } from '#tests/harness/world.ts';
import { tradeIn } from './trade.ts';

const { on, annaDrafts, annaConfirms, sonyaShips, fyodorLoads, owed, questionsAbout } = tradeIn(await newWorld());
const { book } = ids.product;

test('a late payer is held, pays, and is released', async () => {
  on('2026-03-02');
  const first = await annaDrafts(book, 100);
  assert.deepEqual(await annaConfirms(first), { state: 'confirmed', holds: [] });
  const left = await sonyaShips(first, 100);
  assert.deepEqual([left.totalMinor, left.dueOn], ['4500000', '2026-04-01']);
  assert.equal(await owed(), '4500000');

  // On the day it is due, and three days of grace after it, nobody is held.
  on('2026-04-01');
  assert.deepEqual(await annaConfirms(await annaDrafts(book, 1)), { state: 'confirmed', holds: [] });
  on('2026-04-04');
  assert.deepEqual(await annaConfirms(await annaDrafts(book, 1)), { state: 'confirmed', holds: [] });

  // The fourth day late: the order is kept, held, and asked about.
  on('2026-04-05');
  const second = await annaDrafts(book, 10);
  const holds = [{ kind: 'credit', code: 'credit.overdue', details: { overdueMinor: '4500000', days: 4 } }];
  assert.deepEqual(await annaConfirms(second), { state: 'held', holds });
  assert.deepEqual(await questionsAbout(second), ['credit: pending']);

  // A part does not release him while the rest is late.
  on('2026-04-06');
  const part = await fyodorLoads({ number: '101', roubles: '20000.00', purpose: `Оплата по УПД № ${left.paper}` });
  assert.equal(part.matched, 1);
  assert.equal(await owed(), '2500000');
  assert.deepEqual(await annaConfirms(second), {
    state: 'held',
    holds: [{ kind: 'credit', code: 'credit.overdue', details: { overdueMinor: '2500000', days: 5 } }],
  });

  // The rest does: the same order goes through and its question is withdrawn.
  on('2026-04-07');
  await fyodorLoads({ number: '102', roubles: '25000.00', purpose: `Оплата по УПД № ${left.paper}, остаток` });
  assert.equal(await owed(), '0');
  assert.deepEqual(await annaConfirms(second), { state: 'confirmed', holds: [] });
  assert.equal((await questionsAbout(second)).includes('credit: pending'), false);
  assert.equal((await sonyaShips(second, 10)).dueOn, '2026-05-07');
});
