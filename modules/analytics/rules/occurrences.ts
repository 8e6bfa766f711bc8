import { customerKey, type Sale } from './sale-row.ts';

type Content = Omit<Sale, 'occurrence'>;

/**
 * Counts equal lines over a whole file. A line has no key of its own: it is known by its document, day, customer,
 * product, quantity, price and sum, and by which of its equals it is. So the same file again, a part of it, or its rows
 * in another order are the same lines. Takes some 40 bytes a row.
 */
export class Occurrences {
  readonly #seen = new Map<number, number>();

  /** Which of its equals this line is, from 1. Lines are to be given in the order of the file. */
  next(sale: Content): number {
    const key = hash53(contentOf(sale));
    const occurrence = (this.#seen.get(key) ?? 0) + 1;
    this.#seen.set(key, occurrence);
    return occurrence;
  }
}

function contentOf(sale: Content): string {
  const { invoiceNo, soldOn, customer, productCode, quantityMilli, priceE4, sumMinor } = sale;
  // White space and case do not tell articles apart, here as in the catalog.
  const product = productCode.replace(/\s+/g, ' ').toLowerCase();
  const figures = `${quantityMilli} ${priceE4} ${sumMinor}`;
  return `${invoiceNo}\n${soldOn}\n${customerKey(customer)}\n${product}\n${figures}`;
}

/**
 * 53 bits of a text by two multiplicative hashes of 32 bits. Two lines of half a million are taken for equal with a
 * chance of 1 in 60,000, and then one of them is only loaded again when its file is.
 */
function hash53(text: string): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x9e3779b1);
    low = Math.imul(low ^ code, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return 0x1_0000_0000 * (0x1f_ffff & low) + (high >>> 0);
}
