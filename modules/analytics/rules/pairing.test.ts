import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type PairingLine, pairReturns } from './pairing.ts';

/** Lines from a table: day, quantity, and optionally product and what the return is paired with already. */
function lines(text: string): PairingLine[] {
  const rows = text
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  return rows.map(([id = '', day = '', quantity = '', product = 'p', reverses = '']) => ({
    id,
    accountId: 'a',
    productId: product || 'p',
    soldOn: `2026-01-${day.padStart(2, '0')}`,
    quantityMilli: BigInt(quantity) * 1_000n,
    reversesId: reverses === '' ? null : reverses,
  }));
}
const paired = (text: string): string =>
  pairReturns(lines(text))
    .map((one) => `${one.returnId}>${one.saleId}`)
    .join(' ');

describe('pairing of returns', () => {
  test('ANA-8: a return takes back the latest sale before it that is at least as large', () => {
    assert.equal(paired('s1 | 1 | 5\n s2 | 2 | 5\n s3 | 4 | 5\n r1 | 3 | -5'), 'r1>s2');
    assert.equal(paired('s1 | 1 | 5\n s2 | 2 | 3\n r1 | 3 | -4'), 'r1>s1');
    assert.equal(paired('s1 | 1 | 5\n r1 | 3 | -6'), '');
    assert.equal(paired('r1 | 1 | -1\n s1 | 2 | 5'), '', 'a sale after the return');
    assert.equal(paired('s1 | 1 | 5 | p\n r1 | 2 | -5 | q'), '', 'another product');
  });

  test('ANA-8: one to one: a sale is taken back once, the earlier return chooses first', () => {
    assert.equal(paired('s1 | 1 | 9\n r1 | 2 | -3\n r2 | 3 | -3'), 'r1>s1');
    assert.equal(paired('s1 | 1 | 9\n s2 | 2 | 9\n r2 | 4 | -3\n r1 | 3 | -3'), 'r1>s2 r2>s1');
    assert.equal(paired('s1 | 1 | 9\n s2 | 2 | 9\n r1 | 3 | -3 | p | s2\n r2 | 4 | -3'), 'r2>s1', 'paired before');
  });

  test('of lines of one day the earlier is that with the smaller id', () => {
    assert.equal(paired('a | 1 | 5\n b | 1 | -5\n c | 1 | 5'), 'b>a');
  });

  test('any history: the same pairs as by plain search, each line in one pair at most', () => {
    const line = fc.record({
      day: fc.integer({ min: 1, max: 9 }),
      product: fc.constantFrom('p', 'q'),
      quantity: fc.integer({ min: -4, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (rows) => {
        const all = rows.map(
          ({ day, product, quantity }, at): PairingLine => ({
            id: String(at).padStart(3, '0'),
            accountId: 'a',
            productId: product,
            soldOn: `2026-01-0${day}`,
            quantityMilli: BigInt(quantity),
            reversesId: null,
          }),
        );
        assert.deepEqual(
          new Set(pairReturns(all).map((one) => `${one.returnId}>${one.saleId}`)),
          new Set(plainly(all)),
        );
      }),
      { numRuns: 300 },
    );
  });
});

function plainly(all: readonly PairingLine[]): string[] {
  const pairs: string[] = [];
  for (const product of ['p', 'q']) {
    const free: PairingLine[] = [];
    const ordered = all
      .filter((one) => one.productId === product)
      .sort((a, b) => (a.soldOn + a.id < b.soldOn + b.id ? -1 : 1));
    for (const one of ordered) {
      if (one.quantityMilli > 0n) free.push(one);
      if (one.quantityMilli >= 0n) continue;
      const at = free.findLastIndex((sale) => sale.quantityMilli >= -one.quantityMilli);
      if (at !== -1) pairs.push(`${one.id}>${free.splice(at, 1)[0]?.id}`);
    }
  }
  return pairs;
}
