/** Product rule 2: no way round a check by copy, reopening, edit, prepayment, import or the API. A test for each way. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { decideCommand } from '#modules/approvals/commands/decide.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { orderSubject } from '../decided.ts';
import { importOrders } from '../import.ts';
import { brokenInvariants, keptOf, type Line, line, takerOf } from '../taking.fixture.ts';
import { cancelOrder, reopenOrder } from './cancel.ts';
import { copyOrder, editHead, repriceOrder } from './change.ts';
import { confirmOrder } from './confirm.ts';
import { createOrder } from './create.ts';
import { editLines } from './edit-lines.ts';

const world = await newWorld();
const { anna, boris, vera, stranger } = world.people;
const take = takerOf(world);
const decide = decideCommand([orderSubject]);
const { powerbank, book, cable } = ids.product;
const { lutik, romashka } = ids.account;

const confirm = (orderId: string, version: number) => world.done(anna, confirmOrder, { orderId, version });

/** Takes an order that is held by a discount, and has it allowed. */
async function allowedDiscount(discounted: Line) {
  const order = await take(anna, [discounted], { confirm: true });
  assert.equal(order.state, 'held');
  await allow(order.orderId);
  return order;
}

async function allow(orderId: string): Promise<void> {
  for (const row of await world.owner(
    "select id, subject_version from approval where subject_id = $1 and state = 'pending'",
    [orderId],
  )) {
    const answer = await world.act(world.people.director, decide, {
      approvalId: String(row['id']),
      version: 1,
      subjectVersion: Number(row['subject_version']),
      verdict: 'approve',
      note: 'можно',
    });
    assert.ok(answer.ok, JSON.stringify(answer));
  }
}

describe('no way round a check', () => {
  afterEach(async () => assert.deepEqual(await brokenInvariants(world), []));

  test('ORD-20: a copy of an allowed order is weighed like any other', async () => {
    const order = await allowedDiscount(line(book, 2, 1000));
    const copy = await world.done(anna, copyOrder, { orderId: order.orderId, id: newId() });
    assert.equal(copy.state, 'draft');
    const confirmed = await confirm(copy.id, 1);
    assert.deepEqual(
      confirmed.holds.map((hold) => hold.code),
      ['orders.beyond_authority'],
    );
  });

  test('ORD-20: a copy of an order with a credit release does not inherit it', async () => {
    const order = await take(anna, [line(book, 10)], { accountId: lutik, confirm: true });
    await allow(order.orderId);
    assert.equal((await confirm(order.orderId, 1)).state, 'confirmed');
    const copy = await world.done(anna, copyOrder, { orderId: order.orderId, id: newId() });
    assert.equal((await confirm(copy.id, 1)).state, 'held');
  });

  test('ORD-21: a reopened order is weighed anew: its release is boxed by its sum', async () => {
    const first = line(book, 10);
    const order = await take(anna, [first], { accountId: lutik, confirm: true });
    await allow(order.orderId);
    await confirm(order.orderId, 1);
    await world.done(anna, reopenOrder, { orderId: order.orderId, version: 2 });
    const put = [{ ...first, quantityMilli: '11000' }];
    await world.done(anna, editLines, { orderId: order.orderId, version: 3, put, remove: [] });
    assert.equal((await confirm(order.orderId, 4)).state, 'held');
  });

  test('ORD-21: a release ends by itself', async () => {
    const order = await take(anna, [line(book, 10)], { accountId: lutik, confirm: true });
    await allow(order.orderId);
    world.setNow('2026-11-23T09:00:01Z');
    assert.equal((await confirm(order.orderId, 1)).state, 'held');
    world.setNow('2026-11-20T09:00:00Z');
  });

  test('ORD-22: an edit after the decision: a deeper discount, more of it, or another product in its line is asked anew', async () => {
    const ways: ((asked: Line) => Line)[] = [
      (asked) => ({ ...asked, manualBp: 1001 }),
      (asked) => ({ ...asked, quantityMilli: '3000' }),
      (asked) => ({ ...asked, productId: powerbank }),
    ];
    for (const way of ways) {
      const asked = line(book, 2, 1000);
      const order = await allowedDiscount(asked);
      await world.done(anna, editLines, { orderId: order.orderId, version: 1, put: [way(asked)], remove: [] });
      assert.equal((await confirm(order.orderId, 2)).state, 'held');
    }
  });

  test('ORD-22: a line beside the allowed one is weighed by itself', async () => {
    const order = await allowedDiscount(line(book, 2, 1000));
    await world.done(anna, editLines, { orderId: order.orderId, version: 1, put: [line(cable, 1, 900)], remove: [] });
    const again = await confirm(order.orderId, 2);
    assert.deepEqual(
      again.holds.map((hold) => hold.details['lines']),
      [1],
    );
  });

  test('ORD-23: prepayment cannot be taken back after confirming', async () => {
    const order = await take(anna, [line(book, 10)], { accountId: lutik, prepaid: true, confirm: true });
    assert.equal(order.state, 'confirmed');
    const back = await world.act(anna, editHead, { orderId: order.orderId, version: 1, prepaid: false });
    assert.deepEqual(back, { ok: false, code: 'orders.wrong_state', details: { state: 'confirmed' } });
    await world.done(anna, reopenOrder, { orderId: order.orderId, version: 1 });
    await world.done(anna, editHead, { orderId: order.orderId, version: 2, prepaid: false });
    assert.equal((await confirm(order.orderId, 3)).state, 'held');
  });

  test('ORD-24: a held order whose prepayment changes is a draft again, its questions are taken back', async () => {
    const order = await take(anna, [line(book, 10)], { accountId: lutik, confirm: true });
    const changed = await world.done(anna, editHead, { orderId: order.orderId, version: 1, prepaid: true });
    assert.equal(changed.state, 'draft');
    const asked = await world.owner('select state from approval where subject_id = $1', [order.orderId]);
    assert.deepEqual(asked, [{ state: 'withdrawn' }]);
    assert.equal((await confirm(order.orderId, 2)).state, 'confirmed');
  });

  test('ORD-24: a wish that no decision is about leaves the question standing', async () => {
    const order = await take(anna, [line(book, 10)], { accountId: lutik, confirm: true });
    await world.done(anna, editHead, { orderId: order.orderId, version: 1, comment: 'до обеда' });
    const [asked] = await world.owner(
      'select id, state, version, subject_version from approval where subject_id = $1',
      [order.orderId],
    );
    assert.deepEqual({ ...asked, id: '' }, { id: '', state: 'pending', version: 2, subject_version: 2 });
    const stale = {
      approvalId: String(asked?.['id']),
      version: 1,
      subjectVersion: 1,
      verdict: 'approve' as const,
      note: '',
    };
    assert.deepEqual(await world.act(vera, decide, stale), { ok: false, code: 'approvals.changed_meanwhile' });
    assert.ok((await world.act(vera, decide, { ...stale, version: 2, subjectVersion: 2 })).ok);
  });

  test('ORD-25: an import makes drafts only, at the prices of the account, and never for accounts of others', async () => {
    const row = (row: number, account: string) => ({
      row,
      values: { account, clientNumber: 'PO-1', product: 'BK-30', quantity: 10_000n, wantedOn: null },
    });
    const kind = { name: 'test.import', permission: 'orders.write' as const, input: createOrder.input };
    const runAs = (who: typeof anna) =>
      world.act(
        who,
        {
          ...kind,
          handle: async (context) => ({
            ok: true as const,
            value: await importOrders(context, [row(2, 'A-002'), row(3, 'A-003')]),
          }),
        },
        { id: newId(), accountId: lutik, lines: [] },
      );
    const answer = await runAs(anna);
    assert.ok(answer.ok);
    assert.deepEqual(
      answer.value.map((one) => [one.outcome, one.problems?.[0]?.code]),
      [
        ['created', undefined],
        ['rejected', 'orders.import_account_unknown'],
      ],
    );
    const [made] = await world.owner("select id, state, total_minor from sales_order where client_number = 'PO-1'");
    assert.deepEqual({ ...made, id: '' }, { id: '', state: 'draft', total_minor: '450000' });
    assert.equal((await confirm(String(made?.['id']), 1)).state, 'held');
  });

  test('ORD-26: the API cannot send a price, a state, an account of others or a discount out of bounds', async () => {
    const input = { id: newId(), accountId: romashka, lines: [line(book, 1)] };
    const tries: [object, string][] = [
      [{ ...input, lines: [{ ...line(book, 1), priceE4: '1' }] }, 'input.invalid'],
      [{ ...input, lines: [{ ...line(book, 1), manualBp: 10_000 }] }, 'input.invalid'],
      [{ ...input, lines: [{ ...line(book, 1), quantityMilli: '0' }] }, 'input.invalid'],
      [{ ...input, accountId: ids.account.vasilek }, 'orders.account_not_found'],
      [{ ...input, warehouseId: ids.warehouse.other }, 'orders.warehouse_not_found'],
      [{ ...input, lines: [line(ids.product.other, 1)] }, 'pricing.no_product'],
      [{ ...input, lines: [line(ids.product.cassette, 1)] }, 'pricing.not_for_sale'],
    ];
    for (const [bad, code] of tries) {
      const answer = await world.act(anna, createOrder, bad as typeof input);
      assert.equal(answer.ok ? 'done' : answer.code, code);
    }
  });

  test("ORD-27: every act answers not found for an order of another manager's client and of another org", async () => {
    const first = line(book, 1);
    const order = await take(anna, [first], { confirm: true });
    const ref = { orderId: order.orderId, version: 1 };
    for (const who of [boris, stranger]) {
      const answers = [
        await world.act(who, confirmOrder, ref),
        await world.act(who, editLines, { ...ref, put: [], remove: [first.id] }),
        await world.act(who, editHead, { ...ref, comment: 'x' }),
        await world.act(who, repriceOrder, ref),
        await world.act(who, cancelOrder, { ...ref, reason: 'x' }),
        await world.act(who, reopenOrder, ref),
        await world.act(who, copyOrder, { orderId: order.orderId, id: newId() }),
      ];
      assert.deepEqual([...new Set(answers.map((one) => (one.ok ? 'done' : one.code)))], ['orders.not_found']);
    }
    assert.equal((await keptOf(world, order.orderId)).order?.['version'], 1);
  });

  test('ORD-28: a client blocked by hand or put into the archive takes no order, however it was drafted', async () => {
    const order = await take(anna, [line(book, 1)]);
    await world.owner("update account set status = 'blocked', block_reason = 'спор' where id = $1", [romashka]);
    const refused = await world.act(anna, confirmOrder, { orderId: order.orderId, version: 1 });
    assert.deepEqual(refused, { ok: false, code: 'accounts.blocked', details: { reason: 'спор' } });
    assert.equal((await world.act(anna, copyOrder, { orderId: order.orderId, id: newId() })).ok, false);
    await world.owner("update account set status = 'active', block_reason = '' where id = $1", [romashka]);
  });

  test('ORD-28: an order is confirmed by the terms of the day it is confirmed', async () => {
    const order = await take(anna, [line(book, 1)]);
    await world.owner('update account_terms set deferral_days = 7 where account_id = $1', [romashka]);
    await confirm(order.orderId, 1);
    const [kept] = await world.owner('select deferral_days from sales_order where id = $1', [order.orderId]);
    assert.deepEqual(kept, { deferral_days: 7 });
    await world.owner('update account_terms set deferral_days = 30 where account_id = $1', [romashka]);
  });

  test('ORD-29: a site of another account is refused', async () => {
    const site = newId();
    await world.owner(
      "insert into site (org_id, id, account_id, name, address) values ($1, $2, $3, 'Склад', 'Тверь')",
      [ids.org, site, ids.account.vasilek],
    );
    const input = { id: newId(), accountId: romashka, siteId: site, lines: [] };
    assert.deepEqual(await world.act(anna, createOrder, input), { ok: false, code: 'accounts.site_not_found' });
    const order = await take(anna, [line(book, 1)]);
    const answer = await world.act(anna, editHead, { orderId: order.orderId, version: 1, siteId: site });
    assert.deepEqual(answer, { ok: false, code: 'accounts.site_not_found' });
  });
});
