/** How clients paid: each by its habit, on its days, several papers at once, some for their whole group. */
import { addDays, daysBetween, type PlainDate, weekdayOf } from '#kernel/plain-date.ts';
import { type Client, clients, type Habit } from '../clients/clients.ts';
import { isWorked, worked, workedFrom } from '../days.ts';
import { type Dice, dice } from '../dice.ts';
import type { Firm } from '../firms.ts';
import { demoId } from '../ids.ts';
import type { Days } from '../place.ts';
import type { Numbered } from './rows.ts';

/** A debt: what a shipment is to bring. */
export type Bill = {
  readonly id: string;
  readonly client: Client;
  readonly numbered: Numbered;
  readonly amountMinor: bigint;
  readonly dueOn: PlainDate;
};

/** A sum that settles a debt, or a part of it, on a day. */
export type Instalment = { readonly bill: Bill; readonly day: PlainDate; readonly sumMinor: bigint };

/** Money that came, or is to come, by one payment order. */
export type Money = {
  readonly id: string;
  readonly payer: Client;
  readonly firm: Firm;
  readonly day: PlainDate;
  readonly number: string;
  readonly isAdvance: boolean;
  readonly parts: readonly Instalment[];
  readonly sumMinor: bigint;
};

/** Who never pays does so since then; before, as everyone. */
const silentDays = 150;

export function billsOf(numbered: readonly Numbered[]): Bill[] {
  return numbered.map((one) => ({
    id: demoId('receivable', one.shipped.part.id, one.shipped.part.atMs),
    client: one.shipped.sale.client,
    numbered: one,
    amountMinor: one.shipped.totalMinor,
    dueOn: one.shipped.dueOn,
  }));
}

/** All payments of the bills in the order they come; those after today too: a statement of tomorrow may hold them. */
export function moneyOf(bills: readonly Bill[], days: Days): Money[] {
  const instalments = bills.flatMap((bill) => instalmentsOf(bill, days));
  const orders = Map.groupBy(
    instalments,
    ({ bill, day }) =>
      `${day} ${payerOf(bill.client).code} ${bill.client.firm.prefix} ${bill.client.habit === 'prepaid'}`,
  );
  const counts = new Map<string, number>();
  return [...orders]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([key, parts]) => {
      const [first] = parts;
      if (first === undefined) return [];
      const payer = payerOf(first.bill.client);
      const n = (counts.get(payer.code) ?? 100 + payer.n) + 1;
      counts.set(payer.code, n);
      const sumMinor = parts.reduce((sum, part) => sum + part.sumMinor, 0n);
      const isAdvance = first.bill.client.habit === 'prepaid';
      return [
        {
          id: demoId('payment', key, Date.parse(first.day)),
          payer,
          firm: first.bill.client.firm,
          day: first.day,
          number: String(n),
          isAdvance,
          parts,
          sumMinor,
        },
      ];
    });
}

const headOf = new Map(
  clients
    .filter((client) => client.group !== null && client.group % 5 === 0)
    .reverse()
    .map((client) => [client.group, client]),
);

/** In some groups the largest pays for all. */
export function payerOf(client: Client): Client {
  return client.group === null || client.habit === 'prepaid' ? client : (headOf.get(client.group) ?? client);
}

function instalmentsOf(bill: Bill, days: Days): Instalment[] {
  const chance = dice('paying', bill.id);
  const { client, numbered } = bill;
  const { sale, part } = numbered.shipped;
  if (client.habit === 'prepaid')
    return [{ bill, day: earlier(worked(sale.day, 1), part.day), sumMinor: bill.amountMinor }];
  const overdue = daysBetween(bill.dueOn, days.today);
  if (client.habit === 'never' && overdue < silentDays) return [];
  const first = payDay(payerOf(client), bill.dueOn, chance);
  if (bill.amountMinor < 20_000_000n || !chance.chance(8)) return [{ bill, day: first, sumMinor: bill.amountMinor }];
  const half = bill.amountMinor / 2n;
  return [
    { bill, day: first, sumMinor: half },
    { bill, day: onPayDay(client, addDays(first, 10)), sumMinor: bill.amountMinor - half },
  ];
}

const earlier = (one: PlainDate, other: PlainDate): PlainDate => (one < other ? one : other);

const lateness: Readonly<Record<Habit, readonly [least: number, most: number]>> = {
  punctual: [-3, 0],
  week: [3, 10],
  month: [15, 42],
  never: [0, 12],
  prepaid: [0, 0],
};

function payDay(payer: Client, dueOn: PlainDate, chance: Dice): PlainDate {
  const habit = payer.habit === 'punctual' && chance.chance(5) ? 'week' : payer.habit;
  const [least, most] = lateness[habit];
  return onPayDay(payer, addDays(dueOn, chance.int(least, most)));
}

/** Some pay on Tuesdays and Thursdays, some on Wednesdays, some any day. */
function onPayDay({ n }: Client, from: PlainDate): PlainDate {
  const wanted = [[1, 2, 3, 4, 5], [2, 4], [3]][n % 3] ?? [];
  for (let day = from; daysBetween(from, day) < 8; day = addDays(day, 1))
    if (wanted.includes(weekdayOf(day)) && isWorked(day)) return day;
  return workedFrom(from);
}
