import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { type VatClass, type VatRegime, vatIncluded, vatOnTop, vatRateOn } from './vat.ts';

test('the rate follows from the class, the day of shipment and the regime of the seller', () => {
  const cases: [cls: VatClass, date: string, regime: VatRegime, bp: number | null, label: string][] = [
    ['standard', '2018-12-31', 'general', 1800, '18%'],
    ['standard', '2019-01-01', 'general', 2000, '20%'],
    ['standard', '2025-12-31', 'general', 2000, '20%'],
    ['standard', '2026-01-01', 'general', 2200, '22%'],
    ['reduced', '2025-12-31', 'general', 1000, '10%'],
    ['reduced', '2026-01-01', 'general', 1000, '10%'],
    ['zero', '2026-01-01', 'general', 0, '0%'],
    ['exempt', '2026-01-01', 'general', null, 'без НДС'],
    ['standard', '2024-12-31', 'usn5', null, 'без НДС'],
    ['standard', '2025-01-01', 'usn5', 500, '5%'],
    ['reduced', '2026-01-01', 'usn5', 500, '5%'],
    ['standard', '2026-01-01', 'usn7', 700, '7%'],
    ['zero', '2026-01-01', 'usn7', 0, '0%'],
    ['exempt', '2026-01-01', 'usn5', null, 'без НДС'],
    ['standard', '2026-01-01', 'usn_exempt', null, 'без НДС'],
    ['zero', '2026-01-01', 'usn_exempt', null, 'без НДС'],
  ];
  for (const [cls, date, regime, bp, label] of cases) {
    assert.deepEqual(vatRateOn(cls, date, regime), { bp, label }, `${cls} ${date} ${regime}`);
  }
  assert.equal(vatRateOn('standard', '2026-06-01').bp, 2200);
});

test('VAT inside a sum', () => {
  const cases: [minor: bigint, bp: number | null, vat: bigint][] = [
    [10_000n, 2200, 1_803n],
    [10_000n, 2000, 1_667n],
    [10_000n, 1000, 909n],
    [10_000n, 500, 476n],
    [10_000n, 700, 654n],
    [-10_000n, 2200, -1_803n],
    [10_000n, 0, 0n],
    [10_000n, null, 0n],
    [12_200n, 2200, 2_200n],
  ];
  for (const [minor, bp, vat] of cases) assert.equal(vatIncluded(minor, bp), vat, `${minor} at ${bp}`);
});

test('VAT on top of a sum', () => {
  assert.equal(vatOnTop(10_000n, 2200), 2_200n);
  assert.equal(vatOnTop(25n, 2200), 6n);
  assert.equal(vatOnTop(-25n, 2200), -6n);
  assert.equal(vatOnTop(10_000n, null), 0n);
});

test('the VAT put on top of a sum is the VAT found inside their total', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.constantFrom(500, 700, 1000, 2000, 2200), (net, bp) => {
      const vat = vatOnTop(net, bp);
      assert.equal(vatIncluded(net + vat, bp), vat);
    }),
  );
});
