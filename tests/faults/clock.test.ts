/** A clock that is set wrong and set right again: nothing is done twice, nothing stays broken, no year brings a fault. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import pg from 'pg';
import { newId } from '#kernel/id.ts';
import { openLog } from '#platform/log.ts';
import { openMail } from '#platform/mail.ts';
import { verifyChain } from '#platform/seal.ts';
import { verify } from '#platform/verify.ts';
import { type Answer, ApiClient } from '#tests/harness/api-client.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { openSession } from '#tests/harness/sessions.ts';
import { wholeApp } from '#tests/harness/whole-app.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { checks, chores, routesFor } from '../../app.ts';

const world = await newWorld();
const owner = new pg.Pool({ connectionString: world.url, max: 1 });
owner.on('error', () => undefined);
atEnd(() => owner.end());
const { base, files } = await wholeApp(world);
const anna = new ApiClient(base, await openSession(owner, ids.org, ids.person.anna));
atEnd(async () => anna.close());

const noon = '2026-11-20T09:00:00.000Z';
/** Sets the clock; the session is one that was used just then. */
async function clockAt(when: string): Promise<void> {
  world.setNow(when);
  await owner.query("update session set seen_at = $1, expires_at = '2100-01-01'", [when]);
}
async function doChores(): Promise<void> {
  const shared = { ...world.platform, files, mail: openMail(null), log: openLog('silent') };
  const now = world.platform.clock().toISOString();
  for (const chore of chores) await chore.run({ ...shared, orgId: ids.org, now });
}
const textOf = (answer: Answer): string => answer.body.toString();
async function take(key = newId(), id = newId(), lineId = newId()) {
  const lines = [{ id: lineId, productId: ids.product.book, quantityMilli: '2000' }];
  const body = { id, accountId: ids.account.romashka, lines, confirm: true };
  return {
    id,
    key,
    answer: await anna.send('/orders', { body, key }),
    again: () => anna.send('/orders', { body, key }),
  };
}
const ended = async (id: string) =>
  (await world.owner("select id from event where name = 'orders.promise_ended' and subject_id = $1", [id])).length;
const reserved = async (id: string) =>
  (await world.owner('select reserved_milli from order_line where order_id = $1', [id]))[0]?.['reserved_milli'];
async function agree(): Promise<void> {
  assert.deepEqual(await verify(world.db, ids.org, checks), []);
  const chain = await verifyChain(world.db, ids.org);
  assert.deepEqual([chain.brokenAt, chain.unsealed], [null, 0]);
}

describe('a clock that jumps', () => {
  test('CLK-1: hours back: keys, promises and the chain of the audit hold; what is done then is read with the rest', async () => {
    await clockAt(noon);
    const first = await take();
    assert.equal(first.answer.status, 200, textOf(first.answer));
    await doChores();
    await clockAt('2026-11-20T03:00:00.000Z');
    assert.deepEqual(textOf(await first.again()), textOf(first.answer), 'the same key is the same act');
    const second = await take();
    assert.equal(second.answer.status, 200);
    await doChores();
    assert.deepEqual([await ended(first.id), await reserved(first.id), await reserved(second.id)], [0, '2000', '2000']);
    const list = JSON.parse(textOf(await anna.send('/orders'))) as {
      items?: { id: string }[];
      rows?: { id: string }[];
    };
    const shown = (list.items ?? list.rows ?? []).map((row) => row.id);
    assert.ok(shown.includes(first.id) && shown.includes(second.id));
    await clockAt(noon);
    await agree();
  });

  test('CLK-2: days ahead and back: promises end once and not again, new ones live their time', async () => {
    await clockAt(noon);
    const order = await take();
    await clockAt('2026-11-27T09:00:00.000Z');
    await doChores();
    assert.deepEqual([await ended(order.id), await reserved(order.id)], [1, '0']);
    await clockAt(noon);
    await doChores();
    assert.equal(await ended(order.id), 1);
    const version = JSON.parse(textOf(order.answer)).version as number;
    const again = await anna.send(`/orders/${order.id}/reservation`, { body: { version }, key: newId() });
    assert.equal(again.status, 200, textOf(again));
    await doChores();
    assert.deepEqual([await ended(order.id), await reserved(order.id)], [1, '2000']);
    await agree();
  });

  test('CLK-3: over the new year and back: numbers of each year have no gap and none is given twice', async () => {
    const bill = async (when: string): Promise<void> => {
      await clockAt(noon);
      const order = await take();
      await clockAt(when);
      const made = await anna.send(`/orders/${order.id}/invoices`, { body: { id: newId() }, key: newId() });
      assert.equal(made.status, 200, textOf(made));
    };
    for (const when of [noon, '2027-01-01T00:30:00.000Z', noon, '2026-12-31T21:30:00.000Z', '2026-12-31T20:30:00.000Z'])
      await bill(when);
    await clockAt(noon);
    const rows = await world.owner(
      "select year, array_agg(number order by number)::int[] as numbers from document where kind = 'invoice' group by 1 order by 1",
    );
    // Half past nine in the evening in London is the new year in Moscow.
    assert.deepEqual(rows, [
      { year: 2026, numbers: [1, 2, 3] },
      { year: 2027, numbers: [1, 2] },
    ]);
    await doChores();
    await agree();
  });

  const moments = [
    '2019-01-01T00:00:00.000Z',
    '2028-02-29T20:59:59.999Z',
    '2036-12-31T21:00:00.000Z',
    '1970-01-01T00:00:00.000Z',
  ];
  for (const when of moments) {
    test(`CLK-4: at ${when} every screen, an order and the chores are without a fault`, async () => {
      await clockAt(when);
      const known: Record<string, string> = { accountId: ids.account.romashka, productId: ids.product.book };
      const routes = routesFor({ publicUrl: base, loadDemo: () => Promise.reject(new Error('no demo here')) });
      const faults: string[] = [];
      for (const { endpoint } of routes.filter((one) => one.endpoint.method === 'GET')) {
        const path = endpoint.path.replace(/:(\w+)/g, (_all, field: string) => known[field] ?? newId());
        const answer = await anna.send(path);
        if (answer.status >= 500) faults.push(`${path}: ${textOf(answer).slice(0, 120)}`);
      }
      const order = await take();
      if (order.answer.status >= 500) faults.push(`taking an order: ${textOf(order.answer)}`);
      assert.deepEqual(faults, []);
      await doChores();
      await clockAt(noon);
      await agree();
    });
  }
});
