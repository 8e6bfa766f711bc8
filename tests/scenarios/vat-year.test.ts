import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ids, newWorld } from '#tests/harness/world.ts';
import { tradeIn } from './trade.ts';

const world = await newWorld();
const { on, annaDrafts, annaConfirms, sonyaShips, fyodorLoads, owed } = tradeIn(world);
await world.owner(`update price set valid_from = '2025-01-01'; update credit_limit set valid_from = '2025-01-01'`);

/** VAT of a paper in kopecks, as it is kept, with the number it got. */
async function paperOf(number: string, day: string): Promise<unknown[]> {
  const rows = await world.owner(
    'select total_minor, vat_minor from document where number_text = $1 and dated_on = $2',
    [number, day],
  );
  return Object.values(rows[0] ?? {});
}

test('VAT changes with the year: each part of an order bears the rate of the day it left, and the client pays the same', async () => {
  on('2025-12-29');
  const order = await annaDrafts(ids.product.powerbank, 10);
  assert.deepEqual(await annaConfirms(order), { state: 'confirmed', holds: [] });

  on('2025-12-31');
  const old = await sonyaShips(order, 4);
  assert.deepEqual(await paperOf(old.paper, '2025-12-31'), ['480000', '80000']);

  // The stock is open in the holidays; numbers of papers begin anew.
  on('2026-01-01');
  const fresh = await sonyaShips(order, 6);
  assert.deepEqual(await paperOf(fresh.paper, '2026-01-01'), ['720000', '129836']);
  assert.deepEqual([old.paper, fresh.paper], ['КТ-1', 'КТ-1']);
  assert.equal(await owed(), '1200000');

  // Two papers of one number: the day in the purpose says which is meant.
  on('2026-01-15');
  const paid = await fyodorLoads({ number: '7', roubles: '4800.00', purpose: 'Оплата по УПД № КТ-1 от 31.12.2025' });
  assert.equal(paid.matched, 1);
  const open = await world.owner('select document_date::text, open_minor from receivable order by document_date');
  assert.deepEqual(open, [
    { document_date: '2025-12-31', open_minor: '0' },
    { document_date: '2026-01-01', open_minor: '720000' },
  ]);
});
