/** For the tests of money: statements as banks write them, shipped orders, and whether all books agree. */
import assert from 'node:assert/strict';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { ids, type World } from '#tests/harness/world.ts';
import { importStatement } from './commands/import-statement.ts';

export const ours = '40702810938000000001';

/** A movement; what is not given is as in most of them. */
export type Line = {
  readonly number: string;
  readonly date?: string;
  readonly sum: string;
  readonly inn: string;
  readonly kpp?: string;
  readonly from?: string;
  readonly to?: string;
  readonly purpose: string;
};

const today = '20.11.2026';

/** A statement of our main account as a bank writes it. */
export function statement(lines: readonly Line[]): Buffer {
  const documents = lines.map(
    (line) => `СекцияДокумент=Платежное поручение
Номер=${line.number}
Дата=${line.date ?? today}
Сумма=${line.sum}
ПлательщикСчет=${line.from ?? '40702810900000002851'}
ПлательщикИНН=${line.inn}
ПлательщикКПП=${line.kpp ?? ''}
Плательщик1=Плательщик ${line.inn}
ПолучательСчет=${line.to ?? ours}
ДатаПоступило=${line.date ?? today}
НазначениеПлатежа=${line.purpose}
КонецДокумента`,
  );
  const head = ['1CClientBankExchange', 'ВерсияФормата=1.03', 'Кодировка=Windows', `РасчСчет=${ours}`];
  return iconv.encode([...head, ...documents, 'КонецФайла', ''].join('\r\n'), 'win1251');
}

/** Ships an order of books at 450.00 from the account's column; answers the УПД's number and the ids. */
export async function shipBooks(
  world: World,
  pieces: number,
  accountId: string = ids.account.romashka,
): Promise<{ number: string; orderId: string; orderNumber: number; receivableId: string; totalMinor: string }> {
  const { sonya } = world.people;
  const lineId = newId();
  const lines = [{ id: lineId, productId: ids.product.book, quantityMilli: `${pieces}000` }];
  const order = await world.done(sonya, createOrder, { id: newId(), accountId, lines, confirm: true });
  const gone = await world.done(sonya, ship, {
    id: newId(),
    orderId: order.id,
    version: order.version,
    lines: [{ lineId, quantityMilli: `${pieces}000` }],
  });
  const [debt] = await world.owner('select id from receivable where shipment_id = $1', [gone.id]);
  return {
    number: gone.documentNumber,
    orderId: order.id,
    orderNumber: order.number,
    receivableId: String(debt?.['id']),
    totalMinor: gone.totalMinor,
  };
}

/** Loads a statement of these movements as the financier. */
export const takeLines = (world: World, lines: readonly Line[]) => takeBytes(world, statement(lines));

export const takeBytes = (world: World, bytes: Buffer) =>
  world.done(world.people.fyodor, importStatement(bytes), {
    importId: newId(),
    fileName: 'выписка.txt',
    sha256: 'a'.repeat(64),
  });

/** A payment as it stands, by the number of its order. */
export async function paymentOf(world: World, number: string) {
  const [row] = await world.owner(
    `select id, version, account_id, state, amount_minor, unallocated_minor, proposal, reasons from payment
     where number = $1 and direction = 'in'`,
    [number],
  );
  assert.ok(row !== undefined, `payment ${number}`);
  return row as {
    id: string;
    version: number;
    account_id: string | null;
    state: string;
    amount_minor: string;
    unallocated_minor: string;
    proposal: { receivableId: string; sumMinor: string }[];
    reasons: { code: string }[];
  };
}

/** What the account owes and what it has paid ahead, kopecks. */
export async function standingOf(world: World, accountId: string = ids.account.romashka) {
  const [row] = await world.owner(
    'select receivable_minor as owes, advance_minor as ahead from account_credit where account_id = $1',
    [accountId],
  );
  return row;
}

/** Fails when any two books differ: ledger, debts, payments, their parts, the kept standings (SET-5). */
export async function booksAgree(world: World): Promise<void> {
  const wrong = await world.owner(`
    select 'ledger' as book, c.account_id::text as id from account_credit c
    where c.receivable_minor - c.advance_minor <>
      (select coalesce(sum(e.amount_minor), 0) from ledger_entry e where e.org_id = c.org_id and e.account_id = c.account_id)
    union all select 'receivable', c.account_id::text from account_credit c where c.receivable_minor <>
      (select coalesce(sum(r.open_minor), 0) from receivable r where r.org_id = c.org_id and r.account_id = c.account_id)
    union all select 'advance', c.account_id::text from account_credit c where c.advance_minor <>
      (select coalesce(sum(p.unallocated_minor), 0) from payment p
        where p.org_id = c.org_id and p.account_id = c.account_id and p.direction = 'in')
    union all select 'debt', r.id::text from receivable r where r.amount_minor - r.open_minor <>
      (select coalesce(sum(l.amount_minor), 0) from allocation l where l.org_id = r.org_id and l.receivable_id = r.id)
    union all select 'settled', r.id::text from receivable r where (r.open_minor = 0) <> (r.settled_on is not null)
    union all select 'payment', p.id::text from payment p where p.amount_minor - p.unallocated_minor <>
      (select coalesce(sum(l.amount_minor), 0) from allocation l where l.org_id = p.org_id and l.payment_id = p.id)`);
  assert.deepEqual(wrong, []);
}
