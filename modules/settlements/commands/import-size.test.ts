import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ids, newWorld } from '#tests/harness/world.ts';
import { booksAgree, statement, takeBytes } from '../books.fixture.ts';

const world = await newWorld();
const payments = 10_000;
const accounts = 2_000;
const debts = 100_000;

/** Accounts with an INN of their own and debts of 1 000.00 under numbers D-1, D-2 ... */
async function fill(): Promise<void> {
  await world.owner(`insert into account (org_id, id, code, name, name_key, inn, manager_id, search_text, created_at, updated_at)
    select '${ids.org}', md5('account' || n)::uuid, 'S-' || n, 'Клиент ' || n, 'клиент ' || n, '77' || lpad(n::text, 8, '0'),
      '${ids.person.anna}', 'клиент ' || n, now(), now() from generate_series(1, ${accounts}) n`);
  await world.owner(`insert into receivable (org_id, id, account_id, legal_entity_id, document_number, number_key, document_date,
      due_on, amount_minor, open_minor)
    select '${ids.org}', md5('debt' || n)::uuid, md5('account' || (1 + n % ${accounts}))::uuid, '${ids.entity.main}', 'D-' || n, n::text,
      date '2026-05-01' + n % 90, date '2026-06-01' + n % 90, 100000, 100000 from generate_series(1, ${debts}) n`);
  await world.owner(`insert into ledger_entry (org_id, id, account_id, kind, amount_minor, effective_on, recorded_at, source_id)
    select org_id, gen_random_uuid(), account_id, 'opening', amount_minor, document_date, now(), id from receivable`);
  await world.owner(`insert into account_credit (org_id, account_id, receivable_minor)
    select org_id, account_id, sum(open_minor) from receivable group by 1, 2`);
  await world.owner('analyze');
}

test('SET-13: ten thousand payments against a hundred thousand debts take at most 20 statements', async () => {
  await fill();
  const lines = Array.from({ length: payments }, (_, at) => {
    const debt = 1 + at * 7;
    const account = 1 + (debt % accounts);
    const named =
      at % 10 === 0 ? 'Оплата за товар по договору, в т.ч. НДС' : `Оплата по УПД № D-${debt} в т.ч. НДС 22% - 180.33`;
    return { number: String(at + 1), sum: '1000.00', inn: `77${String(account).padStart(8, '0')}`, purpose: named };
  });
  const bytes = statement(lines);
  const before = world.db.statements();
  const summary = await takeBytes(world, bytes);
  const sent = world.db.statements() - before;
  assert.deepEqual([summary.matched, summary.probable, summary.unknown], [9_000, 1_000, 0]);
  assert.ok(sent <= 20, `${sent} statements`);
  await booksAgree(world);
});
