import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDate } from './dates.ts';
import type { FieldSpec } from './field.ts';
import { headerKey, headerScore } from './header.ts';
import { guessMapping, mapRow } from './mapping.ts';
import { parseField, plainReading, type Reading, visibleText } from './parse-field.ts';
import { columnLetter, type SourceRow } from './problem.ts';
import { exchangeTexts, headerProblemText, placedProblemText } from './texts.ts';

const fields = [
  {
    name: 'sku',
    required: true,
    synonyms: { ru: ['Артикул', 'Код товара'], en: ['SKU', 'Stock code'] },
    parse: 'text',
    max: 10,
  },
  { name: 'name', synonyms: { ru: ['Наименование'], en: ['Name', 'Description'] }, parse: 'text' },
  { name: 'price', required: true, synonyms: { ru: ['Цена', 'Цена с НДС'], en: ['Unit price'] }, parse: 'priceE4' },
  { name: 'quantity', synonyms: { ru: ['Количество', 'Кол-во'], en: ['Quantity', 'Qty'] }, parse: 'quantityMilli' },
  { name: 'soldOn', synonyms: { ru: ['Дата'], en: ['Date'] }, parse: 'date' },
  { name: 'inn', synonyms: { ru: ['ИНН'], en: ['INN'] }, parse: 'inn' },
] as const satisfies readonly FieldSpec[];

function source(cells: readonly string[], problems: SourceRow['problems'] = []): SourceRow {
  return { row: 7, cells, problems };
}

test('headers are compared without case, ё, punctuation, line breaks; camelCase is words', () => {
  assert.equal(headerKey('  Кол-во,\nшт. '), 'кол во шт');
  assert.equal(headerKey('Учётный\u00ad номер'), 'учетный номер');
  assert.equal(headerKey('№ заказа'), 'номер заказа');
  assert.equal(headerKey('UnitPrice'), 'unit price');
  assert.equal(headerKey('customer_id'), 'customer id');
});

test('how well a header names a field', () => {
  const scores: readonly [string, number][] = [
    ['ЦЕНА', 1],
    ['Цена, руб.', 0.95],
    ['Цена (₽)', 1],
    ['Цена (опт)', 0.8],
    ['с НДС цена', 0.75],
    ['Unit prise', 0.7],
    ['Цена закупки', 0.525],
    ['Скидка', 0],
    ['', 0],
  ];
  for (const [header, score] of scores) assert.equal(headerScore(header, fields[2]), score, header);
});

test('a mapping is guessed; odd headers are told', () => {
  const header = ['Код товара', 'Наименование товара', 'Цена, руб.', 'Кол-во', 'Примечание', 'Цена, руб.', ''];
  const { mapping, confidence, problems } = guessMapping(header, fields);
  assert.deepEqual(mapping.columns, { sku: 0, name: 1, price: 2, quantity: 3 });
  assert.equal(confidence['price'], 0.95);
  assert.deepEqual(
    problems.map(({ code, column }) => [code, column]),
    [
      ['exchange.unknown_column', 'E'],
      ['exchange.duplicate_column', 'F'],
    ],
  );
});

test('the better match takes the column', () => {
  const { mapping } = guessMapping(['Цена закупки', 'Цена', 'SKU'], fields);
  assert.deepEqual(mapping.columns, { price: 1, sku: 2 });
});

test('of two columns that both name a field the one by its earlier name is meant, wherever it stands', () => {
  const goods: readonly FieldSpec[] = [
    { name: 'product', synonyms: { ru: ['Артикул', 'Код', 'Номенклатура'], en: ['SKU', 'Item'] }, parse: 'text' },
  ];
  const columnOf = (...header: string[]) => guessMapping(header, goods).mapping.columns['product'];
  assert.equal(columnOf('Номенклатура', 'Код', 'Артикул'), 2);
  assert.equal(columnOf('Item', 'Sku'), 1);
  assert.equal(columnOf('Артикул', 'Артикул'), 0);
});

test('a column serves one field', () => {
  const both: readonly FieldSpec[] = [
    { name: 'orderedOn', synonyms: { ru: ['Дата'], en: ['Date'] }, parse: 'date' },
    { name: 'shippedOn', synonyms: { ru: ['Дата отгрузки', 'Дата'], en: ['Shipped'] }, parse: 'date' },
  ];
  assert.deepEqual(guessMapping(['Дата'], both).mapping.columns, { orderedOn: 0 });
  assert.deepEqual(guessMapping(['Дата', 'Дата отгрузки'], both).mapping.columns, { orderedOn: 0, shippedOn: 1 });
});

test('a required field without a column is told in both languages', () => {
  const { problems } = guessMapping(['Артикул'], fields);
  assert.deepEqual(
    problems.map((problem) => headerProblemText(problem, 'ru', fields)),
    ['Нет столбца для обязательного поля «Цена». Выберите его или добавьте в файл.'],
  );
  assert.deepEqual(
    problems.map((problem) => headerProblemText(problem, 'en', fields)),
    ['There is no column for the required field “Unit price”. Choose one or add it to the file.'],
  );
});

test('a saved mapping goes first: by header, by number, or "do not read"; a lost column is told', () => {
  const header = ['Артикул', 'Цена', 'Закупка', 'Кол-во', 'Дата'];
  const saved = { price: 'закупка', quantity: null, sku: 0, soldOn: 'День', inn: 9 };
  const { mapping, problems } = guessMapping(header, fields, { saved });
  assert.deepEqual(mapping.columns, { price: 2, sku: 0, soldOn: 4 });
  assert.deepEqual(
    problems.map(({ code, header: text, field }) => [code, text, field]),
    [
      ['exchange.saved_column_missing', 'День', 'soldOn'],
      ['exchange.saved_column_missing', '9', 'inn'],
      ['exchange.unknown_column', 'Цена', null],
      ['exchange.unknown_column', 'Кол-во', null],
    ],
  );
});

test('the columns of an error file are no strangers', () => {
  assert.deepEqual(guessMapping(['SKU', 'Unit price', 'Строка', 'Ошибка'], fields).problems, []);
});

test('a row becomes values in the units of the kernel', () => {
  const { mapping } = guessMapping(['sku', 'name', 'price', 'quantity', 'date', 'inn'], fields);
  const { values, problems } = mapRow(
    source(['A-1', '', '12,3456', '1 000,5', '31.12.25', '500100732259']),
    mapping,
    fields,
  );
  const price: bigint | null = values.price;
  assert.equal(price, 123456n);
  assert.deepEqual(values, {
    sku: 'A-1',
    name: null,
    price: 123456n,
    quantity: 1000500n,
    soldOn: '2025-12-31',
    inn: '500100732259',
  });
  assert.deepEqual(problems, []);
});

test('each problem names row, column, header, code and value, and has its text', () => {
  const { mapping } = guessMapping(['Артикул', 'Цена, руб.', 'Дата'], fields);
  const { values, problems } = mapRow(source(['12345678901', '', '30.02.2025']), mapping, fields);
  assert.deepEqual([values.sku, values.price, values.soldOn], [null, null, null]);
  assert.deepEqual(problems, [
    {
      row: 7,
      column: 'A',
      header: 'Артикул',
      field: 'sku',
      code: 'exchange.too_long',
      value: '12345678901',
      params: { max: 10 },
    },
    { row: 7, column: 'B', header: 'Цена, руб.', field: 'price', code: 'exchange.required', value: '' },
    { row: 7, column: 'C', header: 'Дата', field: 'soldOn', code: 'exchange.not_a_date', value: '30.02.2025' },
  ]);
  assert.deepEqual(
    problems.map((problem) => placedProblemText(problem, 'ru', fields)),
    [
      'Строка 7, столбец A «Артикул»: Текст длиннее 10 знаков. Сократите его.',
      'Строка 7, столбец B «Цена, руб.»: Поле обязательно, а ячейка пуста. Заполните её.',
      'Строка 7, столбец C «Дата»: «30.02.2025» — не дата. Введите день, месяц и год, например 31.12.2025.',
    ],
  );
});

test('damage of the source counts where it is read, once', () => {
  const { mapping } = guessMapping(['Артикул', 'Цена', 'Заметки'], fields);
  const inNotes = mapRow(
    source(['A', '1', '#N/A'], [{ code: 'exchange.error_cell', column: 2, value: '#N/A' }]),
    mapping,
    fields,
  );
  assert.deepEqual(inNotes.problems, []);
  const inPrice = mapRow(
    source(['A', '#N/A'], [{ code: 'exchange.error_cell', column: 1, value: '#N/A' }]),
    mapping,
    fields,
  );
  assert.deepEqual(
    inPrice.problems.map(({ code, column, field }) => [code, column, field]),
    [['exchange.error_cell', 'B', 'price']],
  );
  const whole = mapRow(
    source(['A', '1'], [{ code: 'exchange.unclosed_quote', column: null, value: 'A;"1' }]),
    mapping,
    fields,
  );
  assert.deepEqual(whole.values, { sku: null, name: null, price: null, quantity: null, soldOn: null, inn: null });
  assert.deepEqual(
    whole.problems.map((problem) => placedProblemText(problem, 'en', fields)),
    ['Row 7: A quotation mark is opened and not closed. Close it, or double the marks inside the text.'],
  );
});

test('what cannot be seen neither fills a cell nor spoils it', () => {
  const { mapping } = guessMapping(['Артикул', 'Цена', 'Дата'], fields);
  const { values, problems } = mapRow(source(['\u200b', '\u200e12,5', '\ufeff31.12.2025\u200e']), mapping, fields);
  assert.deepEqual(
    problems.map(({ code, field }) => [code, field]),
    [['exchange.required', 'sku']],
  );
  assert.deepEqual([values.price, values.soldOn], [125000n, '2025-12-31']);
});

test('dates', () => {
  const cases: readonly [string, string | null, string | null][] = [
    ['31.12.2025', '2025-12-31', '2025-12-31'],
    ['31.12.25', '2025-12-31', '2025-12-31'],
    ['1.2.69', '2069-02-01', '2069-02-01'],
    ['1.2.70', '1970-02-01', '1970-02-01'],
    ['2025-12-31', '2025-12-31', '2025-12-31'],
    ['2010-12-01 08:26:00', '2010-12-01', '2010-12-01'],
    ['2025-12-31T10:00:00Z', '2025-12-31', '2025-12-31'],
    ['20251231', '2025-12-31', '2025-12-31'],
    ['31.12.2025 г.', '2025-12-31', '2025-12-31'],
    ['31 декабря 2025 г.', '2025-12-31', '2025-12-31'],
    ['9 мая 2026', '2026-05-09', '2026-05-09'],
    ['12/31/2010 8:26', null, '2010-12-31'],
    ['03/04/2025', '2025-04-03', '2025-03-04'],
    ['03.04.2025', '2025-04-03', '2025-04-03'],
    ['46022', '2025-12-31', '2025-12-31'],
    ['46022.5', '2025-12-31', '2025-12-31'],
    ['30.02.2025', null, null],
    ['29.02.2025', null, null],
    ['00.00.0000', null, null],
    ['31.12-2025', null, null],
    ['завтра', null, null],
    ['5', null, null],
  ];
  for (const [text, dmy, mdy] of cases) {
    assert.equal(parseDate(text, 'dmy'), dmy, text);
    assert.equal(parseDate(text, 'mdy'), mdy, text);
  }
});

test('cells by kind', () => {
  const russian: Reading = { ...plainReading, decimal: ',' };
  const english: Reading = { ...plainReading, decimal: '.' };
  const cases: readonly [FieldSpec['parse'], string, Reading, unknown][] = [
    ['minor', '1 234,56 руб.', plainReading, 123456n],
    ['minor', '1,234.56', plainReading, 123456n],
    ['minor', '1.234,56', plainReading, 123456n],
    ['minor', '1.234.567', plainReading, 123456700n],
    ['minor', '1,234', english, 123400n],
    ['minor', '1,234', russian, 'exchange.not_a_sum'],
    ['minor', '1,23', english, 123n],
    ['minor', '12.345', plainReading, 'exchange.not_a_sum'],
    ['minor', '12.345', { ...plainReading, round: true }, 1235n],
    ['minor', '12%', plainReading, 'exchange.not_a_sum'],
    ['minor', '1e400', plainReading, 'exchange.not_a_sum'],
    ['minor', '9'.repeat(70), plainReading, 'exchange.not_a_sum'],
    ['quantityMilli', '-5', plainReading, -5000n],
    ['integer', '17850.0', plainReading, 17850],
    ['integer', '99999999999999999', plainReading, 'exchange.too_large_value'],
    ['integer', '1,5', plainReading, 'exchange.not_an_integer'],
    ['bp', '12,5%', plainReading, 1250],
    ['bp', '12.5', plainReading, 1250],
    ['bp', '0.125', plainReading, 'exchange.not_a_percent'],
    ['boolean', 'Да', plainReading, true],
    ['boolean', 'FALSE', plainReading, false],
    ['boolean', 'может быть', plainReading, 'exchange.not_a_boolean'],
    ['inn', ' 7707083893 ', plainReading, '7707083893'],
    ['inn', '7707083894', plainReading, 'requisites.inn_check_digit'],
    ['kpp', '773601001', plainReading, '773601001'],
    ['text', '\u200bБолт\u00ad М8\ufeff', plainReading, 'Болт М8'],
    ['text', '=cmd|calc', plainReading, '=cmd|calc'],
  ];
  for (const [parse, text, reading, expected] of cases) {
    const field: FieldSpec = { name: 'x', synonyms: { ru: ['x'], en: ['x'] }, parse };
    const result = parseField(text, field, reading);
    assert.deepEqual(result.ok ? result.value : result.code, expected, `${parse} ${text}`);
  }
});

test('limits hold for either sign', () => {
  const field: FieldSpec = { name: 'x', synonyms: { ru: ['x'], en: ['x'] }, parse: 'minor', max: 100 };
  const codes = ['1', '-1', '1,01', '-1,01'].map((text) => {
    const result = parseField(text, field, plainReading);
    return result.ok ? 'ok' : result.code;
  });
  assert.deepEqual(codes, ['ok', 'ok', 'exchange.too_large_value', 'exchange.too_large_value']);
});

test('letters of columns', () => {
  assert.deepEqual([0, 25, 26, 701, 702, 16_383].map(columnLetter), ['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
});

test('every text says what to do: it has two sentences at least', () => {
  const short = Object.entries(exchangeTexts.ru).filter(([key, text]) => {
    return !key.startsWith('exchange.place_') && !/[.:].+\./.test(String(text));
  });
  assert.deepEqual(short, []);
});

test('any header and any cells give values or problems, never a throw', () => {
  const anyCell = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('1e400', '30.02.2025', '=1+1', '\ud800', '٣'),
  );
  const anyHeader = fc.array(fc.oneof(fc.string(), fc.constantFrom('Артикул', 'Цена', 'Дата', 'ИНН', '__proto__')), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(
      anyHeader,
      fc.array(anyCell, { maxLength: 10 }),
      fc.constantFrom('dmy', 'mdy'),
      (header, cells, dates) => {
        const { mapping } = guessMapping(header, fields, { reading: { dates } });
        const { values, problems } = mapRow(source(cells), mapping, fields);
        for (const field of fields) {
          const told = problems.some((problem) => problem.field === field.name);
          const empty = visibleText(cells[mapping.columns[field.name] ?? -1] ?? '') === '';
          assert.ok(values[field.name] !== null || told || empty, field.name);
        }
        for (const problem of problems) assert.doesNotMatch(placedProblemText(problem, 'ru', fields), /\{\w+\}$/);
      },
    ),
    { numRuns: 1000 },
  );
});
