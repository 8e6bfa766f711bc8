import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { issueInvoiceCommand } from '#modules/documents/commands/issue-invoice.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import {
  booksAgree,
  ours,
  paymentOf,
  shipBooks,
  standingOf,
  statement,
  takeBytes,
  takeLines,
} from '../books.fixture.ts';
import { getStatement, listStatements } from '../queries/statements.ts';
import { importStatement } from './import-statement.ts';

const world = await newWorld();
const { anna, boris, fyodor, sonya } = world.people;
const inn = '7736050003';

describe('a bank statement', () => {
  test('SET-1, SET-5: a named paper is settled in parts, the rest is an advance; the same file twice changes nothing', async () => {
    const { number } = await shipBooks(world, 10);
    const part = { number: '17', sum: '1500.00', inn, purpose: `Оплата по УПД № ${number}, в т.ч. НДС` };
    const first = await takeLines(world, [part]);
    assert.deepEqual([first.documents, first.inMinor, first.matched, first.duplicates], [1, '150000', 1, 0]);
    assert.deepEqual(await standingOf(world), { owes: '300000', ahead: '0' });
    const rest = { ...part, number: '18', sum: '3000.00' };
    const second = await takeLines(world, [part, rest]);
    assert.deepEqual([second.matched, second.duplicates], [1, 1]);
    assert.deepEqual(await standingOf(world), { owes: '0', ahead: '0' });
    const again = await takeLines(world, [part, rest]);
    assert.deepEqual([again.matched, again.duplicates], [0, 2]);
    await booksAgree(world);
  });

  test('SET-2: the sum of one open debt is only probable: the money is an advance until a person says', async () => {
    await shipBooks(world, 4);
    const summary = await takeLines(world, [{ number: '20', sum: '1800.00', inn, purpose: 'Оплата за товар' }]);
    assert.equal(summary.probable, 1);
    assert.deepEqual(await standingOf(world), { owes: '180000', ahead: '180000' });
    await booksAgree(world);
  });

  test('SET-3: money of an unknown payer is kept and books nothing', async () => {
    const before = await standingOf(world);
    const summary = await takeLines(world, [{ number: '30', sum: '77.00', inn: '7707083893', purpose: 'Оплата' }]);
    assert.equal(summary.unknown, 1);
    assert.deepEqual(await standingOf(world), before);
    assert.equal((await paymentOf(world, '30')).account_id, null);
  });

  test('SET-4: every sample statement is taken twice, and the second time changes nothing', async () => {
    const folder = new URL('../testdata/', import.meta.url);
    const names = [
      'bxshef-demo-1c.txt',
      'bxshef-vypiska-1c.txt',
      'condo-1CClientBankExchange.txt',
      'dronm-kl_to_1c.clean.txt',
      'odooru-kl_to_1c.txt',
    ];
    const sums: Record<string, [string, string]> = {};
    for (const name of names) {
      const bytes = await readFile(new URL(name, folder));
      const summary = await takeBytes(world, bytes);
      sums[name] = [summary.inMinor, summary.outMinor];
      const count = await world.owner('select count(*)::int as n from payment');
      const again = await takeBytes(world, bytes);
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

  test('SET-6: the same file sent by two people at once is taken once', async () => {
    const { number } = await shipBooks(world, 2);
    const bytes = statement(
      Array.from({ length: 40 }, (_, at) => ({
        number: `5${at}`,
        sum: '10.00',
        inn,
        purpose: `Оплата по УПД ${number}`,
      })),
    );
    const [one, other, third] = await Promise.all([1, 2, 3].map(() => takeBytes(world, bytes)));
    const taken = [one, other, third].map((summary) => [summary?.matched, summary?.duplicates]);
    assert.deepEqual(
      taken.sort(([a = 0], [b = 0]) => b - a),
      [
        [40, 0],
        [0, 40],
        [0, 40],
      ],
    );
    await booksAgree(world);
  });

  test('SET-7: money paid to one of our firms does not settle what is owed to another', async () => {
    const { number, receivableId } = await shipBooks(world, 3);
    await world.owner('update receivable set legal_entity_id = $1 where id = $2', [
      ids.entity.simplified,
      receivableId,
    ]);
    const summary = await takeLines(world, [{ number: '70', sum: '1350.00', inn, purpose: `УПД ${number}` }]);
    assert.deepEqual([summary.matched, summary.probable], [0, 1]);
    const { proposal } = await paymentOf(world, '70');
    assert.ok(!proposal.some((part) => part.receivableId === receivableId));
    await world.owner('update receivable set legal_entity_id = $1 where id = $2', [ids.entity.main, receivableId]);
    const right = await takeLines(world, [{ number: '71', sum: '1350.00', inn, purpose: `УПД ${number}` }]);
    assert.equal(right.matched, 1);
  });

  test('SET-7: money that came to an account of none of our firms is shown and books nothing', async () => {
    const { number } = await shipBooks(world, 1);
    const before = await standingOf(world);
    const stranger = '40702810500000012345';
    const bytes = Buffer.from(
      statement([{ number: '72', sum: '450.00', inn, to: stranger, purpose: `УПД ${number}` }])
        .toString('latin1')
        .replace(ours, stranger),
      'latin1',
    );
    const summary = await takeBytes(world, bytes);
    assert.deepEqual([summary.matched, summary.unknown], [0, 1]);
    assert.deepEqual(summary.warnings[0], {
      code: 'settlements.statement_account_not_ours',
      line: null,
      details: { account: stranger },
    });
    assert.equal((await paymentOf(world, '72')).reasons[0]?.code, 'settlements.match_account_not_ours');
    assert.deepEqual(await standingOf(world), before);
  });

  test('SET-8: money for a bill whose order is not shipped waits for it as an advance', async () => {
    await shipBooks(world, 5);
    const lines = [{ id: newId(), productId: ids.product.book, quantityMilli: '7000' }];
    const order = await world.done(anna, createOrder, {
      id: newId(),
      accountId: ids.account.romashka,
      lines,
      confirm: true,
    });
    const bill = await world.done(anna, issueInvoiceCommand, { orderId: order.id, id: newId() });
    const purpose = `Оплата по счету № ${bill.numberText} от 20.11.2026`;
    const summary = await takeLines(world, [{ number: '80', sum: '3150.00', inn, purpose }]);
    assert.deepEqual([summary.matched, summary.probable, summary.advance], [0, 0, 1]);
    assert.deepEqual(
      (await paymentOf(world, '80')).reasons.map(({ code }) => code),
      ['settlements.match_bill_not_owed'],
    );
  });

  test('SET-9: of several accounts with one INN the KPP and the bank account tell whose money it is', async () => {
    const branch = await world.owner(`
      insert into account (org_id, id, code, name, name_key, inn, kpp, manager_id, created_at, updated_at)
      select org_id, gen_random_uuid(), 'A-901', 'ООО «Ромашка» филиал', 'ромашка филиал', inn, '780101001', manager_id, now(), now()
      from account where code = 'A-001' and inn = '${inn}' returning id, org_id`);
    const { id, org_id: orgId } = branch[0] ?? {};
    await world.owner('insert into account_credit (org_id, account_id) values ($1, $2)', [orgId, id]);
    await world.owner(
      `insert into account_bank (org_id, id, account_id, account_number, bik)
       values ($1, gen_random_uuid(), $2, '40702810100000000777', '044525225')`,
      [orgId, id],
    );
    const summary = await takeLines(world, [
      { number: '90', sum: '5.00', inn, kpp: '780101001', purpose: 'аванс' },
      { number: '91', sum: '6.00', inn, kpp: '773601001', purpose: 'аванс' },
      { number: '92', sum: '7.00', inn, from: '40702810100000000777', purpose: 'аванс' },
      { number: '93', sum: '8.00', inn, kpp: '999901001', purpose: 'аванс возврат' },
    ]);
    assert.equal(summary.documents, 4);
    const owners = [];
    for (const number of ['90', '91', '92', '93']) owners.push((await paymentOf(world, number)).account_id);
    assert.deepEqual(owners, [id, ids.account.romashka, id, null]);
    assert.equal((await paymentOf(world, '93')).reasons[0]?.code, 'settlements.match_payer_several');
    await booksAgree(world);
    await world.owner('update account set archived = true where id = $1', [id]);
  });

  test('SET-10: one payment settles the debts of several accounts of the group, each in its own ledger', async () => {
    const own = await shipBooks(world, 2);
    await world.owner(
      `insert into credit_limit (org_id, id, account_id, limit_minor, valid_from, set_at)
       values ($1, gen_random_uuid(), $2, 10000000, '2026-01-01', now())`,
      [ids.org, ids.account.lutik],
    );
    await world.owner(
      `insert into account_terms (org_id, account_id, column_id, legal_entity_id, deferral_days) values ($1, $2, $3, $4, 10)`,
      [ids.org, ids.account.lutik, ids.column.wholesale, ids.entity.main],
    );
    const theirs = await shipBooks(world, 3, ids.account.lutik);
    const purpose = `УПД ${own.number}, ${theirs.number}`;
    const summary = await takeLines(world, [{ number: '100', sum: '2250.00', inn, purpose }]);
    assert.equal(summary.matched, 1);
    assert.deepEqual(await standingOf(world, ids.account.lutik), { owes: '0', ahead: '0' });
    await booksAgree(world);
  });

  test('a line that is no part of a statement is told of though its cut falls inside a sign of two', async () => {
    const [head = '', ...rest] = iconv
      .decode(statement([{ number: '119', sum: '1.00', inn, purpose: '' }]), 'win1251')
      .replace('Windows', 'UTF-8')
      .split('\r\n');
    const bytes = Buffer.from(`\ufeff${[head, `${'я'.repeat(59)}😀`, ...rest].join('\r\n')}`);
    const summary = await takeBytes(world, bytes);
    assert.deepEqual([summary.documents, summary.warnings.length > 0], [1, true]);
  });

  test('SET-22: what a statement came to is told to who sees all accounts; to others what came from theirs', async () => {
    const mine = { number: '120', sum: '11.00', inn, purpose: 'Аванс' };
    const other = { number: '121', sum: '5000.00', inn: '7707083893', purpose: 'Оплата' };
    const importId = newId();
    await world.done(fyodor, importStatement(statement([mine, other])), {
      importId,
      fileName: 'выписка.txt',
      sha256: 'b'.repeat(64),
    });
    const seen = async (person: typeof anna) => {
      const list = await world.ask(person, (context) => listStatements(context, {}));
      const view = await world.ask(person, (context) => getStatement(context, { statementId: importId }));
      assert.ok(list.ok && view.ok);
      const row = list.value.rows.find((one) => one.id === importId);
      return [row?.documents, row?.taken, row?.inMinor, view.value.statement?.inMinor, view.value.summary === null];
    };
    assert.deepEqual(await seen(fyodor), [2, 2, '501100', '501100', false]);
    assert.deepEqual(await seen(anna), [1, 1, '1100', '1100', true]);
    assert.deepEqual(await seen(boris), [0, 0, '0', '0', true]);
  });

  test('a KAM may not load a statement, nor a stranger see what was loaded', async () => {
    const bytes = statement([{ number: '110', sum: '1.00', inn, purpose: '' }]);
    const input = { importId: newId(), fileName: 'x', sha256: 'a'.repeat(64) };
    const answer = await world.act(sonya, importStatement(bytes), input);
    assert.deepEqual(answer, { ok: false, code: 'platform.forbidden', details: { permission: 'settlements.write' } });
    const notOne = await world.act(fyodor, importStatement(Buffer.from('%PDF-1.7')), input);
    assert.ok(!notOne.ok && notOne.code === 'settlements.not_a_statement');
    assert.deepEqual(
      await world.read(ids.otherOrg, async (read) => (await read.selectFrom('payment').selectAll().execute()).length),
      0,
    );
  });
});
