import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { importStatement } from './import-statement.ts';

const world = await newWorld();
const { anna, sonya, fyodor } = world.people;
const ours = '40702810938000000001';

type Line = { number: string; date: string; sum: string; inn: string; name: string; purpose: string };

/** A statement of our main account as a bank writes it. */
function statement(lines: readonly Line[]): Buffer {
  const documents = lines.map((line) => `СекцияДокумент=Платежное поручение
Номер=${line.number}
Дата=${line.date}
Сумма=${line.sum}
ПлательщикСчет=40702810900000002851
ПлательщикИНН=${line.inn}
Плательщик1=${line.name}
ПолучательСчет=${ours}
ДатаПоступило=${line.date}
НазначениеПлатежа=${line.purpose}
КонецДокумента`);
  return iconv.encode(['1CClientBankExchange', 'ВерсияФормата=1.03', 'Кодировка=Windows', `РасчСчет=${ours}`, ...documents, 'КонецФайла', ''].join('\r\n'), 'win1251');
}

const take = (bytes: Buffer) => world.done(fyodor, importStatement(bytes), { importId: newId(), fileName: 'выписка.txt', sha256: 'a'.repeat(64) });

/** A shipped order of books: `pieces` x 450.00. Answers the УПД's number. */
async function shipped(pieces: number): Promise<string> {
  const lineId = newId();
  const lines = [{ id: lineId, productId: ids.product.book, quantityMilli: `${pieces}000` }];
  const order = await world.done(anna, createOrder, { id: newId(), accountId: ids.account.romashka, lines, confirm: true });
  const gone = await world.done(sonya, ship, { id: newId(), orderId: order.id, version: 1, lines: [{ lineId, quantityMilli: `${pieces}000` }] });
  return gone.documentNumber;
}

const standing = async () =>
  (await world.owner('select receivable_minor, advance_minor from account_credit where account_id = $1', [ids.account.romashka]))[0];
const balance = async () =>
  (await world.owner('select sum(amount_minor)::text as balance from ledger_entry where account_id = $1', [ids.account.romashka]))[0];

describe('a bank statement', () => {
  const inn = '7736050003';

  test('SET-1: a named paper is settled in parts, the rest is an advance; the same file twice changes nothing', async () => {
    const upd = await shipped(10);
    const part = { number: '17', date: '21.11.2026', sum: '1500.00', inn, name: 'ООО Ромашка', purpose: `Оплата по УПД № ${upd}, в т.ч. НДС` };
    const first = await take(statement([part]));
    assert.deepEqual([first.documents, first.inMinor, first.matched, first.duplicates], [1, '150000', 1, 0]);
    assert.deepEqual(await standing(), { receivable_minor: '300000', advance_minor: '0' });
    const rest = { ...part, number: '18', sum: '3000.00' };
    const second = await take(statement([part, rest]));
    assert.deepEqual([second.matched, second.duplicates], [1, 1]);
    assert.deepEqual(await standing(), { receivable_minor: '0', advance_minor: '0' });
    assert.deepEqual(await balance(), { balance: '0' });
    const again = await take(statement([part, rest]));
    assert.deepEqual([again.matched, again.duplicates], [0, 2]);
    assert.deepEqual(await balance(), { balance: '0' });
  });

  test('SET-2: the sum of one open debt is only probable: the money is an advance until a person says', async () => {
    await shipped(4);
    const summary = await take(statement([{ number: '20', date: '21.11.2026', sum: '1800.00', inn, name: 'ООО Ромашка', purpose: 'Оплата за товар' }]));
    assert.equal(summary.probable, 1);
    assert.deepEqual(await standing(), { receivable_minor: '180000', advance_minor: '180000' });
    assert.deepEqual(await balance(), { balance: '0' });
  });

  test('SET-3: money of an unknown payer is kept and books nothing', async () => {
    const before = await standing();
    const summary = await take(statement([{ number: '30', date: '21.11.2026', sum: '77.00', inn: '7707083893', name: 'Кто-то', purpose: 'Оплата' }]));
    assert.equal(summary.unknown, 1);
    assert.deepEqual(await standing(), before);
  });

  test('SET-4: every sample statement is taken twice, and the second time changes nothing', async () => {
    const folder = new URL('../testdata/', import.meta.url);
    const names = ['bxshef-demo-1c.txt', 'bxshef-vypiska-1c.txt', 'condo-1CClientBankExchange.txt', 'dronm-kl_to_1c.clean.txt', 'odooru-kl_to_1c.txt'];
    const sums: Record<string, [string, string]> = {};
    for (const name of names) {
      const bytes = await readFile(new URL(name, folder));
      const summary = await take(bytes);
      sums[name] = [summary.inMinor, summary.outMinor];
      const count = await world.owner('select count(*)::int as n from payment');
      const again = await take(bytes);
      assert.equal(again.duplicates, again.documents - again.rejected, name);
      assert.deepEqual(await world.owner('select count(*)::int as n from payment'), count, name);
    }
    assert.deepEqual(sums, {
      'bxshef-demo-1c.txt': ['2000000', '1500000'],
      'bxshef-vypiska-1c.txt': ['4500000', '1500000'],
      'condo-1CClientBankExchange.txt': ['221996', '1470000'],
      'dronm-kl_to_1c.clean.txt': ['0', '15693600'],
      'odooru-kl_to_1c.txt': ['0', '10815912'],
    });
  });
});
