import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Permission, permissions } from '#platform/permission.ts';
import { passwordProblem } from './contract-password.ts';
import {
  addressKey,
  beyond,
  completePermissions,
  decideAdministrators,
  decideWithin,
  makesCycle,
  type Rights,
} from './rules.ts';

const rights = (list: readonly Permission[], more: Partial<Rights> = {}): Rights => ({
  permissions: list,
  visibility: 'own',
  seesCost: false,
  mayExport: false,
  ...more,
});
const everything = rights(permissions, { visibility: 'all', seesCost: true, mayExport: true });
const anyRights = fc.record({
  permissions: fc.subarray([...permissions]),
  visibility: fc.constantFrom('own' as const, 'team' as const, 'all' as const),
  seesCost: fc.boolean(),
  mayExport: fc.boolean(),
});

describe('ACS-3 nobody gives more than they hold', () => {
  test('each thing that is lacking is named', () => {
    const mine = rights(['people.write', 'orders.read']);
    assert.equal(beyond(mine, rights(['orders.read'])), null);
    assert.equal(beyond(mine, rights(['orders.read', 'credit.write'])), 'credit.write');
    assert.equal(beyond(mine, rights([], { visibility: 'team' })), 'visibility');
    assert.equal(beyond(mine, rights([], { visibility: 'all' })), 'visibility');
    assert.equal(beyond(mine, rights([], { seesCost: true })), 'cost');
    assert.equal(beyond(mine, rights([], { mayExport: true })), 'export');
    assert.equal(beyond(rights([], { visibility: 'team' }), rights([], { visibility: 'team' })), 'visibility');
  });

  test('who holds everything may give anything, who holds nothing may give only nothing', () => {
    fc.assert(fc.property(anyRights, (wanted) => beyond(everything, wanted) === null));
    fc.assert(
      fc.property(
        anyRights,
        (wanted) =>
          (beyond(rights([]), wanted) === null) ===
          (wanted.permissions.length === 0 && wanted.visibility === 'own' && !wanted.seesCost && !wanted.mayExport),
      ),
    );
  });

  test('giving what one was given never widens', () => {
    fc.assert(
      fc.property(
        anyRights,
        anyRights,
        anyRights,
        (a, b, c) => beyond(a, b) !== null || beyond(b, c) !== null || beyond(a, c) === null,
      ),
    );
  });

  test('a change is within when all it touches is', () => {
    assert.deepEqual(decideWithin(everything, [everything, rights([])]), { ok: true, value: true });
    assert.deepEqual(decideWithin(rights(['orders.read']), [rights([]), rights(['stock.read'])]), {
      ok: false,
      code: 'access.beyond_your_rights',
      details: { right: 'stock.read' },
    });
  });
});

describe('rules of rights', () => {
  test('a right to act brings the right to read, once, in the known order', () => {
    assert.deepEqual(completePermissions(['orders.support', 'orders.support', 'nonsense']), [
      'orders.read',
      'orders.support',
    ]);
    assert.deepEqual(completePermissions(['people.write']), ['people.write']);
    assert.deepEqual(completePermissions(['approvals.decide', 'accounts.assign']), [
      'accounts.read',
      'accounts.assign',
      'approvals.read',
      'approvals.decide',
    ]);
    fc.assert(
      fc.property(fc.subarray([...permissions]), (list) => {
        const once = completePermissions(list);
        assert.deepEqual(completePermissions(once), once);
        assert.ok(list.every((one) => once.includes(one)));
      }),
    );
  });

  test('ACS-4 the last administrator stays', () => {
    assert.equal(decideAdministrators(1, 0).ok, false);
    assert.equal(decideAdministrators(2, 1).ok, true);
    assert.equal(decideAdministrators(0, 0).ok, true);
  });

  test('ACS-5 a department is never under itself', () => {
    const parents = new Map([
      ['a', null],
      ['b', 'a'],
      ['c', 'b'],
    ]);
    assert.equal(makesCycle(parents, 'a', 'c'), true);
    assert.equal(makesCycle(parents, 'a', 'a'), true);
    assert.equal(makesCycle(parents, 'c', 'a'), false);
    assert.equal(makesCycle(parents, 'b', null), false);
    assert.equal(
      makesCycle(
        new Map([
          ['x', 'y'],
          ['y', 'x'],
        ]),
        'z',
        'x',
      ),
      true,
    );
  });

  test('a household is one address', () => {
    const table: readonly [string, string][] = [
      ['10.0.0.1', '10.0.0.1'],
      ['::ffff:10.0.0.1', '10.0.0.1'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['2001:DB8:0001:2::9', '2001:db8:1:2::/64'],
      ['::1', '0:0:0:0::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ];
    for (const [address, key] of table) assert.equal(addressKey(address), key);
  });
});

test('a password is long, not the first that is tried, and not made of its owner', () => {
  const owner = { email: 'anna.klyueva@kamerton.example', name: 'Анна Клюева' };
  const table: readonly [string, string | null][] = [
    ['сосна и три кота', null],
    ['correct horse battery', null],
    ['q7$Rm2!vXz', null],
    ['короткий', 'access.password_short'],
    ['я'.repeat(201), 'access.password_long'],
    ['Password2026!', 'access.password_common'],
    ['qwertyuiop', 'access.password_common'],
    ['1234567890', 'access.password_common'],
    ['aaaaaaaaaaaa', 'access.password_common'],
    ['abcabcabcabc', 'access.password_common'],
    ['йцукенгшщзхъ', 'access.password_common'],
    ['аннаклюева1', 'access.password_like_you'],
    ['anna.klyueva!', 'access.password_like_you'],
  ];
  for (const [password, problem] of table) assert.equal(passwordProblem(password, owner), problem, password);
});
