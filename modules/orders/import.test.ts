import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { newId } from '#kernel/id.ts';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import { ids, newWorld } from '#tests/harness/world.ts';
import { confirmOrder } from './commands/confirm.ts';
import { importOrders } from './import.ts';
import { brokenInvariants, line, takerOf } from './taking.fixture.ts';

type Given = { row: number; account?: string; number?: string; product?: string; quantity?: bigint; wantedOn?: string };

const world = await newWorld();
const { anna, director } = world.people;
const take = takerOf(world);
let given: Given[] = [];

/** The import's runner in small: rows in, outcomes out, in one command. */
const run = command({
  name: 'orders.import_test',
  permission: 'orders.write',
  input: Type.Object({}),
  handle: async (context) =>
    ok(
      await importOrders(
        context,
        given.map(
          ({ row, account = 'A-001', number = 'PO-1', product = 'BK-30', quantity = 1_000n, wantedOn = null }) => ({
            row,
            values: { account, clientNumber: number, product, quantity, wantedOn: wantedOn as string | null },
          }),
        ),
      ),
    ),
});

async function load(rows: Given[], more: { dryRun?: boolean } = {}): Promise<string[]> {
  given = rows;
  const answer = await world.act(anna, run, {}, more);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer.value.map(
    (one) =>
      `${one.row} ${one.outcome}${one.problems === undefined ? '' : ` ${one.problems.map((problem) => problem.code).join()}`}`,
  );
}

const kept = (number: string) =>
  world.owner(
    `select o.state, o.source, o.wanted_on::text, o.total_minor, (select count(*)::int from order_line l where l.order_id = o.id) as lines
     from sales_order o where o.client_number = $1 order by o.number`,
    [number],
  );

describe('import', () => {
  afterEach(async () => assert.deepEqual(await brokenInvariants(world), []));

  test('ORD-100: rows become drafts by account and client number; accounts by code or INN, goods by code or barcode', async () => {
    const rows: Given[] = [
      { row: 2, number: 'PO-10', wantedOn: '2026-12-01' },
      { row: 3, number: 'PO-10', product: '4607012345678', quantity: 2_000n },
      { row: 4, account: '7827004526', number: 'PO-10', product: 'hp-20' },
      { row: 5, number: 'PO-11', product: 'CB-40' },
    ];
    assert.deepEqual(await load(rows), ['2 created', '3 created', '4 created', '5 created']);
    assert.deepEqual(await kept('PO-10'), [
      { state: 'draft', source: 'import', wanted_on: '2026-12-01', total_minor: '285000', lines: 2 },
      { state: 'draft', source: 'import', wanted_on: null, total_minor: '350000', lines: 1 },
    ]);
    assert.deepEqual(await load(rows), ['2 unchanged', '3 unchanged', '4 unchanged', '5 unchanged']);
    assert.equal((await kept('PO-10')).length, 2);
  });

  test('ORD-101: a draft is filled and changed by later rows; one past changing takes only rows that agree', async () => {
    await load([{ row: 2, number: 'PO-20' }]);
    const more: Given[] = [
      { row: 2, number: 'po-20 ', quantity: 3_000n },
      { row: 3, number: 'PO-20', product: 'PB-10' },
    ];
    assert.deepEqual(await load(more), ['2 updated', '3 created']);
    const [order] = await world.owner("select id, number, version from sales_order where client_number = 'PO-20'");
    await world.done(anna, confirmOrder, { orderId: String(order?.['id']), version: Number(order?.['version']) });
    assert.deepEqual(await load([...more, { row: 4, number: 'PO-20', product: 'HP-20' }]), [
      '2 unchanged',
      '3 unchanged',
      '4 rejected orders.import_not_draft',
    ]);
  });

  test('ORD-102: a row that cannot be taken is rejected with why and leaves nothing behind', async () => {
    const rows: Given[] = [
      { row: 2, account: 'A-003', number: 'PO-30' },
      { row: 3, account: 'nobody', number: 'PO-30' },
      { row: 4, number: ' ', product: 'BK-30' },
      { row: 5, number: 'PO-30', product: 'ZZ-1' },
      { row: 6, number: 'PO-30', quantity: 0n },
      { row: 7, number: 'PO-30', product: 'CS-50' },
      { row: 8, number: 'PO-30' },
      { row: 9, number: 'PO-30', quantity: 5_000n },
      { row: 10, number: 'PO-31', product: 'CS-50' },
    ];
    assert.deepEqual(await load(rows), [
      '2 rejected orders.import_account_unknown',
      '3 rejected orders.import_account_unknown',
      '4 rejected orders.import_no_number',
      '5 rejected orders.import_product_unknown',
      '6 rejected orders.import_no_quantity',
      '7 rejected pricing.not_for_sale',
      '8 created',
      '9 rejected orders.import_product_twice',
      '10 rejected orders.nothing_for_sale',
    ]);
    assert.deepEqual(
      (await kept('PO-30')).map((order) => order['lines']),
      [1],
    );
    assert.deepEqual(await kept('PO-31'), []);
  });

  test('ORD-103: a preview keeps nothing; two imports of one file at once make each order once', async () => {
    const rows: Given[] = [
      { row: 2, number: 'PO-40' },
      { row: 3, number: 'PO-40', product: 'PB-10' },
    ];
    assert.deepEqual(await load(rows, { dryRun: true }), ['2 created', '3 created']);
    assert.deepEqual(await kept('PO-40'), []);
    const both = await Promise.all([load(rows), load(rows)]);
    assert.deepEqual(both.flat().sort(), ['2 created', '2 unchanged', '3 created', '3 unchanged']);
    assert.equal((await kept('PO-40')).length, 1);
  });

  test('ORD-100: an account is meant by its whole name and by an INN that lost its zero in a spreadsheet', async () => {
    await world.owner("update account set inn = '0101234510' where code = 'A-002' and org_id = $1", [ids.org]);
    const rows: Given[] = [
      { row: 2, account: 'Лютик, ООО', number: 'PO-15' },
      { row: 3, account: '101234510', number: 'PO-15', product: 'CB-40' },
      { row: 4, account: 'Лют', number: 'PO-15', product: 'HP-20' },
    ];
    assert.deepEqual(await load(rows), ['2 created', '3 created', '4 rejected orders.import_account_unknown']);
    assert.deepEqual(
      (await kept('PO-15')).map((order) => order['lines']),
      [2],
    );
    await world.owner("update account set inn = '7827004526' where code = 'A-002' and org_id = $1", [ids.org]);
  });

  test('ORD-104: an INN of several accounts is asked about; a cancelled order does not stand in the way', async () => {
    await world.owner(
      "insert into account (org_id, id, code, name, name_key, inn, kpp, status, search_text, manager_id, created_at, updated_at) select org_id, $1, 'A-009', 'Филиал', 'филиал', inn, '773602001', 'active', 'филиал', manager_id, created_at, updated_at from account where code = 'A-001' and org_id = $2",
      [newId(), ids.org],
    );
    assert.deepEqual(await load([{ row: 2, account: '7736050003', number: 'PO-50' }]), [
      '2 rejected orders.import_account_several',
    ]);
    const order = await take(anna, [line(ids.product.book, 1)], { clientNumber: 'PO-51' });
    await world.owner("update sales_order set state = 'cancelled' where id = $1", [order.orderId]);
    assert.deepEqual(await load([{ row: 2, number: 'PO-51' }]), ['2 created']);
  });

  test('ORD-105: the director, who does not sell, cannot import orders', async () => {
    const answer = await world.act(director, run, {});
    assert.deepEqual(answer, { ok: false, code: 'platform.forbidden', details: { permission: 'orders.write' } });
  });
});
