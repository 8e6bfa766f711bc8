/** What the past leaves behind: debts, money, limits, standings, statuses, shelves, numbers, the timeline. */
import { sql } from 'kysely';
import { addDays, addMonths } from '#kernel/plain-date.ts';
import { shippingSinceAfter, statusOf } from '#modules/accounts/rules/status.ts';
import { clients } from '../clients/clients.ts';
import type { People } from '../people.ts';
import type { Place } from '../place.ts';
import { put } from '../put.ts';
import { limitRows, peaksOf } from './limits.ts';
import {
  allocationRows,
  creditRows,
  debitRow,
  momentOfMoney,
  openOf,
  type Paid,
  paidOf,
  paymentRow,
  receivableRow,
} from './money-rows.ts';
import type { Past } from './past.ts';
import { type Bill, billsOf, type Money, moneyOf } from './paying.ts';
import { eventRows, type Happened } from './story.ts';

/** Debts that are still open and the money that is to come for them. */
export type Open = { readonly bills: readonly Bill[]; readonly coming: readonly Money[]; readonly paid: Paid };

export async function closePast(place: Place, past: Past, people: People): Promise<Open> {
  const { days } = place;
  const bills = billsOf(past.shipped);
  const all = moneyOf(bills, days);
  const came = all.filter((money) => money.day <= days.edge);
  const paid = paidOf(came);
  await put(
    place,
    'receivable',
    bills.map((bill) => receivableRow(bill, paid)),
  );
  await put(place, 'payment', came.map(paymentRow));
  await put(
    place,
    'allocation',
    came.flatMap((money) => allocationRows(money, people.fyodor.personId)),
  );
  await put(place, 'ledger_entry', [...bills.map(debitRow), ...came.flatMap(creditRows)]);
  const peaks = peaksOf(bills, came, addMonths(days.today, -12));
  await put(place, 'credit_limit', limitRows(peaks, { days, by: people.fyodor.personId }));
  await closeAccounts(place, bills, paid);
  await put(
    place,
    'stock',
    [...past.shelves].map(([key, milli]) => {
      const [warehouseId = '', productId = ''] = key.split(' ');
      return { product_id: productId, warehouse_id: warehouseId, on_hand_milli: milli };
    }),
  );
  await put(place, 'number_series', [...past.series.values()]);
  await put(
    place,
    'event',
    eventRows([...past.happened, ...came.map((money) => paidStory(money, people)), ...beginnings(place, people)]),
  );
  return { bills, coming: all.filter((money) => money.day > days.edge), paid };
}

/** Debts, stops, last shipments and the statuses they give. */
async function closeAccounts({ tx, orgId, days }: Place, bills: readonly Bill[], paid: Paid): Promise<void> {
  const byClient = Map.groupBy(bills, (bill) => bill.client.id);
  const rows = clients.map((client) => {
    const own = byClient.get(client.id) ?? [];
    const shipped = shippingOf(own);
    const debt = own.reduce((sum, bill) => sum + openOf(bill, paid), 0n);
    const status = statusOf({ ...shipped, blocked: client.story === 'blocked' }, days.today);
    const stop =
      client.habit === 'never' && client.n % 3 !== 1 ? 'Не платит больше 60 дней, дело передано юристам' : '';
    return { id: client.id, ...shipped, debt: String(debt), status, stop };
  });
  const column = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick);
  await sql`
    with closed as (
      select * from unnest(${column((row) => row.id)}::uuid[], ${column((row) => row.lastShippedOn)}::date[],
        ${column((row) => row.shippingSince)}::date[], ${column((row) => row.status)}::text[], ${column((row) => row.debt)}::bigint[],
        ${column((row) => row.stop)}::text[]) as c (id, last_on, since, status, debt, stop)
    ), standing as (
      update account_credit k set receivable_minor = c.debt, stopped = c.stop <> '', stop_reason = c.stop
      from closed c where k.org_id = ${orgId} and k.account_id = c.id
    )
    update account a set last_shipped_on = c.last_on, shipping_since = c.since, status = c.status
    from closed c where a.org_id = ${orgId} and a.id = c.id`.execute(tx);
}

type Shipping = { readonly lastShippedOn: string | null; readonly shippingSince: string | null };

/** When goods last left for the client, and since when they do. */
function shippingOf(bills: readonly Bill[]): Shipping {
  let facts: Shipping = { lastShippedOn: null, shippingSince: null };
  for (const { numbered } of bills) {
    const { day } = numbered.shipped.part;
    facts = { lastShippedOn: day, shippingSince: shippingSinceAfter({ ...facts, blocked: false }, day) };
  }
  return facts;
}

function paidStory(money: Money, { fyodor }: People): Happened {
  return {
    atMs: momentOfMoney(money),
    name: 'settlements.payment_received',
    actorId: fyodor.personId,
    subject: { type: 'payment', id: money.id },
    accountId: money.payer.id,
    payload: {
      number: money.number,
      amountMinor: String(money.sumMinor),
      state: money.isAdvance ? 'advance' : 'matched',
    },
  };
}

/** Each client was entered by somebody once. */
function beginnings({ days, now }: Place, people: People): Happened[] {
  return clients.map((client) => ({
    atMs: Math.min(
      Date.parse(now),
      Date.parse(
        `${client.story === 'new' || client.story === 'prospect' ? addDays(days.today, -88) : days.begins}T06:00:00Z`,
      ),
    ),
    name: 'accounts.created',
    actorId: people.vera.personId,
    subject: { type: 'account', id: client.id },
    accountId: client.id,
    payload: {
      name: client.name,
      code: client.code,
      managerName: client.manager === null ? null : people[client.manager].name,
    },
  }));
}
