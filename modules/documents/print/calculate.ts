import { sumMinor } from '#kernel/money.ts';
import { formatPercentBp } from '#kernel/price.ts';
import { divRound } from '#kernel/rounding.ts';
import { vatIncluded } from '#kernel/vat.ts';
import type { PaperLine, PaperSums, Traced, UpdLine, VatOfRate } from './snapshot.ts';

/** A sold line: its sum with VAT in kopecks, quantity in thousandths, rate in basis points (null: no VAT at all). */
export type SoldLine = {
  readonly code: string;
  readonly name: string;
  readonly okeiCode: string;
  readonly unit: string;
  readonly quantityMilli: bigint;
  readonly grossMinor: bigint;
  readonly vatBp: number | null;
};

/** What a УПД says of a line besides. */
export type ShippedLine = SoldLine & {
  readonly kindCode: string;
  readonly countryCode: string;
  readonly countryName: string;
  readonly declaration: string;
  readonly traced: Traced | null;
};

const noVatLabel = 'без НДС';
// Kopecks for thousandths of a unit -> 1/10000 rouble for a unit.
const e4MilliInKopeck = 100_000n;

/** Sums of a line from its sum with VAT: VAT = gross x rate / (100 + rate), half away from zero; net is the rest. */
export function lineSums(grossMinor: bigint, vatBp: number | null): PaperSums {
  const vat = vatIncluded(grossMinor, vatBp);
  return sums(grossMinor - vat, vat);
}

/** A rate as papers name it: '22 %', 'без НДС'. */
export function vatLabel(vatBp: number | null): string {
  return vatBp === null ? noVatLabel : formatPercentBp(vatBp, 'ru');
}

/** Lines of a bill, numbered from 1; the price is with VAT. Throws RangeError on a quantity of zero. */
export function invoiceLines(sold: readonly SoldLine[]): PaperLine[] {
  return sold.map((line, at) => paperLine(line, at + 1, line.grossMinor));
}

/** Lines of a УПД, numbered from 1; the price (column 4) is without VAT. Throws RangeError on a quantity of zero. */
export function updLines(shipped: readonly ShippedLine[]): UpdLine[] {
  return shipped.map((line, at) => ({
    ...paperLine(line, at + 1, line.grossMinor - vatIncluded(line.grossMinor, line.vatBp)),
    kindCode: line.kindCode,
    countryCode: line.countryCode,
    countryName: line.countryName,
    declaration: line.declaration,
    traced: line.traced,
  }));
}

/** The totals of a paper: the sums of its lines, never computed anew from the total. */
export function totalsOf(lines: readonly PaperSums[]): PaperSums {
  const column = (pick: (line: PaperSums) => string) => sumMinor(lines.map((line) => BigInt(pick(line))));
  return sums(
    column((line) => line.netMinor),
    column((line) => line.vatMinor),
  );
}

/** What is charged at each rate, in the order rates first come in the lines. */
export function vatByRate(lines: readonly PaperLine[]): VatOfRate[] {
  return [...Map.groupBy(lines, (line) => line.vatLabel)].map(([label, ofRate]) => {
    const { vatMinor, grossMinor } = totalsOf(ofRate);
    return { label, vatMinor: label === noVatLabel ? '' : vatMinor, grossMinor };
  });
}

/** Whether no VAT is charged in any line: such papers say so in words in place of a sum of zero. */
export function withoutVat(lines: readonly PaperLine[]): boolean {
  return lines.every((line) => line.vatLabel === noVatLabel);
}

function paperLine(line: SoldLine, n: number, pricedMinor: bigint): PaperLine {
  const { code, name, okeiCode, unit, quantityMilli, grossMinor, vatBp } = line;
  return {
    n,
    code,
    name,
    okeiCode,
    unit,
    quantityMilli: String(quantityMilli),
    priceE4: String(divRound(pricedMinor * e4MilliInKopeck, quantityMilli)),
    vatLabel: vatLabel(vatBp),
    ...lineSums(grossMinor, vatBp),
  };
}

function sums(net: bigint, vat: bigint): PaperSums {
  return { netMinor: String(net), vatMinor: String(vat), grossMinor: String(net + vat) };
}
