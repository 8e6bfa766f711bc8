import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeOrg } from '#platform/database.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { changeStanding, decideCredit, lockCredit } from './index.ts';

const world = await newWorld();

/** Takes 300 000.00 if the limit of 500 000.00 allows it. */
const take = () =>
  writeOrg(world.db, ids.org, {
    work: async (tx) => {
      const place = { orgId: ids.org, accountId: ids.account.romashka, today: '2026-11-20' };
      const credit = await lockCredit(tx, place);
      assert.ok(credit !== null);
      const ask = { totalMinor: 300_000_00n, orderId: ids.org, prepaid: false, now: '2026-11-20T09:00:00Z' };
      if (decideCredit(credit.facts, ask, credit.policy).holds.length > 0) return false;
      await changeStanding(tx, ids.org, [{ accountId: place.accountId, confirmedMinor: 300_000_00n }]);
      return true;
    },
  });

test('CRE-1: two orders at once never both take the last of the limit', async () => {
  for (let round = 0; round < 50; round += 1) {
    await world.owner('update account_credit set confirmed_minor = 0');
    const taken = await Promise.all([take(), take(), take()]);
    assert.equal(taken.filter(Boolean).length, 1);
  }
});
