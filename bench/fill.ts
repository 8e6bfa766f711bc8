/** Fills an org with as much as asked, by SQL alone, as the owner: the same rows every time. */
import type pg from 'pg';
import type { BenchOptions } from './options.ts';

/** The words that names are made of. */
const region = "(array['Север','Волга','Урал','Сибирь','Дон','Кама','Ока','Байкал'])[1 + n % 8]";

/** An id made of a kind and a number, so that other statements can name the same row. */
export const madeId = (kind: string, n: string): string => `(md5('${kind}' || ${n})::uuid)`;

/** The first so many accounts have orders by the dozen. */
export const oftenBuying = 1_000;

export type Place = {
  readonly orgId: string;
  readonly personId: string;
  readonly warehouseId: string;
  readonly columnId: string;
};

type Run = (text: string, values?: unknown[]) => Promise<void>;

/** Fills the tables in the order of their keys. Prints what it does. */
export async function fill(
  client: pg.Client,
  place: Place,
  { sizes, say }: { sizes: BenchOptions; say: (line: string) => void },
): Promise<void> {
  const run: Run = async (text, values = []) => void (await client.query(text, values));
  const org = `'${place.orgId}'::uuid`;
  await run('begin');
  say(`accounts ${sizes.accounts}`);
  await run(`insert into legal_entity (org_id, id, name, full_name, inn, kpp, number_prefix, address, head_name, is_default)
    values (${org}, ${madeId('entity', "'1'")}, 'ООО «Стенд»', 'ООО «Стенд»', '7700000016',
      '770001001', 'С', 'Москва', 'Иванов И. И.',
      true)`);
  await run(`insert into account (org_id, id, code, name, name_key, inn, kpp, manager_id, status, search_text, created_at, updated_at)
    select ${org}, ${madeId('account', 'n')}, 'B-' || n, 'ООО «Клиент ' || n || ' ' || ${region} || '»',
      'клиент ' || n, '77' || lpad(n::text, 8, '0'), '770101001', '${place.personId}', 'active',
      'ооо «клиент ' || n || ' ' || lower(${region}) || '» b-' || n
        || ' 77' || lpad(n::text, 8, '0'), now(), now()
    from generate_series(1, ${sizes.accounts}) n`);
  await run(
    `insert into account_terms (org_id, account_id, column_id, deferral_days) select ${org}, ${madeId('account', 'n')},
      '${place.columnId}', 30 from generate_series(1, ${sizes.accounts}) n`,
  );
  await run(`insert into credit_limit (org_id, id, account_id, limit_minor, valid_from, set_at)
    select ${org}, ${madeId('limit', 'n')}, ${madeId('account', 'n')}, 100000000000, '2024-01-01', now() from generate_series(1,
      ${sizes.accounts}) n`);
  await run(`insert into contact (org_id, id, account_id, name, phone, phone_key)
    select ${org}, ${madeId('contact', 'n')}, ${madeId('account', 'n')}, 'Контакт ' || n, '+7900' || lpad(n::text, 7, '0'),
      '7900' || lpad(n::text, 7, '0') from generate_series(1, ${sizes.accounts}) n`);
  // Old debts must not hold the orders that are measured.
  await run(
    `insert into setting (org_id, key, value) values (${org}, 'credit.policy', '{"overdue": {"graceDays": 365, "minMinor": "100000"}}')`,
  );
  await fillGoods(run, { org, place, sizes, say });
  await fillHistory(run, { org, place, sizes, say });
  await run('commit');
  say('analyze');
  await run('vacuum analyze');
}

type Part = {
  readonly org: string;
  readonly place: Place;
  readonly sizes: BenchOptions;
  readonly say: (line: string) => void;
};

async function fillGoods(run: Run, { org, place, sizes, say }: Part): Promise<void> {
  say(`products ${sizes.products}`);
  await run(
    `insert into brand (org_id, id, name, name_key) select ${org}, ${madeId('brand', 'n')}, 'Бренд ' || n, 'бренд ' || n
      from generate_series(1, 50) n`,
  );
  await run(
    `insert into category (org_id, id, name, path, path_key) select ${org}, ${madeId('category', 'n')}, 'Группа ' || n, 'Группа ' || n,
      'группа ' || n from generate_series(1, 30) n`,
  );
  await run(`insert into product (org_id, id, code, code_key, name, name_key, brand_id, category_id, cost_e4, search_text, created_at,
    updated_at)
    select ${org}, ${madeId('product', 'n')}, 'P' || n, 'p' || n, 'Товар ' || n, 'товар ' || n, ${madeId('brand', '(1 + n % 50)')},
      ${madeId('category', '(1 + n % 30)')},
      (100 + n % 900) * 10000, 'p' || n || ' товар ' || n, now(), now() from generate_series(1, ${sizes.products}) n`);
  await run(`insert into price (org_id, product_id, column_id, valid_from, price_e4)
    select ${org}, ${madeId('product', 'n')}, '${place.columnId}', '2024-01-01', (200 + n % 900) * 10000 from generate_series(1,
      ${sizes.products}) n`);
  await run(
    `insert into stock (org_id, product_id, warehouse_id, on_hand_milli) select ${org}, ${madeId('product', 'n')}, '${place.warehouseId}',
      1000000000000 from generate_series(1, ${sizes.products}) n`,
  );
}

async function fillHistory(run: Run, { org, place, sizes, say }: Part): Promise<void> {
  const perOrder = 20;
  // Half of the orders are those of the accounts that order all the time.
  const buyer = madeId(
    'account',
    `(1 + case when n % 2 = 0 then n / 2 % ${Math.min(oftenBuying, sizes.accounts)} else n % ${sizes.accounts} end)`,
  );
  const orders = Math.ceil(sizes.lines / perOrder);
  say(`orders ${orders}, lines ${orders * perOrder}`);
  await run(`insert into sales_order (org_id, id, number, account_id, legal_entity_id, warehouse_id, manager_id, state, ordered_on,
    line_count,
      total_minor, vat_minor, shipped_minor, created_by, created_at, updated_at)
    select ${org}, ${madeId('order', 'n')}, n, ${buyer}, ${madeId('entity', "'1'")},
      '${place.warehouseId}', '${place.personId}', 'closed',
      current_date - (n % 720), ${perOrder}, ${perOrder * 100_000}, ${perOrder * 18_033}, ${perOrder * 100_000}, '${place.personId}',
        now(), now() from generate_series(1, ${orders}) n`);
  await run(`insert into order_line (org_id, order_id, id, position, product_id, quantity_milli, base_price_e4, price_e4, sum_minor,
    vat_bp, vat_minor, shipped_milli)
    select ${org}, ${madeId('order', 'n')}, ${madeId('line', "(n || '-' || l)")}, l,
      ${madeId('product', `(1 + (n * 7 + l * 131) % ${sizes.products})`)}, 1000, 10000000, 10000000, 100000, 2200, 18033, 1000
    from generate_series(1, ${orders}) n, generate_series(1, ${perOrder}) l`);
  await run(`insert into number_series (org_id, series, year, last) values (${org}, 'order', 0, ${orders})`);
  say('sales history');
  await run(`insert into sales_line (org_id, id, source, invoice_no, line_no, sold_on, account_id, product_id, category_id, brand_id,
    manager_id, quantity_milli, price_e4, sum_minor, cost_minor)
    select ${org}, ${madeId('sold', "(n || '-' || l)")}, 'import', n::text, l, current_date - (n % 720), ${buyer},
      ${madeId('product', `(1 + (n * 7 + l * 131) % ${sizes.products})`)},
        ${madeId('category', `(1 + (1 + (n * 7 + l * 131) % ${sizes.products}) % 30)`)},
      ${madeId('brand', `(1 + (1 + (n * 7 + l * 131) % ${sizes.products}) % 50)`)}, '${place.personId}', 1000, 10000000, 100000, 80000
    from generate_series(1, ${orders}) n, generate_series(1, ${perOrder}) l`);
  await run(`insert into sales_month (org_id, month, account_id, category_id, brand_id, manager_id, quantity_milli, sum_minor, cost_minor,
    line_count)
    select ${org}, date_trunc('month', sold_on)::date, account_id, category_id, brand_id, manager_id, sum(quantity_milli), sum(sum_minor),
      sum(cost_minor), count(*)
    from sales_line where org_id = ${org} group by 2, 3, 4, 5, 6`);
  say(`receivables ${sizes.receivables}`);
  await run(`insert into receivable (org_id, id, account_id, legal_entity_id, document_number, number_key, document_date, due_on,
    amount_minor, open_minor)
    select ${org}, ${madeId('debt', 'n')}, ${madeId('account', `(1 + n % ${sizes.accounts})`)}, ${madeId('entity', "'1'")}, 'С-' || n,
      n::text, current_date - 30 - n % 150, current_date - n % 150 + 20, 200000, 100000
    from generate_series(1, ${sizes.receivables}) n`);
  await run(`insert into payment (org_id, id, account_id, direction, number, booked_on, amount_minor, unallocated_minor, state, recorded_at)
    select ${org}, ${madeId('paid', 'n')}, ${madeId('account', `(1 + n % ${sizes.accounts})`)}, 'in', n::text, current_date - n % 30,
      100000, 0, 'matched', now() from generate_series(1, ${sizes.receivables}) n`);
  await run(`insert into allocation (org_id, id, payment_id, receivable_id, amount_minor, effective_on, recorded_at)
    select ${org}, ${madeId('part', 'n')}, ${madeId('paid', 'n')}, ${madeId('debt', 'n')}, 100000, current_date - n % 30, now()
      from generate_series(1, ${sizes.receivables}) n`);
  await run(`insert into ledger_entry (org_id, id, account_id, kind, amount_minor, effective_on, recorded_at, source_id)
    select ${org}, ${madeId('entry', 'n')}, ${madeId('account', `(1 + n % ${sizes.accounts})`)}, 'opening', 100000, current_date - 30,
      now(), ${madeId('debt', 'n')} from generate_series(1, ${sizes.receivables}) n`);
  await run(`insert into account_credit (org_id, account_id, receivable_minor)
    select ${org}, a.id, coalesce(d.open, 0) from account a
    left join (select account_id, sum(open_minor) as open from receivable where org_id = ${org} group by 1) d on d.account_id = a.id
      where a.org_id = ${org}`);
}
