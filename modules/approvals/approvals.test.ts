import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { accountTimeline } from '#modules/accounts/queries/history.ts';
import { confirmOrder } from '#modules/orders/commands/confirm.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { editLines } from '#modules/orders/commands/edit-lines.ts';
import { orderSubject } from '#modules/orders/decided.ts';
import { orderTimeline } from '#modules/orders/queries/timeline.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { decideCommand } from './commands/decide.ts';
import { escalateApprovals } from './escalate.ts';
import { approvalCard } from './queries/card.ts';
import { countPending, listApprovals } from './queries/list.ts';

const world = await newWorld();
const { anna, boris, vera, fyodor, director, stranger } = world.people;
const decide = decideCommand([orderSubject]);
const card = approvalCard([orderSubject]);

const line = (productId: string, pieces: number, manualBp = 0) => ({
  id: newId(),
  productId,
  quantityMilli: String(pieces * 1000),
  manualBp,
});

/** A held order of the prepayment-only account, or with a deep discount. */
async function held(lines: ReturnType<typeof line>[], accountId: string) {
  const order = await world.done(anna, createOrder, { id: newId(), accountId, lines, confirm: true });
  assert.equal(order.state, 'held');
  const asked = await world.owner(
    "select id, kind from approval where subject_id = $1 and state = 'pending' order by kind",
    [order.id],
  );
  return { order, lines, asked: asked.map((row) => String(row['id'])) };
}

const onCredit = () => held([line(ids.product.book, 10)], ids.account.lutik);
const answer = (who: Person, approvalId: string, verdict: 'approve' | 'reject' | 'approve_with_changes', more = {}) =>
  world.act(who, decide, { approvalId, version: 1, subjectVersion: 1, verdict, note: 'по договорённости', ...more });

describe('deciding', () => {
  test('APR-1: a yes about credit releases this order, boxed by its sum and three days', async () => {
    const { order, asked } = await onCredit();
    const [approvalId = ''] = asked;
    assert.deepEqual(await answer(vera, approvalId, 'approve'), {
      ok: true,
      value: { id: approvalId, state: 'approved' },
    });
    const [release] = await world.owner(
      'select max_minor, valid_until::text as until, reason from credit_release where order_id = $1',
      [order.id],
    );
    assert.deepEqual(release, { max_minor: '450000', until: '2026-11-23 09:00:00+00', reason: 'по договорённости' });
    const confirmed = await world.done(anna, confirmOrder, { orderId: order.id, version: 1 });
    assert.equal(confirmed.state, 'confirmed');
  });

  test('APR-2: nobody decides what they asked, beyond their authority, of others, or twice', async () => {
    const { asked } = await onCredit();
    const [approvalId = ''] = asked;
    assert.deepEqual(await answer(anna, approvalId, 'approve'), {
      ok: false,
      code: 'platform.forbidden',
      details: { permission: 'approvals.decide' },
    });
    assert.deepEqual(await answer(stranger, approvalId, 'approve'), { ok: false, code: 'approvals.not_found' });
    const other = await held([line(ids.product.powerbank, 1, 3000)], ids.account.romashka);
    const [discount = '', floor = ''] = other.asked;
    assert.deepEqual(await answer(vera, discount, 'approve'), { ok: false, code: 'approvals.beyond_authority' });
    assert.deepEqual(await answer(fyodor, floor, 'approve'), { ok: false, code: 'approvals.beyond_authority' });
    assert.equal((await answer(director, discount, 'approve')).ok, true);
    assert.deepEqual(await answer(director, discount, 'reject', { version: 2 }), {
      ok: false,
      code: 'approvals.not_pending',
      details: { state: 'approved' },
    });
  });

  test('APR-3: the decision is bound to what was seen: an edit meanwhile takes the question back', async () => {
    const { order, lines, asked } = await onCredit();
    const [approvalId = ''] = asked;
    const [first] = lines;
    assert.ok(first !== undefined);
    await world.done(anna, editLines, {
      orderId: order.id,
      version: 1,
      put: [{ ...first, quantityMilli: '900000' }],
      remove: [],
    });
    assert.deepEqual(await answer(vera, approvalId, 'approve'), {
      ok: false,
      code: 'approvals.not_pending',
      details: { state: 'withdrawn' },
    });
  });

  test('APR-4: an allowed discount covers the lines as they were seen, no deeper and no more of them', async () => {
    const { order, lines, asked } = await held([line(ids.product.book, 2, 1000)], ids.account.romashka);
    const [discount = ''] = asked;
    assert.equal((await answer(vera, discount, 'approve')).ok, true);
    const [first] = lines;
    assert.ok(first !== undefined);
    const confirmed = await world.done(anna, confirmOrder, { orderId: order.id, version: 1 });
    assert.equal(confirmed.state, 'confirmed');
    const more = await held([line(ids.product.book, 2, 1000)], ids.account.romashka);
    assert.equal((await answer(vera, more.asked[0] ?? '', 'approve')).ok, true);
    const [again] = more.lines;
    assert.ok(again !== undefined);
    await world.done(anna, editLines, {
      orderId: more.order.id,
      version: 1,
      put: [{ ...again, quantityMilli: '3000' }],
      remove: [],
    });
    const refused = await world.done(anna, confirmOrder, { orderId: more.order.id, version: 2 });
    assert.equal(refused.state, 'held');
  });

  test('APR-5: a no needs its reason, and a but its changes', async () => {
    const { asked } = await onCredit();
    const [approvalId = ''] = asked;
    assert.deepEqual(await answer(vera, approvalId, 'reject', { note: ' ' }), {
      ok: false,
      code: 'approvals.reason_needed',
    });
    assert.deepEqual(await answer(vera, approvalId, 'approve_with_changes'), {
      ok: false,
      code: 'approvals.no_changes',
    });
  });

  test('APR-6: the list, the badge and the card show only what the role may decide of accounts it sees', async () => {
    const { asked } = await onCredit();
    const [approvalId = ''] = asked;
    const mine = await world.ask(vera, (context) => listApprovals(context, {}));
    assert.ok(mine.ok && mine.value.rows.some((row) => row.id === approvalId));
    assert.ok((await world.ask(vera, countPending)) > 0);
    const seen = await world.ask(vera, (context) => card(context, { approvalId }));
    assert.ok(seen.ok);
    assert.equal(seen.value.subject.totalMinor, '450000');
    assert.deepEqual(seen.value.closed, { decide: null });
    const hidden = await world.ask(boris, (context) => card(context, { approvalId }));
    assert.deepEqual(hidden, { ok: false, code: 'approvals.not_found' });
    const foreign = await world.ask(stranger, (context) => listApprovals(context, { view: 'pending' }));
    assert.deepEqual(foreign.ok && foreign.value.rows, []);
  });

  test('APR-13: a smaller release holds the order again until it fits', async () => {
    const { order, lines, asked } = await onCredit();
    const but = { changes: { maxMinor: '225000' } };
    assert.equal((await answer(vera, asked[0] ?? '', 'approve_with_changes', but)).ok, true);
    const again = await world.done(anna, confirmOrder, { orderId: order.id, version: 1 });
    assert.equal(again.state, 'held');
    const [first] = lines;
    assert.ok(first !== undefined);
    const put = [{ ...first, quantityMilli: '5000' }];
    await world.done(anna, editLines, { orderId: order.id, version: 2, put, remove: [] });
    assert.equal((await world.done(anna, confirmOrder, { orderId: order.id, version: 3 })).state, 'confirmed');
  });

  test('APR-13: a larger box than the authority, and a change of what was not asked, are refused', async () => {
    const credit = await onCredit();
    const large = await answer(vera, credit.asked[0] ?? '', 'approve_with_changes', {
      changes: { maxMinor: '50000001' },
    });
    assert.deepEqual(large, { ok: false, code: 'approvals.box_beyond_authority', details: { maxMinor: '50000000' } });
    const other = await held([line(ids.product.book, 2, 1000)], ids.account.romashka);
    const lineId = other.lines[0]?.id ?? '';
    const deeper = await answer(vera, other.asked[0] ?? '', 'approve_with_changes', {
      changes: { lines: [{ lineId, manualBp: 1100 }] },
    });
    assert.deepEqual(deeper, { ok: false, code: 'approvals.change_not_asked', details: { lineId } });
  });

  test('APR-10: a smaller discount is allowed: the order passes with it, and is asked about with the old one', async () => {
    const { order, lines, asked } = await held([line(ids.product.book, 2, 1000)], ids.account.romashka);
    const [first] = lines;
    assert.ok(first !== undefined);
    const changes = { lines: [{ lineId: first.id, manualBp: 700 }] };
    assert.equal((await answer(vera, asked[0] ?? '', 'approve_with_changes', { changes })).ok, true);
    assert.equal((await world.done(anna, confirmOrder, { orderId: order.id, version: 1 })).state, 'held');
    const put = [{ ...first, manualBp: 700 }];
    await world.done(anna, editLines, { orderId: order.id, version: 2, put, remove: [] });
    assert.equal((await world.done(anna, confirmOrder, { orderId: order.id, version: 3 })).state, 'confirmed');
  });

  test('APR-14: a yes about a stopped account would change nothing and is refused', async () => {
    const { asked } = await onCredit();
    await world.owner("update account_credit set stopped = true, stop_reason = 'суд' where account_id = $1", [
      ids.account.lutik,
    ]);
    assert.deepEqual(await answer(vera, asked[0] ?? '', 'approve'), {
      ok: false,
      code: 'orders.account_stopped',
      details: { reason: 'суд' },
    });
    assert.equal((await answer(vera, asked[0] ?? '', 'reject')).ok, true);
    await world.owner('update account_credit set stopped = false where account_id = $1', [ids.account.lutik]);
  });

  test('APR-15: two deciders at once: one decides', async () => {
    const { asked } = await onCredit();
    const both = await Promise.all([answer(vera, asked[0] ?? '', 'approve'), answer(fyodor, asked[0] ?? '', 'reject')]);
    assert.equal(both.filter((one) => one.ok).length, 1);
    const releases = await world.owner('select id from credit_release where approval_id = $1', [asked[0]]);
    assert.ok(releases.length <= 1);
  });

  test('APR-16: the decider sees what the answer is worth; how far under the floor only who sees cost', async () => {
    const { asked } = await held([line(ids.product.powerbank, 1, 3000)], ids.account.romashka);
    const [, floor = ''] = asked;
    const seen = await world.ask(director, (context) => card(context, { approvalId: floor }));
    assert.ok(seen.ok);
    const { subject, approval } = seen.value;
    assert.deepEqual([subject.totalMinor, subject.fullMinor, approval.discountBp], ['84000', '120000', 667]);
    assert.ok((subject.marginBp ?? 0) < (subject.fullMarginBp ?? 0));
    const own = await world.ask(anna, (context) => card(context, { approvalId: floor }));
    assert.ok(own.ok);
    assert.deepEqual(
      [own.value.approval.discountBp, own.value.subject.marginBp, own.value.myLimit],
      [null, null, null],
    );
  });

  test('APR-16: no history of the order or of its account tells how far under the floor it is', async () => {
    const { order, asked } = await held([line(ids.product.powerbank, 1, 3000)], ids.account.romashka);
    const orderId = order.id;
    assert.equal(asked.length, 2);
    const told = async (person: Person) => {
      const ofOrder = await world.ask(person, (context) => orderTimeline(context, { orderId }));
      const ofAccount = await world.ask(person, (context) =>
        accountTimeline(context, { accountId: ids.account.romashka }),
      );
      assert.ok(ofOrder.ok && ofAccount.ok);
      const entries = [...ofOrder.value.rows, ...ofAccount.value.rows];
      const floors = entries.filter((one) => one.name === 'approvals.requested' && one.facts['kind'] === 'floor');
      assert.ok(floors.length >= 2);
      return floors.some((one) => Object.values(one.facts).includes(667));
    };
    assert.equal(await told(director), true);
    assert.equal(await told(anna), false);
  });
});

describe('waiting too long', () => {
  test('APR-17: what was not decided in time goes to the role above, once, and says so', async () => {
    const { order, asked } = await onCredit();
    const context = { ...world.platform, orgId: ids.org, now: '2026-11-21T09:00:01.000Z' };
    await escalateApprovals.run(context as never);
    await escalateApprovals.run(context as never);
    const [row] = await world.owner('select role_id, version, deadline::text from approval where id = $1', [asked[0]]);
    assert.deepEqual(row, { role_id: ids.role['finance'], version: 2, deadline: '2026-11-22 09:00:01+00' });
    const told = await world.owner("select id from event where name = 'approvals.escalated' and subject_id = $1", [
      order.id,
    ]);
    assert.equal(told.length, 1);
  });
});
