import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { issueInvoiceCommand } from '#modules/documents/commands/issue-invoice.ts';
import { cancelOrder } from '#modules/orders/commands/cancel.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { booksAgree, paymentOf, standingOf, takeLines } from '#modules/settlements/books.fixture.ts';
import { keepAdvance } from '#modules/settlements/commands/allocate.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { listShipments, readShipment } from '../queries.ts';
import { deliverShipment, trackShipment } from './deliver.ts';
import { ship } from './ship.ts';

const world = await newWorld();
const { anna, boris, sonya, stranger } = world.people;
const { romashka, lutik, vasilek } = ids.account;
const { book, powerbank, headphones } = ids.product;

/** What the org's policy does at shipment; orders are taken whatever the debts, for these tests move the clock. */
const policy = (shipment: 'block' | 'off') =>
  world.owner(
    `insert into setting (org_id, key, value) values ($1, 'credit.policy', $2)
     on conflict (org_id, key) do update set value = excluded.value`,
    [ids.org, JSON.stringify({ stages: { order: 'warn', shipment } })],
  );
await policy('block');

type Ordered = {
  readonly accountId?: string;
  readonly productId?: string;
  readonly milli: string;
  readonly prepaid?: boolean;
};

/** A confirmed order of one line. */
async function ordered({ accountId = romashka, productId = book, milli, prepaid = false }: Ordered) {
  const lineId = newId();
  const order = await world.done(sonya, createOrder, {
    id: newId(),
    accountId,
    lines: [{ id: lineId, productId, quantityMilli: milli }],
    prepaid,
    confirm: true,
  });
  assert.equal(order.state, 'confirmed');
  return { id: order.id, number: order.number, version: order.version, lineId };
}

/** The financier leaves a payment an advance. */
async function leaveAhead(number: string): Promise<void> {
  const { id, version } = await paymentOf(world, number);
  await world.done(world.people.fyodor, keepAdvance, { paymentId: id, version });
}

const part = (order: { id: string; lineId: string }, version: number, milli: string) => ({
  id: newId(),
  orderId: order.id,
  version,
  lines: [{ lineId: order.lineId, quantityMilli: milli }],
});
const codeOf = (answer: { ok: boolean; code?: string }): string => (answer.ok ? 'done' : (answer.code ?? ''));

describe('shipping', () => {
  test('FUL-1: two parts come to the order exactly: papers, debt, history, stock and standing agree', async () => {
    const lineId = newId();
    const order = await world.done(anna, createOrder, {
      id: newId(),
      accountId: romashka,
      lines: [{ id: lineId, productId: powerbank, quantityMilli: '3000', manualBp: 333 }],
      confirm: true,
    });
    assert.equal(order.totalMinor, '348012');
    const first = await world.done(sonya, ship, part({ id: order.id, lineId }, 1, '1000'));
    const second = await world.done(sonya, ship, part({ id: order.id, lineId }, 2, '2000'));
    assert.deepEqual([first.totalMinor, second.totalMinor], ['116004', '232008']);
    assert.deepEqual([first.documentNumber, second.documentNumber], ['КТ-1', 'КТ-2']);
    assert.deepEqual([first.orderState, second.orderState], ['shipped', 'closed']);
    assert.equal(first.dueOn, '2026-12-20');
    const [standing] = await world.owner(
      'select receivable_minor, confirmed_minor from account_credit where account_id = $1',
      [romashka],
    );
    assert.deepEqual(standing, { receivable_minor: '348012', confirmed_minor: '0' });
    const [stock] = await world.owner('select on_hand_milli, reserved_milli from stock where product_id = $1', [
      powerbank,
    ]);
    assert.deepEqual(stock, { on_hand_milli: '97000', reserved_milli: '0' });
    const [sales] = await world.owner('select sum_minor, line_count, quantity_milli from sales_month');
    assert.deepEqual(sales, { sum_minor: '348012', line_count: 2, quantity_milli: '3000' });
    await booksAgree(world);
  });

  test('FUL-1: any cutting of a line into parts comes to its sum, kopeck by kopeck', async () => {
    const lineId = newId();
    const order = await world.done(anna, createOrder, {
      id: newId(),
      accountId: romashka,
      lines: [{ id: lineId, productId: book, quantityMilli: '7000', manualBp: 77 }],
      confirm: true,
    });
    let version = order.version;
    let total = 0n;
    for (const milli of ['1000', '333', '667', '1', '2999', '2000']) {
      const gone = await world.done(sonya, ship, part({ id: order.id, lineId }, version, milli));
      total += BigInt(gone.totalMinor);
      version = gone.orderVersion;
    }
    assert.equal(String(total), order.totalMinor);
    const [kept] = await world.owner('select state, shipped_minor, total_minor from sales_order where id = $1', [
      order.id,
    ]);
    assert.deepEqual(kept, { state: 'closed', shipped_minor: order.totalMinor, total_minor: order.totalMinor });
    await booksAgree(world);
  });

  test('FUL-2: no more leaves than was promised, each line once, only of an agreed order', async () => {
    const order = await world.done(anna, createOrder, {
      id: newId(),
      accountId: romashka,
      lines: [{ id: newId(), productId: headphones, quantityMilli: '15000' }],
      confirm: true,
    });
    const [line] = await world.owner('select id from order_line where order_id = $1', [order.id]);
    const lineId = String(line?.['id']);
    assert.deepEqual(await world.act(sonya, ship, part({ id: order.id, lineId }, 1, '15000')), {
      ok: false,
      code: 'fulfilment.not_reserved',
      details: { lineId, askedMilli: '15000', reservedMilli: '10000' },
    });
    const row = { lineId, quantityMilli: '1000' };
    const ask = (lines: readonly { lineId: string; quantityMilli: string }[]) =>
      world.act(sonya, ship, { id: newId(), orderId: order.id, version: 1, lines: [...lines] });
    assert.equal(codeOf(await ask([])), 'fulfilment.nothing_to_ship');
    assert.equal(codeOf(await ask([row, row])), 'fulfilment.line_twice');
    assert.equal(codeOf(await ask([{ ...row, lineId: newId() }])), 'fulfilment.line_not_found');
    const draft = await world.done(anna, createOrder, {
      id: newId(),
      accountId: romashka,
      lines: [{ id: lineId, productId: book, quantityMilli: '1000' }],
    });
    assert.equal(
      codeOf(await world.act(sonya, ship, part({ id: draft.id, lineId }, 1, '1000'))),
      'fulfilment.wrong_state',
    );
  });

  test('FUL-3: of shipments sent at once exactly one leaves; the rest are told that the order has changed', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await ordered({ milli: '10000' });
      const answers = await Promise.all(
        [1, 2, 3, 4].map(() => world.act(sonya, ship, part(order, order.version, '10000'))),
      );
      const codes = answers.map(codeOf).sort();
      assert.deepEqual(codes, ['done', ...Array(3).fill('fulfilment.changed_meanwhile')]);
    }
    await booksAgree(world);
  });

  test('FUL-3: shipping against cancelling: one of them wins whole, stock and standing agree', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 12; round += 1) {
      const order = await ordered({ milli: '5000' });
      const gone = world.act(sonya, ship, part(order, order.version, '5000'));
      const given = world.act(anna, cancelOrder, { orderId: order.id, version: order.version, reason: 'передумали' });
      const codes = (await Promise.all(round % 2 === 0 ? [gone, given] : [given, gone])).map(codeOf);
      assert.equal(codes.filter((code) => code === 'done').length, 1, codes.join(' '));
      const [kept] = await world.owner('select state from sales_order where id = $1', [order.id]);
      outcomes.add(String(kept?.['state']));
    }
    const [stock] = await world.owner('select reserved_milli from stock where product_id = $1', [book]);
    assert.deepEqual(stock, { reserved_milli: '0' });
    const [held] = await world.owner('select count(*)::int as n from reservation where product_id = $1', [book]);
    assert.deepEqual(held, { n: 0 });
    const [credit] = await world.owner('select confirmed_minor from account_credit where account_id = $1', [romashka]);
    // What is still confirmed is the order of headphones, which waits for goods.
    assert.deepEqual(credit, { confirmed_minor: '5250000' });
    assert.ok([...outcomes].every((state) => state === 'closed' || state === 'cancelled'));
    await booksAgree(world);
  });

  test('FUL-4: a stopped account ships nothing on credit; a policy of warning lets it go', async () => {
    const order = await ordered({ milli: '1000' });
    await world.owner("update account_credit set stopped = true, stop_reason = 'суд' where account_id = $1", [
      romashka,
    ]);
    const answer = await world.act(sonya, ship, part(order, order.version, '1000'));
    assert.deepEqual(answer, { ok: false, code: 'fulfilment.account_stopped', details: { reason: 'суд' } });
    await policy('off');
    assert.equal(codeOf(await world.act(sonya, ship, part(order, order.version, '1000'))), 'done');
    await policy('block');
    await world.owner("update account_credit set stopped = false, stop_reason = '' where account_id = $1", [romashka]);
  });

  test('FUL-5: the VAT rate is that of the day of shipment, whatever it was on the day of the order', async () => {
    world.setNow('2025-12-30');
    await world.owner("update price set valid_from = '2025-01-01'");
    await world.owner("update credit_limit set valid_from = '2025-01-01'");
    const order = await ordered({ productId: powerbank, milli: '2000' });
    world.setNow('2025-12-31');
    const old = await world.done(sonya, ship, part(order, order.version, '1000'));
    world.setNow('2026-01-01');
    const fresh = await world.done(sonya, ship, part(order, old.orderVersion, '1000'));
    const rows = await world.owner(
      `select s.shipped_on::text, l.vat_bp, l.vat_minor, l.sum_minor from shipment s join shipment_line l on l.shipment_id = s.id
       where s.order_id = $1 order by s.number`,
      [order.id],
    );
    assert.deepEqual(rows, [
      { shipped_on: '2025-12-31', vat_bp: 2000, vat_minor: '20000', sum_minor: '120000' },
      { shipped_on: '2026-01-01', vat_bp: 2200, vat_minor: '21639', sum_minor: '120000' },
    ]);
    const labels = await world.owner(
      `select snapshot -> 'lines' -> 0 ->> 'vatLabel' as label, number_text from document where id = any($1) order by dated_on`,
      [[old.documentId, fresh.documentId]],
    );
    assert.deepEqual(labels, [
      { label: '20\u00a0%', number_text: 'КТ-1' },
      { label: '22\u00a0%', number_text: labels[1]?.['number_text'] },
    ]);
    world.setNow('2026-11-20T09:00:00Z');
  });

  test('FUL-6: the due date counts calendar days, or banking days past holidays', async () => {
    world.setNow('2026-12-29');
    const calendar = await ordered({ milli: '1000' });
    const banking = await ordered({ accountId: vasilek, milli: '1000' });
    const one = await world.done(sonya, ship, part(calendar, calendar.version, '1000'));
    const other = await world.done(sonya, ship, part(banking, banking.version, '1000'));
    // 30 calendar days; 14 banking days: 30 December, then from 11 January 2027.
    assert.deepEqual([one.dueOn, other.dueOn], ['2027-01-28', '2027-01-27']);
    world.setNow('2026-11-20T09:00:00Z');
  });
});

describe('prepaid orders', () => {
  test('FUL-7: goods paid ahead leave for the money and take nothing of the limit; the УПД names the payments', async () => {
    await world.owner(
      `insert into account_terms (org_id, account_id, column_id, legal_entity_id) values ($1, $2, $3, $4)`,
      [ids.org, lutik, ids.column.wholesale, ids.entity.main],
    );
    const order = await ordered({ accountId: lutik, milli: '10000', prepaid: true });
    const bill = await world.done(anna, issueInvoiceCommand, { orderId: order.id, id: newId() });
    const empty = await world.act(sonya, ship, part(order, order.version, '4000'));
    assert.deepEqual(empty, {
      ok: false,
      code: 'fulfilment.not_paid',
      details: { totalMinor: '180000', paidMinor: '0', shortMinor: '180000' },
    });
    await takeLines(world, [
      { number: '41', sum: '1000.00', inn: '7827004526', purpose: 'аванс' },
      { number: '42', sum: '2000.00', inn: '7827004526', purpose: `Оплата по счету ${bill.numberText}` },
    ]);
    assert.deepEqual(await standingOf(world, lutik), { owes: '0', ahead: '300000' });
    // It was proposed for the debts of the group: a person says no.
    await leaveAhead('41');
    const first = await world.done(sonya, ship, part(order, order.version, '4000'));
    assert.deepEqual(await standingOf(world, lutik), { owes: '0', ahead: '120000' });
    assert.deepEqual(
      [(await paymentOf(world, '42')).unallocated_minor, (await paymentOf(world, '41')).unallocated_minor],
      ['20000', '100000'],
    );
    const [upd] = await world.owner("select snapshot -> 'payments' as paid from document where id = $1", [
      first.documentId,
    ]);
    assert.deepEqual(upd, { paid: [{ name: '', number: '42', date: '2026-11-20' }] });
    const [debt] = await world.owner('select open_minor, settled_on::text from receivable where document_id = $1', [
      first.documentId,
    ]);
    assert.deepEqual(debt, { open_minor: '0', settled_on: '2026-11-20' });
    const short = await world.act(sonya, ship, part(order, first.orderVersion, '6000'));
    assert.deepEqual(!short.ok && 'details' in short && short.details?.['shortMinor'], '150000');
    const second = await world.done(sonya, ship, part(order, first.orderVersion, '2000'));
    const [again] = await world.owner("select snapshot -> 'payments' as paid from document where id = $1", [
      second.documentId,
    ]);
    assert.deepEqual(again, {
      paid: [
        { name: '', number: '42', date: '2026-11-20' },
        { name: '', number: '41', date: '2026-11-20' },
      ],
    });
    await booksAgree(world);
  });

  test('FUL-7: where the policy only warns, an unpaid prepaid order ships and its debt can be paid later', async () => {
    await policy('off');
    const order = await ordered({ accountId: lutik, milli: '10000', prepaid: true });
    const gone = await world.done(sonya, ship, part(order, order.version, '10000'));
    assert.equal(gone.totalMinor, '450000');
    await policy('block');
    const [debt] = await world.owner('select open_minor from receivable where document_id = $1', [gone.documentId]);
    assert.deepEqual(debt, { open_minor: '420000' });
    await takeLines(world, [
      { number: '43', sum: '4200.00', inn: '7827004526', purpose: `УПД ${gone.documentNumber}` },
    ]);
    assert.deepEqual(await standingOf(world, lutik), { owes: '0', ahead: '0' });
    await booksAgree(world);
  });

  test('FUL-7: two prepaid shipments at once never spend one advance twice', async () => {
    await takeLines(world, [{ number: '44', sum: '900.00', inn: '7827004526', purpose: 'аванс' }]);
    await leaveAhead('44');
    const orders = [
      await ordered({ accountId: lutik, milli: '2000', prepaid: true }),
      await ordered({ accountId: lutik, milli: '2000', prepaid: true }),
    ];
    const answers = await Promise.all(
      orders.map((order) => world.act(sonya, ship, part(order, order.version, '2000'))),
    );
    assert.deepEqual(answers.map(codeOf).sort(), ['done', 'fulfilment.not_paid']);
    await booksAgree(world);
  });
});

describe('after the goods left', () => {
  test('FUL-8: delivery happens once, not before shipment, not in the future; tracking may change', async () => {
    const order = await ordered({ milli: '1000' });
    const gone = await world.done(sonya, ship, part(order, order.version, '1000'));
    const tracked = await world.done(sonya, trackShipment, {
      shipmentId: gone.id,
      version: 1,
      carrier: ' ТК «Метр» ',
      tracking: ' 77 ',
    });
    assert.deepEqual([tracked.shipment.carrier, tracked.shipment.tracking], ['ТК «Метр»', '77']);
    const ask = { shipmentId: gone.id, version: 2, receivedBy: 'Иванов' };
    const code = async (deliveredOn?: string) =>
      codeOf(
        await world.act(sonya, deliverShipment, { ...ask, ...(deliveredOn === undefined ? {} : { deliveredOn }) }),
      );
    assert.equal(await code('2026-11-19'), 'fulfilment.bad_delivery_day');
    assert.equal(await code('2026-11-21'), 'fulfilment.bad_delivery_day');
    assert.equal(await code('2026-02-30'), 'fulfilment.bad_delivery_day');
    assert.equal(await code(), 'done');
    assert.equal(
      codeOf(await world.act(sonya, deliverShipment, { ...ask, version: 3 })),
      'fulfilment.already_delivered',
    );
    assert.equal(codeOf(await world.act(sonya, deliverShipment, ask)), 'fulfilment.changed_meanwhile');
  });

  test('FUL-9: shipments are seen with their accounts only, in lists and one by one', async () => {
    const order = await ordered({ accountId: vasilek, milli: '1000' });
    const gone = await world.done(sonya, ship, part(order, order.version, '1000'));
    const seen = async (who: Person) => {
      const list = await world.ask(who, (context) => listShipments(context, {}));
      const one = await world.ask(who, (context) => readShipment(context, gone.id));
      return [list.ok && list.value.rows.some((row) => row.id === gone.id), one.ok];
    };
    assert.deepEqual(await Promise.all([sonya, boris, anna, stranger].map(seen)), [
      [true, true],
      [true, true],
      [false, false],
      [false, false],
    ]);
    const writer = { ...anna, permissions: sonya.permissions };
    assert.equal(
      codeOf(await world.act(writer, ship, part(order, gone.orderVersion, '1000'))),
      'fulfilment.order_not_found',
    );
    assert.equal(codeOf(await world.act(anna, ship, part(order, gone.orderVersion, '1000'))), 'platform.forbidden');
    const list = await world.ask(sonya, (context) => listShipments(context, { q: `№ ${gone.number}` }));
    assert.ok(list.ok && list.value.rows.some((row) => row.id === gone.id));
  });

  test('FUL-10: an act of shipping sends the same number of statements whatever the number of lines', async () => {
    const counted = async (count: number) => {
      const lines = Array.from({ length: count }, () => ({ id: newId(), productId: book, quantityMilli: '1000' }));
      const order = await world.done(sonya, createOrder, { id: newId(), accountId: romashka, lines, confirm: true });
      const before = world.db.statements();
      await world.done(sonya, ship, {
        id: newId(),
        orderId: order.id,
        version: order.version,
        lines: lines.map((line) => ({ lineId: line.id, quantityMilli: '1000' })),
      });
      return world.db.statements() - before;
    };
    const [one, many] = [await counted(1), await counted(60)];
    assert.equal(many, one);
    assert.ok(one <= 26, `${one} statements`);
  });
});
