import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { editHead } from '../commands/change.ts';
import { handOver, takeOrder } from '../commands/support.ts';
import { line, takerOf } from '../taking.fixture.ts';
import { getOrder } from './card.ts';
import { listOrders, listQueue } from './list.ts';
import { readPaste } from './paste.ts';
import { orderTimeline } from './timeline.ts';

const world = await newWorld();
const { anna, boris, vera, sonya, director, stranger } = world.people;
const take = takerOf(world);
const { powerbank, headphones, book, cable } = ids.product;
const { romashka, lutik, vasilek } = ids.account;

const card = async (who: typeof anna, orderId: string) => {
  const answer = await world.ask(who, (context) => getOrder(context, { orderId }));
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value;
};
const checks = async (orderId: string) =>
  (await card(anna, orderId)).checks.map((check) => `${check.check} ${check.status} ${check.code}`);

describe('the card', () => {
  test('ORD-80: shown to those who see the account, and to nobody else; cost and floor by right', async () => {
    const order = await take(anna, [line(powerbank, 2)], { confirm: true });
    for (const who of [boris, stranger]) {
      const answer = await world.ask(who, (context) => getOrder(context, { orderId: order.orderId }));
      assert.deepEqual(answer, { ok: false, code: 'orders.not_found' });
      const history = await world.ask(who, (context) => orderTimeline(context, { orderId: order.orderId }));
      assert.deepEqual(history, { ok: false, code: 'orders.not_found' });
    }
    const [own, head] = [await card(anna, order.orderId), await card(vera, order.orderId)];
    assert.deepEqual([own.marginBp, own.lines[0]?.marginBp, own.lines[0]?.floorE4], [null, null, null]);
    assert.deepEqual([head.marginBp, head.lines[0]?.marginBp, head.lines[0]?.floorE4], [1866, 1866, '9000000']);
  });

  test('ORD-81: statements of the card do not grow with its lines', async () => {
    const count = async (lines: number) => {
      const order = await take(
        anna,
        Array.from({ length: lines }, () => line(book, 1)),
      );
      const before = world.db.statements();
      await card(anna, order.orderId);
      return world.db.statements() - before;
    };
    const few = await count(1);
    assert.equal(await count(120), few);
    assert.ok(few <= 13, `${few} statements`);
  });

  test('ORD-82: the panel tells every check by the rules that hold the order, the most pressing first', async () => {
    const easy = await take(anna, [line(book, 1)]);
    assert.deepEqual(await checks(easy.orderId), [
      'limit ok orders.check_limit_left',
      'overdue ok orders.check_overdue_none',
      'stock ok orders.check_stock_ok',
      'authority ok orders.check_authority_ok',
      'floor ok orders.check_floor_ok',
    ]);
    const hard = await take(anna, [line(powerbank, 1, 3000), line(headphones, 11), line(cable, 1)], {
      accountId: lutik,
    });
    assert.deepEqual(await checks(hard.orderId), [
      'limit hold credit.no_limit',
      'authority hold orders.beyond_authority',
      'floor hold orders.under_floor',
      'stock watch orders.check_stock_short',
      'overdue ok orders.check_overdue_none',
    ]);
    const { checks: shown } = await card(anna, hard.orderId);
    const stock = shown.find((check) => check.check === 'stock');
    assert.deepEqual([stock?.figures, stock?.lineIds.length], [{ count: 2, withoutDate: 1 }, 2]);
    assert.deepEqual(shown.find((check) => check.check === 'floor')?.figures, { count: 1 });
  });

  test('ORD-82: two lines of one product share what is free in the panel too', async () => {
    const order = await take(anna, [line(headphones, 6), line(headphones, 6)]);
    const stock = (await card(anna, order.orderId)).checks.find((check) => check.check === 'stock');
    assert.equal(stock?.code, 'orders.check_stock_short');
  });

  test('ORD-83: prices that moved, goods no longer sold and a block stand in the panel before confirming', async () => {
    const order = await take(anna, [line(book, 1), line(cable, 1)]);
    await world.owner(
      "insert into price (org_id, product_id, column_id, valid_from, price_e4) values ($1, $2, $3, '2026-11-20', 5000000)",
      [ids.org, book, ids.column.wholesale],
    );
    await world.owner("update product set life_state = 'blocked' where id = $1", [cable]);
    await world.owner("update account set status = 'blocked', block_reason = 'спор' where id = $1", [romashka]);
    const first = (await checks(order.orderId)).slice(0, 3);
    assert.deepEqual(first.sort(), [
      'account stop accounts.blocked',
      'lines stop orders.check_lines_blocked',
      'prices stop orders.check_prices_moved',
    ]);
    await world.owner("update account set status = 'active', block_reason = '' where id = $1", [romashka]);
    await world.owner("update product set life_state = 'active' where id = $1", [cable]);
    await world.owner("delete from price where product_id = $1 and valid_from = '2026-11-20'", [book]);
  });

  test('ORD-84: the day the money is due counts from the wanted day; a prepaid order has none', async () => {
    const order = await take(anna, [line(book, 1)]);
    assert.equal((await card(anna, order.orderId)).dueIfShippedOn, '2026-12-20');
    await world.done(anna, editHead, { orderId: order.orderId, version: 1, wantedOn: '2026-12-01' });
    assert.equal((await card(anna, order.orderId)).dueIfShippedOn, '2026-12-31');
    await world.done(anna, editHead, { orderId: order.orderId, version: 2, prepaid: true });
    assert.equal((await card(anna, order.orderId)).dueIfShippedOn, null);
  });

  test('ORD-85: a closed act says why by the same rule that refuses it', async () => {
    const order = await take(anna, []);
    const { closed } = await card(anna, order.orderId);
    assert.deepEqual(closed.confirm, { code: 'orders.empty' });
    assert.equal(closed.edit, null);
    assert.deepEqual(closed.ship, { code: 'platform.forbidden', details: { permission: 'fulfilment.write' } });
    assert.deepEqual((await card(director, order.orderId)).closed.confirm?.code, 'platform.forbidden');
  });

  test('ORD-86: the timeline is of this order, newest first, without cost', async () => {
    const order = await take(anna, [line(book, 1)]);
    await world.done(anna, editHead, { orderId: order.orderId, version: 1, comment: 'до обеда' });
    const history = await world.ask(anna, (context) => orderTimeline(context, { orderId: order.orderId }));
    assert.ok(history.ok);
    assert.deepEqual(
      history.value.rows.map((row) => [row.name, row.actorName]),
      [
        ['orders.changed', 'Анна Клюева'],
        ['orders.drafted', 'Анна Клюева'],
      ],
    );
  });
});

describe('lists', () => {
  const numbers = async (who: typeof anna, input: Parameters<typeof listOrders>[1]) => {
    const answer = await world.ask(who, (context) => listOrders(context, input));
    assert.ok(answer.ok);
    return answer.value.rows.map((row) => row.number);
  };

  test("ORD-87: each sees the orders of the accounts they see; found by number, client, the client's number", async () => {
    const mine = await take(anna, [line(book, 1)], { clientNumber: 'PO-77/А' });
    const his = await take(boris, [line(book, 1)], { accountId: vasilek });
    assert.ok((await numbers(anna, {})).includes(mine.number));
    assert.ok(!(await numbers(anna, {})).includes(his.number));
    assert.deepEqual(await numbers(boris, {}), [his.number]);
    assert.ok([mine.number, his.number].every((number) => number > 0));
    assert.deepEqual(await numbers(stranger, {}), []);
    assert.deepEqual(await numbers(anna, { q: String(mine.number) }), [mine.number]);
    assert.deepEqual(await numbers(anna, { q: 'po-77/а' }), [mine.number]);
    assert.deepEqual(await numbers(director, { q: 'васильков' }), [his.number]);
    assert.deepEqual(await numbers(anna, { q: 'васильков' }), []);
  });

  test('ORD-88: pages follow each other without a gap, by any filter', async () => {
    const all = await numbers(anna, { state: ['draft'], limit: 200 });
    const seen: number[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 200; page += 1) {
      const answer = await world.ask(anna, (context) =>
        listOrders(context, { state: ['draft'], limit: 2, ...(cursor === undefined ? {} : { cursor }) }),
      );
      assert.ok(answer.ok);
      seen.push(...answer.value.rows.map((row) => row.number));
      if (answer.value.next === null) break;
      cursor = answer.value.next;
    }
    assert.deepEqual(seen, all);
    assert.deepEqual(
      [...all].sort((a, b) => b - a),
      all,
    );
    assert.deepEqual(await numbers(anna, { accountId: vasilek }), []);
  });

  test('ORD-89: the queue is by how long an order waits, mine are those I took', async () => {
    const first = await take(anna, [line(book, 1)], { confirm: true });
    const second = await take(anna, [line(book, 1)], { confirm: true });
    await world.done(anna, handOver, { orderId: second.orderId, version: 1 });
    world.setNow('2026-11-20T10:00:00Z');
    await world.done(anna, handOver, { orderId: first.orderId, version: 1 });
    const queue = async (input: Parameters<typeof listQueue>[1]) => {
      const answer = await world.ask(sonya, (context) => listQueue(context, input));
      assert.ok(answer.ok);
      return answer.value.rows.map((row) => row.id);
    };
    assert.deepEqual(await queue({}), [second.orderId, first.orderId]);
    await world.done(sonya, takeOrder, { orderId: first.orderId, version: 2 });
    assert.deepEqual(await queue({ mine: true }), [first.orderId]);
    assert.deepEqual(await queue({ support: 'queued' }), [second.orderId]);
    world.setNow('2026-11-20T09:00:00Z');
  });
});

describe('pasted text', () => {
  const paste = async (text: string, who = anna, accountId: string = romashka) => {
    const answer = await world.ask(who, (context) =>
      readPaste(context, { accountId, warehouseId: ids.warehouse.main, text }),
    );
    return answer;
  };
  const rows = async (text: string) => {
    const answer = await paste(text);
    assert.ok(answer.ok);
    return answer.value.rows.map((row) => `${row.code} ${row.quantityMilli} ${row.problem}`);
  };

  test('ORD-31: rows are resolved by code, barcode and whole name, in any case; stock and problems stand beside', async () => {
    assert.deepEqual(await rows('pb-10 5\n4607012345678\tx2\nНаушники беспроводные\t11\nCS-50 1\nZZ-9 2 шт'), [
      'PB-10 5000 null',
      'PB-10 2000 null',
      'HP-20 11000 orders.paste_short',
      'CS-50 1000 orders.paste_blocked',
      'ZZ-9 2000 orders.paste_unknown',
    ]);
  });

  test('ORD-32: an unknown row is offered the nearest goods that are sold', async () => {
    const answer = await paste('Наушник беспроводной\t3\nBK30 2\nКасета 1');
    assert.ok(answer.ok);
    const near = answer.value.rows.map((row) => row.suggestions.map((one) => one.code));
    assert.deepEqual(near, [['HP-20'], ['BK-30'], []]);
    assert.deepEqual(
      answer.value.rows.map((row) => row.quantityMilli),
      ['3000', '2000', '1000'],
    );
  });

  test('ORD-33: a thousand rows cost as many statements as one', async () => {
    const count = async (text: string) => {
      const before = world.db.statements();
      await paste(text);
      return world.db.statements() - before;
    };
    const few = await count('PB-10 1\nZZ-99 1');
    const many = Array.from({ length: 1_000 }, (_one, at) => (at % 2 === 0 ? 'PB-10 1' : `ZZ-${at} 1`)).join('\n');
    assert.equal(await count(many), few);
    assert.ok(few <= 10, `${few} statements`);
  });

  test('ORD-34: for an account of others nothing is told; rows of one product share what is free', async () => {
    for (const who of [boris, stranger])
      assert.deepEqual(await paste('PB-10 1', who), { ok: false, code: 'orders.account_not_found' });
    assert.deepEqual(await rows('HP-20 6\nHP-20 6'), ['HP-20 6000 null', 'HP-20 6000 orders.paste_short']);
  });
});

test('ORD-90: the list of another org stays empty whatever is asked', async () => {
  const answer = await world.ask(stranger, (context) => listOrders(context, { q: '1', state: ['draft', 'confirmed'] }));
  assert.deepEqual(answer.ok && answer.value.rows, []);
  assert.equal(newId().length, 36);
});
