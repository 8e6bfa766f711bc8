import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { vatRateOn } from '#kernel/vat.ts';
import { invoiceLines, lineSums, totalsOf, updLines, vatByRate, vatLabel } from './calculate.ts';
import { shipped } from './testdata/papers.ts';

const sums: [what: string, gross: bigint, bp: number | null, vat: string, net: string][] = [
  ['100.00 at 22 %', 10_000n, 2200, '1803', '8197'],
  ['100.00 at 20 %', 10_000n, 2000, '1667', '8333'],
  ['100.00 at 10 %', 10_000n, 1000, '909', '9091'],
  ['100.00 at 7 %', 10_000n, 700, '654', '9346'],
  ['100.00 at 5 %', 10_000n, 500, '476', '9524'],
  ['100.00 at 0 %', 10_000n, 0, '0', '10000'],
  ['100.00 without VAT', 10_000n, null, '0', '10000'],
  ['a half kopeck goes up: 0.33 at 10 %', 33n, 1000, '3', '30'],
  ['a kopeck at 22 %', 1n, 2200, '0', '1'],
  ['shipped on 2025-12-31', 12_000n, vatRateOn('standard', '2025-12-31').bp, '2000', '10000'],
  ['shipped on 2026-01-01', 12_200n, vatRateOn('standard', '2026-01-01').bp, '2200', '10000'],
];
for (const [what, gross, bp, vatMinor, netMinor] of sums) {
  test(`VAT of a line: ${what}`, () => {
    assert.deepEqual(lineSums(gross, bp), { netMinor, vatMinor, grossMinor: String(gross) });
  });
}

test('rates are named as papers name them', () => {
  assert.deepEqual([2200, 1000, 0, null].map(vatLabel), ['22\u00a0%', '10\u00a0%', '0\u00a0%', 'без НДС']);
});

test('a bill has the price with VAT, a УПД without it', () => {
  const sold = shipped(0, { quantityMilli: 3000n, grossMinor: 36_600n, vatBp: 2200 });
  assert.equal(invoiceLines([sold])[0]?.priceE4, '1220000');
  assert.equal(updLines([sold])[0]?.priceE4, '1000000');
});

test('a price that does not divide is rounded to 1/10000 rouble', () => {
  const sold = shipped(0, { quantityMilli: 3000n, grossMinor: 10_000n, vatBp: null });
  assert.equal(invoiceLines([sold])[0]?.priceE4, '333333');
});

test('a line of no quantity is not a line', () => {
  assert.throws(() => invoiceLines([shipped(0, { quantityMilli: 0n })]), RangeError);
});

test('VAT is summed by rate, in the order of the lines', () => {
  const of = (grossMinor: bigint, vatBp: number | null) => shipped(0, { grossMinor, vatBp });
  const lines = invoiceLines([of(10_000n, 1000), of(10_000n, 2200), of(5_000n, null), of(10_000n, 2200), of(700n, 0)]);
  assert.deepEqual(vatByRate(lines), [
    { label: '10\u00a0%', vatMinor: '909', grossMinor: '10000' },
    { label: '22\u00a0%', vatMinor: '3606', grossMinor: '20000' },
    { label: 'без НДС', vatMinor: '', grossMinor: '5000' },
    { label: '0\u00a0%', vatMinor: '0', grossMinor: '700' },
  ]);
  assert.deepEqual(totalsOf(lines), { netMinor: '31185', vatMinor: '4515', grossMinor: '35700' });
});

test('totals are the sums of the lines, and each line adds up, whatever the lines', () => {
  const rate = fc.constantFrom(2200, 2000, 1000, 700, 500, 0, null);
  const line = fc.record({
    grossMinor: fc.bigInt({ min: 0n, max: 10n ** 14n }),
    quantityMilli: fc.bigInt({ min: 1n, max: 10n ** 9n }),
    vatBp: rate,
  });
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), (facts) => {
      const lines = updLines(facts.map((one) => shipped(0, one)));
      const totals = totalsOf(lines);
      for (const { netMinor, vatMinor, grossMinor } of [...lines, totals]) {
        assert.equal(BigInt(netMinor) + BigInt(vatMinor), BigInt(grossMinor));
      }
      for (const column of ['netMinor', 'vatMinor', 'grossMinor'] as const) {
        let sum = 0n;
        for (const one of lines) sum += BigInt(one[column]);
        assert.equal(BigInt(totals[column]), sum);
      }
      let asked = 0n;
      for (const one of facts) asked += one.grossMinor;
      assert.equal(BigInt(totals.grossMinor), asked);
    }),
  );
});
