import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { booksAgree } from '../books.fixture.ts';
import { allocate, takeBack } from '../commands/allocate.ts';
import { correct } from '../commands/correct.ts';
import { noteCall } from '../commands/note-call.ts';
import { setAgeingPolicy } from '../commands/set-ageing-policy.ts';
import { readAgeing, readAgeingTotals } from './ageing.ts';
import { listCalls } from './calls.ts';
import { listLedger } from './ledger.ts';
import { getReceivable, listReceivables } from './receivables.ts';

const world = await newWorld();
const { fyodor, anna, boris, admin, stranger } = world.people;
const { romashka, lutik, vasilek, orphan } = ids.account;

async function owe(
  accountId: string,
  number: string,
  days: { on: string; due: string; minor: string },
): Promise<string> {
  const { on, due: dueOn, minor: amountMinor } = days;
  const made = { accountId, id: newId(), side: 'debt' as const, number, on, dueOn, amountMinor, reason: 'остаток' };
  return (await world.done(fyodor, correct, made)).id;
}
async function pay(accountId: string, on: string, amountMinor: string): Promise<string> {
  const made = {
    accountId,
    id: newId(),
    side: 'advance' as const,
    number: `П ${on}`,
    on,
    amountMinor,
    reason: 'оплата',
  };
  return (await world.done(fyodor, correct, made)).id;
}

// Today is 20 November 2026.
const old = await owe(romashka, 'А-1', { on: '2026-08-01', due: '2026-08-20', minor: '100000' });
const middle = await owe(romashka, 'А-2', { on: '2026-10-01', due: '2026-11-10', minor: '20000' });
await owe(romashka, 'А-3', { on: '2026-11-01', due: '2026-11-20', minor: '3000' });
await owe(lutik, 'Л-1', { on: '2026-11-10', due: '2026-11-18', minor: '50000' });
await owe(vasilek, 'В-1', { on: '2026-09-01', due: '2026-10-01', minor: '700000' });
await owe(orphan, 'Н-1', { on: '2026-11-01', due: '2026-12-01', minor: '900' });
const early = await pay(romashka, '2026-09-10', '40000');
const late = await pay(romashka, '2026-11-15', '20000');
await world.done(fyodor, allocate, { paymentId: early, version: 1, parts: [{ receivableId: old, sumMinor: '40000' }] });
await world.done(fyodor, allocate, {
  paymentId: late,
  version: 1,
  parts: [{ receivableId: middle, sumMinor: '20000' }],
});
await booksAgree(world);

type Ask = Parameters<typeof readAgeing>[1];
const matrix = async (who: Person, input: Ask = {}) => {
  const answer = await world.ask(who, (context) => readAgeing(context, input));
  assert.ok(answer.ok);
  return answer.value;
};
const drawn = async (who: Person, input: Ask = {}) =>
  (await matrix(who, input)).rows.map((row) => [
    row.name,
    row.of,
    row.totalMinor,
    row.overdueMinor,
    row.oldestDays,
    ...row.buckets,
  ]);

describe('the ageing matrix', () => {
  test('SET-18: today: due today is not late, buckets go by days after the due date', async () => {
    assert.deepEqual(await drawn(fyodor), [
      ['ИП Васильков В. В.', 'account', '700000', '700000', 50, '0', '0', '0', '700000', '0', '0'],
      ['ООО «Ромашка»', 'account', '63000', '60000', 92, '3000', '0', '0', '0', '0', '60000'],
      ['ООО «Лютик»', 'account', '50000', '50000', 2, '0', '50000', '0', '0', '0', '0'],
      ['ООО «Ничей»', 'account', '900', '0', 0, '900', '0', '0', '0', '0', '0'],
    ]);
  });

  test('SET-18: any past day shows what was owed on it: papers of that day, payments up to it', async () => {
    const days: Record<string, unknown[]> = {};
    for (const asOf of ['2026-08-25', '2026-09-09', '2026-09-10', '2026-11-14', '2026-11-15']) {
      days[asOf] = (await drawn(fyodor, { asOf, q: 'ромашка' })).map((row) => row.slice(2));
    }
    assert.deepEqual(days, {
      '2026-08-25': [['100000', '100000', 5, '0', '100000', '0', '0', '0', '0']],
      '2026-09-09': [['100000', '100000', 20, '0', '0', '100000', '0', '0', '0']],
      '2026-09-10': [['60000', '60000', 21, '0', '0', '60000', '0', '0', '0']],
      '2026-11-14': [['83000', '80000', 86, '3000', '20000', '0', '0', '60000', '0']],
      '2026-11-15': [['63000', '60000', 87, '3000', '0', '0', '0', '60000', '0']],
    });
  });

  test('SET-18: a payment taken back today was still on its debt yesterday', async () => {
    const paymentId = await pay(lutik, '2026-11-12', '50000');
    const [debt] = await world.owner("select id from receivable where document_number = 'Л-1'");
    const receivableId = String(debt?.['id']);
    await world.done(fyodor, allocate, { paymentId, version: 1, parts: [{ receivableId, sumMinor: '50000' }] });
    await world.done(fyodor, takeBack, { paymentId, version: 2, reason: 'Ошибка' });
    assert.deepEqual((await drawn(fyodor, { asOf: '2026-11-19', q: 'лютик' })).length, 0);
    assert.equal((await drawn(fyodor, { q: 'лютик' }))[0]?.[2], '50000');
    const page = await world.ask(fyodor, (context) =>
      listReceivables(context, { asOf: '2026-11-19', accountId: lutik }),
    );
    assert.deepEqual(page.ok && page.value.rows, []);
    const totals = await world.ask(fyodor, (context) => readAgeingTotals(context, { asOf: '2026-11-19', q: 'лютик' }));
    assert.deepEqual(totals.ok && [totals.value.count, totals.value.totalMinor], [0, '0']);
  });

  test('by group: a client without a group stands as itself; by manager: nobody’s clients stand together', async () => {
    assert.deepEqual(
      (await drawn(fyodor, { by: 'group' })).map((row) => row.slice(0, 3)),
      [
        ['ИП Васильков В. В.', 'account', '700000'],
        ['Холдинг «Цветы»', 'group', '113000'],
        ['ООО «Ничей»', 'account', '900'],
      ],
    );
    assert.deepEqual(
      (await drawn(fyodor, { by: 'manager' })).map((row) => row.slice(0, 3)),
      [
        ['Борис Ключников', 'manager', '700000'],
        ['Анна Клюева', 'manager', '113000'],
        [null, 'manager', '900'],
      ],
    );
  });

  test('pages follow one another without a gap, today and on a past day', async () => {
    for (const input of [{}, { asOf: '2026-11-19' }, { by: 'group' as const }]) {
      const all = await matrix(fyodor, input);
      const walked: unknown[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < 10; page += 1) {
        const next = await matrix(fyodor, { ...input, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
        walked.push(...next.rows);
        if (next.next === null) break;
        cursor = next.next;
      }
      assert.deepEqual(walked, all.rows);
    }
    assert.equal((await matrix(fyodor, { cursor: "'; drop table" })).rows.length, 4);
  });

  test('SET-17: each sees the debts of own clients: in the matrix, its totals, the papers and one paper', async () => {
    const names = async (who: Person) => (await drawn(who)).map((row) => row[0]);
    assert.deepEqual(await names(anna), ['ООО «Ромашка»', 'ООО «Лютик»']);
    assert.deepEqual(await names(boris), ['ИП Васильков В. В.']);
    assert.deepEqual(await names(stranger), []);
    const sums = async (who: Person) => {
      const answer = await world.ask(who, (context) => readAgeingTotals(context, {}));
      return answer.ok && [answer.value.accounts, answer.value.totalMinor];
    };
    assert.deepEqual(
      [await sums(anna), await sums(boris), await sums(stranger)],
      [
        [2, '113000'],
        [1, '700000'],
        [0, '0'],
      ],
    );
    const papers = async (who: Person) => {
      const answer = await world.ask(who, (context) => listReceivables(context, {}));
      return answer.ok ? answer.value.rows.map((row) => row.documentNumber) : [];
    };
    assert.deepEqual([await papers(boris), await papers(stranger)], [['В-1'], []]);
    const hidden = await world.ask(boris, (context) => getReceivable(context, { receivableId: old }));
    assert.ok(!hidden.ok && hidden.code === 'settlements.debt_not_found');
    const ledger = await world.ask(boris, (context) => listLedger(context, { accountId: romashka }));
    assert.ok(!ledger.ok && ledger.code === 'settlements.account_not_found');
  });

  test('a cell opens to its papers, and a paper to its payments', async () => {
    const cell = await world.ask(fyodor, (context) => listReceivables(context, { accountId: romashka, fromDays: 91 }));
    assert.deepEqual(cell.ok && cell.value.rows.map((row) => [row.documentNumber, row.openMinor, row.daysLate]), [
      ['А-1', '60000', 92],
    ]);
    const number = await world.ask(fyodor, (context) => listReceivables(context, { q: 'а-2' }));
    assert.deepEqual(number.ok && number.value.rows, []);
    const past = await world.ask(fyodor, (context) => listReceivables(context, { q: 'а-2', asOf: '2026-11-14' }));
    assert.deepEqual(past.ok && past.value.rows.map((row) => row.openMinor), ['20000']);
    const paper = await world.ask(fyodor, (context) => getReceivable(context, { receivableId: old }));
    assert.deepEqual(paper.ok && paper.value.payments.map((one) => one.sumMinor), ['40000']);
  });

  test('SET-18: the org sets its own buckets; a day that is not is refused', async () => {
    await world.done(admin, setAgeingPolicy, { bounds: [14, 45] });
    const { buckets, rows } = await matrix(fyodor);
    assert.deepEqual(buckets, ['not_due', '1-14', '15-45', '45+']);
    assert.deepEqual(rows[0]?.buckets, ['0', '0', '0', '700000']);
    const wrong = await world.act(admin, setAgeingPolicy, { bounds: [30, 7] });
    assert.ok(!wrong.ok && wrong.code === 'settlements.ageing_bounds');
    const day = await world.ask(fyodor, (context) => readAgeing(context, { asOf: '2026-02-30' }));
    assert.ok(!day.ok && day.code === 'settlements.bad_date');
    await world.done(admin, setAgeingPolicy, { bounds: [7, 30, 60, 90] });
  });

  test('the ledger runs its balance from the first entry', async () => {
    const answer = await world.ask(anna, (context) => listLedger(context, { accountId: romashka }));
    assert.deepEqual(
      answer.ok && answer.value.rows.map((row) => [row.effectiveOn, row.amountMinor, row.balanceMinor]),
      [
        ['2026-11-15', '-20000', '63000'],
        ['2026-11-01', '3000', '83000'],
        ['2026-10-01', '20000', '80000'],
        ['2026-09-10', '-40000', '60000'],
        ['2026-08-01', '100000', '100000'],
      ],
    );
  });
});

describe('calls about money', () => {
  test('SET-19: the heaviest first; what was promised stands there until it is kept or broken', async () => {
    const calls = async (who: Person, done = false) => {
      const answer = await world.ask(who, (context) => listCalls(context, { done }));
      assert.ok(answer.ok);
      return answer.value.rows;
    };
    assert.deepEqual(
      (await calls(fyodor)).map((row) => [row.accountName, row.overdueMinor, row.oldestDays]),
      [
        ['ИП Васильков В. В.', '700000', 50],
        ['ООО «Ромашка»', '60000', 92],
        ['ООО «Лютик»', '50000', 2],
      ],
    );
    assert.deepEqual(
      (await calls(anna)).map((row) => row.accountName),
      ['ООО «Ромашка»', 'ООО «Лютик»'],
    );
    await world.done(anna, noteCall, {
      accountId: romashka,
      result: 'promised',
      promisedOn: '2026-11-23',
      amountMinor: '60000',
      note: 'бухгалтер Зоя',
    });
    assert.deepEqual(
      (await calls(anna)).map((row) => row.accountName),
      ['ООО «Лютик»'],
    );
    const [done] = await calls(anna, true);
    assert.deepEqual(
      [done?.promise?.on, done?.promise?.amountMinor, done?.promise?.state, done?.lastCall?.result],
      ['2026-11-23', '60000', 'waiting', 'promised'],
    );
    world.setNow('2026-11-24');
    assert.equal((await calls(anna))[0]?.promise?.state, 'broken');
    await pay(romashka, '2026-11-23', '60000');
    assert.equal((await calls(anna))[0]?.promise?.state, 'kept');
    world.setNow('2026-11-20');
  });

  test('a promise has a day that has not passed, and nobody notes calls to another’s client', async () => {
    const code = async (input: Parameters<typeof noteCall.handle>[1], who = anna) => {
      const answer = await world.act(who, noteCall, input);
      return answer.ok ? 'done' : answer.code;
    };
    assert.equal(await code({ accountId: lutik, result: 'promised' }), 'settlements.promise_needs_date');
    const past = { accountId: lutik, result: 'promised' as const, promisedOn: '2026-11-19' };
    assert.equal(await code(past), 'settlements.promise_in_past');
    assert.equal(await code({ accountId: lutik, result: 'no_answer' }, boris), 'settlements.account_not_found');
    assert.equal(await code({ accountId: lutik, result: 'no_answer' }), 'done');
  });
});
