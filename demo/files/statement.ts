/** A bank statement of our accounts, as client banks give it to 1C (1CClientBankExchange 1.03). */
import { minorText } from '#kernel/money.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import type { Client } from '../clients/clients.ts';
import { clientAccount } from '../clients/write-clients.ts';
import { at } from '../dice.ts';
import { type Firm, firms } from '../firms.ts';
import { purposeOf } from '../history/money-rows.ts';
import type { Money } from '../history/paying.ts';
import { type Bank, banks } from '../requisites.ts';
import { cp1251 } from './cp1251.ts';

export type Side = {
  readonly name: string;
  readonly inn: string;
  readonly kpp: string;
  readonly account: string;
  readonly bank: Bank;
};
export type Movement = {
  readonly number: string;
  readonly day: PlainDate;
  readonly sumMinor: bigint;
  readonly payer: Side;
  readonly payee: Side;
  readonly purpose: string;
};

export function sideOfClient(client: Client): Side {
  return {
    name: client.fullName,
    inn: client.inn,
    kpp: client.kpp,
    account: clientAccount(client),
    bank: at(banks, client.n % banks.length),
  };
}

export function sideOfFirm(firm: Firm): Side {
  const own = at(firm.banks, 0);
  return { name: firm.fullName, inn: firm.inn, kpp: firm.kpp, account: own.number, bank: own.bank };
}

/** Money of a client as the bank shows it. */
export function movementOf(money: Money): Movement {
  const { number, day, sumMinor, payer, firm } = money;
  return { number, day, sumMinor, payer: sideOfClient(payer), payee: sideOfFirm(firm), purpose: purposeOf(money) };
}

const dayText = (day: PlainDate): string => day.split('-').reverse().join('.');
const openingMinor = 1_250_000_000n;

/** The bytes of the file. Sums of the sections agree with the movements. */
export function statementBytes(
  movements: readonly Movement[],
  { from, to }: { readonly from: PlainDate; readonly to: PlainDate },
): Buffer {
  const accounts = Object.values(firms).map((firm) => at(firm.banks, 0).number);
  const period = [`ДатаНачала=${dayText(from)}`, `ДатаКонца=${dayText(to)}`];
  const head = [
    '1CClientBankExchange',
    'ВерсияФормата=1.03',
    'Кодировка=Windows',
    'Отправитель=Клиент-банк «Метроном»',
    'Получатель=',
    `ДатаСоздания=${dayText(to)}`,
    'ВремяСоздания=08:55:00',
    ...period,
  ];
  const sections = accounts.flatMap((account) => section(account, movements, period));
  const lines = [
    ...head,
    ...accounts.map((account) => `РасчСчет=${account}`),
    ...sections,
    ...movements.flatMap(document),
    'КонецФайла',
  ];
  return cp1251(`${lines.join('\r\n')}\r\n`);
}

function section(account: string, movements: readonly Movement[], period: readonly string[]): string[] {
  const sum = (list: readonly Movement[]): bigint => list.reduce((total, one) => total + one.sumMinor, 0n);
  const came = sum(movements.filter((one) => one.payee.account === account));
  const went = sum(movements.filter((one) => one.payer.account === account));
  return [
    'СекцияРасчСчет',
    ...period,
    `РасчСчет=${account}`,
    `НачальныйОстаток=${minorText(openingMinor)}`,
    `ВсегоПоступило=${minorText(came)}`,
    `ВсегоСписано=${minorText(went)}`,
    `КонечныйОстаток=${minorText(openingMinor + came - went)}`,
    'КонецРасчСчет',
  ];
}

function document(one: Movement): string[] {
  const own = new Set<string>(Object.values(firms).map((firm) => at(firm.banks, 0).number));
  return [
    'СекцияДокумент=Платежное поручение',
    `Номер=${one.number}`,
    `Дата=${dayText(one.day)}`,
    `Сумма=${minorText(one.sumMinor)}`,
    ...side('Плательщик', one.payer),
    own.has(one.payer.account) ? `ДатаСписано=${dayText(one.day)}` : 'ДатаСписано=',
    ...side('Получатель', one.payee),
    own.has(one.payee.account) ? `ДатаПоступило=${dayText(one.day)}` : 'ДатаПоступило=',
    'ВидПлатежа=Электронно',
    'ВидОплаты=01',
    'Очередность=5',
    `НазначениеПлатежа=${one.purpose}`,
    'КонецДокумента',
  ];
}

function side(name: 'Плательщик' | 'Получатель', { name: firm, inn, kpp, account, bank }: Side): string[] {
  return [
    `${name}Счет=${account}`,
    `${name}=ИНН ${inn} ${firm}`,
    `${name}ИНН=${inn}`,
    `${name}КПП=${kpp}`,
    `${name}1=${firm}`,
    `${name}РасчСчет=${account}`,
    `${name}Банк1=${bank.name}`,
    `${name}БИК=${bank.bik}`,
    `${name}Корсчет=${bank.correspondent}`,
  ];
}
