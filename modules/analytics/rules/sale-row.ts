/** What a row of a table of sales means. Pure: it sees the file alone. */
import { lineSum } from '#kernel/price.ts';
import { innProblem, normalizeInn } from '#kernel/requisites.ts';
import { divRound } from '#kernel/rounding.ts';
import type { ImportProblem } from '#platform/exchange/kind.ts';
import type { SaleValues } from './sale-fields.ts';

/** Who bought, as the file tells it; all null for a row that names nobody. */
export type Customer = { readonly code: string | null; readonly inn: string | null; readonly name: string | null };

/** A row with its money, or what rejects it. */
export type Sale = {
  readonly invoiceNo: string;
  readonly soldOn: string;
  readonly customer: Customer;
  readonly country: string | null;
  readonly productCode: string;
  readonly productName: string | null;
  readonly manager: string | null;
  readonly quantityMilli: bigint;
  readonly priceE4: bigint;
  readonly sumMinor: bigint;
  readonly vatMinor: bigint;
  readonly costMinor: bigint | null;
  /** Which of the equal rows of the file this is, from 1: an invoice may have the same line twice, and both count. */
  readonly occurrence: number;
  readonly problems: readonly ImportProblem[];
};

const unitsInKopeck = 100_000n;
const sumMost = 10n ** 17n;
const fractionOfCode = /^(\d+)\.0+$/;

/** Reads a row; `occurrence` is counted by the caller. The sum of the document goes before price x quantity. */
export function saleOf(values: SaleValues): Omit<Sale, 'occurrence'> {
  const quantityMilli = values.quantity ?? 0n;
  const money = moneyOf(values, quantityMilli);
  return {
    invoiceNo: values.invoiceNo ?? '',
    soldOn: values.soldOn ?? '',
    customer: customerOf(values),
    country: values.country,
    productCode: values.productCode ?? '',
    productName: values.productName,
    manager: values.manager,
    quantityMilli,
    priceE4: money.priceE4,
    sumMinor: money.sumMinor,
    vatMinor: values.vat ?? 0n,
    costMinor: values.cost,
    problems: money.problem === null ? [] : [money.problem],
  };
}

type Money = { readonly priceE4: bigint; readonly sumMinor: bigint; readonly problem: ImportProblem | null };

function moneyOf({ price, sum }: SaleValues, quantityMilli: bigint): Money {
  if (price === null && sum === null) {
    return { priceE4: 0n, sumMinor: 0n, problem: { field: 'price', code: 'analytics.no_price' } };
  }
  const sumMinor = sum ?? lineSum(price ?? 0n, quantityMilli);
  const perUnit = quantityMilli === 0n ? 0n : divRound(sumMinor * unitsInKopeck, quantityMilli);
  const priceE4 = price ?? perUnit;
  if (sumMinor > sumMost || sumMinor < -sumMost) {
    return { priceE4, sumMinor, problem: { field: 'sum', code: 'analytics.sum_too_large' } };
  }
  // A document may round the price, not the sum: a kopeck a unit is no reason to doubt.
  const slack = (size(quantityMilli) + 999n) / 1_000n + 1n;
  const differs = price !== null && sum !== null && size(lineSum(price, quantityMilli) - sum) > slack;
  const params = { sumMinor: String(sumMinor), countedMinor: String(lineSum(price ?? 0n, quantityMilli)) };
  const problem: ImportProblem = { field: 'sum', code: 'analytics.sum_differs', params, warning: true };
  return { priceE4, sumMinor, problem: differs ? problem : null };
}

const size = (value: bigint): bigint => (value < 0n ? -value : value);

/**
 * A code that a spreadsheet made a number ("17850.0") is one again, an INN gets its lost zero back; an INN in the column
 * of names is an INN.
 */
function customerOf({ customerCode, inn, customer }: SaleValues): Customer {
  const code = customerCode?.replace(fractionOfCode, '$1') ?? null;
  const told = normalizeInn((inn ?? '').replace(fractionOfCode, '$1'));
  const named = told === '' ? normalizeInn(customer ?? '') : '';
  if (named !== '' && innProblem(named) === null) return { code, inn: named, name: null };
  return { code, inn: told === '' ? null : told, name: customer };
}

/** A return or a cancellation: goods that came back for money. A write-off at no price takes nothing back. */
export function isReturn(sale: { readonly quantityMilli: bigint; readonly priceE4: bigint }): boolean {
  return sale.quantityMilli < 0n && sale.priceE4 !== 0n;
}

/** One customer of a file by this text. */
export function customerKey({ code, inn, name }: Customer): string {
  return `${code ?? ''}\n${inn ?? ''}\n${name ?? ''}`;
}
