import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { parseMinor } from '#kernel/money.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { endLimit, endRelease, setLimit, stopAccount } from './commands/limits.ts';
import { setPolicy } from './commands/policy.ts';
import { defaultPolicy } from './model.ts';
import { getCredit, getPolicy, policyView } from './queries/card.ts';
import { policyOf, readCredit } from './queries/facts.ts';
import { checks } from './verify.ts';

const world = await newWorld();
const { admin, anna, boris, vera, sonya, fyodor, director, stranger } = world.people;
const { romashka, lutik, vasilek, orphan } = ids.account;

type Card = Extract<Awaited<ReturnType<typeof getCredit>>, { ok: true }>['value'];
const card = async (who: Person, accountId: string): Promise<Card> => {
  const answer = await world.ask(who, (context) => getCredit(context, { accountId }));
  assert.ok(answer.ok, answer.ok ? '' : answer.code);
  return answer.value;
};
const limitOn = async (accountId: string, day: string) => {
  world.setNow(day);
  const view = await card(fyodor, accountId);
  world.setNow('2026-11-20');
  return [view.limitMinor, view.limitScope, view.limitUntil];
};
const coded = async (answer: Promise<{ ok: boolean; code?: string }>) => {
  const { ok, code } = await answer;
  return ok ? 'ok' : code;
};
const limit = (accountId: string, more: object = {}) => ({
  ...{ accountId, id: newId(), scope: 'account' as const, limitMinor: '70000000', reason: 'Рост продаж' },
  ...more,
});

describe('CRE-8: limits', () => {
  test('a temporary limit begins and reverts by its days', async () => {
    const lent = limit(romashka, { limitMinor: '90000000', validFrom: '2026-11-25', validTo: '2026-12-01' });
    await world.done(fyodor, setLimit, lent);
    assert.deepEqual(await limitOn(romashka, '2026-11-24'), ['50000000', 'account', null]);
    assert.deepEqual(await limitOn(romashka, '2026-11-25'), ['90000000', 'account', '2026-12-01']);
    assert.deepEqual(await limitOn(romashka, '2026-11-30'), ['90000000', 'account', '2026-12-01']);
    assert.deepEqual(await limitOn(romashka, '2026-12-01'), ['50000000', 'account', null]);
  });

  test('one without an end that is set meanwhile waits for the temporary one to revert', async () => {
    await world.done(fyodor, setLimit, limit(romashka, { limitMinor: '60000000', validFrom: '2026-11-26' }));
    assert.deepEqual(await limitOn(romashka, '2026-11-27'), ['90000000', 'account', '2026-12-01']);
    assert.deepEqual(await limitOn(romashka, '2026-12-02'), ['60000000', 'account', null]);
  });

  test('an end takes a limit out of force and leaves it in the history', async () => {
    const lent = limit(vasilek, { limitMinor: '20000000', validTo: '2026-12-10' });
    await world.done(fyodor, setLimit, lent);
    assert.deepEqual(await limitOn(vasilek, '2026-11-20'), ['20000000', 'account', '2026-12-10']);
    const ended = await world.done(fyodor, endLimit, { accountId: vasilek, limitId: lent.id, reason: 'Ошибка' });
    assert.deepEqual(
      ended.limits.map((one) => [one.limitMinor, one.state]),
      [
        ['20000000', 'over'],
        ['10000000', 'now'],
      ],
    );
    const again = world.act(fyodor, endLimit, { accountId: vasilek, limitId: lent.id, reason: 'Ещё раз' });
    assert.equal(await coded(again), 'credit.limit_over');
    const other = world.act(fyodor, endLimit, { accountId: romashka, limitId: lent.id, reason: 'Чужой' });
    assert.equal(await coded(other), 'credit.limit_not_found');
  });

  test('the newest of one day wins', async () => {
    world.setNow('2026-11-20T09:00:01Z');
    await world.done(fyodor, setLimit, limit(orphan, { limitMinor: '100' }));
    world.setNow('2026-11-20T09:00:02Z');
    await world.done(fyodor, setLimit, limit(orphan, { limitMinor: '200' }));
    assert.deepEqual(await limitOn(orphan, '2026-11-20'), ['200', 'account', null]);
  });

  test('are told in the timeline of the account', async () => {
    const told = await world.owner(
      "select name, payload from event where name like 'credit.%' and account_id = $1 order by seq limit 1",
      [romashka],
    );
    assert.deepEqual(told[0], {
      name: 'credit.limit_lent',
      payload: {
        limitMinor: '90000000',
        scope: 'account',
        fromOn: '2026-11-25',
        toOn: '2026-12-01',
        reason: 'Рост продаж',
      },
    });
  });

  test('are refused without a reason, right, group, real days, or for an account unseen', async () => {
    const asked = (who: Person, more: object) => coded(world.act(who, setLimit, limit(romashka, more)));
    assert.equal(await asked(fyodor, { reason: ' ' }), 'credit.reason_needed');
    assert.equal(await asked(fyodor, { validFrom: '2026-02-30' }), 'credit.bad_day');
    assert.equal(await asked(fyodor, { validTo: '2026-13-01' }), 'credit.bad_day');
    assert.equal(await asked(fyodor, { validTo: '2026-11-20' }), 'credit.bad_period');
    assert.equal(await asked(fyodor, { limitMinor: '-1' }), 'input.invalid');
    assert.equal(await asked(fyodor, { scope: 'group', accountId: vasilek }), 'credit.no_group');
    for (const who of [anna, vera, sonya]) assert.equal(await asked(who, {}), 'platform.forbidden');
    assert.equal(await asked(stranger, {}), 'credit.account_not_found');
    const lending = { ...anna, permissions: new Set([...anna.permissions, 'credit.write' as const]) };
    assert.equal(await coded(world.act(lending, setLimit, limit(vasilek))), 'credit.account_not_found');
    assert.equal(await coded(world.act(lending, setLimit, limit(orphan))), 'credit.account_not_found');
    const twice = limit(romashka, { validFrom: '2027-01-01' });
    await world.done(fyodor, setLimit, twice);
    assert.equal(await coded(world.act(fyodor, setLimit, twice)), 'credit.exists');
  });
});

describe('CRE-9: the limit of a group', () => {
  test('is shared by its accounts that have none of their own; all their debts weigh on it', async () => {
    await world.owner('update account_credit set receivable_minor = 12000000 where account_id = $1', [romashka]);
    await world.owner(
      'update account_credit set receivable_minor = 3000000, advance_minor = 500000 where account_id = $1',
      [lutik],
    );
    await world.done(fyodor, setLimit, limit(lutik, { scope: 'group', limitMinor: '20000000' }));
    const view = await card(fyodor, lutik);
    assert.deepEqual(
      [view.limitScope, view.limitMinor, view.exposureMinor, view.canStillSellMinor, view.groupName],
      ['group', '20000000', '14500000', '5500000', 'Холдинг «Цветы»'],
    );
    assert.deepEqual(
      view.members.map((one) => [one.name, one.exposureMinor]),
      [
        ['ООО «Ромашка»', '12000000'],
        ['ООО «Лютик»', '2500000'],
      ],
    );
    const own = await card(fyodor, romashka);
    assert.deepEqual([own.limitScope, own.exposureMinor, own.members], ['account', '12000000', []]);
  });

  test('CRE-11: names only the accounts that the person sees; the others are one sum', async () => {
    await world.owner('update account set manager_id = $1 where id = $2', [ids.person.boris, lutik]);
    const view = await card(boris, lutik);
    assert.deepEqual(
      [view.members.map((one) => one.name), view.otherMembersMinor, view.exposureMinor],
      [['ООО «Лютик»'], '12000000', '14500000'],
    );
    await world.owner('update account set manager_id = $1 where id = $2', [ids.person.anna, lutik]);
  });
});

describe('CRE-9: overdue debt under the limit of a group', () => {
  const debtOf = (accountId: string, minor: string) =>
    world.owner(
      `insert into receivable (org_id, id, account_id, document_number, number_key, document_date, due_on, amount_minor, open_minor)
       values ($1, $2, $3, '9', '9', '2026-10-01', '2026-11-08', $4, $4)`,
      [ids.org, newId(), accountId, minor],
    );

  test('of any of its accounts holds the others, and the card says whose it is', async () => {
    await debtOf(romashka, '12000000');
    const view = await card(fyodor, lutik);
    assert.deepEqual(
      [view.status, view.overdueMinor, view.ownOverdueMinor, view.overdueDays, view.canStillSellMinor],
      ['hold', '12000000', '0', 12, '0'],
    );
    assert.deepEqual(view.holds, [
      { code: 'credit.overdue', details: { overdueMinor: '12000000', days: 12, ownMinor: '0' } },
    ]);
    assert.deepEqual(
      view.members.map((one) => [one.name, one.overdueMinor]),
      [
        ['ООО «Ромашка»', '12000000'],
        ['ООО «Лютик»', '0'],
      ],
    );
  });

  test('CRE-11: of accounts that the person does not see is one sum without names', async () => {
    await world.owner('update account set manager_id = $1 where id = $2', [ids.person.boris, lutik]);
    const view = await card(boris, lutik);
    assert.deepEqual(
      [view.members.map((one) => [one.name, one.overdueMinor]), view.otherOverdueMinor, view.overdueMinor],
      [[['ООО «Лютик»', '0']], '12000000', '12000000'],
    );
    await world.owner('update account set manager_id = $1 where id = $2', [ids.person.anna, lutik]);
  });

  test('does not hold who has a limit of their own, and theirs holds the group', async () => {
    await world.owner('delete from receivable where account_id = $1', [romashka]);
    await debtOf(lutik, '3000000');
    const [own, shared] = [await card(fyodor, romashka), await card(fyodor, lutik)];
    assert.deepEqual([own.overdueMinor, own.holds], ['0', []]);
    assert.deepEqual(shared.holds, [{ code: 'credit.overdue', details: { overdueMinor: '3000000', days: 12 } }]);
    await world.owner('delete from receivable where account_id = $1', [lutik]);
  });
});

describe('the card', () => {
  test('CRE-11: is seen by who sees the account', async () => {
    const seen = async (who: Person, accountId: string) =>
      coded(world.ask(who, (context) => getCredit(context, { accountId })));
    assert.deepEqual(
      await Promise.all([seen(anna, romashka), seen(boris, romashka), seen(vera, romashka), seen(stranger, romashka)]),
      ['ok', 'credit.account_not_found', 'ok', 'credit.account_not_found'],
    );
    assert.deepEqual(await Promise.all([seen(anna, orphan), seen(director, orphan)]), [
      'credit.account_not_found',
      'ok',
    ]);
    assert.deepEqual((await card(anna, romashka)).closed.change?.code, 'platform.forbidden');
    assert.equal((await card(fyodor, romashka)).closed.change, null);
  });

  test('CRE-4: tells overdue by the days of the org, and what it holds', async () => {
    const debt = (due: string, open: string) =>
      world.owner(
        `insert into receivable (org_id, id, account_id, document_number, number_key, document_date, due_on, amount_minor, open_minor)
         values ($1, $2, $3, '1', '1', '2026-10-01', $4, $5, $5)`,
        [ids.org, newId(), vasilek, due, parseMinor(open)?.toString()],
      );
    await debt('2026-11-20', '5000.00');
    await debt('2026-11-17', '700.00');
    const within = await card(fyodor, vasilek);
    assert.deepEqual([within.overdueMinor, within.overdueDays, within.holds], ['70000', 3, []]);
    await debt('2026-11-16', '999.99');
    assert.deepEqual((await card(fyodor, vasilek)).holds, []);
    await debt('2026-10-21', '0.01');
    const late = await card(fyodor, vasilek);
    assert.deepEqual(
      [late.overdueMinor, late.overdueDays, late.status, late.canStillSellMinor],
      ['170000', 30, 'hold', '0'],
    );
    assert.deepEqual(late.holds, [{ code: 'credit.overdue', details: { overdueMinor: '100000', days: 30 } }]);
  });

  test('CRE-6: shows live releases, and who may ends one', async () => {
    const release = newId();
    await world.owner(
      `insert into credit_release (org_id, id, account_id, max_minor, valid_until, reason, given_by, given_at)
       values ($1, $2, $3, 500000, '2026-11-20T21:30:00Z', 'Договорились', $4, now())`,
      [ids.org, release, vasilek, ids.person.fyodor],
    );
    assert.deepEqual((await card(fyodor, vasilek)).holds, []);
    // Past midnight in Moscow it is another day there, and the release still has half an hour.
    world.setNow('2026-11-20T21:00:00Z');
    assert.deepEqual((await card(fyodor, vasilek)).holds, []);
    world.setNow('2026-11-20');
    const ended = await world.done(fyodor, endRelease, {
      accountId: vasilek,
      releaseId: release,
      reason: 'Передумали',
    });
    assert.deepEqual([ended.releases, ended.holds.length], [[], 1]);
    const again = world.act(fyodor, endRelease, { accountId: vasilek, releaseId: release, reason: 'Ещё раз' });
    assert.equal(await coded(again), 'credit.release_not_found');
  });

  test('CRE-11: costs four statements, five with a group’s limit', async () => {
    const cost = async (accountId: string) => {
      const before = world.db.statements();
      await card(fyodor, accountId);
      return world.db.statements() - before - 3;
    };
    assert.deepEqual([await cost(romashka), await cost(lutik)], [4, 5]);
  });
});

describe('CRE-10: a stop by hand', () => {
  test('closes sales on credit until it is taken back, each with a reason', async () => {
    const stop = (stopped: boolean, reason = 'Претензия') => ({ accountId: romashka, stopped, reason });
    assert.equal(await coded(world.act(fyodor, stopAccount, stop(false))), 'credit.not_stopped');
    const stopped = await world.done(fyodor, stopAccount, stop(true));
    assert.deepEqual([stopped.status, stopped.stopReason, stopped.canStillSellMinor], ['stop', 'Претензия', '0']);
    assert.equal(await coded(world.act(fyodor, stopAccount, stop(true))), 'credit.stopped_already');
    assert.equal(await coded(world.act(anna, stopAccount, stop(false))), 'platform.forbidden');
    assert.equal(await coded(world.act(fyodor, stopAccount, stop(false, ' '))), 'credit.reason_needed');
    assert.equal((await world.done(fyodor, stopAccount, stop(false, 'Урегулировано'))).stopped, false);
    const told = await world.owner(
      "select name from event where name in ('credit.stopped', 'credit.resumed') order by seq",
    );
    assert.deepEqual(told, [{ name: 'credit.stopped' }, { name: 'credit.resumed' }]);
  });
});

describe('CRE-3: the policy', () => {
  const usual = policyView(defaultPolicy);

  test('is the default until it is set, and then weighs', async () => {
    const kept = await world.ask(admin, getPolicy);
    assert.deepEqual(kept.ok && kept.value, usual);
    await world.done(admin, setPolicy, { ...usual, parts: { ...usual.parts, receivable: false } });
    const credit = await world.read(ids.org, (read) =>
      readCredit(read, { orgId: ids.org, accountId: romashka, today: '2026-11-20' }),
    );
    assert.equal(credit?.policy.parts.receivable, false);
    assert.equal((await card(fyodor, romashka)).exposureMinor, '0');
    await world.done(admin, setPolicy, usual);
    assert.equal((await card(fyodor, romashka)).exposureMinor, '12000000');
  });

  test('is refused outside its bounds, with fields it does not have, when nothing counts, without the right', async () => {
    const asked = (who: Person, more: object) => coded(world.act(who, setPolicy, { ...usual, ...more }));
    assert.equal(await asked(admin, { watchBp: 0 }), 'input.invalid');
    assert.equal(await asked(admin, { watchBp: 10_001 }), 'input.invalid');
    assert.equal(await asked(admin, { reserveHours: 0 }), 'input.invalid');
    assert.equal(await asked(admin, { overdue: { graceDays: -1, minMinor: '0' } }), 'input.invalid');
    assert.equal(await asked(admin, { overdue: { graceDays: 1, minMinor: '-1' } }), 'input.invalid');
    assert.equal(await asked(admin, { stages: { order: 'no', shipment: 'block' } }), 'input.invalid');
    assert.equal(await asked(admin, { parts: { ...usual.parts, other: true } }), 'input.invalid');
    assert.equal(await asked(admin, { more: 1 }), 'input.invalid');
    const none = { receivable: false, unbilled: false, confirmed: false, order: false, advance: true };
    assert.equal(await asked(admin, { parts: none }), 'credit.no_parts');
    for (const who of [director, fyodor, anna]) assert.equal(await asked(who, {}), 'platform.forbidden');
  });

  test('that was kept in part is filled from the default', () => {
    const stored = { stages: { order: 'warn' }, parts: { advance: false }, overdue: { graceDays: 5, minMinor: '1' } };
    assert.deepEqual(policyOf(stored), {
      ...defaultPolicy,
      parts: { ...defaultPolicy.parts, advance: false },
      overdue: { graceDays: 5, minMinor: 1n },
      stages: { order: 'warn', shipment: 'block' },
    });
  });
});

test('CRE-12: the checks say which kept part is not the sum of what makes it', async () => {
  const found = async () => {
    const all = checks.map(async (check) =>
      (await world.read(ids.org, (read) => check.find(read, ids.org))).map((row) => [
        check.code,
        ...Object.values(row),
      ]),
    );
    return (await Promise.all(all)).flat();
  };
  assert.deepEqual(await found(), [
    ['credit.receivable_differs', 'A-001', '12000000', '0'],
    ['credit.receivable_differs', 'A-002', '3000000', '0'],
    ['credit.receivable_differs', 'A-003', '0', '670000'],
    ['credit.advance_differs', 'A-002', '500000', '0'],
  ]);
});
