import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Type } from '@sinclair/typebox';
import { ok } from '#kernel/result.ts';
import { command } from '#platform/command.ts';
import type { RowOutcome } from '#platform/exchange/kind.ts';
import { guessMapping, mapRow } from '#platform/exchange/mapping.ts';
import { ids, newWorld, type Person } from '#tests/harness/world.ts';
import { productsImport } from './import.ts';
import { type ProductImportRow, productFields } from './rules/import-row.ts';

const world = await newWorld();
const { vera, admin, sonya } = world.people;

const importRows = command({
  name: 'test.import_products',
  permission: 'imports.run',
  input: Type.Object({ rows: Type.Array(Type.Any()) }),
  handle: async (context, { rows }) => ok(await productsImport.apply(context, rows)),
});

/** Reads a table as the import's runner does, and imports it. */
async function importTable(who: Person, text: string, more: { dryRun?: boolean } = {}): Promise<readonly RowOutcome[]> {
  const [header = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const { mapping } = guessMapping(header, productFields);
  const rows = lines.map((cells, at) => mapRow({ row: at + 2, cells, problems: [] }, mapping, productFields));
  // The input of a command is JSON; the rows are handed over as they are.
  const given = rows.map(({ row, values }) => ({ row, values: values as ProductImportRow }));
  const answer = await world.act(
    who,
    { ...importRows, handle: async (context) => ok(await productsImport.apply(context, given)) },
    { rows: [text] },
    more,
  );
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}
const outcomes = (rows: readonly RowOutcome[]) => rows.map((one) => one.outcome).join(' ');
const productBy = async (code: string) => {
  const rows = await world.owner(
    `select p.name, p.unit, p.okei_code, p.pack_milli, p.vat_class, p.country_code, p.cost_e4, p.min_price_e4, p.life_state,
       p.external_id, p.search_text, b.name as brand, c.path, array(select barcode from product_barcode k where k.product_id = p.id order by 1) as barcodes
     from product p left join brand b on b.id = p.brand_id left join category c on c.id = p.category_id
     where p.org_id = $1 and p.code_key = $2`,
    [ids.org, code.toLowerCase()],
  );
  return rows[0];
};

const table = `
  Артикул | Наименование   | Бренд  | Категория                 | Ед. изм. | В упаковке | НДС     | Страна | Штрихкод      | Себестоимость | Мин. цена | Статус
  NEW-1   | Лампа налобная | Фонарь | Электроника > Свет > Лоб  | шт.      | 10         | 22%     | Китай  | 4600051000057 | 120,50        | 200       | новинка
  NEW-2   | Батарейка АА   | Вольт  | Электроника / Питание     | упак     | 1,5        | 10      | 643    |               |               |           |
`;

describe('import of products', () => {
  test('CAT-8 creates products with their brands and categories on the way; the same table again changes nothing', async () => {
    assert.equal(outcomes(await importTable(vera, table)), 'created created');
    assert.deepEqual(await productBy('NEW-1'), {
      name: 'Лампа налобная',
      unit: 'шт',
      okei_code: '796',
      pack_milli: '10000',
      vat_class: 'standard',
      country_code: '156',
      cost_e4: '1205000',
      min_price_e4: '2000000',
      life_state: 'new',
      external_id: null,
      search_text: 'new-1 лампа налобная фонарь 4600051000057',
      brand: 'Фонарь',
      path: 'Электроника / Свет / Лоб',
      barcodes: ['4600051000057'],
    });
    const second = await productBy('NEW-2');
    assert.deepEqual(
      [second?.['brand'], second?.['path'], second?.['unit'], second?.['vat_class']],
      ['Вольт', 'Электроника / Питание', 'упак', 'reduced'],
    );
    assert.equal(outcomes(await importTable(vera, table)), 'unchanged unchanged');
    const brands = await world.owner("select count(*)::int as n from brand where name_key in ('вольт', 'фонарь')");
    assert.deepEqual(brands, [{ n: 2 }]);
  });

  test('CAT-8 updates by article, then by external id; an empty cell leaves the field as it is', async () => {
    const rows = await importTable(
      vera,
      `
      Код   | Ид     | Наименование        | Бренд
      new-1 | guid-1 | Лампа налобная яркая |
    `,
    );
    assert.equal(outcomes(rows), 'updated');
    const kept = await productBy('NEW-1');
    assert.deepEqual(
      [kept?.['name'], kept?.['brand'], kept?.['external_id']],
      ['Лампа налобная яркая', 'Фонарь', 'guid-1'],
    );
    const byId = await importTable(
      vera,
      `
      Ид     | В упаковке
      guid-1 | 20
    `,
    );
    assert.equal(outcomes(byId), 'updated');
    assert.equal((await productBy('NEW-1'))?.['pack_milli'], '20000');
  });

  test('CAT-8 rows that cannot be taken are rejected with what to mend, and the others are imported', async () => {
    const rows = await importTable(
      vera,
      `
      Артикул | Ид     | Наименование | Ед. изм. | НДС  | Страна  | Статус  | В упаковке | Себестоимость
              |        | Без ключа    | шт       |      |         |         |            |
      NEW-2   | guid-1 | Два товара   | шт       |      |         |         |            |
      BAD-1   |        |              | шт       |      |         |         |            |
      BAD-2   |        | Единица      | локоть   |      |         |         |            |
      BAD-3   |        | НДС          | шт       | 13 % |         |         |            |
      BAD-4   |        | Страна       | шт       |      | Нарния  |         |            |
      BAD-5   |        | Состояние    | шт       |      |         | странно |            |
      BAD-6   |        | Упаковка     | шт       |      |         |         | 0          |
      BAD-7   |        | Убыток       | шт       |      |         |         |            | -1
      GOOD-1  |        | Хороший      | шт       |      |         |         |            |
    `,
    );
    assert.deepEqual(
      rows.map((one) => `${one.row} ${one.problems?.[0]?.field ?? ''} ${one.problems?.[0]?.code ?? one.outcome}`),
      [
        '2 code catalog.import_no_key',
        '3 externalId catalog.import_two_products',
        '4 name catalog.name_empty',
        '5 unit catalog.import_unit_unknown',
        '6 vat catalog.import_vat_unknown',
        '7 country catalog.import_country_unknown',
        '8 life catalog.import_life_unknown',
        '9 pack catalog.pack_not_positive',
        '10 cost catalog.import_below_zero',
        '11  created',
      ],
    );
    assert.equal(await productBy('BAD-2'), undefined);
  });

  test('CAT-7 the cost of a person who does not see cost is left out with a warning', async () => {
    const blind = { ...vera, seesCost: false };
    const rows = await importTable(
      blind,
      `
      Артикул | Наименование | Себестоимость
      COST-1  | Секрет       | 99
      NEW-1   |              | 1
    `,
    );
    assert.deepEqual(
      rows.map((one) => [one.outcome, one.problems?.map((problem) => `${problem.code} ${String(problem.warning)}`)]),
      [
        ['created', ['catalog.import_cost_hidden true']],
        ['unchanged', ['catalog.import_cost_hidden true']],
      ],
    );
    assert.equal((await productBy('COST-1'))?.['cost_e4'], null);
    assert.equal((await productBy('NEW-1'))?.['cost_e4'], '1205000');
    const events = await world.owner("select payload::text as text from event where name like 'catalog.%import%'");
    assert.ok(events.every((event) => !String(event['text']).includes('1205000')));
  });

  test('a barcode of another product, doubtful barcodes and a closed move of life warn and do not stop', async () => {
    const rows = await importTable(
      vera,
      `
      Артикул | Наименование | Штрихкод                     | Статус
      WARN-1  | Предупреждён | 4607012345678; 4600051000058 |
      CS-50   |              |                              | стоп
    `,
    );
    assert.deepEqual(
      rows.map((one) => [one.outcome, one.problems?.map((problem) => `${problem.code} ${problem.value ?? ''}`)]),
      [
        [
          'created',
          [
            'catalog.barcode_taken 4607012345678',
            'catalog.barcode_check_digit 4607012345678',
            'catalog.barcode_check_digit 4600051000058',
          ],
        ],
        ['unchanged', ['catalog.life_closed blocked']],
      ],
    );
    assert.deepEqual((await productBy('WARN-1'))?.['barcodes'], ['4600051000058']);
  });

  test('two rows of one product go on from each other; an article does not pass between products in one batch', async () => {
    const rows = await importTable(
      vera,
      `
      Артикул | Ид  | Наименование
      TWICE   | t-1 | Первое имя
      twice   |     | Второе имя
      twice   |     | Второе имя
      HP-20   |     | Наушники
      BK-30   | b-1 |
      PB-10   | b-1 |
    `,
    );
    assert.equal(outcomes(rows), 'created updated unchanged updated updated rejected');
    assert.equal((await productBy('TWICE'))?.['name'], 'Второе имя');
    const swap = await importTable(
      vera,
      `
      Артикул | Ид
      HP-20   | t-1
    `,
    );
    assert.equal(swap[0]?.problems?.[0]?.code, 'catalog.import_two_products');
  });

  test('CAT-8 a preview keeps nothing; the right is catalog.write', async () => {
    const rows = await importTable(vera, 'Артикул|Наименование|Бренд\nDRY-1|Проба|Новый бренд', { dryRun: true });
    assert.equal(outcomes(rows), 'created');
    assert.equal(await productBy('DRY-1'), undefined);
    assert.deepEqual(await world.owner("select from brand where name_key = 'новый бренд'"), []);
    assert.equal(productsImport.permission, 'catalog.write');
    assert.equal(sonya.permissions.has('catalog.write'), false);
  });

  test('a handful of statements for 5,000 rows, as for one', async () => {
    const values = {
      externalId: null,
      brand: 'Вольт',
      category: 'Книги',
      unit: 'шт',
      pack: null,
      vat: null,
      country: null,
      declaration: null,
      barcode: null,
      cost: null,
      minPrice: null,
      life: null,
    };
    const run = async (count: number, tag: string) => {
      const given = Array.from({ length: count }, (_, at) => ({
        row: at + 2,
        values: { ...values, code: `${tag}-${at}`, name: `Товар ${at}` },
      }));
      const before = world.db.statements();
      await world.done(
        admin,
        { ...importRows, handle: async (context) => ok(await productsImport.apply(context, given)) },
        { rows: [tag] },
      );
      return world.db.statements() - before;
    };
    assert.equal(await run(5_000, 'MANY'), await run(1, 'ONE'));
    const counted = await world.owner("select count(*)::int as n from product where code_key like 'many-%'");
    assert.deepEqual(counted, [{ n: 5_000 }]);
  });
});
