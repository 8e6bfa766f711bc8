import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import iconv from 'iconv-lite';
import { newId } from '#kernel/id.ts';
import { type RejectedRow, runImport } from '#platform/exchange/run.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { salesHistoryImport } from './import.ts';

const world = await newWorld();
const { admin, vera } = world.people;
const folder = await mkdtemp(path.join(os.tmpdir(), 'kam-sales-'));
after(() => rm(folder, { recursive: true, force: true }));

type Load = { readonly who?: Person; readonly dryRun?: boolean };

/** Loads the text as a file in cp1251 through the runner; answers the report and the codes of what was rejected. */
async function load(text: string, { who = admin, dryRun = false }: Load = {}) {
  const place = path.join(folder, `${newId()}.csv`);
  await writeFile(place, iconv.encode(text, 'win1251'));
  const rejected: RejectedRow[] = [];
  const answer = await runImport(
    {
      platform: world.platform,
      actor: who,
      kind: salesHistoryImport,
      runId: newId(),
      path: place,
      settings: {},
      dryRun,
      requestId: 'test',
    },
    { rejected: (rows) => void rejected.push(...rows) },
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return {
    ...answer.value,
    codes: rejected.map(({ row, problems }) => `${row} ${problems.map(({ code }) => code).join(' ')}`),
  };
}
const sums = async () =>
  (
    await world.owner(
      `select count(*)::int as lines, sum(sum_minor) as sum, count(reverses_id)::int as paired,
      (select sum(sum_minor) from sales_month where org_id = $1) as rolled from sales_line where org_id = $1`,
      [ids.org],
    )
  )[0];
const account = async (code: string) =>
  (
    await world.owner('select id, name, last_shipped_on::text, status from account where org_id = $1 and code = $2', [
      ids.org,
      code,
    ])
  )[0];

const english =
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n' +
  '536365,85123A,WHITE HANGING HEART,6,12/1/2010 8:26,2.55,17850.0,United Kingdom\n' +
  '536365,85123A,WHITE HANGING HEART,6,12/1/2010 8:26,2.55,17850.0,United Kingdom\n' +
  '536366,85123a,white heart,-10,12/1/2010 8:30,0,,United Kingdom\n' +
  '536367,POST,POSTAGE,1,12/13/2010 9:00,18.00,17850.0,United Kingdom\n' +
  'C536379,85123A,WHITE HANGING HEART,-6,12/14/2010 9:41,2.55,17850.0,United Kingdom\n' +
  'C536380,85123A,WHITE HANGING HEART,-7,12/14/2010 9:42,2.55,17850.0,United Kingdom\n' +
  'A563186,B,Adjust bad debt,1,12/15/2010 14:51,-11062.06,,United Kingdom\n';

describe('the import of sales history', () => {
  test('ANA-7: months first, equal rows, write-offs, returns, rows of nobody: every row is accounted for; twice is once', async () => {
    const dry = await load(english, { dryRun: true });
    assert.equal((await sums())?.['lines'], 0);
    const first = await load(english);
    assert.deepEqual(first, dry);
    // 15.30 + 15.30 + 0 + 18.00 - 15.30 - 17.85 - 11062.06
    assert.deepEqual(first.summary, { invoices: 6, cancellations: 2, unpaired: 1, sumMinor: '-1104661' });
    assert.deepEqual([first.rows, first.created, first.rejected], [7, 7, 0]);
    const after = await sums();
    assert.deepEqual(after, { lines: 7, sum: '-1104661', paired: 1, rolled: '-1104661' });
    const second = await load(english);
    assert.deepEqual([second.created, second.unchanged, second.rejected], [0, 7, 0]);
    assert.deepEqual(second.summary, first.summary);
    assert.deepEqual(await sums(), after);
  });

  test('accounts and products begin as records of history: by code, with the first name, the last day of sale', async () => {
    const made = await account('17850');
    assert.deepEqual(
      [made?.['name'], made?.['last_shipped_on'], made?.['status']],
      ['Клиент 17850', '2010-12-13', 'lost'],
    );
    assert.equal((await account('NO-CUSTOMER'))?.['name'], 'Без клиента');
    const products = await world.owner(
      "select code, name from product where org_id = $1 and code in ('85123A', '85123a', 'POST') order by code",
      [ids.org],
    );
    assert.deepEqual(products, [
      { code: '85123A', name: 'WHITE HANGING HEART' },
      { code: 'POST', name: 'POSTAGE' },
    ]);
    const lines = await world.owner(
      "select line_no, sold_on::text from sales_line where invoice_no = '536365' order by line_no",
    );
    assert.deepEqual(lines, [
      { line_no: 1, sold_on: '2010-12-01' },
      { line_no: 2, sold_on: '2010-12-01' },
    ]);
  });

  test('ANA-7: rows in another order, or a part of them, are the lines that are there', async () => {
    const [header, ...rows] = english.trim().split('\n');
    const before = await sums();
    const turned = await load([header, ...rows.toReversed()].join('\n'));
    assert.deepEqual([turned.created, turned.unchanged], [0, 7]);
    const part = await load([header, ...rows.slice(3)].join('\n'));
    assert.deepEqual([part.created, part.unchanged], [0, 4]);
    assert.deepEqual(await sums(), before);
    const third = await load([header, rows[0], rows[0], rows[0], rows[3]].join('\n'));
    assert.deepEqual([third.created, third.unchanged], [1, 3], 'a third equal row is a line of its own');
  });

  const russian = (rows: string): string =>
    `Документ;Дата;Клиент;ИНН;Артикул;Товар;Количество;Цена;Сумма;Менеджер\n${rows}`;

  test('a table of 1C in cp1251: known accounts and products, the sum of the document, managers by name', async () => {
    const before = await sums();
    const report = await load(
      russian(
        'КТ-1;15.01.2026;ООО «Ромашка»;;pb-10;;2;1200,00;2400,00;Борис Ключников\n' +
          'КТ-1;15.01.2026;;7827004526;HP-20;;1;3500,00;3499,99;\n' +
          'КТ-2;16.01.2026;ООО «Новый»;;НОВ-1;Новинка;3;;100,00;Никто\n',
      ),
    );
    assert.deepEqual([report.created, report.rejected, report.warnings], [3, 0, 1]);
    const rows = await world.owner(
      `select a.code, p.code as product, l.manager_id, l.sum_minor, l.price_e4 from sales_line l
        join account a on a.id = l.account_id join product p on p.id = l.product_id where l.invoice_no like 'КТ-%' order by l.id`,
    );
    assert.deepEqual(rows.map(Object.values), [
      ['A-001', 'PB-10', ids.person.boris, '240000', '12000000'],
      ['A-002', 'HP-20', ids.person.anna, '349999', '35000000'],
      ['A-000001', 'НОВ-1', null, '10000', '333333'],
    ]);
    assert.equal(BigInt(String((await sums())?.['sum'])) - BigInt(String(before?.['sum'])), 599_999n);
  });

  test('an INN that lost its zero in a spreadsheet means the account that has it, as a new one is begun with it', async () => {
    const rows =
      'Н-1;15.01.2026;Фирма из Адыгеи;101234510;PB-10;;1;10,00;;\n' +
      'Н-2;15.01.2026;Она же;0101234510;PB-10;;2;10,00;;\n' +
      'Н-3;15.01.2026;101234510;;PB-10;;3;10,00;;\n';
    const report = await load(russian(rows));
    assert.deepEqual([report.created, report.codes], [3, []]);
    const buyers = await world.owner(
      `select distinct a.name, a.inn from sales_line l join account a on a.id = l.account_id where l.invoice_no like 'Н-%'`,
    );
    assert.deepEqual(buyers, [{ name: 'Фирма из Адыгеи', inn: '0101234510' }]);
    assert.equal((await load(russian(rows))).unchanged, 3);
  });

  test('rows are rejected with why: no day, no money, a day to come, a wrong INN, an account of others; mended they come in', async () => {
    const rows = [
      'П-1;31.02.2026;Ромашка;;PB-10;;1;1;;',
      'П-2;01.03.2026;Ромашка;;PB-10;;1;;;',
      'П-3;01.03.2027;Ромашка;;PB-10;;1;1;;',
      'П-4;01.03.2026;;7707083894;PB-10;;1;1;;',
      'П-5;01.03.2026;Ромашка;;PB-10;;1;1;;',
    ];
    const report = await load(russian(rows.join('\n')));
    assert.deepEqual(report.codes, [
      '2 exchange.not_a_date',
      '3 analytics.no_price',
      '4 analytics.sold_in_future',
      '5 accounts.inn_check_digit',
    ]);
    assert.deepEqual([report.created, report.rejected], [1, 4]);
    const mended = rows.map((row) =>
      row
        .replace('31.02', '28.02')
        .replace('1;;;', '1;1;;')
        .replace('2027', '2026')
        .replace('7707083894', '7707083893'),
    );
    const again = await load(russian(mended.join('\n')));
    assert.deepEqual([again.created, again.unchanged, again.rejected], [4, 1, 0]);
    const others = await load(russian('П-6;01.03.2026;ООО «Ничей»;;PB-10;;1;1;;'), { who: vera });
    assert.deepEqual(others.codes, ['2 analytics.customer_of_others']);
  });

  test('a sale that comes in a later file than its return is paired then', async () => {
    const early = await load(russian('В-2;20.02.2026;Ромашка;;BK-30;;-5;450;;'));
    assert.equal(early.summary['unpaired'], 1);
    await load(russian('В-1;10.02.2026;Ромашка;;BK-30;;5;450;;'));
    const again = await load(russian('В-2;20.02.2026;Ромашка;;BK-30;;-5;450;;'));
    assert.deepEqual([again.unchanged, again.summary['unpaired']], [1, 0]);
  });
});
