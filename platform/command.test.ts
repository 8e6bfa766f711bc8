import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { ok, refuse } from '#kernel/result.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { command } from './command.ts';

const setSetting = command({
  name: 'test.set_setting',
  permission: 'settings.write',
  input: Type.Object({ key: Type.String(), value: Type.Integer() }),
  async handle({ tx, orgId, emit }, { key, value }) {
    if (value < 0) return refuse('test.negative');
    await sql`insert into setting (org_id, key, value) values (${orgId}, ${key}, ${String(value)}::jsonb)`.execute(tx);
    emit({ name: 'test.set', subject: { type: 'setting', id: ids.org }, payload: { key } });
    return ok({ key, value });
  },
});

const world = await newWorld();

const rows = (key: string) => world.owner('select value from setting where key = $1', [key]);
const events = (key: string) => world.owner("select id from event where payload->>'key' = $1", [key]);

describe('runCommand', () => {
  test('keeps the work, one event and the answer; the same key gives the same answer and does nothing twice', async () => {
    const key = newId();
    const input = { key: 'once', value: 7 };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => world.act(world.people.admin, setSetting, input, { key })),
    );
    for (const answer of answers) assert.deepEqual(answer, ok({ key: 'once', value: 7 }));
    assert.equal((await rows('once')).length, 1);
    assert.equal((await events('once')).length, 1);
  });

  test('the same key with another input is refused', async () => {
    const key = newId();
    await world.done(world.people.admin, setSetting, { key: 'reuse', value: 1 });
    await world.act(world.people.admin, setSetting, { key: 'reuse-a', value: 1 }, { key });
    const answer = await world.act(world.people.admin, setSetting, { key: 'reuse-b', value: 1 }, { key });
    assert.deepEqual(answer, refuse('platform.key_reused'));
  });

  test('a refusal leaves no trace and frees its key', async () => {
    const key = newId();
    assert.deepEqual(
      await world.act(world.people.admin, setSetting, { key: 'no', value: -1 }, { key }),
      refuse('test.negative'),
    );
    assert.deepEqual(await world.owner('select key from command_key where key = $1', [key]), []);
    assert.equal((await events('no')).length, 0);
  });

  test('a dry run gives the answer and keeps nothing', async () => {
    const answer = await world.act(world.people.admin, setSetting, { key: 'dry', value: 3 }, { dryRun: true });
    assert.equal(answer.ok, true);
    assert.deepEqual(await rows('dry'), []);
  });

  test('no permission, a bad input and a bad key are refused before anything is read', async () => {
    const forbidden = await world.act(world.people.anna, setSetting, { key: 'x', value: 1 });
    assert.deepEqual(forbidden, refuse('platform.forbidden', { permission: 'settings.write' }));
    const input = { key: 'x', value: 1, extra: true } as unknown as { key: string; value: number };
    const invalid = await world.act(world.people.admin, setSetting, input);
    assert.equal(invalid.ok, false);
    assert.deepEqual('problems' in invalid && invalid.problems.map((one) => one.path), ['extra']);
    assert.deepEqual(
      await world.act(world.people.admin, setSetting, { key: 'x', value: 1 }, { key: 'nonsense' }),
      refuse('platform.bad_key'),
    );
  });

  test('the other org sees none of it', async () => {
    await world.done(world.people.admin, setSetting, { key: 'secret', value: 1 });
    const seen = await world.read(ids.otherOrg, (read) => sql`select key from setting`.execute(read));
    assert.deepEqual(seen.rows, []);
  });
});
