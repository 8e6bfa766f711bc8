import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import pino from 'pino';
import { newId } from '#kernel/id.ts';
import { ship } from '#modules/fulfilment/commands/ship.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { localFiles } from '#platform/files.ts';
import { buildHttp, sessionCookie } from '#platform/http.ts';
import { closePrint } from '#platform/print/render-pdf.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { issueInvoiceCommand } from './commands/issue-invoice.ts';
import type { InvoiceSnapshot, UpdSnapshot } from './print/snapshot.ts';
import { listDocuments } from './queries.ts';
import { routes } from './routes.ts';

const world = await newWorld();
const { anna, boris, sonya, stranger } = world.people;
const { romashka, vasilek } = ids.account;
const { book, powerbank, cable } = ids.product;

const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-papers-'));
const people: Record<string, Person> = { ...world.people };
const app = await buildHttp({
  platform: { ...world.platform, files: localFiles(folder) },
  routes,
  authenticate: async (token) => {
    const person = people[token];
    return person === undefined ? null : { ...person, sessionId: newId() };
  },
  log: pino({ level: 'silent' }),
  secure: false,
  ready: () => true,
});
after(async () => {
  await app.close();
  await closePrint();
  await rm(folder, { recursive: true, force: true });
});

const print = (who: string, id: string) =>
  app.inject({ method: 'GET', url: `/api/documents/${id}/file.pdf`, headers: { cookie: `${sessionCookie}=${who}` } });

type Line = { readonly productId: string; readonly milli: string };

async function ordered(lines: readonly Line[], more: { accountId?: string; siteId?: string } = {}) {
  const made = lines.map((line) => ({ id: newId(), productId: line.productId, quantityMilli: line.milli }));
  const order = await world.done(sonya, createOrder, {
    id: newId(),
    accountId: romashka,
    ...more,
    lines: made,
    confirm: true,
  });
  return { ...order, lines: made };
}

async function shipped(order: Awaited<ReturnType<typeof ordered>>, version = order.version) {
  const lines = order.lines.map((line) => ({ lineId: line.id, quantityMilli: line.quantityMilli }));
  return world.done(sonya, ship, { id: newId(), orderId: order.id, version, lines });
}

async function snapshotOf<T>(id: string): Promise<T> {
  const [row] = await world.owner('select snapshot from document where id = $1', [id]);
  return row?.['snapshot'] as T;
}

const bill = (orderId: string) => world.done(anna, issueInvoiceCommand, { orderId, id: newId() });

describe('numbers of papers', () => {
  test('DOC-1: numbers follow one another without a gap under concurrency, and a refused act gives its number back', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => ordered([{ productId: book, milli: '1000' }])));
    const acts = orders.flatMap((order) => [
      world.act(anna, issueInvoiceCommand, { orderId: order.id, id: newId() }),
      // Refused after the number is taken: the id is in use.
      world.act(anna, issueInvoiceCommand, { orderId: order.id, id: order.id }),
      world.act(anna, issueInvoiceCommand, { orderId: newId(), id: newId() }),
    ]);
    const taken = new Set(orders.map((order) => order.id));
    await Promise.all(acts);
    const again = await Promise.all([...taken].map((id) => world.act(anna, issueInvoiceCommand, { orderId: id, id })));
    assert.ok(again.every((answer) => !answer.ok && answer.code === 'documents.exists'));
    await Promise.all(orders.map((order) => bill(order.id)));
    const rows = await world.owner("select number from document where kind = 'invoice' order by number");
    assert.deepEqual(
      rows.map((row) => row['number']),
      Array.from({ length: 24 }, (_, at) => at + 1),
    );
  });

  test('DOC-1: УПД of many shipments at once, with refused ones among them, leave no gap', async () => {
    const orders = await Promise.all(Array.from({ length: 8 }, () => ordered([{ productId: book, milli: '2000' }])));
    await Promise.all(
      orders.flatMap((order) => {
        const lines = order.lines.map((line) => ({ lineId: line.id, quantityMilli: '2000' }));
        return [1, 2].map(() =>
          world.act(sonya, ship, { id: newId(), orderId: order.id, version: order.version, lines }),
        );
      }),
    );
    const rows = await world.owner("select number from document where kind = 'upd' order by number");
    assert.deepEqual(
      rows.map((row) => row['number']),
      [1, 2, 3, 4, 5, 6, 7, 8],
    );
  });

  test('DOC-1: each firm and each year count from one', async () => {
    await world.owner('update account_terms set legal_entity_id = $1 where account_id = $2', [
      ids.entity.simplified,
      romashka,
    ]);
    const gone = await shipped(await ordered([{ productId: book, milli: '1000' }]));
    assert.equal(gone.documentNumber, 'КС-1');
    await world.owner('update account_terms set legal_entity_id = $1 where account_id = $2', [
      ids.entity.main,
      romashka,
    ]);
    world.setNow('2027-01-12');
    await world.owner(
      `insert into setting (org_id, key, value) values ($1, 'credit.policy', '{"stages": {"order": "off", "shipment": "block"}}')`,
      [ids.org],
    );
    assert.equal((await shipped(await ordered([{ productId: book, milli: '1000' }]))).documentNumber, 'КТ-1');
    world.setNow('2026-11-20T09:00:00Z');
  });
});

describe('what papers say', () => {
  test('DOC-2: a УПД says what left, of which origin, to which place, at the rate of its day', async () => {
    await world.owner(
      "update product set country_code = '156', declaration = '10702070/150826/3245678' where id = $1",
      [powerbank],
    );
    await world.owner("update product set country_code = '643', declaration = 'x' where id = $1", [book]);
    const siteId = newId();
    await world.owner(
      "insert into site (org_id, id, account_id, name, address) values ($1, $2, $3, 'Склад', 'г. Тула, ул. Складская, д. 5')",
      [ids.org, siteId, romashka],
    );
    const order = await ordered(
      [
        { productId: powerbank, milli: '2000' },
        { productId: book, milli: '3000' },
      ],
      { siteId },
    );
    const [powerLine, bookLine] = order.lines;
    const gone = await world.done(sonya, ship, {
      id: newId(),
      orderId: order.id,
      version: order.version,
      carrier: 'ТК «Метр»',
      lines: [
        { lineId: powerLine?.id ?? '', quantityMilli: '1000' },
        { lineId: bookLine?.id ?? '', quantityMilli: '3000' },
      ],
    });
    const upd = await snapshotOf<UpdSnapshot>(gone.documentId);
    assert.equal(upd.status, 1);
    assert.deepEqual(
      upd.lines.map((line) => [
        line.code,
        line.quantityMilli,
        line.vatLabel,
        line.netMinor,
        line.vatMinor,
        line.grossMinor,
      ]),
      [
        ['PB-10', '1000', '22\u00a0%', '98361', '21639', '120000'],
        ['BK-30', '3000', '10\u00a0%', '122727', '12273', '135000'],
      ],
    );
    assert.deepEqual(
      upd.lines.map((line) => [line.countryCode, line.countryName, line.declaration]),
      [
        ['156', 'КИТАЙ', '10702070/150826/3245678'],
        ['', '', ''],
      ],
    );
    assert.deepEqual(upd.totals, { netMinor: '221088', vatMinor: '33912', grossMinor: '255000' });
    assert.equal(upd.consignee, 'ООО «Ромашка», г. Тула, ул. Складская, д. 5');
    assert.equal(upd.buyer.address, '117312, г. Москва, ул. Вавилова, д. 19');
    assert.deepEqual(upd.shipmentDocuments, [
      { name: 'Универсальный передаточный документ', number: gone.documentNumber, date: '2026-11-20' },
    ]);
    assert.equal(upd.transfer.basis, `Заказ № ${order.number} от 20.11.2026`);
    assert.equal(upd.transfer.cargo, 'ТК «Метр»');
  });

  test('DOC-2: the status and the rate follow the firm’s regime: 5 % of a simplified one, no VAT and status 2 of a freed one', async () => {
    const seen: unknown[] = [];
    await world.owner('update account_terms set legal_entity_id = $1 where account_id = $2', [
      ids.entity.simplified,
      romashka,
    ]);
    for (const regime of ['usn5', 'usn7', 'usn_exempt']) {
      await world.owner('update legal_entity set vat_regime = $1 where id = $2', [regime, ids.entity.simplified]);
      const gone = await shipped(await ordered([{ productId: powerbank, milli: '1000' }]));
      const upd = await snapshotOf<UpdSnapshot>(gone.documentId);
      seen.push([regime, upd.status, upd.lines[0]?.vatLabel, upd.totals.vatMinor, upd.totals.grossMinor]);
    }
    assert.deepEqual(seen, [
      ['usn5', 1, '5\u00a0%', '5714', '120000'],
      ['usn7', 1, '7\u00a0%', '7850', '120000'],
      ['usn_exempt', 2, 'без НДС', '0', '120000'],
    ]);
    await world.owner("update legal_entity set vat_regime = 'usn5' where id = $1", [ids.entity.simplified]);
    await world.owner('update account_terms set legal_entity_id = $1 where account_id = $2', [
      ids.entity.main,
      romashka,
    ]);
  });

  test('DOC-3: a bill is for an order that is held or confirmed, whole, at the VAT of its day, with its payment code', async () => {
    const lines = [{ id: newId(), productId: powerbank, quantityMilli: '3000', manualBp: 1500 }];
    const held = await world.done(anna, createOrder, { id: newId(), accountId: romashka, lines, confirm: true });
    assert.equal(held.state, 'held');
    const made = await bill(held.id);
    assert.deepEqual([made.totalMinor, made.noCode], [held.totalMinor, null]);
    const said = await snapshotOf<InvoiceSnapshot>(made.id);
    assert.match(said.paymentCode, new RegExp(`^ST00012\\|.*Sum=${held.totalMinor}\\|`));
    assert.equal(said.basis, `Заказ № ${held.number}`);
    const draft = await world.done(anna, createOrder, {
      id: newId(),
      accountId: romashka,
      lines: [{ id: newId(), productId: book, quantityMilli: '1000' }],
    });
    const refused = await world.act(anna, issueInvoiceCommand, { orderId: draft.id, id: newId() });
    assert.ok(!refused.ok && refused.code === 'documents.order_not_agreed');
    const late = await world.act(anna, issueInvoiceCommand, { orderId: held.id, id: newId(), payUntil: '2026-11-19' });
    assert.ok(!late.ok && late.code === 'documents.pay_until_past');
    await world.owner("update legal_entity_bank set account_number = '40702810938000000002'");
    const without = await bill(held.id);
    assert.equal(without.noCode, 'documents.payment_account_wrong');
    await world.owner("update legal_entity_bank set account_number = '40702810938000000001'");
  });
});

describe('prints', () => {
  test('DOC-4: a reprint is the first print byte for byte, though the client, the goods and the firm were renamed', async () => {
    const gone = await shipped(await ordered([{ productId: powerbank, milli: '1000' }]));
    const first = await print('anna', gone.documentId);
    assert.equal(first.statusCode, 200);
    assert.equal(first.rawPayload.subarray(0, 5).toString(), '%PDF-');
    await world.owner(
      "update account set name = 'ООО «Лопух»', full_name = 'ООО «Лопух»', inn = '7707083893' where id = $1",
      [romashka],
    );
    await world.owner("update product set name = 'Другой товар', code = 'XX' where id = $1", [powerbank]);
    await world.owner("update legal_entity set full_name = 'ООО «Другое»' where id = $1", [ids.entity.main]);
    const second = await print('sonya', gone.documentId);
    assert.deepEqual(second.rawPayload, first.rawPayload);
    await world.owner("update account set name = 'ООО «Ромашка»', full_name = '', inn = '7736050003' where id = $1", [
      romashka,
    ]);
    await world.owner("update product set name = 'Аккумулятор внешний 10 000 мА·ч', code = 'PB-10' where id = $1", [
      powerbank,
    ]);
  });

  test('DOC-4: first prints asked for at once are one print; a print lost from the disk is made again, the same', async () => {
    const gone = await shipped(await ordered([{ productId: book, milli: '1000' }]));
    const many = await Promise.all([1, 2, 3, 4].map(() => print('anna', gone.documentId)));
    assert.equal(new Set(many.map((one) => one.rawPayload.toString('base64'))).size, 1);
    const [kept] = await world.owner(
      'select f.sha256, (select count(*)::int from file x where x.sha256 = f.sha256) as copies from document d join file f on f.id = d.file_id where d.id = $1',
      [gone.documentId],
    );
    assert.equal(kept?.['copies'], 1);
    await rm(localFiles(folder).pathOf(String(kept?.['sha256'])));
    const again = await print('anna', gone.documentId);
    assert.deepEqual(again.rawPayload, many[0]?.rawPayload);
  });

  test('DOC-5: the application’s role can neither change a paper nor take it away', async () => {
    for (const text of [
      'update document set snapshot = snapshot',
      "update document set number_text = 'X'",
      'update document set total_minor = 1',
      'delete from document',
      'truncate document',
      'update shipment_line set sum_minor = 1',
      'delete from shipment',
    ]) {
      const client = await world.db.pool.connect();
      try {
        await client.query(`begin; set local app.org_id = '${ids.org}'`);
        await assert.rejects(client.query(text), /permission denied/, text);
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
  });

  test('DOC-6: papers are seen with their accounts only: in the list and as files', async () => {
    const theirs = await shipped(await ordered([{ productId: book, milli: '1000' }], { accountId: vasilek }));
    const codes = [];
    for (const who of ['boris', 'anna', 'stranger', 'nobody'])
      codes.push((await print(who, theirs.documentId)).statusCode);
    assert.deepEqual(codes, [200, 404, 404, 401]);
    const seen = async (who: Person) => {
      const page = await world.ask(who, (context) => listDocuments(context, { limit: 200 }));
      return page.ok && page.value.rows.some((row) => row.id === theirs.documentId);
    };
    assert.deepEqual(await Promise.all([boris, anna, stranger].map(seen)), [true, false, false]);
  });

  test('a number finds its papers however it is written, and pages follow one another', async () => {
    const found = async (q: string) => {
      const page = await world.ask(sonya, (context) => listDocuments(context, { q, kind: 'upd' }));
      return page.ok ? page.value.rows.map((row) => row.numberText) : [];
    };
    assert.deepEqual(new Set(await found('кт 000002')), new Set(['КТ-2', 'КС-2']));
    assert.ok((await found('ромашка')).length > 5);
    assert.deepEqual(await found('нет такого'), []);
    const walked: string[] = [];
    let cursor: string | undefined;
    for (let at = 0; at < 50; at += 1) {
      const input = { limit: 7, ...(cursor === undefined ? {} : { cursor }) };
      const page = await world.ask(sonya, (context) => listDocuments(context, input));
      assert.ok(page.ok);
      walked.push(...page.value.rows.map((row) => row.id));
      if (page.value.next === null) break;
      cursor = page.value.next;
    }
    const [count] = await world.owner('select count(*)::int as n from document');
    assert.deepEqual([walked.length, new Set(walked).size], [count?.['n'], count?.['n']]);
  });
});

test('no cable is billed twice: what was cancelled of an order is not on its bill', async () => {
  const order = await ordered([
    { productId: book, milli: '10000' },
    { productId: cable, milli: '4000' },
  ]);
  await world.owner('update order_line set cancelled_milli = 4000 where order_id = $1 and product_id = $2', [
    order.id,
    cable,
  ]);
  await world.owner(
    'update order_line set cancelled_milli = 1000, reserved_milli = 9000 where order_id = $1 and product_id = $2',
    [order.id, book],
  );
  const said = await snapshotOf<InvoiceSnapshot>((await bill(order.id)).id);
  assert.deepEqual(
    said.lines.map((line) => [line.code, line.quantityMilli, line.grossMinor]),
    [['BK-30', '9000', '405000']],
  );
});
