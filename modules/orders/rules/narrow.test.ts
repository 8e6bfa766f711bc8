import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AskedLine, narrowed } from './narrow.ts';

const asked = (lineId: string): AskedLine => ({
  lineId,
  allowed: { productId: 'p1', bp: 1_000, priceE4: '900000', quantityMilli: '2000' },
  manualBp: 1_000,
  beforeE4: 1_000_000n,
});

describe('APR-10: yes, but', () => {
  test('a smaller discount is allowed for its line, the others stay as asked', () => {
    const answer = narrowed('discount', [asked('l1'), asked('l2')], [{ lineId: 'l1', manualBp: 700 }]);
    assert.deepEqual(answer.ok && [answer.value['l1']?.bp, answer.value['l2']?.bp], [700, 1_000]);
  });
  test('under the floor the price that the smaller discount gives is allowed', () => {
    const answer = narrowed('floor', [asked('l1')], [{ lineId: 'l1', manualBp: 725 }]);
    assert.deepEqual(answer.ok && answer.value['l1'], {
      productId: 'p1',
      bp: 1_000,
      priceE4: '927500',
      quantityMilli: '2000',
    });
  });
  test('a deeper discount and a line that nobody asked about are refused', () => {
    for (const change of [
      { lineId: 'l1', manualBp: 1_001 },
      { lineId: 'l9', manualBp: 0 },
    ]) {
      assert.deepEqual(narrowed('discount', [asked('l1')], [change]), {
        ok: false,
        code: 'approvals.change_not_asked',
        details: { lineId: change.lineId },
      });
    }
  });
});
