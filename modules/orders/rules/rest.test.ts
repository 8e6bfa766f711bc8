import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { divRound } from '#kernel/rounding.ts';
import type { OrderLine } from '../model.ts';
import { decideCancelRest, keptPart, openMilli, waitingMilli } from './rest.ts';

const lineOf = (more: Partial<OrderLine>): OrderLine => ({
  id: 'l1',
  position: 1,
  productId: 'p1',
  quantityMilli: 10_000n,
  basePriceE4: 1n,
  manualBp: 0,
  priceE4: 1n,
  sumMinor: 10_000n,
  vatBp: 2200,
  vatMinor: 1_803n,
  costE4: 60_000n,
  floorE4: null,
  reservedMilli: 0n,
  shippedMilli: 0n,
  cancelledMilli: 0n,
  expectedOn: null,
  ...more,
});

describe('giving up', () => {
  type Row = readonly [what: string, line: Partial<OrderLine>, asked: bigint | null, answer: string];
  const table: readonly Row[] = [
    ['of a confirmed line a part', { reservedMilli: 10_000n }, 4_000n, 'cancelled 4000, promised 6000'],
    ['what waits goes first', { reservedMilli: 6_000n }, 4_000n, 'cancelled 4000, promised 6000'],
    ['then what is promised', { reservedMilli: 6_000n }, 5_000n, 'cancelled 5000, promised 5000'],
    [
      'the rest of a shipped line closes the order',
      { shippedMilli: 3_000n, reservedMilli: 7_000n },
      null,
      'cancelled 7000, promised 0, closes',
    ],
    [
      'again, after a part was given up',
      { shippedMilli: 3_000n, cancelledMilli: 2_000n },
      5_000n,
      'cancelled 7000, promised 0, closes',
    ],
    ['more than is left', { shippedMilli: 3_000n }, 7_001n, 'orders.more_than_left'],
    ['everything of an order nothing was shipped of', {}, null, 'orders.cancel_instead'],
    ['of a line that is all shipped', { shippedMilli: 10_000n }, null, 'orders.nothing_left'],
  ];
  for (const [what, line, asked, answer] of table) {
    test(`ORD-43: ${what}`, () => {
      const asks = asked === null ? null : [{ lineId: 'l1', quantityMilli: asked }];
      const decision = decideCancelRest({ state: 'confirmed' }, [lineOf(line)], asks);
      const told = decision.ok
        ? decision.value.cut.map((one) => `cancelled ${one.cancelledMilli}, promised ${one.reservedMilli}`).join() +
          (decision.value.closes ? ', closes' : '')
        : decision.code;
      assert.equal(told, answer);
    });
  }

  test('ORD-43: no state but confirmed and shipped, no line twice, no unknown line', () => {
    const ask = { lineId: 'l1', quantityMilli: 1n };
    const code = (state: 'draft' | 'closed' | 'shipped', asks: (typeof ask)[]) => {
      const decision = decideCancelRest({ state }, [lineOf({})], asks);
      return decision.ok ? 'done' : decision.code;
    };
    assert.equal(code('draft', [ask]), 'orders.wrong_state');
    assert.equal(code('closed', [ask]), 'orders.wrong_state');
    assert.equal(code('shipped', [ask, ask]), 'orders.line_twice');
    assert.equal(code('shipped', [{ ...ask, lineId: 'l9' }]), 'orders.line_not_found');
  });
});

test('ORD-44: what is shipped in parts and what is kept come to the same kopeck', () => {
  const line = fc.record({
    quantity: fc.bigInt(1n, 10n ** 7n),
    sum: fc.bigInt(0n, 10n ** 12n),
    cancelled: fc.bigInt(0n, 10n ** 7n),
  });
  fc.assert(
    fc.property(line, fc.integer({ min: 1, max: 5 }), ({ quantity, sum, cancelled }, parts) => {
      const gone = cancelled % (quantity + 1n);
      const kept = keptPart(lineOf({ quantityMilli: quantity, sumMinor: sum, cancelledMilli: gone }));
      const upTo = (milli: bigint) => divRound(sum * milli, quantity);
      let [shipped, at] = [0n, 0n];
      for (let part = 1; part <= parts; part += 1) {
        const next = part === parts ? quantity - gone : (BigInt(part) * (quantity - gone)) / BigInt(parts);
        shipped += upTo(next) - upTo(at);
        at = next;
      }
      assert.equal(kept.sumMinor, shipped);
      assert.ok(kept.sumMinor >= 0n && kept.sumMinor <= sum);
    }),
  );
});

test('open is what was neither shipped nor given up, waiting is what is not promised of it', () => {
  const line = lineOf({ shippedMilli: 2_000n, cancelledMilli: 1_000n, reservedMilli: 4_000n });
  assert.deepEqual([openMilli(line), waitingMilli(line)], [7_000n, 3_000n]);
});
