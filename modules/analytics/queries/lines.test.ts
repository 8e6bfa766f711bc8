import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '#kernel/id.ts';
import { writeOrg } from '#platform/database.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { addSales, type SoldLine } from '../index.ts';
import { rebuildRollup } from '../rollup.ts';
import { checks } from '../verify.ts';
import { addSold } from '../world.fixture.ts';
import { getAccountSales } from './account-sales.ts';
import { listChoices } from './choices.ts';
import { type LinesAsk, listLines } from './lines.ts';
import { getProductSales } from './product-sales.ts';

const world = await newWorld();
world.setNow('2026-11-21');
const { anna, boris, director, sonya, stranger } = world.people;
const { romashka, lutik, vasilek } = ids.account;

await addSold(
  world,
  `
  day        | account  | product    | pieces | sum     | vat    | cost   | manager
  2026-11-20 | romashka | powerbank  | 10     | 1220.00 | 220.00 | 800.00 | anna
  2026-11-20 | romashka | headphones | 1      | 610.00  | 110.00 | -      | anna
  2026-10-10 | romashka | powerbank  | 5      | 610.00  | 110.00 | 400.00 | anna
  2026-03-10 | romashka | book       | 3      | 330.00  | 30.00  | 200.00 | anna
  2025-11-20 | romashka | powerbank  | 4      | 488.00  | 88.00  | 320.00 | anna
  2025-11-22 | romashka | powerbank  | 9      | 1098.00 | 198.00 | 720.00 | anna
  2025-10-02 | romashka | book       | 10     | 1100.00 | 100.00 | 700.00 | anna
  2024-11-30 | romashka | book       | 10     | 1100.00 | 100.00 | 700.00 | anna
  2026-11-01 | vasilek  | powerbank  | 7      | 854.00  | 154.00 | 560.00 | boris
  2026-11-02 | vasilek  | powerbank  | -2     | -244.00 | -44.00 | -160.00 | boris
`,
);

const page = async (who: Person, input: LinesAsk, limit = 100) => {
  const answer = await world.ask(who, (context) => listLines(context, input, limit));
  assert.ok(answer.ok);
  return answer.value;
};

describe('sold lines', () => {
  test('come the latest first, with margin for who sees cost', async () => {
    const { rows } = await page(director, { fromOn: '2026-11-01', toOn: '2026-11-19' });
    assert.deepEqual(
      rows.map((row) => [
        row.soldOn,
        row.accountName,
        row.productCode,
        row.quantityMilli,
        row.revenueMinor,
        row.marginMinor,
      ]),
      [
        ['2026-11-02', 'ИП Васильков В. В.', 'PB-10', '-2000', '-24400', '-4000'],
        ['2026-11-01', 'ИП Васильков В. В.', 'PB-10', '7000', '85400', '14000'],
      ],
    );
    const unknown = await page(director, { productId: [ids.product.headphones] });
    assert.deepEqual(
      unknown.rows.map((row) => row.marginMinor),
      [null],
    );
  });

  test('ANA-3: carry no margin for who does not see cost', async () => {
    const { rows } = await page(anna, {});
    assert.equal(rows.length, 8);
    assert.ok(rows.every((row) => row.marginMinor === null));
  });

  test('ANA-4: are of the accounts that the person sees', async () => {
    assert.deepEqual(
      await Promise.all([anna, boris, sonya, stranger].map(async (who) => (await page(who, {})).rows.length)),
      [8, 2, 10, 0],
    );
    assert.equal((await page(boris, { accountId: [romashka] })).rows.length, 0);
  });

  test('join over pages without a gap or a double', async () => {
    const whole = (await page(director, {})).rows.map((row) => row.id);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const part: { rows: { id: string }[]; next: string | null } = await page(
        director,
        cursor === '' ? {} : { cursor },
        3,
      );
      seen.push(...part.rows.map((row) => row.id));
      cursor = part.next;
    }
    assert.deepEqual(seen, whole);
  });

  test('are refused for a day that is none', async () => {
    const answer = await world.ask(director, (context) => listLines(context, { fromOn: '2026-02-30' }));
    assert.equal(answer.ok ? 'ok' : answer.code, 'analytics.bad_day');
  });
});

describe('the sales of an account', () => {
  const sales = async (who: Person, accountId: string) => {
    const answer = await world.ask(who, (context) => getAccountSales(context, { accountId }));
    return answer.ok ? answer.value : answer.code;
  };

  test('stand by months beside last year, the month that goes on beside the same days', async () => {
    const view = await sales(director, romashka);
    assert.ok(typeof view === 'object');
    assert.equal(view.months.length, 12);
    assert.deepEqual(
      view.months.filter((month) => month.revenueMinor !== '0' || month.beforeMinor !== '0'),
      [
        { month: '2026-03', revenueMinor: '33000', quantityMilli: '3000', beforeMinor: '0', marginMinor: '10000' },
        { month: '2026-10', revenueMinor: '61000', quantityMilli: '5000', beforeMinor: '110000', marginMinor: '10000' },
        {
          month: '2026-11',
          revenueMinor: '183000',
          quantityMilli: '11000',
          beforeMinor: '48800',
          marginMinor: '20000',
        },
      ],
    );
    assert.deepEqual(view.year, {
      revenueMinor: '277000',
      beforeMinor: '158800',
      quantityMilli: '19000',
      marginMinor: '40000',
    });
    assert.deepEqual([view.firstOn, view.lastOn], ['2024-11-30', '2026-11-20']);
  });

  test('tell categories against last year and what was bought last', async () => {
    const view = await sales(anna, romashka);
    assert.ok(typeof view === 'object');
    assert.deepEqual(
      view.categories.map((one) => [one.title, one.revenueMinor, one.beforeMinor]),
      [
        ['Электроника / Питание', '183000', '48800'],
        ['Электроника / Аудио', '61000', '0'],
        ['Книги', '33000', '110000'],
      ],
    );
    assert.deepEqual(
      view.products.map((one) => [
        one.code,
        one.lastOn,
        one.times,
        one.quantityMilli,
        one.revenueMinor,
        one.lastPriceE4,
      ]),
      [
        ['PB-10', '2026-11-20', 3, '24000', '292800', '1220000'],
        ['HP-20', '2026-11-20', 1, '1000', '61000', '6100000'],
        ['BK-30', '2026-03-10', 1, '3000', '33000', '1100000'],
      ],
    );
    assert.equal(view.year.marginMinor, null);
  });

  test('ANA-4: are seen with the account', async () => {
    assert.equal(await sales(boris, romashka), 'analytics.account_not_found');
    assert.equal(await sales(stranger, romashka), 'analytics.account_not_found');
    const none = await sales(anna, lutik);
    assert.ok(typeof none === 'object');
    assert.deepEqual([none.year.revenueMinor, none.products, none.lastOn], ['0', [], null]);
  });
});

describe('the sales of a product', () => {
  const sales = async (who: Person) => {
    const answer = await world.ask(who, (context) => getProductSales(context, { productId: ids.product.powerbank }));
    assert.ok(answer.ok, answer.ok ? '' : answer.code);
    return answer.value;
  };

  test('ANA-4: are to the accounts that the person sees', async () => {
    const all = await sales(director);
    assert.deepEqual(all.year, {
      revenueMinor: '244000',
      beforeMinor: '48800',
      quantityMilli: '20000',
      marginMinor: '40000',
    });
    assert.deepEqual(
      all.accounts.map((one) => [one.name, one.revenueMinor, one.quantityMilli, one.lastOn]),
      [
        ['ООО «Ромашка»', '183000', '15000', '2026-11-20'],
        ['ИП Васильков В. В.', '61000', '5000', '2026-11-02'],
      ],
    );
    assert.deepEqual(
      (await sales(boris)).accounts.map((one) => one.name),
      ['ИП Васильков В. В.'],
    );
    assert.equal((await sales(boris)).year.marginMinor, null);
    const strange = await world.ask(stranger, (context) =>
      getProductSales(context, { productId: ids.product.powerbank }),
    );
    assert.equal(strange.ok ? 'ok' : strange.code, 'analytics.product_not_found');
  });
});

describe('choices of filters', () => {
  const names = async (who: Person, of: 'account' | 'group' | 'manager' | 'brand', q = '') =>
    (await world.ask(who, (context) => listChoices(context, { of, q }))).value.rows.map((row) => row.name);

  test('ANA-4: are of what the person sees', async () => {
    assert.deepEqual(await names(anna, 'account'), ['ООО «Лютик»', 'ООО «Ромашка»']);
    assert.deepEqual([await names(anna, 'group'), await names(boris, 'group')], [['Холдинг «Цветы»'], []]);
    assert.deepEqual(
      [await names(anna, 'manager'), await names(director, 'manager')],
      [['Анна Клюева'], ['Анна Клюева', 'Борис Ключников']],
    );
    assert.deepEqual(await names(stranger, 'brand'), []);
    assert.deepEqual(await names(director, 'account', 'рома'), ['ООО «Ромашка»']);
    assert.deepEqual(await names(director, 'account', '%'), []);
  });

  test('give the names of ids', async () => {
    const found = await world.ask(anna, (context) => listChoices(context, { of: 'account', id: [romashka, vasilek] }));
    assert.deepEqual(found.value.rows, [{ id: romashka, name: 'ООО «Ромашка»' }]);
  });
});

describe('ANA-5: the rollup', () => {
  const broken = async () => {
    const found = checks.filter((check) => check.code === 'analytics.month_differs');
    return Promise.all(found.map((check) => world.read(ids.org, (read) => check.find(read, ids.org))));
  };

  test('is the sum of its lines', async () => {
    assert.deepEqual(await broken(), [[]]);
  });

  test('is made anew of the lines when it is not', async () => {
    await world.owner('update sales_month set sum_minor = sum_minor + 1, cost_minor = 0 where account_id = $1', [
      romashka,
    ]);
    await world.owner('delete from sales_month where account_id = $1', [vasilek]);
    assert.ok((await broken()).flat().length > 0);
    const made = await writeOrg(world.db, ids.org, { work: (tx) => rebuildRollup(tx, ids.org) });
    assert.equal(made, 8);
    assert.deepEqual(await broken(), [[]]);
  });
});

describe('ANA-6: history', () => {
  const line = (more: Partial<SoldLine>): SoldLine => ({
    ...{ id: newId(), source: 'import', invoiceNo: '15', lineNo: 1, soldOn: '2025-05-05', accountId: lutik },
    ...{ productId: ids.product.book, managerId: null, quantityMilli: 1_000n, priceE4: 1_000_000n },
    ...{ sumMinor: 100_00n, vatMinor: 0n, costMinor: null },
    ...more,
  });
  const add = (...lines: SoldLine[]) => writeOrg(world.db, ids.org, { work: (tx) => addSales(tx, ids.org, lines) });

  test('twice the same adds nothing; the same number of another year is another sale', async () => {
    assert.equal(await add(line({}), line({ lineNo: 2 })), 2);
    assert.equal(await add(line({}), line({ lineNo: 2 }), line({ lineNo: 3 })), 1);
    assert.equal(await add(line({ soldOn: '2026-05-05' })), 1);
    const [sum] = await world.owner(
      'select sum(sum_minor)::text as sum, sum(line_count)::int as lines from sales_month where account_id = $1',
      [lutik],
    );
    assert.deepEqual(sum, { sum: '40000', lines: 4 });
  });

  test('a paper of ours whose number begins anew loses no sale', async () => {
    const ours = line({ source: 'shipment', invoiceNo: 'КТ-1', soldOn: '2025-12-30' });
    assert.equal(await add(ours), 1);
    assert.equal(await add({ ...ours, id: newId(), soldOn: '2026-01-12' }), 1);
    assert.equal(await add({ ...ours, id: newId(), accountId: romashka }), 1);
    assert.deepEqual(await broken(), [[]]);
  });

  const broken = async () => {
    const found = checks.filter((check) => check.code === 'analytics.month_differs');
    return Promise.all(found.map((check) => world.read(ids.org, (read) => check.find(read, ids.org))));
  };

  test('sales at once come to the sum of all', async () => {
    const sold = (n: number) => line({ invoiceNo: `ОДНОВР-${n}`, accountId: vasilek, soldOn: '2025-07-07' });
    const added = await Promise.all(Array.from({ length: 24 }, (_one, n) => add(sold(n))));
    assert.equal(
      added.reduce((sum, one) => sum + one, 0),
      24,
    );
    const [month] = await world.owner(
      "select sum_minor, line_count from sales_month where month = '2025-07-01' and account_id = $1",
      [vasilek],
    );
    assert.deepEqual(month, { sum_minor: '240000', line_count: 24 });
  });
});
