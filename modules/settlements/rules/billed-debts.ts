import type { Candidates, IssuedBill, OpenReceivable, Payer } from './candidates.ts';
import { numberKey } from './document-number.ts';
import type { MatchReason } from './match-reasons.ts';
import type { Trust } from './named-debts.ts';
import type { NamedDocument } from './purpose.ts';

/** What is owed by the orders of the bills that a payer names. */
export type Billed = {
  /** Empty: not shipped yet, or paid already. */
  readonly debts: readonly OpenReceivable[];
  readonly trust: Trust;
  /** The payer gave the date of the bill, and it is right. */
  readonly isDated: boolean;
  readonly reasons: readonly MatchReason[];
};

type Found = { readonly bills: readonly IssuedBill[]; readonly isFull: boolean };

/**
 * The debts of the order that a named счёт was made for; null when the payer has no bill of that number. Payers name
 * the bill they hold, and its number is not the УПД's.
 */
export function billedDebts(document: NamedDocument, payer: Payer, candidates: Candidates): Billed | null {
  const { bills, isFull } = sameNumber(document, candidates.billsOf(payer, document.key));
  if (bills.length === 0) return null;
  const dated = document.date === null ? [] : bills.filter((bill) => bill.date === document.date);
  const meant = dated.length > 0 ? dated : bills;
  const orders = [...new Set(meant.map((bill) => bill.orderNumber))];
  const debts = [...new Set(orders.flatMap((order) => ofOrder(order, payer, candidates)))];
  const { number } = document;
  return {
    debts,
    trust: trustOf({ document, orders: orders.length, isDated: dated.length > 0, isFull }),
    isDated: dated.length > 0,
    reasons: [{ code: 'settlements.match_bill_named', details: { number, count: debts.length } }],
  };
}

type Weighed = { document: NamedDocument; orders: number; isDated: boolean; isFull: boolean };

function trustOf({ document, orders, isDated, isFull }: Weighed): Trust {
  if (orders > 1 || (document.date !== null && !isDated)) return 'unsure';
  return isDated || (isFull && document.direct) ? 'sure' : 'whole';
}

// The fully equal numbers if there are any, else those where one side has no letters at all.
function sameNumber({ key }: NamedDocument, bills: readonly IssuedBill[]): Found {
  const keyed = bills.map((bill) => ({ bill, own: numberKey(bill.number) }));
  const full = keyed.filter(({ own }) => own.full === key.full);
  if (full.length > 0) return { bills: full.map(({ bill }) => bill), isFull: true };
  const short = keyed.filter(({ own }) => key.full === key.core || own.full === own.core);
  return { bills: short.map(({ bill }) => bill), isFull: false };
}

function ofOrder(order: string, payer: Payer, candidates: Candidates): OpenReceivable[] {
  const key = numberKey(order);
  const found = candidates.ofPayer(payer, 'order', key);
  return found.filter((receivable) => candidates.keyOf(receivable, 'order')?.full === key.full);
}
