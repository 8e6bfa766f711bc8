import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { refuse } from '#kernel/result.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { form } from '../world.fixture.ts';
import { assignAccounts } from './assign.ts';
import { createAccount } from './create.ts';

const world = await newWorld();
const { anna, boris, vera, director, stranger } = world.people;

async function account(): Promise<string> {
  const input = form();
  await world.done(anna, createAccount, input);
  return input.id;
}
const spells = (id: string) =>
  world.owner(
    `select manager_id as manager, until is null as runs, changed_by as by, reason from account_manager where
      account_id = $1 order by since, id`,
    [id],
  );

describe('accounts.assign', () => {
  test('ACC-6 ACC-7 moves the account, ends one spell and begins another, tells it once', async () => {
    const id = await account();
    world.setNow('2026-11-21');
    const input = { accountIds: [id], managerId: ids.person.boris, reason: ' Отпуск ' };
    assert.deepEqual(await world.done(vera, assignAccounts, input), { changed: 1, unchanged: 0 });
    assert.deepEqual(await spells(id), [
      { manager: ids.person.anna, runs: false, by: ids.person.anna, reason: '' },
      { manager: ids.person.boris, runs: true, by: ids.person.vera, reason: 'Отпуск' },
    ]);
    assert.deepEqual(await world.done(vera, assignAccounts, input), { changed: 0, unchanged: 1 });
    assert.equal((await spells(id)).length, 2);
    const told = await world.owner("select payload from event where account_id = $1 and name = 'accounts.assigned'", [
      id,
    ]);
    assert.deepEqual(told, [
      { payload: { managerId: ids.person.boris, managerName: 'Борис Ключников', reason: 'Отпуск' } },
    ]);
  });

  test('ACC-7 needs the right to assign and a person who works here', async () => {
    const accountIds = [await account()];
    const forbidden = refuse('platform.forbidden', { permission: 'accounts.assign' });
    assert.deepEqual(
      await world.act(anna, assignAccounts, { accountIds, managerId: ids.person.boris, reason: '' }),
      forbidden,
    );
    await world.owner('update person set active = false where id = $1', [ids.person.sonya]);
    for (const managerId of [ids.person.sonya, ids.person.stranger, newId()]) {
      assert.deepEqual(
        await world.act(vera, assignAccounts, { accountIds, managerId, reason: '' }),
        refuse('accounts.manager_not_found'),
      );
    }
  });

  test('ACC-3 all or none: one that is not seen refuses the whole', async () => {
    const id = await account();
    const input = { accountIds: [id, ids.account.orphan], managerId: ids.person.boris, reason: '' };
    assert.deepEqual(
      await world.act(vera, assignAccounts, input),
      refuse('accounts.not_found'),
      'nobody’s account is not of her team',
    );
    assert.equal((await spells(id)).length, 1);
    assert.deepEqual(
      await world.act(stranger, assignAccounts, { ...input, managerId: ids.person.stranger }),
      refuse('accounts.not_found'),
    );
    assert.deepEqual(await world.done(director, assignAccounts, input), { changed: 2, unchanged: 0 });
    assert.deepEqual(await world.done(director, assignAccounts, { ...input, managerId: null }), {
      changed: 2,
      unchanged: 0,
    });
    assert.equal((await spells(id)).at(-1)?.['manager'], null);
    assert.deepEqual(await world.act(boris, createAccount, form({ id })), refuse('accounts.exists'));
  });

  test('two bulk acts over the same accounts in opposite orders both end', async () => {
    const accountIds = await Promise.all(Array.from({ length: 12 }, account));
    for (let round = 0; round < 5; round += 1) {
      const answers = await Promise.all([
        world.act(vera, assignAccounts, { accountIds, managerId: ids.person.boris, reason: `${round}` }),
        world.act(director, assignAccounts, {
          accountIds: accountIds.toReversed(),
          managerId: ids.person.vera,
          reason: `${round}`,
        }),
      ]);
      assert.deepEqual(
        answers.map((one) => one.ok),
        [true, true],
      );
    }
    for (const id of accountIds) assert.equal((await spells(id)).filter((one) => one['runs']).length, 1);
  });
});
