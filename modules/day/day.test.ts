import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { addSold } from '#modules/analytics/world.fixture.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import type { DayReport } from './contract.ts';
import { getDay } from './queries/day.ts';

const world = await newWorld();
const { anna, boris, vera, sonya, fyodor, director, stranger } = world.people;
const { romashka, lutik, vasilek } = ids.account;

const day = async (who: Person): Promise<DayReport> => {
  const answer = await world.ask(who, getDay);
  assert.ok(answer.ok);
  return answer.value;
};
const kinds = async (who: Person) => Object.fromEntries((await day(who)).counts.map((one) => [one.kind, one.count]));
const of = async (who: Person, kind: string) => (await day(who)).items.filter((item) => item.kind === kind);

const take = (who: Person, accountId: string, quantityMilli: string) =>
  world.done(who, createOrder, {
    id: newId(),
    accountId,
    lines: [{ id: newId(), productId: ids.product.powerbank, quantityMilli }],
    confirm: true,
    note: 'Прошу решить',
  });

test('an empty day is empty', async () => {
  assert.deepEqual([(await day(anna)).items, (await day(stranger)).items], [[], []]);
});

describe('DAY-2: each sees what is theirs', () => {
  test('a held order is news to who took it and a decision to who may decide it', async () => {
    await take(anna, lutik, '1000');
    const held = await of(anna, 'held');
    assert.deepEqual(
      held.map((item) => [item.number, item.accountName, item.minor, item.urgency]),
      [[1, 'ООО «Лютик»', '120000', 'soon']],
    );
    assert.deepEqual([await kinds(anna), await kinds(boris)], [{ held: 1 }, {}]);
    const [asked] = await of(vera, 'decide');
    assert.deepEqual([asked?.detail, asked?.text, asked?.minor], ['credit', 'Прошу решить', '120000']);
    for (const who of [fyodor, director]) assert.equal((await kinds(who))['decide'], 1);
    assert.deepEqual(await kinds(sonya), {});
  });

  test('the answer comes to who asked', async () => {
    await world.owner(
      "update approval set state = 'approved', decided_by = $1, decided_at = '2026-11-20T08:00:00Z', decision_note = 'Хорошо'",
      [ids.person.vera],
    );
    const answers = await of(anna, 'answer');
    assert.deepEqual(
      answers.map((item) => [item.number, item.detail, item.text]),
      [[1, 'approved', 'Хорошо']],
    );
    assert.deepEqual(await kinds(vera), {});
    world.setNow('2026-11-28');
    assert.deepEqual(await of(anna, 'answer'), []);
    world.setNow('2026-11-20');
    await world.owner("update sales_order set state = 'cancelled'");
    await world.owner('delete from reservation');
  });

  test('debts are largest first, with whom to call and what was promised; support is not asked about them', async () => {
    const debt = (accountId: string, due: string, open: string) =>
      world.owner(
        `insert into receivable (org_id, id, account_id, document_number, number_key, document_date, due_on, amount_minor, open_minor)
         values ($1, $2, $3, '1', '1', '2026-09-01', $4, $5, $5)`,
        [ids.org, newId(), accountId, due, open],
      );
    await debt(romashka, '2026-10-01', '50000');
    await debt(romashka, '2026-11-19', '20000');
    await debt(lutik, '2026-11-10', '90000');
    await debt(lutik, '2026-11-20', '500000');
    await debt(vasilek, '2026-11-01', '10000');
    await world.owner(
      `insert into collection_call (org_id, id, account_id, called_on, called_at, called_by, result, promised_on)
       values ($1, $2, $3, '2026-11-12', now(), $4, 'promised', '2026-11-18')`,
      [ids.org, newId(), lutik, ids.person.anna],
    );
    await world.owner(
      "insert into contact (org_id, id, account_id, name, phone) values ($1, $2, $3, 'Иван', '+7 900 000-00-01')",
      [ids.org, newId(), lutik],
    );
    const rows = async (who: Person) =>
      (await of(who, 'debt')).map((item) => [
        item.accountName,
        item.minor,
        item.days,
        item.on,
        item.phone,
        item.urgency,
      ]);
    assert.deepEqual(await rows(anna), [
      ['ООО «Лютик»', '90000', 10, '2026-11-18', '+7 900 000-00-01', 'late'],
      ['ООО «Ромашка»', '70000', 50, null, null, 'late'],
    ]);
    assert.deepEqual((await rows(boris)).length, 1);
    assert.deepEqual(
      [(await rows(fyodor)).length, (await rows(sonya)).length, (await rows(stranger)).length],
      [3, 0, 0],
    );
  });

  test('steps of my accounts that are due, and money that nobody placed for who may', async () => {
    await world.owner("update account set next_step = 'Позвонить', next_step_on = '2026-11-18' where id = any($1)", [
      [romashka, vasilek],
    ]);
    await world.owner("update account set next_step = 'Потом', next_step_on = '2026-11-21' where id = $1", [lutik]);
    const [step] = await of(anna, 'step');
    assert.deepEqual([step?.text, step?.on, step?.days, step?.urgency], ['Позвонить', '2026-11-18', 2, 'late']);
    assert.deepEqual([(await kinds(anna))['step'], (await kinds(vera))['step']], [1, undefined]);
    for (const state of ['probable', 'unknown', 'unknown', 'matched']) {
      await world.owner(
        `insert into payment (org_id, id, direction, number, booked_on, amount_minor, unallocated_minor, state, recorded_at)
         values ($1, $2, 'in', '1', '2026-11-19', 700, 700, $3, now())`,
        [ids.org, newId(), state],
      );
    }
    assert.deepEqual(
      (await of(fyodor, 'payments')).map((item) => [item.detail, item.count, item.minor]),
      [
        ['unknown', 2, '1400'],
        ['probable', 1, '700'],
      ],
    );
    assert.deepEqual(await of(anna, 'payments'), []);
    const ofHers = { ...anna, permissions: fyodor.permissions };
    assert.deepEqual(
      await of(ofHers, 'payments'),
      [],
      'money of nobody yet is not told to who sees some accounts only',
    );
  });

  test('promises that end within a day, questions of support, its queue', async () => {
    const order = await take(anna, romashka, '2000');
    assert.deepEqual(await of(anna, 'expiring'), []);
    world.setNow('2026-11-22T10:00:00Z');
    const [ends] = await of(anna, 'expiring');
    assert.deepEqual([ends?.number, ends?.count, ends?.urgency], [order.number, 1, 'today']);
    assert.deepEqual(await of(boris, 'expiring'), []);
    await world.owner(
      "update sales_order set support_state = 'queued', handed_at = '2026-11-22T09:00:00Z' where id = $1",
      [order.id],
    );
    assert.equal((await kinds(sonya))['queue'], 1);
    assert.equal((await kinds(anna))['queue'], undefined);
    await world.owner("update sales_order set support_state = 'question' where id = $1", [order.id]);
    await world.owner(
      "insert into order_question (org_id, id, order_id, asked_by, asked_at, question) values ($1, $2, $3, $4, '2026-11-22T09:30:00Z', 'Куда везти?')",
      [ids.org, newId(), order.id, ids.person.sonya],
    );
    const [question] = await of(anna, 'question');
    assert.deepEqual([question?.text, question?.detail], ['Куда везти?', 'Соня Опорина']);
    assert.deepEqual([await of(sonya, 'question'), await of(boris, 'question')], [[], []]);
    world.setNow('2026-11-20');
  });
});

test('DAY-3: the month stands beside the same days of last year, of the accounts that the person sees', async () => {
  await addSold(
    world,
    `
    2026-11-02 | romashka | book | 1 | 1000.00
    2026-11-20 | lutik    | book | 1 | 500.00
    2026-11-20 | vasilek  | book | 1 | 70.00
    2025-11-03 | romashka | book | 1 | 800.00
    2025-11-21 | romashka | book | 1 | 900.00
    2025-10-31 | romashka | book | 1 | 900.00
  `,
  );
  const { month } = await day(anna);
  assert.deepEqual([month?.revenueMinor, month?.beforeMinor, month?.beforeUntil], ['150000', '80000', '2025-11-20']);
  assert.deepEqual([month?.days[29]?.beforeMinor, month?.days[29]?.minor], ['170000', null]);
  assert.deepEqual(
    [month?.orders, (await day(boris)).month?.revenueMinor, (await day(director)).month?.revenueMinor],
    [1, '7000', '157000'],
  );
});

test('DAY-4: a day is a bounded number of statements', async () => {
  const before = world.db.statements();
  await day(world.people.admin);
  const sent = world.db.statements() - before;
  assert.ok(sent <= 3 + 10 + 2, `${sent} statements`);
});
