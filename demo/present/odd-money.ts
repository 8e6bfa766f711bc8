/** Payments that a program should not settle alone: they wait on the screen of payments, each with its reason. */
import { daysBetween, type PlainDate } from '#kernel/plain-date.ts';
import { clients } from '../clients/clients.ts';
import { at, dice } from '../dice.ts';
import { type Movement, type Side, sideOfClient, sideOfFirm } from '../files/statement.ts';
import { firms } from '../firms.ts';
import { openOf } from '../history/money-rows.ts';
import type { Bill } from '../history/paying.ts';
import { accountNumber, banks, requisitesOf } from '../requisites.ts';
import type { Stage } from './stage.ts';

const dayText = (day: PlainDate): string => day.split('-').reverse().join('.');

/** A firm that no one here knows. */
function stranger(n: number, name: string): Side {
  const bank = at(banks, n % banks.length);
  return { name, ...requisitesOf('77', 8_000 + n, 'company'), account: accountNumber(bank, `stranger ${n}`), bank };
}

/** Money booked on the day, for debts that nothing else is coming for. */
export function oddMovements({ open, days }: Pick<Stage, 'open' | 'days'>, day: PlainDate): Movement[] {
  const awaited = new Set(
    open.coming
      .filter((money) => money.day <= days.today)
      .flatMap((money) => money.parts.map(({ bill }) => bill.client.id)),
  );
  const due = open.bills.filter((bill) => {
    const left = daysBetween(days.today, bill.dueOn);
    return (
      openOf(bill, open.paid) === bill.amountMinor &&
      left > -25 &&
      left < 20 &&
      !awaited.has(bill.client.id) &&
      bill.client.inn !== ''
    );
  });
  // One debt of each client, so that no odd payment takes another one's debt.
  const single = [...new Map(due.map((bill) => [bill.client.id, bill])).values()];
  const chosen = dice('odd money', days.today).some(single, 10);
  return [...chosen.flatMap((bill, n) => odd(bill, n, day)), ...strangers(day), ...ownMoney(day)];
}

/** Each in its own way. */
function odd(bill: Bill, n: number, day: PlainDate): Movement[] {
  const { client, amountMinor, numbered } = bill;
  const on = numbered.shipped.part.day;
  const common = { number: String(700 + n), day, payer: sideOfClient(client), payee: sideOfFirm(client.firm) };
  const half = (amountMinor / 200_000n) * 100_000n || amountMinor;
  const ways: readonly Pick<Movement, 'sumMinor' | 'purpose'>[] = [
    { sumMinor: amountMinor, purpose: 'Оплата за товар по договору поставки. НДС в том числе' },
    { sumMinor: amountMinor, purpose: 'За портативную электронику, в т.ч. НДС' },
    { sumMinor: half, purpose: 'Частичная оплата задолженности за товар' },
    {
      sumMinor: amountMinor,
      purpose: `Оплата по УПД ${numbered.upd} от ${dayText(on.replace(/-\d\d$/, '-28'))} за товар`,
    },
    { sumMinor: amountMinor + 1_500_000n, purpose: `Оплата по УПД ${numbered.upd} от ${dayText(on)}, с округлением` },
    { sumMinor: half, purpose: 'Оплата по акту сверки' },
    { sumMinor: amountMinor, purpose: `Возврат ошибочно перечисленных средств по письму № ${40 + n}` },
    { sumMinor: 10_000_000n, purpose: 'Аванс за поставку следующего месяца' },
  ];
  const way = ways[n];
  if (way !== undefined) return [{ ...common, ...way }];
  // Somebody else pays for the client and names its paper.
  const payer = stranger(n, `ООО «Плательщик за друга ${n - ways.length + 1}»`);
  return [
    { ...common, payer, sumMinor: amountMinor, purpose: `За ${client.name} по УПД ${numbered.upd} от ${dayText(on)}` },
  ];
}

function strangers(day: PlainDate): Movement[] {
  const payee = sideOfFirm(firms.main);
  return [
    {
      number: '31',
      day,
      sumMinor: 4_520_000n,
      payer: stranger(51, 'ООО «Неизвестный Фагот»'),
      payee,
      purpose: 'Оплата по счету за кабели',
    },
    {
      number: '8',
      day,
      sumMinor: 12_000_000n,
      payer: stranger(52, 'ООО «Первый Аккорд»'),
      payee,
      purpose: 'Предоплата по коммерческому предложению',
    },
  ];
}

/** What goes out and what goes round: kept, and nobody's debt. */
function ownMoney(day: PlainDate): Movement[] {
  const main = sideOfFirm(firms.main);
  const supplier = stranger(61, 'ООО «Шэньчжэнь Импорт Демо»');
  const landlord = stranger(62, 'АО «Складской Оркестр»');
  return [
    {
      number: '1204',
      day,
      sumMinor: 845_000_000n,
      payer: main,
      payee: supplier,
      purpose: 'Оплата поставки по контракту SZ-77',
    },
    { number: '1205', day, sumMinor: 61_500_000n, payer: main, payee: landlord, purpose: 'Аренда склада' },
    {
      number: '1206',
      day,
      sumMinor: 200_000_000n,
      payer: main,
      payee: sideOfFirm(firms.north),
      purpose: 'Перевод собственных средств между счетами',
    },
    {
      number: '77',
      day,
      sumMinor: 35_000_000n,
      payer: sideOfClient(at(clients, 2)),
      payee: main,
      purpose: 'Обеспечительный платёж по тендеру',
    },
  ];
}
