import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { form } from '../world.fixture.ts';
import { createAccount } from './create.ts';
import { editAccount } from './edit.ts';
import { createGroup, joinGroup, renameGroup } from './groups.ts';

const world = await newWorld();
const { anna, boris, vera, sonya, stranger } = world.people;

/** An account of Anna's and the form of its edit. */
async function account(change: Parameters<typeof form>[0] = {}) {
  const input = form(change);
  await world.done(anna, createAccount, input);
  const { id, managerId: _managerId, ...fields } = input;
  const [row] = await world.owner('select code from account where id = $1', [id]);
  return { accountId: id, version: 1, ...fields, code: String(row?.['code']) };
}
const one = async (id: string) => (await world.owner('select * from account where id = $1', [id]))[0] ?? {};
const events = async (id: string) =>
  (await world.owner('select name, payload from event where account_id = $1 order by seq', [id])).slice(1);
const code = async (who: Person, input: Awaited<ReturnType<typeof account>>) => {
  const answer = await world.act(who, editAccount, input);
  return answer.ok ? 'ok' : answer.code;
};

describe('accounts.edit', () => {
  test('writes what was changed, moves the version on and says what it was', async () => {
    const input = await account();
    const edited = { ...input, name: 'ООО «Астра Плюс»', inn: '7702070139', phone: '8 495 000-11-22' };
    assert.deepEqual(await world.done(anna, editAccount, edited), { id: input.accountId, version: 2, warnings: [] });
    const row = await one(input.accountId);
    assert.equal(row['name_key'], 'астра плюс');
    assert.equal(row['version'], 2);
    assert.match(String(row['search_text']), /астра плюс.* 7702070139 74950001122/);
    assert.deepEqual(await events(input.accountId), [
      { name: 'accounts.edited', payload: { fields: 'inn, name, phone' } },
    ]);
  });

  test('the same form again changes nothing', async () => {
    const input = await account();
    assert.deepEqual(await world.done(anna, editAccount, input), { id: input.accountId, version: 1, warnings: [] });
    assert.deepEqual(await events(input.accountId), []);
  });

  test('ACC-14 a stale version is refused, and of two who save at once one is', async () => {
    const input = await account();
    const answers = await Promise.all(
      ['Первый', 'Второй'].map((name) => world.act(anna, editAccount, { ...input, name })),
    );
    assert.deepEqual(
      answers.flatMap((answer) => (answer.ok ? [] : [answer.code])),
      ['accounts.changed_meanwhile'],
    );
    assert.equal((await one(input.accountId))['version'], 2);
  });

  test('ACC-2 numbers of another account are refused; its own are not', async () => {
    const input = await account({ inn: '7710140679', kpp: '771001001' });
    assert.equal(await code(anna, { ...input, inn: '7736050003', kpp: '773601001' }), 'accounts.duplicate_seen');
    assert.equal(
      await code(anna, { ...input, inn: '500100732259', kpp: '', kind: 'sole_proprietor' }),
      'accounts.duplicate',
    );
    assert.equal(await code(anna, { ...input, segment: 'Розница' }), 'ok');
    assert.equal(await code(anna, { ...input, version: 2, code: 'A-001' }), 'accounts.code_taken');
    assert.equal(await code(anna, { ...input, version: 2, code: ' ' }), 'accounts.code_empty');
  });

  test('ACC-3 who does not see the account does not find it', async () => {
    const input = await account();
    assert.equal(await code(boris, input), 'accounts.not_found');
    assert.equal(await code(stranger, input), 'accounts.not_found');
    assert.equal(await code(anna, { ...input, accountId: newId() }), 'accounts.not_found');
    assert.equal(await code(sonya, { ...input, segment: 'Опт' }), 'ok');
  });
});

describe('groups', () => {
  const group = async (name: string) => (await world.done(anna, createGroup, { id: newId(), name })).id;
  const limit = (groupId: string) =>
    world.owner(
      `insert into credit_limit (org_id, id, group_id, limit_minor, valid_from, set_at) values ($1, $2, $3, 100,
        '2026-01-01', now())`,
      [ids.org, newId(), groupId],
    );

  test('an account joins by its form or with others, and is found by its group, renamed too', async () => {
    const groupId = await group('Холдинг «Планеты»');
    const [first, second] = [await account(), await account()];
    assert.equal(await code(anna, { ...first, groupId }), 'ok');
    assert.deepEqual(await world.done(anna, joinGroup, { accountIds: [first.accountId, second.accountId], groupId }), {
      changed: 1,
      unchanged: 1,
    });
    assert.match(String((await one(second.accountId))['search_text']), /планеты/);
    await world.done(vera, renameGroup, { groupId, version: 1, name: 'Холдинг «Звёзды»' });
    for (const { accountId } of [first, second]) assert.match(String((await one(accountId))['search_text']), /звезды/);
    assert.deepEqual(
      await world.act(vera, renameGroup, { groupId, version: 1, name: 'Ещё' }),
      refuse('accounts.changed_meanwhile'),
    );
    assert.deepEqual((await events(second.accountId)).at(-1), {
      name: 'accounts.joined_group',
      payload: { groupId, groupName: 'Холдинг «Планеты»' },
    });
  });

  test('two groups never have one name, whatever the case', async () => {
    await group('Холдинг «Реки»');
    assert.deepEqual(
      await world.act(anna, createGroup, { id: newId(), name: 'холдинг «РЕКИ»' }),
      refuse('accounts.group_exists'),
    );
    assert.deepEqual(
      await world.act(anna, createGroup, { id: newId(), name: '  ' }),
      refuse('accounts.group_name_empty'),
    );
  });

  test('ACC-8 a group with a credit limit is joined and left by the right to assign only', async () => {
    const rich = await group('Холдинг «Богатые»');
    const input = await account();
    await limit(rich);
    assert.equal(await code(anna, { ...input, groupId: rich }), 'accounts.may_not_regroup');
    assert.deepEqual(
      await world.act(anna, joinGroup, { accountIds: [input.accountId], groupId: rich }),
      refuse('accounts.may_not_regroup'),
    );
    assert.deepEqual(await world.act(anna, createAccount, form({ groupId: rich })), refuse('accounts.may_not_regroup'));
    assert.equal(await code(vera, { ...input, groupId: rich }), 'ok');
    assert.equal(await code(anna, { ...input, version: 2, groupId: null }), 'accounts.may_not_regroup');
    assert.equal(
      await code(anna, { ...input, version: 2, groupId: rich, segment: 'Опт' }),
      'ok',
      'what is not the group stays open',
    );
    assert.deepEqual(await world.done(vera, joinGroup, { accountIds: [input.accountId], groupId: null }), {
      changed: 1,
      unchanged: 0,
    });
  });

  test('ACC-3 accounts that are not seen cannot be put into a group', async () => {
    const groupId = await group('Холдинг «Горы»');
    const accountIds = [ids.account.lutik, ids.account.vasilek];
    assert.deepEqual(await world.act(anna, joinGroup, { accountIds, groupId }), refuse('accounts.not_found'));
    assert.deepEqual(
      await world.act(anna, joinGroup, { accountIds: [ids.account.lutik], groupId: newId() }),
      refuse('accounts.group_not_found'),
    );
  });

  test('a change of group waits for whoever holds the credit of the group', async () => {
    const groupId = await group('Холдинг «Моря»');
    const input = await account();
    const holder = await world.db.pool.connect();
    await holder.query(`begin; set local app.org_id = '${ids.org}'`);
    await holder.query('select 1 from account_credit where org_id = $1 and account_id = $2 for update', [
      ids.org,
      input.accountId,
    ]);
    let done = false;
    const joined = world.done(anna, joinGroup, { accountIds: [input.accountId], groupId }).then(() => {
      done = true;
    });
    await waitingForLock();
    assert.equal(done, false);
    await holder.query('commit');
    holder.release();
    await joined;
    assert.equal(done, true);
  });

  /** Until somebody in this database waits for a lock: looked at, not slept through. */
  async function waitingForLock(): Promise<void> {
    for (let look = 0; look < 500; look += 1) {
      const waiting = await world.owner(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (waiting.length > 0) return;
    }
    throw new Error('nobody waits for a lock');
  }
});
