import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { fixedId } from '#tests/harness/world-rows.ts';
import { assignAccounts } from '../commands/assign.ts';
import { addContact } from '../commands/contacts.ts';
import { attachFile } from '../commands/files.ts';
import { blockAccount, setNextStep } from '../commands/life.ts';
import { addNote } from '../commands/notes.ts';
import { addBank, addSite } from '../commands/places.ts';
import { contactForm } from '../world.fixture.ts';
import { accountCard } from './card.ts';
import { accountFiles, accountManagers, accountNotes, accountTimeline } from './history.ts';

const world = await newWorld();
const { anna, boris, vera, admin, fyodor, stranger } = world.people;
const accountId = ids.account.romashka;

const card = (who: Person, id: string = accountId) =>
  world.ask(who, (context) => accountCard(context, { accountId: id }));
async function seen(who: Person, id: string = accountId) {
  const answer = await card(who, id);
  if (!answer.ok) throw new Error(answer.code);
  return answer.value;
}
const limit = (change: Record<string, unknown>) => {
  const row: Record<string, unknown> = {
    org_id: ids.org,
    id: newId(),
    limit_minor: '1',
    valid_from: '2026-01-01',
    set_at: '2026-01-01T00:00:00Z',
    ...change,
  };
  const columns = Object.keys(row);
  return world.owner(
    `insert into credit_limit (${columns.join(', ')}) values (${columns.map((_name, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
};

describe('the card', () => {
  test('ACC-13 is whole in one answer and one statement', async () => {
    await world.done(anna, addContact, contactForm({ accountId, name: 'Пётр Ёлкин', phone: '8 926 123-45-67' }));
    await world.done(anna, addSite, { accountId, id: newId(), name: 'Склад', address: 'Москва', note: '' });
    await world.done(anna, addBank, {
      accountId,
      id: newId(),
      accountNumber: '40702810900000000123',
      bik: '044525225',
      bankName: 'Банк',
    });
    await world.done(anna, addNote, { accountId, id: newId(), body: 'Заметка' });
    await world.done(anna, setNextStep, { accountId, text: 'Позвонить', on: '2026-11-25' });
    await world.owner(
      `insert into sales_order (org_id, id, number, account_id, legal_entity_id, warehouse_id, manager_id, state,
        ordered_on, total_minor, created_at, updated_at)
       select $1, gen_random_uuid(), n, $2, $3, $4, $5, 'closed', '2026-11-01', n, now(), now() from
         generate_series(1, 25) n`,
      [ids.org, accountId, ids.entity.main, ids.warehouse.main, ids.person.anna],
    );
    await world.owner(
      `insert into payment (org_id, id, account_id, direction, number, booked_on, amount_minor, unallocated_minor,
        state, recorded_at)
       values ($1, gen_random_uuid(), $2, 'in', '17', '2026-11-02', 700, 100, 'matched', now())`,
      [ids.org, accountId],
    );
    await world.owner(
      `update account_credit set receivable_minor = 300, advance_minor = 100, unbilled_minor = 20, confirmed_minor =
        5 where account_id = $1`,
      [accountId],
    );
    await world.owner(
      `insert into receivable (org_id, id, account_id, document_number, number_key, document_date, due_on,
        amount_minor, open_minor)
       values ($1, gen_random_uuid(), $2, '1', '1', '2026-10-01', '2026-11-19', 200, 150), ($1, gen_random_uuid(),
         $2, '2', '2', '2026-10-01', '2026-11-20', 150, 150)`,
      [ids.org, accountId],
    );

    const before = world.db.statements();
    const view = await seen(anna);
    assert.equal(world.db.statements() - before, 4, 'begin, the org, one statement, commit');
    assert.deepEqual(view.manager, { id: ids.person.anna, name: 'Анна Клюева' });
    assert.deepEqual(view.group, { id: ids.group.flowers, name: 'Холдинг «Цветы»', accounts: 2 });
    assert.deepEqual(
      view.contacts.map((one) => [one.name, one.phoneKey]),
      [['Пётр Ёлкин', '79261234567']],
    );
    assert.deepEqual([view.sites.length, view.banks.length, view.noteCount, view.fileCount], [1, 1, 1, 0]);
    assert.deepEqual([view.nextStep, view.nextStepOn], ['Позвонить', '2026-11-25']);
    assert.deepEqual(view.credit, {
      receivableMinor: '300',
      advanceMinor: '100',
      unbilledMinor: '20',
      confirmedMinor: '5',
      overdueMinor: '150',
      oldestOverdueOn: '2026-11-19',
      stopped: false,
      stopReason: '',
      limit: { minor: '50000000', scope: 'account', until: null },
      groupUsedMinor: null,
    });
    assert.deepEqual(
      view.orders?.map((one) => one.number),
      Array.from({ length: 20 }, (_unused, at) => 25 - at),
    );
    assert.deepEqual(view.orders?.[0]?.totalMinor, '25');
    assert.deepEqual(
      view.payments?.map((one) => [one.number, one.amountMinor, one.unallocatedMinor]),
      [['17', '700', '100']],
    );
  });

  test('ACC-3 who does not see the account does not find it; the group counts only what is seen', async () => {
    const notFound = refuse('accounts.not_found');
    assert.deepEqual(await card(boris), notFound);
    assert.deepEqual(await card(stranger), notFound);
    assert.deepEqual(await card(vera, ids.account.orphan), notFound);
    assert.deepEqual(await card(admin, newId()), notFound);
    await world.done(vera, assignAccounts, {
      accountIds: [ids.account.lutik],
      managerId: ids.person.boris,
      reason: '',
    });
    assert.equal((await seen(boris, ids.account.lutik)).group?.accounts, 1);
    assert.equal((await seen(vera, ids.account.lutik)).group?.accounts, 2);
    await world.done(vera, assignAccounts, { accountIds: [ids.account.lutik], managerId: ids.person.anna, reason: '' });
  });

  test('parts come to those who may read them', async () => {
    const reader = { ...anna, permissions: new Set(['accounts.read'] as const) };
    const view = await seen(reader);
    assert.deepEqual([view.credit, view.orders, view.payments], [null, null, null]);
    assert.equal(view.contacts.length > 0, true);
  });

  test('the limit in force: a temporary one wins, the account’s own before the group’s, of its days only', async () => {
    const lutik = ids.account.lutik;
    const shown = async () => {
      const credit = (await seen(anna, lutik)).credit;
      return [
        credit?.limit?.minor ?? null,
        credit?.limit?.scope ?? null,
        credit?.limit?.until ?? null,
        credit?.groupUsedMinor ?? null,
      ];
    };
    assert.deepEqual(await shown(), [null, null, null, null]);
    await limit({ group_id: ids.group.flowers, limit_minor: '700' });
    assert.deepEqual(await shown(), ['700', 'group', null, '225'], 'of the group: 300 + 20 + 5 - 100');
    await limit({ account_id: lutik, limit_minor: '500', valid_from: '2026-02-01' });
    await limit({ account_id: lutik, limit_minor: '400' });
    await limit({ account_id: lutik, limit_minor: '999', valid_from: '2026-11-21' });
    await limit({ account_id: lutik, limit_minor: '888', valid_from: '2026-11-01', valid_to: '2026-11-20' });
    assert.deepEqual(await shown(), ['500', 'account', null, null]);
    await limit({ account_id: lutik, limit_minor: '600', valid_to: '2026-11-21' });
    assert.deepEqual(await shown(), ['600', 'account', '2026-11-21', null]);
  });

  test('a closed act says by which rule, as the command would', async () => {
    const closed = (await seen(anna)).closed;
    assert.deepEqual(closed.assign, { code: 'platform.forbidden', details: { permission: 'accounts.assign' } });
    assert.deepEqual(closed.archive, { code: 'accounts.open_balance' });
    assert.deepEqual([closed.edit, closed.block, closed.order], [null, null, null]);
    assert.deepEqual(closed.unblock, { code: 'accounts.not_blocked' });
    assert.equal((await seen(vera)).closed.assign, null);
    assert.deepEqual((await seen(fyodor)).closed.edit, {
      code: 'platform.forbidden',
      details: { permission: 'accounts.write' },
    });
    await world.done(boris, blockAccount, { accountId: ids.account.vasilek, reason: 'Суд' });
    const blocked = (await seen(boris, ids.account.vasilek)).closed;
    assert.deepEqual(blocked.order, { code: 'accounts.blocked', details: { reason: 'Суд' } });
    assert.deepEqual([blocked.block, blocked.unblock], [{ code: 'accounts.already_blocked' }, null]);
  });
});

describe('the history', () => {
  test('the timeline is paged newest first, translated by name, closed to who does not see the account', async () => {
    const lutik = ids.account.lutik;
    for (let at = 0; at < 35; at += 1)
      await world.done(anna, setNextStep, { accountId: lutik, text: `Шаг ${at}`, on: null });
    const page = (who: Person, cursor?: string) =>
      world.ask(who, (context) =>
        accountTimeline(context, { accountId: lutik, ...(cursor === undefined ? {} : { cursor }) }),
      );
    const first = await page(anna);
    assert.ok(first.ok && first.value.rows.length === 30 && first.value.next !== null);
    assert.deepEqual(
      [first.value.rows[0]?.name, first.value.rows[0]?.facts, first.value.rows[0]?.actorName],
      ['accounts.next_step_set', { text: 'Шаг 34' }, 'Анна Клюева'],
    );
    const second = await page(anna, first.value.next);
    assert.equal(second.ok && second.value.rows.at(4)?.facts['text'], 'Шаг 0');
    assert.deepEqual(await page(boris), refuse('accounts.not_found'));
    const broken = await page(anna, 'nonsense');
    assert.equal(broken.ok && broken.value.rows.length, 30);
  });

  test('the timeline hides costs and modules that the actor may not read', async () => {
    const add = (name: string, payload: unknown) =>
      world.owner(
        `insert into event (org_id, id, at, name, subject_type, subject_id, account_id, payload, request_id) values
          ($1, $2, now(), $3, 'order', $4, $4, $5, 't')`,
        [ids.org, newId(), name, ids.account.vasilek, JSON.stringify(payload)],
      );
    await add('orders.confirmed', {
      totalMinor: '10',
      costMinor: '7',
      marginBp: 3000,
      lines: ['a', 'b'],
      deep: { x: 1 },
    });
    await add('credit.released', { maxMinor: '5' });
    const told = async (who: Person) => {
      const answer = await world.ask(who, (context) => accountTimeline(context, { accountId: ids.account.vasilek }));
      return answer.ok
        ? answer.value.rows.filter((row) => !row.name.startsWith('accounts.')).map((row) => [row.name, row.facts])
        : [];
    };
    assert.deepEqual(await told(boris), [
      ['credit.released', { maxMinor: '5' }],
      ['orders.confirmed', { totalMinor: '10', lines: 'a, b' }],
    ]);
    assert.deepEqual((await told(vera))[1], [
      'orders.confirmed',
      { totalMinor: '10', costMinor: '7', marginBp: 3000, lines: 'a, b' },
    ]);
    const reader = { ...boris, permissions: new Set(['accounts.read', 'orders.read'] as const) };
    assert.deepEqual(
      (await told(reader)).map(([name]) => name),
      ['orders.confirmed'],
    );
  });

  test('notes, files and managers come newest first, to those who see the account', async () => {
    const lutik = ids.account.lutik;
    for (let at = 0; at < 32; at += 1) {
      world.setNow(`2026-11-20T10:00:${String(at).padStart(2, '0')}.000Z`);
      await world.done(anna, addNote, { accountId: lutik, id: newId(), body: `Заметка ${at}` });
    }
    const notes = (who: Person, cursor = '') =>
      world.ask(who, (context) => accountNotes(context, { accountId: lutik, cursor }));
    const first = await notes(anna);
    assert.ok(first.ok && first.value.next !== null);
    assert.deepEqual(
      [first.value.rows.length, first.value.rows[0]?.body, first.value.rows[0]?.writtenByName],
      [30, 'Заметка 31', 'Анна Клюева'],
    );
    const second = await notes(anna, first.value.next);
    assert.deepEqual(second.ok && second.value.rows.map((row) => row.body), ['Заметка 1', 'Заметка 0']);
    await world.done(anna, attachFile, {
      accountId: lutik,
      fileId: fixedId(99, 1),
      sha256: 'a'.repeat(64),
      sizeBytes: 5,
      name: 'акт.pdf',
      mediaType: 'application/pdf',
    });
    const files = await world.ask(anna, (context) => accountFiles(context, { accountId: lutik }));
    assert.deepEqual(files.ok && files.value.rows.map((row) => [row.name, row.sizeBytes, row.attachedByName]), [
      ['акт.pdf', 5, 'Анна Клюева'],
    ]);
    const managers = await world.ask(anna, (context) => accountManagers(context, { accountId: lutik }));
    assert.deepEqual(managers.ok && managers.value.rows.map((row) => [row.managerName, row.until === null]), [
      ['Анна Клюева', true],
      ['Борис Ключников', false],
    ]);
    for (const refused of [
      await notes(boris),
      await world.ask(boris, (context) => accountFiles(context, { accountId: lutik })),
      await world.ask(boris, (context) => accountManagers(context, { accountId: lutik })),
    ]) {
      assert.deepEqual(refused, refuse('accounts.not_found'));
    }
  });
});
