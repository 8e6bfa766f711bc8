import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { readOrg, writeOrg } from '#platform/database.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import {
  accountForOrder,
  findAccountsByInn,
  isAccountSeen,
  keepStatuses,
  noteShipments,
  refreshStatuses,
} from '../index.ts';
import { statusOf } from '../rules/status.ts';
import { statusSql } from '../store/statuses.ts';
import { form } from '../world.fixture.ts';
import { createAccount } from './create.ts';
import { archiveAccount, blockAccount, restoreAccount, setNextStep, unblockAccount } from './life.ts';
import { addNote } from './notes.ts';

const world = await newWorld();
const { anna, boris, sonya } = world.people;

async function account(change: Parameters<typeof form>[0] = {}): Promise<string> {
  const input = form(change);
  await world.done(anna, createAccount, input);
  return input.id;
}
const one = async (id: string) => (await world.owner('select * from account where id = $1', [id]))[0] ?? {};
const write = <T>(work: Parameters<typeof writeOrg<T>>[2]['work']) => writeOrg(world.db, ids.org, { work });

describe('blocking', () => {
  test('ACC-5 a block by hand needs a reason, closes orders and is lifted to what shipments say', async () => {
    const accountId = await account();
    await write((tx) =>
      noteShipments(tx, { orgId: ids.org, today: '2026-11-20' }, [{ accountId, shippedOn: '2026-08-01' }]),
    );
    assert.equal((await one(accountId))['status'], 'sleeping');
    assert.deepEqual(await world.act(anna, blockAccount, { accountId, reason: ' ' }), refuse('accounts.reason_empty'));
    await world.done(anna, blockAccount, { accountId, reason: 'Спор о качестве' });
    assert.deepEqual(
      await world.act(anna, blockAccount, { accountId, reason: 'Ещё' }),
      refuse('accounts.already_blocked'),
    );
    const order = await write((tx) => accountForOrder(tx, anna, { accountId, siteId: null }));
    assert.deepEqual(order, refuse('accounts.blocked', { reason: 'Спор о качестве' }));
    await world.done(anna, unblockAccount, { accountId });
    assert.equal((await one(accountId))['status'], 'sleeping');
    assert.deepEqual(await world.act(anna, unblockAccount, { accountId }), refuse('accounts.not_blocked'));
    assert.deepEqual(
      await world.act(boris, blockAccount, { accountId, reason: 'Не мой' }),
      refuse('accounts.not_found'),
    );
  });
});

describe('the archive', () => {
  const order = (accountId: string, state: string) =>
    world.owner(
      `insert into sales_order (org_id, id, number, account_id, legal_entity_id, warehouse_id, state, ordered_on,
        created_at, updated_at)
       values ($1, $2, (select coalesce(max(number), 0) + 1 from sales_order), $3, $4, $5, $6, '2026-11-20', now(),
         now())`,
      [ids.org, newId(), accountId, ids.entity.main, ids.warehouse.main, state],
    );

  test('ACC-9 open orders, a debt and an advance keep an account out of it', async () => {
    const accountId = await account({ inn: '7740000076', kpp: '774001001' });
    await order(accountId, 'cancelled');
    await order(accountId, 'draft');
    assert.deepEqual(
      await world.act(anna, archiveAccount, { accountId }),
      refuse('accounts.open_orders', { count: 1 }),
    );
    await world.owner("update sales_order set state = 'closed' where account_id = $1", [accountId]);
    await world.owner('update account_credit set advance_minor = 500 where account_id = $1', [accountId]);
    assert.deepEqual(await world.act(anna, archiveAccount, { accountId }), refuse('accounts.open_balance'));
    await world.owner('update account_credit set advance_minor = 0 where account_id = $1', [accountId]);
    await world.done(anna, archiveAccount, { accountId });
    assert.equal((await one(accountId))['archived'], true);
  });

  test('ACC-9 what is in it is not changed or sold to; it comes back unless its numbers are taken', async () => {
    const numbers = { inn: '7812014560', kpp: '781201001' };
    const accountId = await account(numbers);
    await world.done(anna, archiveAccount, { accountId });
    assert.deepEqual(await world.act(anna, archiveAccount, { accountId }), refuse('accounts.already_archived'));
    assert.deepEqual(
      await world.act(anna, setNextStep, { accountId, text: 'Позвонить', on: null }),
      refuse('accounts.archived'),
    );
    assert.deepEqual(
      await write((tx) => accountForOrder(tx, anna, { accountId, siteId: null })),
      refuse('accounts.archived'),
    );
    assert.equal((await world.act(anna, addNote, { accountId, id: newId(), body: 'Почему ушли' })).ok, true);
    const second = await account(numbers);
    const taken = refuse('accounts.duplicate_seen', { accountId: second, name: 'ООО «Астра»' });
    assert.deepEqual(await world.act(anna, restoreAccount, { accountId }), taken);
    await world.done(anna, archiveAccount, { accountId: second });
    await world.done(anna, restoreAccount, { accountId });
    assert.deepEqual(await world.act(anna, restoreAccount, { accountId }), refuse('accounts.not_archived'));
  });

  test('ACC-9 while an order is being taken the archive waits, and then sees the order', async () => {
    const accountId = await account();
    let seen: Promise<unknown> = Promise.resolve();
    await write(async (tx) => {
      assert.equal((await accountForOrder(tx, anna, { accountId, siteId: null })).ok, true);
      seen = world.act(anna, archiveAccount, { accountId });
      await sql`insert into sales_order (org_id, id, number, account_id, legal_entity_id, warehouse_id, state,
        ordered_on, created_at, updated_at)
        values (${ids.org}, ${newId()}, 900001, ${accountId}, ${ids.entity.main}, ${ids.warehouse.main}, 'draft',
          '2026-11-20', now(), now())`.execute(tx);
    });
    assert.deepEqual(await seen, refuse('accounts.open_orders', { count: 1 }));
  });
});

describe('next step', () => {
  test('is set with its day, done by an empty text, and said in the timeline', async () => {
    const accountId = await account();
    await world.done(anna, setNextStep, { accountId, text: ' Выслать  договор ', on: '2026-11-25' });
    assert.deepEqual([(await one(accountId))['next_step'], (await one(accountId))['version']], ['Выслать договор', 1]);
    await world.done(anna, setNextStep, { accountId, text: '', on: '2026-12-01' });
    await world.done(anna, setNextStep, { accountId, text: '', on: null });
    const told = await world.owner(
      "select name, payload from event where account_id = $1 and name like '%next_step%' order by seq",
      [accountId],
    );
    assert.deepEqual(told, [
      { name: 'accounts.next_step_set', payload: { text: 'Выслать договор', stepOn: '2026-11-25' } },
      { name: 'accounts.next_step_done', payload: { text: 'Выслать договор' } },
    ]);
    assert.deepEqual(
      await world.act(boris, setNextStep, { accountId, text: 'x', on: null }),
      refuse('accounts.not_found'),
    );
  });
});

describe('statuses', () => {
  test('ACC-5 the SQL twin says what the rule says, on every edge', async () => {
    const days = [
      null,
      '2026-11-20',
      '2026-08-22',
      '2026-08-21',
      '2026-05-24',
      '2026-05-23',
      '2024-01-01',
      '2026-12-01',
    ];
    const blocked = [true, false];
    for (const lastShippedOn of days) {
      for (const shippingSince of days) {
        for (const one of blocked) {
          const said = await readOrg(world.db, ids.org, async (read) => {
            const sqlOf = {
              blocked: sql<boolean>`${one}::boolean`,
              lastShippedOn: sql<string | null>`${lastShippedOn}::date`,
              shippingSince: sql<string | null>`${shippingSince}::date`,
            };
            return (await sql<{ status: string }>`select ${statusSql(sqlOf, '2026-11-20')} as status`.execute(read))
              .rows[0]?.status;
          });
          const ruled = statusOf({ blocked: one, lastShippedOn, shippingSince }, '2026-11-20');
          assert.equal(said, ruled, `${one} ${lastShippedOn} ${shippingSince}`);
        }
      }
    }
  });

  test('ACC-5 shipments are noted in any order; time moves statuses by itself, and only once', async () => {
    const [fresh, blocked] = [await account(), await account()];
    await world.done(anna, blockAccount, { accountId: blocked, reason: 'Стоп' });
    const place = { orgId: ids.org, today: '2026-11-20' };
    const shipped = ['2026-11-20', '2026-11-02'].flatMap((shippedOn) =>
      [fresh, blocked].map((accountId) => ({ accountId, shippedOn })),
    );
    await write((tx) => noteShipments(tx, place, shipped));
    const row = await one(fresh);
    assert.equal(row['status'], 'new');
    assert.equal((await one(blocked))['status'], 'blocked');
    assert.deepEqual(
      await world.owner(
        'select last_shipped_on::text as last, shipping_since::text as since from account where id = $1',
        [fresh],
      ),
      [{ last: '2026-11-20', since: '2026-11-02' }],
    );
    const later = { orgId: ids.org, today: '2027-03-01' };
    const mine = (moves: { accountId: string }[]) =>
      moves.filter((move) => move.accountId === fresh || move.accountId === blocked);
    assert.deepEqual(mine(await write((tx) => refreshStatuses(tx, later))), [
      { accountId: fresh, from: 'new', to: 'sleeping' },
    ]);
    assert.deepEqual(await write((tx) => refreshStatuses(tx, later)), []);
  });
});

describe('keeping statuses', () => {
  test('ACC-5 the chore does its work once a day of the org, and again on the next', async () => {
    const accountId = await account();
    const place = { orgId: ids.org, today: '2026-06-01' };
    await write((tx) => noteShipments(tx, place, [{ accountId, shippedOn: '2026-06-01' }]));
    const run = (now: string) =>
      keepStatuses.run({ db: world.db, orgId: ids.org, now } as Parameters<typeof keepStatuses.run>[0]);
    const status = async () => (await one(accountId))['status'];
    // 21:30 in London is the next day in Moscow: the 91st after the shipment.
    await run('2026-08-30T20:30:00.000Z');
    assert.equal(await status(), 'new');
    await run('2026-08-30T21:30:00.000Z');
    assert.equal(await status(), 'sleeping');
    await world.owner("update account set status = 'active' where id = $1", [accountId]);
    await run('2026-08-31T10:00:00.000Z');
    assert.equal(await status(), 'active', 'the same day is not done twice');
    await run('2026-09-01T10:00:00.000Z');
    assert.equal(await status(), 'sleeping');
  });
});

describe('the face', () => {
  test('ACC-3 others ask of an account with the eyes of the actor', async () => {
    const seenBy = (who: typeof anna) =>
      readOrg(world.db, ids.org, (read) => isAccountSeen(read, who, ids.account.romashka));
    assert.deepEqual([await seenBy(anna), await seenBy(boris), await seenBy(sonya)], [true, false, true]);
    assert.deepEqual(
      await write((tx) => accountForOrder(tx, boris, { accountId: ids.account.romashka, siteId: null })),
      refuse('accounts.not_found'),
    );
    const order = await write((tx) => accountForOrder(tx, anna, { accountId: ids.account.romashka, siteId: null }));
    assert.equal(order.ok && order.value.groupId, ids.group.flowers);
  });

  test('finds accounts by INN for matching', async () => {
    const found = await readOrg(world.db, ids.org, (read) =>
      findAccountsByInn(read, ids.org, ['7736050003', '7707083893', '']),
    );
    assert.deepEqual(
      found.map((one) => one.id),
      [ids.account.romashka],
    );
  });
});
