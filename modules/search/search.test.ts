import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { addContact } from '#modules/accounts/commands/contacts.ts';
import { contactForm } from '#modules/accounts/world.fixture.ts';
import { createOrder } from '#modules/orders/commands/create.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import type { SearchHit } from './contract.ts';
import { findRecords } from './queries/find.ts';

const world = await newWorld();
const { admin, anna, boris, vera, stranger } = world.people;
const { romashka, vasilek } = ids.account;

async function find(who: Person, q: string): Promise<SearchHit[]> {
  const answer = await world.ask(who, (context) => findRecords(context, { q }));
  assert.ok(answer.ok);
  return answer.value.rows;
}
const titles = async (who: Person, q: string) => (await find(who, q)).map((hit) => hit.title);

async function takeOrder(who: Person, accountId: string): Promise<void> {
  const lines = [{ id: newId(), productId: ids.product.powerbank, quantityMilli: '1000' }];
  await world.done(who, createOrder, { id: newId(), accountId, lines, confirm: false });
}

function addPaper(number: number, accountId: string, kind: 'upd' | 'invoice'): Promise<unknown> {
  return world.owner(
    `insert into document (org_id, id, kind, series, year, number, number_text, number_key, dated_on, account_id,
      legal_entity_id, total_minor, vat_minor, snapshot, created_at)
     values ($1, gen_random_uuid(), $2::text, $2::text, 2026, $3::integer, 'УТ-000' || $3::integer, ($3::integer)::text, '2026-11-20', $4, $5, 100, 0, '{}',
      '2026-11-20T09:00:00Z')`,
    [ids.org, kind, number, accountId, ids.entity.main],
  );
}

before(async () => {
  for (const [who, accountId] of [
    [anna, romashka],
    [boris, vasilek],
    [anna, romashka],
  ] as const)
    await takeOrder(who, accountId);
  await world.owner('update sales_order set number = number + 11 where number > 1');
  await addPaper(12, romashka, 'upd');
  await addPaper(12, vasilek, 'invoice');
  const contact = contactForm({ accountId: romashka, name: 'Зинаида Щукина', phone: '+7 495 777-12-34' });
  await world.done(anna, addContact, contact);
});

describe('what finds what', () => {
  const table: [typed: string, title: string][] = [
    ['ромаш', 'ООО «Ромашка»'],
    ['A-001', 'ООО «Ромашка»'],
    ['7736050003', 'ООО «Ромашка»'],
    ['щукина', 'ООО «Ромашка»'],
    ['8 495 777-12-34', 'ООО «Ромашка»'],
    ['№ 1', 'Заказ № 1'],
    ['14', 'Заказ № 14'],
    ['УТ-00012', 'УПД № УТ-00012'],
    ['0012', 'УПД № УТ-00012'],
  ];
  for (const [typed, title] of table)
    test(`"${typed}"`, async () => assert.ok((await titles(anna, typed)).includes(title), typed));

  test('products by article and name, whatever their state', async () => {
    const [product] = await world.owner('select code, name from product where id = $1', [ids.product.cassette]);
    for (const typed of [String(product?.['code']), String(product?.['name'])])
      assert.deepEqual(await find(anna, typed), [
        { kind: 'product', id: ids.product.cassette, title: product?.['name'], hint: product?.['code'] },
      ]);
  });

  test('FIND-3 a number being typed finds what begins with it, the whole one first', async () => {
    assert.deepEqual(await titles(anna, '1'), ['Заказ № 1', 'Заказ № 14']);
    assert.deepEqual((await titles(admin, '1')).slice(0, 3), ['Заказ № 1', 'Заказ № 14', 'Заказ № 13']);
  });

  test('in the reader’s language, with what tells one row from another', async () => {
    const hits = await find({ ...anna, lang: 'en' }, '14');
    assert.deepEqual(
      hits.map(({ title, hint }) => [title, hint]),
      [['Order 14', 'ООО «Ромашка»']],
    );
  });

  for (const typed of ['', ' ', 'р', '%', "'; drop table account; --", 'нет такого'])
    test(`"${typed}" finds nothing`, async () => assert.deepEqual(await find(anna, typed), []));
});

describe('FIND-1 each finds theirs', () => {
  const papers = { anna: ['УПД № УТ-00012'], boris: ['Счёт № УТ-00012'] };

  test('accounts', async () => {
    assert.deepEqual(await titles(boris, 'ромаш'), []);
    assert.deepEqual(await titles(anna, 'васильк'), []);
    assert.deepEqual(await titles(vera, 'васильк'), ['ИП Васильков В. В.']);
    assert.deepEqual(await titles(stranger, 'ромаш'), []);
    assert.deepEqual(await titles(admin, 'чужой'), []);
  });

  test('orders and papers go with their account', async () => {
    assert.deepEqual(await titles(boris, '14'), []);
    assert.deepEqual(await titles(boris, '13'), ['Заказ № 13']);
    assert.deepEqual(await titles(stranger, '14'), []);
    assert.deepEqual([await titles(anna, '0012'), await titles(boris, '0012')], [papers.anna, papers.boris]);
    assert.deepEqual(await titles(stranger, '0012'), []);
    assert.equal((await titles(vera, '0012')).length, 2);
  });

  test('a kind is for those who may read it', async () => {
    const only = (permission: 'orders.read' | 'catalog.read' | 'documents.read'): Person => ({
      ...anna,
      permissions: new Set([permission]),
    });
    assert.deepEqual(await titles(only('catalog.read'), 'ромаш'), []);
    assert.deepEqual(await titles(only('documents.read'), '12'), papers.anna);
    assert.deepEqual(await titles(only('orders.read'), '14'), ['Заказ № 14']);
    assert.deepEqual(await find({ ...anna, permissions: new Set() }, 'ромаш'), []);
  });
});

test('FIND-2 one statement, twenty rows, every kind in its turn', async () => {
  await world.owner(
    `insert into account (org_id, id, code, name, name_key, search_text, manager_id, created_at, updated_at)
     select $1, gen_random_uuid(), 'M-' || n, 'ООО «Мощный ' || n || '»', 'мощный ' || n, 'ооо «мощный ' || n || '»', $2,
       now(), now() from generate_series(1, 60) n`,
    [ids.org, ids.person.anna],
  );
  await world.owner("update product set search_text = search_text || ' мощный' where id = any($1)", [
    [ids.product.powerbank, ids.product.cable],
  ]);
  const statements = (who: Person, q: string) =>
    world.ask(who, async (context) => {
      // The transaction has begun, whenever that was sent.
      await sql`select 1`.execute(context.read);
      const before = world.db.statements();
      const answer = await findRecords(context, { q });
      return { hits: answer.ok ? answer.value.rows : [], count: world.db.statements() - before };
    });
  assert.deepEqual(await statements(anna, 'м'), { hits: [], count: 0 }, 'a letter alone is not looked for');
  for (const who of [anna, admin]) {
    const { hits, count } = await statements(who, 'мощный');
    assert.equal(count, 1);
    const of = (kind: string) => hits.filter((hit) => hit.kind === kind).length;
    assert.deepEqual([hits.length, of('account'), of('product')], [20, 18, 2]);
  }
});
