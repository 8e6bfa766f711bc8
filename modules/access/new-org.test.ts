import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ids, newWorld } from '#tests/harness/world.ts';
import { createOrg, isEmpty, type NewOrg } from './new-org.ts';

const world = await newWorld();
const now = new Date('2026-11-20T09:00:00Z');
const wanted: NewOrg = {
  orgName: ' ООО «Новая» ',
  email: 'Boss@New.example',
  name: 'Пётр',
  password: 'сосна и три кота',
  lang: 'ru',
};

const made = await createOrg(world.db, wanted, now);
const value = made.ok ? made.value : assert.fail(JSON.stringify(made));
const rowsOf = (table: string) => world.owner(`select * from ${table} where org_id = $1`, [value.orgId]);

describe('createOrg', () => {
  test('leaves all that a new organisation needs', async () => {
    assert.equal((await rowsOf('org'))[0]?.['name'], 'ООО «Новая»');
    assert.equal((await rowsOf('role')).length, 6);
    assert.equal((await rowsOf('department')).length, 3);
    assert.equal((await rowsOf('discount_authority')).length, 3);
    assert.equal((await rowsOf('approval_policy')).length, 7);
    assert.equal((await rowsOf('warehouse'))[0]?.['is_default'], true);
    assert.equal((await rowsOf('price_column'))[0]?.['is_default'], true);
    assert.deepEqual((await rowsOf('directory_login'))[0], {
      email_key: 'boss@new.example',
      org_id: value.orgId,
      person_id: value.personId,
    });
    assert.deepEqual(
      (await rowsOf('event')).map((row) => row['name']),
      ['access.org_created'],
    );
    assert.match(String((await rowsOf('person'))[0]?.['password_hash']), /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test('the other org sees none of it', async () => {
    const { rows } = await world.read(ids.org, async (read) => ({
      rows: await read.selectFrom('org').select('org_id').execute(),
    }));
    assert.deepEqual(rows, [{ org_id: ids.org }]);
  });

  test('refuses a taken e-mail whatever its case, and leaves nothing half done', async () => {
    const before = await world.owner('select count(*) as n from org');
    assert.deepEqual(await createOrg(world.db, { ...wanted, email: 'BOSS@new.example' }, now), {
      ok: false,
      code: 'access.email_taken',
    });
    assert.deepEqual(await world.owner('select count(*) as n from org'), before);
  });

  test('refuses bad facts', async () => {
    const codeOf = async (change: Partial<NewOrg>) => {
      const answer = await createOrg(world.db, { ...wanted, email: 'x@y.example', ...change }, now);
      return answer.ok ? 'made' : answer.code;
    };
    assert.equal(await codeOf({ email: 'nobody' }), 'access.bad_email');
    assert.equal(await codeOf({ name: '  ' }), 'access.no_name');
    assert.equal(await codeOf({ password: 'short' }), 'access.password_short');
    assert.equal(await codeOf({ onlyFirst: true }), 'access.already_begun');
    assert.equal(await isEmpty(world.db), false);
  });

  test('of two first runs at once one makes the organisation', async () => {
    const fresh = await newWorld();
    // Owner: an empty program has no organisations in its directory.
    await fresh.owner('delete from directory_org');
    assert.equal(await isEmpty(fresh.db), true);
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((one) =>
        createOrg(fresh.db, { ...wanted, email: `${one}@new.example`, onlyFirst: true }, now),
      ),
    );
    assert.deepEqual(answers.map((one) => (one.ok ? 'made' : one.code)).sort(), [
      'access.already_begun',
      'access.already_begun',
      'made',
    ]);
  });
});
