/** Real connections, many at once: nobody takes the last of a limit twice, nor of a limit that a group shares. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { sqlState, writeOrg } from '#platform/database.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { changeStanding, decideCredit, lockCredit } from './index.ts';

const world = await newWorld();
const { romashka, lutik, vasilek } = ids.account;
/** Long enough for hundreds of rounds on a small machine, and no longer. */
const boundMs = Number(process.env['KAMERTON_ROUNDS_MS'] ?? 2_000);

/** Takes so much if the limit allows it, as an order does. */
const take = (accountId: string, minor: bigint) =>
  writeOrg(world.db, ids.org, {
    work: async (tx) => {
      const credit = await lockCredit(tx, { orgId: ids.org, accountId, today: '2026-11-20' });
      assert.ok(credit !== null);
      const ask = { totalMinor: minor, orderId: ids.org, prepaid: false, now: '2026-11-20T09:00:00Z' };
      if (decideCredit(credit.facts, ask, credit.policy).holds.length > 0) return false;
      await changeStanding(tx, ids.org, [{ accountId, confirmedMinor: minor }]);
      return true;
    },
  });

async function rounds(work: () => Promise<void>): Promise<number> {
  const end = performance.now() + boundMs;
  let done = 0;
  while (performance.now() < end) {
    await work();
    done += 1;
  }
  return done;
}

const clear = () => world.owner('update account_credit set confirmed_minor = 0');
const confirmed = async () =>
  (await world.owner('select sum(confirmed_minor)::text as sum from account_credit'))[0]?.['sum'];

test('CRE-1: two orders at once never both take the last of the limit', async (t) => {
  const done = await rounds(async () => {
    await clear();
    const taken = await Promise.all([1, 2, 3, 4].map(() => take(romashka, 300_000_00n)));
    assert.equal(taken.filter(Boolean).length, 1);
    assert.equal(await confirmed(), '30000000');
  });
  t.diagnostic(`${done} rounds of 4 orders`);
});

test('CRE-1: nor the last of a limit that the group shares, whichever account orders', async (t) => {
  await world.owner("update credit_limit set valid_to = '2026-02-01' where account_id = $1", [romashka]);
  await world.owner(
    `insert into credit_limit (org_id, id, group_id, limit_minor, valid_from, set_at) values ($1, $2, $3, 100000000, '2026-01-01', now())`,
    [ids.org, newId(), ids.group.flowers],
  );
  const said = { deadlocks: 0 };
  const patient = async (accountId: string, minor: bigint): Promise<boolean> => {
    try {
      return await take(accountId, minor);
    } catch (error) {
      if (sqlState(error) !== '40P01') throw error;
      said.deadlocks += 1;
      return patient(accountId, minor);
    }
  };
  const done = await rounds(async () => {
    await clear();
    const accounts = [romashka, lutik, romashka, lutik, lutik, romashka];
    const taken = await Promise.all(accounts.map((accountId) => patient(accountId, 400_000_00n)));
    assert.equal(taken.filter(Boolean).length, 2);
    assert.equal(await confirmed(), '80000000');
  });
  t.diagnostic(`${done} rounds of 6 orders of 2 accounts, ${said.deadlocks} deadlocks`);
  assert.equal(said.deadlocks, 0);
});

test('CRE-9: an account with its own limit is weighed by it, and what it took weighs on the group', async () => {
  await clear();
  await world.owner(
    `insert into credit_limit (org_id, id, account_id, limit_minor, valid_from, set_at) values ($1, $2, $3, 90000000, '2026-01-01', now())`,
    [ids.org, newId(), lutik],
  );
  assert.deepEqual([await take(lutik, 900_000_00n), await take(lutik, 1n)], [true, false]);
  assert.deepEqual([await take(romashka, 100_000_01n), await take(romashka, 100_000_00n)], [false, true]);
});

test('CRE-1: orders taken through the door at once keep the limit, the rest are held', async () => {
  await clear();
  const { boris } = world.people;
  const order = () => ({
    id: newId(),
    accountId: vasilek,
    lines: [{ id: newId(), productId: ids.product.book, quantityMilli: '79000' }],
    confirm: true,
  });
  const answers = await Promise.all(Array.from({ length: 8 }, () => world.done(boris, createOrder, order())));
  const states = answers.map((answer) => answer.state).sort();
  assert.deepEqual(states, ['confirmed', 'confirmed', 'confirmed', ...Array.from({ length: 5 }, () => 'held')]);
  const [standing] = await world.owner('select confirmed_minor from account_credit where account_id = $1', [vasilek]);
  assert.deepEqual(standing, { confirmed_minor: String(3n * BigInt(answers[0]?.totalMinor ?? 0)) });
});

test('CRE-12: a sum is not lost on an account without a standing', async () => {
  const lost = writeOrg(world.db, ids.org, {
    work: (tx) =>
      changeStanding(tx, ids.org, [
        { accountId: romashka, receivableMinor: 1n },
        { accountId: ids.account.other, receivableMinor: 1n },
      ]),
  });
  await assert.rejects(lost, /has no standing/);
});
