/** Rows of debts, payments and the ledger, as booking would have left them. */
import { formatMinor } from '#kernel/money.ts';
import { numberKey } from '#modules/settlements/index.ts';
import { instant, momentOn } from '../days.ts';
import { demoId } from '../ids.ts';
import type { Row } from '../put.ts';
import type { Bill, Instalment, Money } from './paying.ts';
import { documentId } from './shipping.ts';

/** What of a bill was paid, and when the last of it. */
export type Paid = ReadonlyMap<string, { readonly sumMinor: bigint; readonly last: string }>;

/** Money of those who pay before comes in the morning, of the others in the evening. */
export const momentOfMoney = (money: Money): number =>
  momentOn(money.day, money.isAdvance ? 660 : 1_020) + money.payer.n * 1_000;
const dayOfPart = (money: Money, { bill }: Instalment): string =>
  money.isAdvance ? bill.numbered.shipped.part.day : money.day;
const momentOfPart = (money: Money, { bill }: Instalment): number =>
  money.isAdvance ? bill.numbered.shipped.part.atMs + 60_000 : momentOfMoney(money);

export function paidOf(all: readonly Money[]): Paid {
  const paid = new Map<string, { sumMinor: bigint; last: string }>();
  for (const money of all) {
    for (const part of money.parts) {
      const known = paid.get(part.bill.id) ?? { sumMinor: 0n, last: '' };
      const day = dayOfPart(money, part);
      paid.set(part.bill.id, { sumMinor: known.sumMinor + part.sumMinor, last: day > known.last ? day : known.last });
    }
  }
  return paid;
}

export const openOf = (bill: Bill, paid: Paid): bigint => bill.amountMinor - (paid.get(bill.id)?.sumMinor ?? 0n);

export function receivableRow(bill: Bill, paid: Paid): Row<'receivable'> {
  const { shipped, upd } = bill.numbered;
  const open = openOf(bill, paid);
  return {
    id: bill.id,
    account_id: bill.client.id,
    legal_entity_id: bill.client.firm.id,
    shipment_id: shipped.part.id,
    document_id: documentId(shipped),
    order_id: shipped.sale.id,
    document_number: upd,
    number_key: numberKey(upd).core,
    document_date: shipped.part.day,
    due_on: bill.dueOn,
    amount_minor: bill.amountMinor,
    open_minor: open,
    settled_on: open === 0n ? (paid.get(bill.id)?.last ?? null) : null,
  };
}

const dayText = (day: string): string => day.split('-').reverse().join('.');

/** What the payer wrote: the papers by number and day, or the order paid before. */
export function purposeOf({ parts, sumMinor, isAdvance }: Money): string {
  const sum = formatMinor(sumMinor, 'ru').replace(/\s/g, ' ');
  if (isAdvance) {
    const orders = [...new Set(parts.map(({ bill }) => bill.numbered.shipped.orderNumber))];
    return `Предоплата по заказу ${orders.map((number) => `№ ${number}`).join(', ')}. Сумма ${sum}`;
  }
  const papers = parts.map(({ bill }) => `${bill.numbered.upd} от ${dayText(bill.numbered.shipped.part.day)}`);
  return `Оплата по УПД ${papers.join(', ')} за товар. Сумма ${sum}, в т.ч. НДС`;
}

export function paymentRow(money: Money): Row<'payment'> {
  const numbers = money.parts.map(({ bill }) => bill.numbered.upd);
  const named = {
    code: 'settlements.match_number_named',
    details: { numbers: numbers.slice(0, 10).join(', '), count: numbers.length },
  };
  return {
    id: money.id,
    account_id: money.payer.id,
    legal_entity_id: money.firm.id,
    direction: 'in',
    number: money.number,
    booked_on: money.day,
    amount_minor: money.sumMinor,
    unallocated_minor: 0n,
    payer_name: money.payer.fullName,
    payer_inn: money.payer.inn,
    purpose: purposeOf(money),
    state: 'matched',
    reasons: money.isAdvance ? [] : [named, { code: 'settlements.match_sum_equals_named', details: {} }],
    recorded_at: instant(momentOfMoney(money)),
  };
}

export function allocationRows(money: Money, by: string): Row<'allocation'>[] {
  return money.parts.map((part) => ({
    id: demoId('allocation', `${money.id} ${part.bill.id}`, momentOfPart(money, part)),
    payment_id: money.id,
    receivable_id: part.bill.id,
    amount_minor: part.sumMinor,
    effective_on: dayOfPart(money, part),
    recorded_at: instant(momentOfPart(money, part)),
    recorded_by: by,
  }));
}

/** The debit of a shipment. */
export function debitRow({ client, numbered, amountMinor }: Bill): Row<'ledger_entry'> {
  const { part } = numbered.shipped;
  return {
    id: demoId('debit', part.id, part.atMs),
    account_id: client.id,
    legal_entity_id: client.firm.id,
    kind: 'shipment',
    amount_minor: amountMinor,
    effective_on: part.day,
    recorded_at: instant(part.atMs),
    source_id: part.id,
    note: numbered.upd,
  };
}

/** The credit of a payment: to each account whose debts it settled. */
export function creditRows(money: Money): Row<'ledger_entry'>[] {
  const owners = Map.groupBy(money.parts, ({ bill }) => bill.client.id);
  return [...owners].map(([accountId, parts]) => ({
    id: demoId('credit', `${money.id} ${accountId}`, momentOfMoney(money)),
    account_id: accountId,
    legal_entity_id: money.firm.id,
    kind: 'payment',
    amount_minor: -parts.reduce((sum, part) => sum + part.sumMinor, 0n),
    effective_on: money.day,
    recorded_at: instant(momentOfMoney(money)),
    source_id: money.id,
    note: money.number,
  }));
}
