/** One-press ways out of a check: what the lines become. Pure; the server weighs the result anew. */
import type { OrderCheck } from '../contract/views.ts';
import { type LinePut, putOf, type SheetLine } from './sheet/edits.ts';

/** Discounts back within the authority; without any where the price is under the floor. Mark-ups stay. */
export function discountBack(check: Pick<OrderCheck, 'check' | 'figures'>, lines: readonly SheetLine[]): LinePut[] {
  const authority = Number(check.figures['authorityBp'] ?? 0);
  const most = check.check === 'authority' ? authority : 0;
  return lines.filter((line) => line.manualBp > most).map((line) => ({ ...putOf(line), manualBp: most }));
}

/** Quantities down to what is free; lines of which nothing is free go. Lines of one product share what is free. */
export function trimmedToStock(lines: readonly SheetLine[]): { puts: LinePut[]; removed: string[] } {
  const left = new Map<string, bigint>();
  const puts: LinePut[] = [];
  const removed: string[] = [];
  for (const line of lines) {
    const free = left.get(line.productId) ?? BigInt(line.freeMilli);
    const wanted = BigInt(line.quantityMilli);
    const quantity = wanted < free ? wanted : free;
    left.set(line.productId, free - quantity);
    if (quantity <= 0n) removed.push(line.id);
    else if (quantity !== wanted) puts.push({ ...putOf(line), quantityMilli: String(quantity) });
  }
  return { puts, removed };
}
