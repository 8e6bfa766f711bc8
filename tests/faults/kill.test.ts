import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAcknowledged, checkBooks } from './books.ts';
import { storm } from './storm.ts';

test('FLT-1: the server and the database are killed while people work: nothing acknowledged is lost or done twice', async () => {
  const result = await storm({ kills: 6, clients: 3, calmMost: 1_500, say: () => undefined });
  try {
    assert.ok(result.acknowledged.length > 20, `only ${result.acknowledged.length} acts were acknowledged`);
    await checkAcknowledged(result.owner, result.acknowledged);
    await checkBooks(result.owner);
    await assert.rejects(
      checkAcknowledged(result.owner, [
        { kind: 'order', id: '01900000-0000-7000-8000-000000000000', key: '01900000-0000-7000-8000-000000000000' },
      ]),
    );
    await result.owner.query(
      'update account_credit set confirmed_minor = confirmed_minor + 1 where confirmed_minor >= 0',
    );
    await assert.rejects(checkBooks(result.owner), /confirmed is what is not shipped/);
  } finally {
    await result.close();
  }
});
