import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { booksAgree, paymentOf, shipBooks, standingOf, takeLines } from '../books.fixture.ts';
import { getPayment, listPayments } from '../queries/payments.ts';
import { allocate, keepAdvance, takeBack } from './allocate.ts';
import { assign, setAside } from './assign.ts';
import { correct } from './correct.ts';

const world = await newWorld();
const { fyodor, anna, boris, stranger } = world.people;
const inn = '7736050003';
const { romashka, lutik, vasilek } = ids.account;

/** Free money of an account, entered as an opening advance. */
async function advance(accountId: string, amountMinor: string, number: string): Promise<string> {
  const { id } = await world.done(fyodor, correct, {
    accountId,
    id: newId(),
    side: 'advance',
    opening: true,
    number,
    on: '2026-11-01',
    amountMinor,
    reason: 'остаток',
  });
  return id;
}

async function debt(accountId: string, amountMinor: string, number: string): Promise<string> {
  const { id } = await world.done(fyodor, correct, {
    accountId,
    id: newId(),
    side: 'debt',
    opening: true,
    number,
    on: '2026-10-01',
    dueOn: '2026-10-31',
    amountMinor,
    reason: 'остаток',
  });
  return id;
}

const open = async (id: string) =>
  (await world.owner('select open_minor, settled_on::text from receivable where id = $1', [id]))[0];

describe('payments on debts', () => {
  test('SET-14: accepting a proposal settles the debts, and taking it back opens them from today', async () => {
    const { receivableId } = await shipBooks(world, 4);
    await takeLines(world, [{ number: '1', date: '19.11.2026', sum: '1800.00', inn, purpose: 'Оплата за товар' }]);
    const waiting = await paymentOf(world, '1');
    const accepted = await world.done(fyodor, allocate, { paymentId: waiting.id, version: waiting.version });
    assert.deepEqual([accepted.state, accepted.unallocatedMinor], ['matched', '0']);
    assert.deepEqual(await open(receivableId), { open_minor: '0', settled_on: '2026-11-19' });
    assert.deepEqual(await standingOf(world), { owes: '0', ahead: '0' });
    const back = await world.done(fyodor, takeBack, {
      paymentId: waiting.id,
      version: accepted.version,
      reason: 'Не тот документ',
    });
    assert.deepEqual([back.state, back.unallocatedMinor], ['advance', '180000']);
    assert.deepEqual(await open(receivableId), { open_minor: '180000', settled_on: null });
    const parts = await world.owner(
      'select amount_minor, effective_on::text, reason from allocation order by recorded_at, id',
    );
    assert.deepEqual(parts, [
      { amount_minor: '180000', effective_on: '2026-11-19', reason: '' },
      { amount_minor: '-180000', effective_on: '2026-11-20', reason: 'Не тот документ' },
    ]);
    await booksAgree(world);
  });

  test('SET-15: a part is at most what its debt owes, the parts at most what is free, each debt once', async () => {
    const [one, two] = [await debt(romashka, '10000', 'Д-1'), await debt(romashka, '20000', 'Д-2')];
    const paymentId = await advance(romashka, '25000', 'П-1');
    const ask = (...parts: [string, string][]) =>
      world.act(fyodor, allocate, {
        paymentId,
        version: 1,
        parts: parts.map(([receivableId, sumMinor]) => ({ receivableId, sumMinor })),
      });
    const code = async (...parts: [string, string][]) => {
      const answer = await ask(...parts);
      return answer.ok ? 'done' : answer.code;
    };
    assert.equal(await code([one, '10001']), 'settlements.over_debt');
    assert.equal(await code([one, '10000'], [two, '15001']), 'settlements.over_payment');
    assert.equal(await code([one, '5000'], [one, '5000']), 'settlements.debt_twice');
    assert.equal(await code([one, '0']), 'settlements.sum_bad');
    assert.equal(await code([one, '-1']), 'settlements.sum_bad');
    assert.equal(await code([newId(), '1']), 'settlements.debt_not_found');
    assert.equal(await code(), 'settlements.nothing_to_allocate');
    await booksAgree(world);
    assert.equal(await code([one, '10000'], [two, '5000']), 'done');
    const [row] = await world.owner('select state, unallocated_minor, version from payment where id = $1', [paymentId]);
    assert.deepEqual(row, { state: 'advance', unallocated_minor: '10000', version: 2 });
    assert.equal(await code([two, '1']), 'settlements.changed_meanwhile');
    await booksAgree(world);
  });

  test('SET-15: two people at once never give a debt or a payment away twice', async () => {
    for (let round = 0; round < 8; round += 1) {
      const owed = await debt(romashka, '30000', `Г-${round}`);
      const first = await advance(romashka, '20000', `А-${round}`);
      const second = await advance(romashka, '20000', `Б-${round}`);
      const put = (paymentId: string) =>
        world.act(fyodor, allocate, { paymentId, version: 1, parts: [{ receivableId: owed, sumMinor: '20000' }] });
      const answers = await Promise.all([put(first), put(first), put(second), put(second)]);
      const codes = answers.map((answer) => (answer.ok ? 'done' : answer.code));
      assert.equal(codes.filter((one) => one === 'done').length, 1, codes.join(' '));
      assert.deepEqual(await open(owed), { open_minor: '10000', settled_on: null });
    }
    await booksAgree(world);
  });

  test('SET-10: money of one account may settle a debt of its group, and only what was proposed of others', async () => {
    const theirs = await debt(lutik, '5000', 'Л-1');
    const foreign = await debt(vasilek, '7000', 'В-1');
    const paymentId = await advance(romashka, '20000', 'П-2');
    const answer = await world.act(fyodor, allocate, {
      paymentId,
      version: 1,
      parts: [{ receivableId: foreign, sumMinor: '7000' }],
    });
    assert.deepEqual(answer, { ok: false, code: 'settlements.debt_of_other', details: { number: 'В-1' } });
    await world.done(fyodor, allocate, { paymentId, version: 1, parts: [{ receivableId: theirs, sumMinor: '5000' }] });
    assert.deepEqual(await standingOf(world, lutik), { owes: '0', ahead: '0' });
    await booksAgree(world);
    await takeLines(world, [{ number: '2', sum: '70.00', inn, purpose: 'Оплата по УПД В-1 за ИП Васильков' }]);
    const third = await paymentOf(world, '2');
    assert.deepEqual(
      [third.state, third.account_id, third.proposal],
      ['probable', romashka, [{ receivableId: foreign, sumMinor: '7000' }]],
    );
    await world.done(fyodor, allocate, { paymentId: third.id, version: third.version });
    assert.deepEqual(await standingOf(world, vasilek), { owes: '0', ahead: '0' });
    await booksAgree(world);
    await world.done(fyodor, takeBack, { paymentId: third.id, version: third.version + 1, reason: 'Ошибка' });
    assert.deepEqual(await standingOf(world, vasilek), { owes: '7000', ahead: '0' });
    await booksAgree(world);
  });

  test('SET-7: a debt to another of our firms is not settled by hand either', async () => {
    const owed = await debt(romashka, '100', 'Ю-1');
    await world.owner('update receivable set legal_entity_id = $1 where id = $2', [ids.entity.simplified, owed]);
    const paymentId = await advance(romashka, '100', 'Ю-2');
    await world.owner('update payment set legal_entity_id = $1 where id = $2', [ids.entity.main, paymentId]);
    const answer = await world.act(fyodor, allocate, {
      paymentId,
      version: 1,
      parts: [{ receivableId: owed, sumMinor: '100' }],
    });
    assert.ok(!answer.ok && answer.code === 'settlements.debt_of_other_entity');
  });

  test('SET-14: no to a proposal leaves the advance; a reason is asked for taking back', async () => {
    await debt(romashka, '33300', 'Н-1');
    await takeLines(world, [{ number: '3', sum: '333.00', inn, purpose: 'за товар' }]);
    const waiting = await paymentOf(world, '3');
    const said = await world.done(fyodor, keepAdvance, { paymentId: waiting.id, version: waiting.version });
    assert.equal(said.state, 'advance');
    const again = await world.act(fyodor, keepAdvance, { paymentId: waiting.id, version: said.version });
    assert.ok(!again.ok && again.code === 'settlements.nothing_proposed');
    const ask = { paymentId: waiting.id, version: said.version };
    const nothing = await world.act(fyodor, takeBack, { ...ask, reason: 'x' });
    assert.ok(!nothing.ok && nothing.code === 'settlements.nothing_to_take_back');
    const silent = await world.act(fyodor, takeBack, { ...ask, reason: '  ' });
    assert.ok(!silent.ok && silent.code === 'settlements.reason_needed');
    await booksAgree(world);
  });

  test('who may: writing needs its right, other people’s accounts and the other org are not there', async () => {
    const paymentId = await advance(romashka, '100', 'К-1');
    const ask = { paymentId, version: 1 };
    const kam = await world.act(anna, allocate, ask);
    assert.ok(!kam.ok && kam.code === 'platform.forbidden');
    const writer = { ...boris, permissions: fyodor.permissions };
    const other = await world.act(writer, allocate, ask);
    assert.ok(!other.ok && other.code === 'settlements.payment_not_found');
    const alien = await world.act(stranger, takeBack, { ...ask, reason: 'x' });
    assert.ok(!alien.ok && alien.code === 'settlements.payment_not_found');
    const owed = await debt(lutik, '100', 'К-2');
    await world.owner('update account set manager_id = $1 where id = $2', [ids.person.boris, lutik]);
    const hers = { ...anna, permissions: fyodor.permissions };
    const hidden = await world.act(hers, allocate, { ...ask, parts: [{ receivableId: owed, sumMinor: '100' }] });
    assert.ok(!hidden.ok && hidden.code === 'settlements.debt_not_found');
    await world.owner('update account set manager_id = $1 where id = $2', [ids.person.anna, lutik]);
  });
});

describe('whose money it is', () => {
  test('SET-16: a payer given by hand gets the advance and a proposal; while nothing is settled it can be corrected', async () => {
    const owed = await debt(vasilek, '4400', 'ЧД-1');
    await takeLines(world, [{ number: '10', sum: '44.00', inn: '7707083893', purpose: 'Оплата' }]);
    const found = await paymentOf(world, '10');
    const before = [await standingOf(world, romashka), await standingOf(world, vasilek)];
    const first = await world.done(fyodor, assign, {
      paymentId: found.id,
      version: found.version,
      accountId: romashka,
    });
    await booksAgree(world);
    const second = await world.done(fyodor, assign, {
      paymentId: found.id,
      version: first.version,
      accountId: vasilek,
    });
    assert.equal(second.state, 'probable');
    assert.deepEqual((await paymentOf(world, '10')).proposal, [{ receivableId: owed, sumMinor: '4400' }]);
    assert.deepEqual(await standingOf(world, romashka), before[0]);
    await booksAgree(world);
    const same = await world.act(fyodor, assign, { paymentId: found.id, version: second.version, accountId: vasilek });
    assert.ok(!same.ok && same.code === 'settlements.already_assigned');
    const accepted = await world.done(fyodor, allocate, { paymentId: found.id, version: second.version });
    const late = await world.act(fyodor, assign, {
      paymentId: found.id,
      version: accepted.version,
      accountId: romashka,
    });
    assert.ok(!late.ok && late.code === 'settlements.settles_already');
    await booksAgree(world);
  });

  test('SET-16: money of no client is set aside with a reason, and can be given to one later', async () => {
    await takeLines(world, [{ number: '11', sum: '99.00', inn: '7707083893', purpose: 'Возврат займа' }]);
    const found = await paymentOf(world, '11');
    const given = await world.done(fyodor, assign, {
      paymentId: found.id,
      version: found.version,
      accountId: romashka,
    });
    const aside = await world.done(fyodor, setAside, { paymentId: found.id, version: given.version, reason: 'Заём' });
    assert.equal(aside.state, 'ignored');
    await booksAgree(world);
    const again = await world.act(fyodor, setAside, { paymentId: found.id, version: aside.version, reason: 'Заём' });
    assert.ok(!again.ok && again.code === 'settlements.already_set_aside');
    await world.done(fyodor, assign, { paymentId: found.id, version: aside.version, accountId: lutik });
    await booksAgree(world);
    const view = await world.ask(fyodor, (context) => getPayment(context, { paymentId: found.id }));
    assert.ok(view.ok);
    assert.deepEqual(
      view.value.history.map((one) => one.name),
      ['settlements.assigned', 'settlements.set_aside', 'settlements.assigned'],
    );
  });

  test('SET-17: a KAM sees the payments of own accounts only, and never money of nobody', async () => {
    await takeLines(world, [{ number: '12', sum: '1.00', inn: '7707083893', purpose: 'x' }]);
    const numbers = async (who: typeof anna, state: string) => {
      const page = await world.ask(who, (context) => listPayments(context, { state }));
      return page.ok ? page.value.rows.map((row) => row.number) : [];
    };
    assert.ok((await numbers(fyodor, 'unknown')).includes('12'));
    assert.deepEqual(await numbers(anna, 'unknown'), []);
    assert.ok((await numbers(anna, 'matched')).includes('1') === false);
    assert.ok((await numbers(boris, 'matched')).includes('10'));
    assert.ok(!(await numbers(anna, 'matched')).includes('10'));
    assert.deepEqual(await numbers(stranger, 'unknown'), []);
  });
});

describe('corrections', () => {
  test('SET-11: an entry by hand moves the ledger, the debt or the advance, and the standing together', async () => {
    const before = await standingOf(world, vasilek);
    await debt(vasilek, '12300', 'ОСТ-1');
    await advance(vasilek, '4500', 'ОСТ-2');
    const after = await standingOf(world, vasilek);
    assert.equal(BigInt(String(after?.['owes'])) - BigInt(String(before?.['owes'])), 12_300n);
    assert.equal(BigInt(String(after?.['ahead'])) - BigInt(String(before?.['ahead'])), 4_500n);
    await booksAgree(world);
    const kinds = await world.owner(
      "select kind, amount_minor from ledger_entry where note like 'ОСТ-%' order by amount_minor",
    );
    assert.deepEqual(kinds, [
      { kind: 'opening', amount_minor: '-4500' },
      { kind: 'opening', amount_minor: '12300' },
    ]);
  });

  test('the ledger cannot be rewritten by the application, only added to', async () => {
    for (const text of [
      'update ledger_entry set amount_minor = 1',
      'delete from ledger_entry',
      'update allocation set amount_minor = 1',
      'delete from allocation',
      'delete from payment',
      'delete from receivable',
    ]) {
      const client = await world.db.pool.connect();
      try {
        await client.query(`begin; set local app.org_id = '${ids.org}'`);
        await assert.rejects(client.query(text), /permission denied/, text);
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
  });
});
