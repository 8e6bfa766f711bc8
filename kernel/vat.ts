import type { PlainDate } from './plain-date.ts';
import { divRound } from './rounding.ts';

/** What the product is for VAT; the rate follows from the class, the date of shipment and the seller's regime. */
export type VatClass = 'standard' | 'reduced' | 'zero' | 'exempt';

/** How the seller is taxed: general; USN at 5 % or 7 % without deductions; USN freed from VAT by its income. */
export type VatRegime = 'general' | 'usn5' | 'usn7' | 'usn_exempt';

/** A rate in basis points, null when no VAT is charged at all, and its name in Russian papers and e-documents. */
export type VatRate = { readonly bp: number | null; readonly label: string };

const noVat: VatRate = { bp: null, label: 'без НДС' };
// Latest first. 22 %: law 425-ФЗ of 28.11.2025 (design: formats, part 7).
const standardRates: readonly { from: PlainDate; rate: VatRate }[] = [
  { from: '2026-01-01', rate: { bp: 2200, label: '22%' } },
  { from: '2019-01-01', rate: { bp: 2000, label: '20%' } },
];
const standardBefore2019: VatRate = { bp: 1800, label: '18%' };
const reduced: VatRate = { bp: 1000, label: '10%' };
const zero: VatRate = { bp: 0, label: '0%' };
const usn5: VatRate = { bp: 500, label: '5%' };
const usn7: VatRate = { bp: 700, label: '7%' };
// Before this day sellers on USN charged no VAT.
const usnVatFrom: PlainDate = '2025-01-01';

/**
 * The rate of a class on a date. The date is that of shipment, not of the order, the bill or the payment;
 * a return or a correction takes the date of the shipment it corrects.
 */
export function vatRateOn(cls: VatClass, date: PlainDate, regime: VatRegime = 'general'): VatRate {
  if (cls === 'exempt' || regime === 'usn_exempt') return noVat;
  if (regime !== 'general' && date < usnVatFrom) return noVat;
  if (cls === 'zero') return zero;
  if (regime === 'usn5') return usn5;
  if (regime === 'usn7') return usn7;
  return cls === 'reduced' ? reduced : standardOn(date);
}

/** VAT inside a sum with VAT, kopecks, half away from zero: 100.00 at 2200 -> 18.03. No VAT (null) gives 0n. */
export function vatIncluded(sumMinor: bigint, rateBp: number | null): bigint {
  if (rateBp === null) return 0n;
  return divRound(sumMinor * BigInt(rateBp), BigInt(10_000 + rateBp));
}

/** VAT to add to a sum without VAT, kopecks, half away from zero: 100.00 at 2200 -> 22.00. No VAT (null) gives 0n. */
export function vatOnTop(sumMinor: bigint, rateBp: number | null): bigint {
  if (rateBp === null) return 0n;
  return divRound(sumMinor * BigInt(rateBp), 10_000n);
}

function standardOn(date: PlainDate): VatRate {
  return standardRates.find(({ from }) => date >= from)?.rate ?? standardBefore2019;
}
