/** Each check of `kamerton verify` is shown what it is there for. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { newWorld } from '#tests/harness/world.ts';
import { fixedId, ids } from '#tests/harness/world-rows.ts';
import { checks } from '../app.ts';
import { localFiles } from './files.ts';
import { verify, verifyFiles } from './verify.ts';

const world = await newWorld();
const { org, account, product, warehouse, entity, person } = ids;
const broken = async () => (await verify(world.db, org, checks)).map((one) => one.code).sort();

const orderId = fixedId(40, 1);
const lineId = fixedId(40, 2);
const shipmentId = fixedId(40, 3);
const saleId = fixedId(40, 4);
const order = (state: string, total: string, shipped = '0') =>
  `insert into sales_order (org_id, id, number, account_id, legal_entity_id, warehouse_id, state, ordered_on, total_minor, shipped_minor, line_count, prepaid, created_at, updated_at)
   values ('${org}', '${orderId}', 9001, '${account.lutik}', '${entity.main}', '${warehouse.main}', '${state}', '2026-11-01', ${total}, ${shipped}, 1, true, now(), now())`;
const line = (shipped = 0) =>
  `insert into order_line (org_id, order_id, id, position, product_id, quantity_milli, base_price_e4, price_e4, sum_minor, vat_minor, shipped_milli)
   values ('${org}', '${orderId}', '${lineId}', 1, '${product.book}', 2000, 0, 0, 1000, 0, ${shipped})`;
const shipment = `insert into shipment (org_id, id, number, order_id, account_id, legal_entity_id, warehouse_id, state, shipped_on, due_on, total_minor, vat_minor, cost_minor, billed, created_at)
   values ('${org}', '${shipmentId}', 9001, '${orderId}', '${account.lutik}', '${entity.main}', '${warehouse.main}', 'shipped', '2026-11-02', '2026-11-02', 500, 0, 0, true, now())`;
const receivable = (open: number) =>
  `insert into receivable (org_id, id, account_id, document_number, number_key, document_date, due_on, amount_minor, open_minor)
   values ('${org}', gen_random_uuid(), '${account.lutik}', 'Н-1', 'Н-1', '2026-11-01', '2026-11-10', 100, ${open})`;
const sale = (id: string, quantity: number, reverses = 'null', source = 'import') =>
  `insert into sales_line (org_id, id, source, invoice_no, line_no, sold_on, account_id, product_id, quantity_milli, price_e4, sum_minor, reverses_id)
   values ('${org}', '${id}', '${source}', '${id}', 1, '2026-11-01', '${account.lutik}', '${product.book}', ${quantity}, 1, ${quantity}, ${reverses})`;
const paper = (number: number, orderOf = 'null') =>
  `insert into document (org_id, id, kind, series, year, number, number_text, number_key, dated_on, account_id, legal_entity_id, order_id, total_minor, vat_minor, snapshot, created_at)
   values ('${org}', gen_random_uuid(), 'invoice', 'invoice:${entity.main}', 2026, ${number}, 'КТ-${number}', '${number}', '2026-11-01', '${account.lutik}', '${entity.main}', ${orderOf}, 1, 0, '{}', now())`;
const series = (last: number) =>
  `insert into number_series (org_id, series, year, last) values ('${org}', 'invoice:${entity.main}', 2026, ${last})`;

/** What is planted past every guard, and what must be told of it. */
const plants: readonly (readonly [told: readonly string[], ...statements: string[]])[] = [
  [
    ['access.person_missing'],
    `insert into event (org_id, id, at, name, actor_id, subject_type, subject_id, payload, request_id) values ('${org}', gen_random_uuid(), now(), 'x', gen_random_uuid(), 'x', gen_random_uuid(), '{}', 'x')`,
  ],
  [
    ['stock.on_hand_differs'],
    `update stock set on_hand_milli = on_hand_milli + 1 where product_id = '${product.book}'`,
  ],
  [['stock.reserved_differs'], `update stock set reserved_milli = 1 where product_id = '${product.book}'`],
  [['stock.promise_differs'], order('draft', '1000'), line(), 'update order_line set reserved_milli = 1'],
  [
    ['credit.receivable_differs', 'settlements.ledger_differs'],
    `update account_credit set receivable_minor = 7 where account_id = '${account.lutik}'`,
  ],
  [
    ['credit.advance_differs', 'settlements.ledger_differs'],
    `update account_credit set advance_minor = 7 where account_id = '${account.lutik}'`,
  ],
  [['credit.unbilled_differs'], `update account_credit set unbilled_minor = 7 where account_id = '${account.lutik}'`],
  [['credit.confirmed_differs'], `update account_credit set confirmed_minor = 7 where account_id = '${account.lutik}'`],
  [['orders.total_differs'], order('draft', '1001'), line()],
  [['orders.shipped_differs'], order('draft', '1000'), line(500)],
  [['orders.shipped_sum_differs'], order('draft', '1000', '500'), line()],
  [
    ['settlements.ledger_differs'],
    `insert into ledger_entry (org_id, id, account_id, kind, amount_minor, effective_on, recorded_at, source_id) values ('${org}', gen_random_uuid(), '${account.lutik}', 'opening', 5, '2026-11-01', now(), gen_random_uuid())`,
  ],
  [['credit.receivable_differs', 'settlements.debt_differs'], receivable(60)],
  [
    ['settlements.payment_differs'],
    `insert into payment (org_id, id, direction, number, booked_on, amount_minor, unallocated_minor, state, recorded_at) values ('${org}', gen_random_uuid(), 'in', '1', '2026-11-01', 100, 60, 'unknown', now())`,
  ],
  [['documents.numbers_have_gaps'], series(2), paper(1)],
  [['documents.numbers_have_gaps'], series(2), paper(1), paper(3)],
  [['documents.numbers_have_gaps'], series(3)],
  [['documents.subject_missing'], series(1), paper(1, `'${orderId}'`)],
  [['analytics.month_differs'], sale(saleId, 5)],
  [['analytics.month_differs', 'analytics.shipment_missing'], sale(saleId, 5, 'null', 'shipment')],
  [['analytics.shipment_missing', 'orders.shipped_sum_differs'], order('draft', '1000'), line(), shipment],
  [['analytics.month_differs', 'analytics.return_pairs_wrong'], sale(saleId, 5), sale(newId(), -6, `'${saleId}'`)],
  [
    ['analytics.month_differs', 'analytics.return_pairs_wrong'],
    sale(saleId, 5),
    sale(newId(), -2, `'${saleId}'`),
    sale(newId(), -2, `'${saleId}'`),
  ],
];

const undo = [
  'delete from document',
  "delete from number_series where series like 'invoice:%'",
  'delete from sales_line',
  'delete from shipment_line',
  'delete from shipment',
  'delete from order_line',
  'delete from sales_order',
  'delete from ledger_entry',
  'delete from receivable',
  'delete from payment',
  `update account_credit set receivable_minor = 0, advance_minor = 0, unbilled_minor = 0, confirmed_minor = 0`,
  `update stock set reserved_milli = 0, on_hand_milli = 1000000 where product_id = '${product.book}'`,
  "delete from event where name = 'x'",
];

describe('kamerton verify', () => {
  test('a whole world has nothing broken, and every check is planted something below', async () => {
    assert.deepEqual(await broken(), []);
    const told = new Set(plants.flatMap(([codes]) => codes));
    assert.deepEqual(
      checks.map((check) => check.code).filter((code) => !told.has(code)),
      [],
    );
  });

  for (const [told, ...statements] of plants) {
    test(`tells of ${told.join(' and ')}`, async () => {
      for (const statement of statements) await world.owner(statement);
      assert.deepEqual(await broken(), [...told].sort());
      for (const statement of undo) await world.owner(statement);
      assert.deepEqual(await broken(), []);
    });
  }

  test('tells of stored files that are gone or were changed', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-verify-'));
    after(() => rm(folder, { recursive: true, force: true }));
    const files = localFiles(folder);
    const keep = async (text: string): Promise<string> => {
      const stored = await files.keepBytes(Buffer.from(text));
      await world.owner(
        `insert into file (org_id, id, sha256, size_bytes, name, media_type, created_by, created_at) values ($1, $2, $3, $4, $5, 'text/plain', $6, now())`,
        [org, newId(), stored.sha256, stored.sizeBytes, text, person.admin],
      );
      return stored.sha256;
    };
    const [, gone, changed] = [await keep('там'), await keep('нет'), await keep('иной')];
    assert.equal(await verifyFiles(world.db, files, org), null);
    await rm(files.pathOf(gone));
    await writeFile(files.pathOf(changed), 'другое');
    const told = await verifyFiles(world.db, files, org);
    assert.deepEqual(told?.rows.map((row) => row['name']).sort(), ['иной', 'нет']);
  });
});
