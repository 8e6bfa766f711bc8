import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { decideReportsTo } from './contacts.ts';

const chart = [
  { id: 'director', reportsTo: null },
  { id: 'head', reportsTo: 'director' },
  { id: 'buyer', reportsTo: 'head' },
];
const outcome = (id: string, reportsTo: string | null): string => {
  const answer = decideReportsTo(chart, { id, reportsTo });
  return answer.ok ? 'ok' : answer.code;
};

describe('decideReportsTo', () => {
  test('ACC-10 the people of an account are a tree', () => {
    assert.equal(outcome('buyer', 'director'), 'ok');
    assert.equal(outcome('fresh', 'buyer'), 'ok');
    assert.equal(outcome('director', null), 'ok');
    assert.equal(outcome('buyer', 'buyer'), 'accounts.superior_ring');
    assert.equal(outcome('director', 'buyer'), 'accounts.superior_ring');
    assert.equal(outcome('buyer', 'stranger'), 'accounts.superior_not_found');
  });

  test('ACC-10 accepted changes one after another never make a ring', () => {
    const change = fc.tuple(fc.nat(7), fc.option(fc.nat(7), { nil: null }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
        const tree = new Map(Array.from({ length: 8 }, (_unused, at) => [String(at), null as string | null]));
        for (const [id, to] of changes) {
          const contact = { id: String(id), reportsTo: to === null ? null : String(to) };
          const contacts = [...tree].map(([one, reportsTo]) => ({ id: one, reportsTo }));
          if (decideReportsTo(contacts, contact).ok) tree.set(contact.id, contact.reportsTo);
        }
        for (const start of tree.keys()) {
          let at: string | null = start;
          for (let step = 0; step <= 8 && at !== null; step += 1) at = tree.get(at) ?? null;
          assert.equal(at, null, `from ${start} the top is reached`);
        }
      }),
    );
  });
});
