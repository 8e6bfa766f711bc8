/** The seven kinds of import by the command line, from files as old programs write them. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import iconv from 'iconv-lite';
import { statement } from '#modules/settlements/books.fixture.ts';
import { ids } from '#tests/harness/world.ts';
import { newLine } from './line.fixture.ts';

const { world, org, folder, file } = await newLine();

const clients = `Код;Наименование;ИНН;КПП;Менеджер;Телефон
К-1;ООО «Первый»;7707083893;770701001;Анна Клюева;8 (495) 777-12-34
К-2;ООО «Второй»;1;;;
К-3;"ИП Третий; он же четвёртый";;;;
`;
const goods = `Артикул;Наименование;Бренд;Категория;Ед. изм.;НДС;Себестоимость
NEW-1;Лампа налобная;Фонарь;Электроника > Свет;шт.;22%;120,50
NEW-2;Батарейка АА;Вольт;Электроника / Питание;упак;10;
`;
const prices = `Артикул;РРЦ;Цена Опт;Дилер
BK-30;510;460;
CB-40;150;;90,50
`;
const stock = `Артикул;Склад;Остаток
PB-10;;120
CB-40;Склад СПб;7
НЕТ-1;;1
`;
const orders = `Клиент;Номер заказа клиента;Артикул;Количество
A-001;PO-77;BK-30;10
7736050003;PO-77;PB-10;2
A-003;PO-78;HP-20;1
`;
const sales = `Документ;Дата;Клиент;ИНН;Артикул;Товар;Количество;Цена;Сумма
КТ-1;15.01.2024;ООО «Ромашка»;;PB-10;;2;1200,00;2400,00
КТ-1;15.01.2024;ООО «Ромашка»;;HP-20;;1;3500,00;3499,99
КТ-2;16.01.2024;ООО «Новый»;;НОВ-1;Новинка;3;;100,00
`;
type Counts = readonly [created: number, updated: number, unchanged: number, rejected: number];
const countsOf = (json: Record<string, unknown>): Counts =>
  [json['created'], json['updated'], json['unchanged'], json['rejected']].map(Number) as unknown as Counts;

describe('a table: checked, imported, and once more', () => {
  const table: [kind: string, text: string, rows: number, first: Counts, again: Counts][] = [
    ['accounts', clients, 3, [2, 0, 0, 1], [0, 0, 2, 1]],
    ['products', goods, 2, [2, 0, 0, 0], [0, 0, 2, 0]],
    ['prices', prices, 2, [2, 0, 0, 0], [0, 0, 2, 0]],
    ['stock', stock, 3, [1, 1, 0, 1], [0, 0, 2, 1]],
    ['orders', orders, 3, [3, 0, 0, 0], [0, 0, 3, 0]],
    ['sales-history', sales, 3, [3, 0, 0, 0], [0, 0, 3, 0]],
  ];
  // A check goes the way of the import: batch by batch, or the whole file at once.
  const dry = new Set(['accounts', 'sales-history']);
  for (const [kind, text, rows, first, again] of table) {
    test(kind, async () => {
      const place = await file(`${kind}.csv`, text);
      const checked = dry.has(kind) ? [await org('import', kind, place, '--dry-run')] : [];
      const done = await org('import', kind, place);
      const repeated = await org('import', kind, place);
      for (const { code, lines, errors } of [...checked, done, repeated]) {
        assert.deepEqual([code, lines.length], [0, 1]);
        const said = errors.split('\n').filter((line) => line !== '');
        assert.equal(said.length, first[3]);
        assert.ok(said.every((line) => /^Строка \d+ отклонена\. ./.test(line)));
      }
      assert.deepEqual([countsOf(done.json), countsOf(repeated.json)], [first, again]);
      for (const { json } of checked) assert.deepEqual([countsOf(json), json['dry_run']], [first, true]);
      assert.deepEqual([done.json['rows'], done.json['dry_run']], [rows, false]);
    });
  }

  test('sales tell their documents and their sum', async () => {
    const { json } = await org('import', 'sales-history', await file('sales.csv', sales), '--dry-run');
    assert.deepEqual(
      [json['invoices'], json['cancellations'], json['unpaired'], json['sum_minor']],
      [2, 0, 0, '599999'],
    );
  });

  test('they stand among the imports of the screens, with what came of them', async () => {
    const runs = await world.owner(
      `select kind, state, dry_run, file_name, rows_read::int as rows, rejected_count::int as rejected, started_by,
         error_file_id is not null as errors
       from import_run where org_id = $1 and kind = 'accounts' order by started_at`,
      [ids.org],
    );
    const run = { kind: 'accounts', file_name: 'accounts.csv', rows: 3, rejected: 1, started_by: ids.person.admin };
    assert.deepEqual(runs, [
      { ...run, state: 'preview', dry_run: true, errors: true },
      { ...run, state: 'done', dry_run: false, errors: true },
      { ...run, state: 'done', dry_run: false, errors: true },
    ]);
    const [events] = await world.owner("select count(*)::int as n from event where name = 'imports.finished'");
    assert.ok(Number(events?.['n']) >= 14);
  });
});

describe('what is taken with a warning', () => {
  test('is told row by row, on the terminal and on the screen', async () => {
    const text = 'Код;Наименование;Менеджер\nЗ-1;ООО «Замок»;Никто Никтоев\nЗ-2;ООО «Ключ»;\n';
    const called = await org('import', 'accounts', await file('managers.csv', text));
    assert.deepEqual([countsOf(called.json), called.json['warnings']], [[2, 0, 0, 0], 1]);
    assert.match(called.errors, /^Строка 2 взята с замечанием\. C «Менеджер»: .+\n$/);
    const warned = await world.owner(
      `select w ->> 'row' as row, jsonb_array_length(w -> 'problems') as problems
       from import_run, jsonb_array_elements(summary -> 'warned') w where id = $1`,
      [called.json['import_id']],
    );
    assert.deepEqual(warned, [{ row: '2', problems: 1 }]);
  });
});

describe('what is rejected', () => {
  test('comes back as a table with the reasons, to be mended and given again', async () => {
    const errors = path.join(folder, 'mend.csv');
    const called = await org('import', 'stock', await file('again.csv', stock), '--errors', errors);
    assert.equal(called.json['rejected'], 1);
    const text = await readFile(errors, 'utf8');
    const lines = text.trim().split(/\r?\n/);
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /^НЕТ-1;;1;/);
  });

  test('goes from where it was when nothing is rejected any more, and never over the file that is imported', async () => {
    const place = await file('own.csv', stock);
    const over = await org('import', 'stock', place, '--errors', path.join(folder, '.', 'own.csv'));
    assert.deepEqual([over.code, over.json['bad_use']], [2, 'cli.errors_over_source']);
    assert.equal(iconv.decode(await readFile(place), 'win1251'), stock);
    const errors = path.join(folder, 'mended.csv');
    await org('import', 'stock', place, '--errors', errors);
    const mended = await file('whole.csv', stock.replace('НЕТ-1', 'BK-30'));
    assert.equal((await org('import', 'stock', mended, '--errors', errors)).json['rejected'], 0);
    await assert.rejects(readFile(errors), { code: 'ENOENT' });
  });

  test('a file without a column that is needed, one that is no table, none at all: refused in words', async () => {
    const refusals = await Promise.all([
      org('import', 'stock', await file('no-column.csv', 'Склад;Остаток\nSPB;1\n')),
      org('import', 'stock', await file('picture.csv', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0, 1, 2]))),
      org('import', 'stock', path.join(folder, 'none.csv')),
      org('import', 'stock', await file('ok.csv', stock), '--errors', path.join(folder, 'no-such', 'e.csv')),
      org('import', 'stock', await file('ok2.csv', stock), '--map', 'Нет такого'),
      org('import', 'stock', await file('ok3.csv', stock), '--as', 'anna@kamerton.example'),
    ]);
    const codes = refusals.map(({ json }) => json['refused']);
    assert.deepEqual(
      refusals.map(({ code }) => code),
      [1, 1, 1, 1, 1, 1],
    );
    assert.deepEqual(
      [codes[0], ...codes.slice(2)],
      ['exchange.column_missing', 'cli.file_not_found', 'cli.cannot_write', 'imports.no_mapping', 'platform.forbidden'],
    );
    assert.match(String(codes[1]), /^exchange\./);
  });

  test('columns by a mapping that the screens saved', async () => {
    await world.owner('insert into import_mapping (org_id, kind, name, columns) values ($1, $2, $3, $4)', [
      ids.org,
      'stock',
      'Из 1С',
      JSON.stringify({ columns: { code: 'Шифр', onHand: 'Кол' } }),
    ]);
    const place = await file('mapped.csv', 'Шифр;Кол\nPB-10;121\n');
    const called = await org('import', 'stock', place, '--map', 'Из 1С');
    assert.deepEqual([called.code, called.json['updated']], [0, 1], called.errors);
  });
});

test('a bank statement: checked, taken, and once more', async () => {
  const place = await file(
    'kl_to_1c.txt',
    statement([
      { number: '1', date: '05.02.2024', sum: '900.00', inn: '7736050003', purpose: 'Оплата по договору' },
      { number: '2', date: '05.02.2024', sum: '5.00', inn: '5001007322', purpose: 'нам' },
    ]),
  );
  const calls = [await org('import', 'bank-statement', place, '--dry-run')];
  calls.push(await org('import', 'bank-statement', place), await org('import', 'bank-statement', place));
  for (const { code, json } of calls)
    assert.deepEqual([code, json['documents'], json['in_minor'], json['out_minor']], [0, 2, '90500', '0']);
  const told = calls.map(({ json }) => [json['advance'], json['unknown'], json['duplicates'], json['accounts']]);
  assert.deepEqual(told, [
    [1, 1, 0, 1],
    [1, 1, 0, 1],
    [0, 0, 2, 1],
  ]);
});

test('what is odd in a bank statement comes as a table too', async () => {
  const errors = path.join(folder, 'statement-errors.csv');
  const odd = statement([{ number: '3', date: '05.02.2024', sum: 'сто', inn: '7736050003', purpose: 'Оплата' }]);
  const called = await org('import', 'bank-statement', await file('odd.txt', odd), '--dry-run', '--errors', errors);
  assert.deepEqual([called.code, called.json['rejected']], [0, 1], called.errors);
  const lines = (await readFile(errors, 'utf8')).trim().split(/\r?\n/);
  assert.equal(lines[0], 'Строка;Ошибка');
  assert.equal(lines.length - 1, called.json['warnings']);
  assert.ok(
    lines.some((line) => /^8;Сумма не читается/.test(line)),
    lines.join(),
  );
});
