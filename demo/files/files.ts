/** Files to try imports with: a bank statement, a price list, a table of clients with a few mistakes. */
import { sql } from 'kysely';
import { addDays, dateOf, type PlainDate } from '#kernel/plain-date.ts';
import type { Platform } from '#platform/command.ts';
import { readOrg } from '#platform/database.ts';
import { csvLine } from '#platform/exchange/write.ts';
import { xlsxPieces } from '#platform/exchange/write-xlsx.ts';
import { clients } from '../clients/clients.ts';
import { cities, streets } from '../clients/words.ts';
import { at, dice } from '../dice.ts';
import { firms } from '../firms.ts';
import { columnPrice, columns } from '../goods/prices.ts';
import { products } from '../goods/products.ts';
import { requisitesOf } from '../requisites.ts';
import { cp1251 } from './cp1251.ts';
import { type Movement, sideOfClient, sideOfFirm, statementBytes } from './statement.ts';

export type DemoFile = { readonly name: string; readonly bytes: Uint8Array };

/**
 * Files for the loaded demo company, by what it is owed today. Each is made anew; loading them is left to the
 * person.
 */
export async function demoFiles(platform: Platform, orgId: string): Promise<DemoFile[]> {
  const today = dateOf(platform.clock(), 'Europe/Moscow');
  return [
    {
      name: 'Выписка банка.txt',
      bytes: statementBytes(await movementsOf(platform, orgId, today), { from: today, to: today }),
    },
    { name: 'Прайс-лист поставщика.xlsx', bytes: await priceList(addDays(today, 10)) },
    { name: 'Клиенты из CRM.csv', bytes: clientTable() },
  ];
}

type Owed = {
  readonly accountId: string;
  readonly prefix: string;
  readonly number: string;
  readonly day: PlainDate;
  readonly open: string;
};

/** Payments of twenty debts that fall due next; the last one does not name its paper. */
async function movementsOf({ db }: Platform, orgId: string, today: PlainDate): Promise<Movement[]> {
  const owed = await readOrg(db, orgId, async (read) => {
    const { rows } = await sql<Owed>`
      select r.account_id as "accountId", e.number_prefix as prefix, r.document_number as number, r.document_date as
        day, r.open_minor as open
      from receivable r join legal_entity e on e.org_id = ${orgId} and e.id = r.legal_entity_id
      where r.org_id = ${orgId} and r.open_minor > 0 and r.due_on >= ${today}
      order by r.due_on, r.document_date, r.document_number limit 20`.execute(read);
    return rows;
  });
  const payers = new Map(clients.map((client) => [client.id, client]));
  return owed.flatMap(({ accountId, prefix, number, day, open }, n) => {
    const payer = payers.get(accountId);
    const firm = Object.values(firms).find((one) => one.prefix === prefix);
    if (payer === undefined || firm === undefined) return [];
    const named = `Оплата по УПД ${number} от ${day.split('-').reverse().join('.')} за товар, в т.ч. НДС`;
    const purpose = n === owed.length - 1 ? 'Оплата за товар по договору' : named;
    return [
      {
        number: String(900 + n),
        day: today,
        sumMinor: BigInt(open),
        payer: sideOfClient(payer),
        payee: sideOfFirm(firm),
        purpose,
      },
    ];
  });
}

/** New prices of three hundred articles, each column beside the others. */
async function priceList(from: PlainDate): Promise<Uint8Array> {
  const rise = { from, offBp: -250 };
  const chosen = products.filter((product) => product.life === 'active').slice(0, 300);
  const bytes: Uint8Array[] = [];
  const pieces = xlsxPieces({
    lang: 'ru',
    sheet: 'Цены',
    columns: [
      { header: 'Артикул', kind: 'text', width: 14 },
      { header: 'Наименование', kind: 'text', width: 60 },
      { header: 'Действует с', kind: 'date' },
      ...columns.map(({ name }) => ({ header: name, kind: 'priceE4' as const })),
    ],
    rows: chosen.map((product) => [
      product.code,
      product.name,
      from,
      ...columns.map((column) => columnPrice(product, column, rise)),
    ]),
  });
  for await (const piece of pieces) bytes.push(piece);
  return Buffer.concat(bytes);
}

const header = [
  'Код',
  'Наименование',
  'ИНН',
  'КПП',
  'Телефон',
  'E-mail',
  'Юридический адрес',
  'Сегмент',
  'Ответственный',
];
const managers = ['Анна Клюева', 'Борис Ключников', 'Галина Партнёрова', 'Денис Рознин'];

/**
 * Thirty new clients, five known ones with another phone, three that cannot be taken: in the encoding of old
 * programs.
 */
function clientTable(): Uint8Array {
  const fresh = Array.from({ length: 30 }, (_nothing, n) => newClient(n));
  const known = clients
    .slice(40, 45)
    .map((client) => [
      client.code,
      client.name,
      client.inn,
      client.kpp,
      '+7 495 000-77-77',
      '',
      client.address,
      client.segment,
      '',
    ]);
  const wrong = [
    ['', 'ООО «Опечатка в ИНН»', '7790123456', '779001001', '', '', '', '', ''],
    ['', '', '', '', '+7 495 000-00-00', '', '', '', ''],
    ['', 'ООО «Плохая Почта»', '', '', '', 'почта без собаки', '', '', ''],
  ];
  return cp1251([header, ...fresh, ...known, ...wrong].map((row) => csvLine(row, ';')).join(''));
}

function newClient(n: number): string[] {
  const chance = dice('new client', n);
  const city = chance.pick(cities);
  const { inn, kpp } = requisitesOf(city.region, 7_000 + n, 'company');
  const address = `${city.index}, ${city.name}, ${chance.pick(streets)}, д. ${chance.int(1, 80)}`;
  return [
    '',
    `ООО «Новый Звук ${n + 1}»`,
    inn,
    kpp,
    `+7 495 000-55-${String(n).padStart(2, '0')}`,
    `zakaz@novyzvuk${n + 1}.example`,
    address,
    'Розничный магазин',
    at(managers, n % managers.length),
  ];
}
