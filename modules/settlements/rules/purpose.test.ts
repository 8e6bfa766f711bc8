import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sampleBytes, statementIn } from '../testdata/statements.ts';
import { textTable } from '../testdata/text-table.ts';
import { purposeFacts } from './purpose.ts';

// "kind number@date"; "~" before the number: other words stand between; "[a-b]": a range.
const purposes = `
  purpose                                                             | names
  Оплата по счёту №1 за услуги. Без НДС.                              | invoice 1
  Оплата за товар по договору 7 от 10.01.2018                         | contract 7@2018-01-10
  Оплата по счету N 1024 от 01.01.23г 18026,52                        | invoice 1024@2023-01-01
  Щ150/2. Оплата за ТО за март 2022г. по сч.34 от 31.03.2022, Без НДС | invoice 34@2022-03-31
  Оплата по заказу клиента №9614, НДС не облагается                   | order 9614
  За товары, по счету №125 на сумму 175000-00                         | invoice 125
  Оплата стоимости пакета услуг за период с 01/01/2024 по 31/12/2024  |
  ЛС: 50133547364                                                     |
  Расчет по договору N б/н от 01.09.2008 за аренду                    |
  Оплата по сч-ф № УТ-000123 от 05.06.2026                            | vat_invoice УТ-000123@2026-06-05
  счет-фактура 15 от 05.06.26, счёт фактура 16                        | vat_invoice 15@2026-06-05; vat_invoice 16
  счета-фактуры 15 и 16                                               | vat_invoice 15; vat_invoice 16
  с/ф 77 от 5 июня 2026 года                                          | vat_invoice 77@2026-06-05
  УПД 1, 2,3; 4 и 5 от 05.06.2026                                     | upd 1; upd 2; upd 3; upd 4; upd 5@2026-06-05
  УПД №1 от 01.06.2026, №2 от 02.06.2026                              | upd 1@2026-06-01; upd 2@2026-06-02
  УПД№1 №2 №3                                                         | upd 1; upd 2; upd 3
  универсальный передаточный документ № 8                             | upd 8
  счета №№ 5,6 УПД-7, ТОРГ-12 №8                                      | invoice 5; invoice 6; upd 7; waybill 8
  накладная ТОРГ-12 № 5                                               | waybill 5
  по накл. 12/3, ТТН 44, реализация товаров № 9                       | waybill 12/3; waybill 44; waybill 9
  акт №3 от 30.05.2026                                                | act 3@2026-05-30
  оплата по акту сверки                                               |
  сч№305от05.06.2026г.                                                | invoice 305@2026-06-05
  Оплата по счетуN305                                                 | invoice 305
  счет от 31.03.2026 № 34                                             | invoice 34@2026-03-31
  счет на оплату №34 от «05» июня                                     | invoice 34
  счет ООО Ромашка № 5                                                | invoice ~5
  на расчетный счет 40702810000000000001                              |
  р/с 40702810000000000001, счет 40702810000000000001                 |
  на лицевой счет 12345 и расч. счет № 7                              |
  предоплата 100% по счету 12                                         | invoice 12
  по счету 12 на 5000 руб                                             | invoice 12
  счет 50% аванса                                                     |
  счет за 2026 год                                                    |
  счет 2026 г.                                                        |
  сч. 12,13,14                                                        | invoice 12; invoice 13; invoice 14
  счет 100,18026,52 руб                                               | invoice 100
  счет 305.00                                                         |
  УПД с 101 по 105                                                    | upd 101-105[101-105]
  УПД 1001-1250 от 05.06.2026                                         | upd 1001-1250[1001-1250]@2026-06-05
  СЧЕТ NО 15 ОТ 01.02.2026                                            | invoice 15@2026-02-01
  cчeт 15 oт 01.02.2026                                               | invoice 15@2026-02-01
  по заказам 5 и 6 заказчика 7                                        | order 5; order 6
  за счет средств фонда                                               |
  счет 5 от 30.02.2026                                                | invoice 5
  счет 5 счет 5                                                       | invoice 5
  invoice 2026-15                                                     | invoice 2026-15
`;

for (const { purpose = '', names = '' } of textTable(purposes)) {
  test(`"${purpose}" names ${names || 'nothing'}`, () => assert.equal(namesIn(purpose), names));
}

const vats = `
  purpose                                 | rate | sum
  в т.ч. НДС 20% - 1 234,56               | 2000 | 123456
  В том числе НДС 22 % - 100.00 рублей    | 2200 | 10000
  НДС(20%)-1 234-56                       | 2000 | 123456
  включая НДС (10 %) 5.00                 | 1000 | 500
  НДС 22.00% 166-67                       | 2200 | 16667
  в т.ч. НДС по ставке 22% в сумме 18 руб | 2200 | 1800
  в т.ч. 20% НДС 10.50                    | 2000 | 1050
  сумма 375-25, НДС 62-54                 | -    | 6254
  в т.ч. НДС 5%                           | 500  | -
  НДС 20%, в т.ч. НДС 20% 10.00           | 2000 | 1000
  в т.ч. HДC 20% 10.00                    | 2000 | 1000
  НДС не облагается                       | none | none
  Без НДС                                 | none | none
  Без налога (НДС)                        | none | none
  не облагается НДС                       | none | none
  НДС нет                                 | none | none
  Оплата за товар                         | null | null
  на индсчет 5                            | null | null
  НДС включен                             | null | null
`;

for (const { purpose = '', rate, sum } of textTable(vats)) {
  test(`VAT of "${purpose}": ${rate}, ${sum}`, () => {
    const { vat } = purposeFacts(purpose);
    const found =
      vat?.kind === 'included' ? [vat.rateBp ?? '-', vat.sumMinor ?? '-'] : [vat?.kind ?? null, vat?.kind ?? null];
    assert.deepEqual(found.map(String), [rate, sum]);
  });
}

const refunds = `
  purpose                               | word
  Возврат излишне перечисленных средств | Возврат
  ВОЗВРАЩЕНО по счету 5                 | ВОЗВРАЩЕНО
  Ошибочно перечисленная сумма          | Ошибочно
  BOЗBPAT по письму                     | BOЗBPAT
  сторно платежа                        | сторно
  Оплата по счету 5                     | -
  Оплата за невозвратную тару           | -
`;

for (const { purpose = '', word } of textTable(refunds)) {
  test(`"${purpose}" ${word === '-' ? 'may be matched' : 'is for a person'}`, () => {
    assert.equal(purposeFacts(purpose).refundWord ?? '-', word);
  });
}

test('the purposes of real statements', () => {
  const purposesOf = (file: string) => statementIn(sampleBytes(file)).documents.map(({ purpose }) => namesIn(purpose));
  assert.deepEqual(purposesOf('bxshef-vypiska-1c.txt'), ['contract 7@2026-06-01', 'invoice 305', 'invoice 1']);
  assert.deepEqual(purposesOf('condo-1CClientBankExchange.txt'), ['contract 12345', '', '', 'invoice 34@2022-03-31']);
  assert.deepEqual(purposesOf('dronm-kl_to_1c.clean.txt'), ['', 'order 9614', 'order 9614']);
  assert.deepEqual(purposesOf('odooru-kl_to_1c.txt'), ['invoice 1024@2023-01-01']);
});

test('unseen marks, no-break spaces and other dashes do not hide a number', () => {
  assert.equal(namesIn('сче\u200bт\u00a0№\u202f15\u20112'), 'invoice 15-2');
});

test('hundreds of numbers are read, thousands are bounded', () => {
  const numbers = Array.from({ length: 300 }, (_, at) => String(1000 + at));
  assert.equal(purposeFacts(`УПД ${numbers.join(', ')}`).documents.length, 300);
  const many = Array.from({ length: 5000 }, (_, at) => String(at + 1));
  assert.equal(purposeFacts(`УПД ${many.join(', ')}`).documents.length, 1000);
});

test('100 KB of hostile text takes linear time', () => {
  const pieces = [
    'счет ',
    'счет№',
    '№',
    'НДС ',
    'НДС(',
    '1',
    '1 ',
    '1,',
    '1-',
    '1.1.',
    '01.01.2026',
    ' ',
    '\u00a0',
    'от',
    'от1',
    '-',
    '/',
    'а/',
    'a1',
    'без налога ',
    'счет а ',
    'счет с 1 по ',
    '"',
    '\u0301',
    '\ud83d\ude00',
    'с 1 по 1 ',
    'УПД-',
    'НДС 20% ',
    'И\u0306',
  ];
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const from = performance.now();
    purposeFacts(text);
    purposeFacts(`счет ${text}`);
    purposeFacts(`НДС ${text}`);
    const ms = performance.now() - from;
    // A quadratic step over 100,000 characters takes longer than this by orders of magnitude.
    assert.ok(ms < 2_000, `${JSON.stringify(piece)}: ${ms} ms`);
  }
});

test('any text is read without a fault, and numbers come from it', () => {
  const words = fc.constantFrom(
    'счет',
    '№',
    '5',
    '12/3',
    ',',
    'от',
    '01.06.2026',
    'НДС',
    '20%',
    '1 000-00',
    'и',
    'с',
    'по',
    'а',
    '.',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(words, { maxLength: 30 }).map((some) => some.join(' ')),
  );
  fc.assert(
    fc.property(text, (purpose) => {
      for (const { number, key, range } of purposeFacts(purpose).documents) {
        assert.match(number, /\p{N}/u);
        assert.ok(key.full.length > 0);
        assert.ok(range === null || range.last - range.first < 1000);
      }
    }),
    { numRuns: 2000 },
  );
});

function namesIn(purpose: string): string {
  const named = purposeFacts(purpose).documents.map(({ kind, number, date, direct, range }) => {
    const span = range === null ? '' : `[${range.first}-${range.last}]`;
    return `${kind} ${direct ? '' : '~'}${number}${span}${date === null ? '' : `@${date}`}`;
  });
  return named.join('; ');
}
