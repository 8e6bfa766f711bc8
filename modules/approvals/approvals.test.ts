import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { confirmOrder } from '#modules/orders/commands/confirm.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { editLines } from '#modules/orders/commands/edit-lines.ts';
import { orderSubject } from '#modules/orders/decided.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { decideCommand } from './commands/decide.ts';
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
});
