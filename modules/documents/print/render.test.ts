import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, test } from 'node:test';
import { paperTexts } from '#platform/print/paper-texts.ts';
import type { PrintData } from '#platform/print/print-job.ts';
import { closePrint, queryPaper } from '#platform/print/render-pdf.ts';
import { invoiceView } from './invoice-view.ts';
import { invoiceTemplate, renderInvoice, renderUpd, updTemplate } from './render.ts';
import { entrepreneur, invoice, seller, shipped, upd } from './testdata/papers.ts';
import { updView } from './upd-view.ts';

after(closePrint);

const hundred = Array.from({ length: 100 }, (_, at) => shipped(at));
const mixed = [2200, 1000, null].map((vatBp, at) => shipped(at, { vatBp, grossMinor: 10_000n, quantityMilli: 1000n }));
const hostile = '#panic("x") *ООО* _«Ро\\ма»_ $x$ <a> @b // "кавычки" = `код`';
const spread = 'Щит распределительный навесной с прозрачной дверцей, маркировочной лентой и паспортом изделия '.repeat(
  12,
);

test('a УПД of one line takes a sheet and says so', async () => {
  const { pages, elements } = await queryPaper(updTemplate, updView(upd([shipped(0)])), '<composed>');
  assert.equal(pages, 1);
  assert.deepEqual(elements, [{ func: 'metadata', value: 'Документ составлен на 1 листе', label: '<composed>' }]);
});

test('a УПД of a hundred lines takes several sheets and says how many', async () => {
  const { pages, elements } = await queryPaper(updTemplate, updView(upd(hundred)), '<composed>');
  assert.equal(pages, 4);
  assert.deepEqual(elements, [{ func: 'metadata', value: 'Документ составлен на 4 листах', label: '<composed>' }]);
});

test('a УПД prints each line, column by column, and the totals', async () => {
  const texts = await textsOf(updTemplate, updView(upd(mixed)));
  assertRun(texts, [
    'KM-10482',
    '1',
    'Автоматический выключатель 3P C25 6 кА',
    '--',
    '796',
    'шт',
    '1',
    '81,97',
    '81,97',
  ]);
  assertRun(texts, ['без акциза', '22\u00a0%', '18,03', '100,00', '--', '--', '--']);
  assertRun(texts, ['без акциза', '10\u00a0%', '9,09', '100,00', '156', 'Китай', '10702070/150826/3245678']);
  assertRun(texts, ['100,00', '100,00', 'без акциза', 'без НДС', 'без НДС', '100,00', '--', '--', '--']);
  assertRun(texts, ['Всего к оплате (9)', '272,88', 'Х', '27,12', '300,00']);
});

test('a УПД names the parties, the references and the transfer', async () => {
  const texts = await textsOf(updTemplate, updView(upd(mixed)));
  for (const text of [
    'Общество с ограниченной ответственностью «Камертон Трейд»',
    '7700000016/770001001',
    'он же',
    'Универсальный передаточный документ, № 1542 от 21.11.2026',
    '№ -- от --, исправление № -- от --',
    'Российский рубль, 643',
    'Договор поставки № 14/26 от 01.02.2026, заказ № 2087 от 18.11.2026',
    'Орлов Д. С. (доверенность № 7 от 12.01.2026)',
    '21\u00a0ноября\u00a02026\u00a0г.',
  ]) {
    assert.ok(texts.includes(text), text);
  }
});

test('every line of the form and every field of the transfer has its mark', async () => {
  const texts = await textsOf(updTemplate, updView(upd(mixed)));
  const lines = ['1', '1а', '2', '2а', '2б', '3', '4', '5', '5а', '5б', '6', '6а', '6б', '7', '8'].map((n) => `(${n})`);
  const fields = Array.from({ length: 12 }, (_, at) => `[${at + 8}]`);
  for (const mark of [...lines, ...fields]) assert.equal(texts.filter((text) => text === mark).length, 1, mark);
});

test('columns 12-14 are printed only when goods are traced', async () => {
  const columns = ['12', '12а', '13', '14'];
  const traced = { unitCode: '796', unit: 'шт', quantityMilli: '12000', netMinor: '1234567' };
  const plain = await textsOf(updTemplate, updView(upd([shipped(0)])));
  const withTraced = await textsOf(updTemplate, updView(upd([shipped(0, { traced })])));
  assert.equal(plain.includes('12а'), false);
  assertRun(withTraced, columns);
  assertRun(withTraced, ['796', 'шт', '12', '12\u00a0345,67']);
});

test('an entrepreneur signs alone, with the OGRNIP and its date', async () => {
  const texts = await textsOf(updTemplate, updView(upd(mixed, { status: 2, seller: entrepreneur })));
  assert.ok(texts.includes('304500116000157, 16.01.2004'));
  assert.equal(texts.filter((text) => text === 'Королёв М. А.').length, 1);
});

test('a УПД without VAT says so in the total', async () => {
  const texts = await textsOf(updTemplate, updView(upd([shipped(0, { vatBp: null, grossMinor: 10_000n })])));
  assertRun(texts, ['Всего к оплате (9)', '100,00', 'Х', 'без НДС', '100,00']);
});

test('a УПД of before April 2026 has the form of its time', async () => {
  const texts = await textsOf(updTemplate, updView(upd(mixed, { date: '2026-03-31' })));
  assert.equal(texts.includes('(5б)'), false);
  assert.ok(texts.some((text) => text.includes('свидетельства о государственной регистрации')));
});

test('a bill prints its lines, VAT by rate, totals and words', async () => {
  const view = invoiceView(invoice(mixed));
  const texts = await textsOf(invoiceTemplate, view);
  assertRun(texts, ['KM-10482', 'Автоматический выключатель 3P C25 6 кА', '1', 'шт', '100,00', '22\u00a0%', '100,00']);
  assertRun(texts, ['Итого:', '300,00', 'В том числе НДС 22\u00a0%:', '18,03', 'В том числе НДС 10\u00a0%:', '9,09']);
  assertRun(texts, ['Не облагается НДС, на сумму:', '100,00', 'Всего к оплате:', '300,00']);
  assert.equal(view.items, 'Всего наименований 3, на сумму 300,00 руб.');
  assert.equal(view.words, 'Триста рублей 00 копеек');
});

test('a bill without VAT says so', () => {
  const view = invoiceView(invoice([shipped(0, { vatBp: null, grossMinor: 10_000n })], { seller: entrepreneur }));
  assert.deepEqual(view.totals, [
    ['Итого:', '100,00'],
    ['Без налога (НДС):', '–'],
    ['Всего к оплате:', '100,00'],
  ]);
  assert.deepEqual(view.signatures, [{ post: 'Предприниматель', name: 'Королёв М. А.' }]);
});

test('a bill has its payment code, or none when the requisites do not allow it', async () => {
  const bill = invoice(mixed);
  const images = async (view: PrintData) => (await queryPaper(invoiceTemplate, view, 'image')).elements;
  assert.match(bill.paymentCode, /^ST00012\|.*\|Sum=30000\|/);
  assert.equal(lengthOf(await images(invoiceView(bill))), 1);
  assert.equal(lengthOf(await images(invoiceView({ ...bill, paymentCode: '' }))), 0);
});

for (const [what, template, view] of [
  ['УПД', updTemplate, updView(upd([shipped(0, { name: hostile })], { seller: { ...seller, name: hostile } }))],
  ['bill', invoiceTemplate, invoiceView(invoice([shipped(0, { name: hostile })], { basis: hostile }))],
] as const) {
  test(`names in a ${what} are printed as they are, whatever signs they hold`, async () => {
    assert.equal((await textsOf(template, view)).filter((text) => text === hostile).length, 2);
  });
}

test('a name longer than a sheet goes on to the next one', async () => {
  const lines = [shipped(0, { name: spread.repeat(8) })];
  const paper = await queryPaper(updTemplate, updView(upd(lines)), '<composed>');
  const bill = await queryPaper(invoiceTemplate, invoiceView(invoice(lines)), '<paper>');
  assert.deepEqual([paper.pages, bill.pages], [4, 4]);
});

test('the same paper is the same bytes, another is not', async () => {
  const papers = [
    renderUpd(upd(hundred)),
    renderUpd(upd(hundred)),
    renderUpd(upd(hundred, { number: '1543' })),
    renderInvoice(invoice(mixed)),
    renderInvoice(invoice(mixed)),
  ];
  const [one, again, other, bill, billAgain] = (await Promise.all(papers)).map(hash);
  assert.equal(one, again);
  assert.notEqual(one, other);
  assert.equal(bill, billAgain);
});

test('totals that need more room than any line widen their columns', async () => {
  const wide = Array.from({ length: 3 }, (_, at) => shipped(at, { grossMinor: 99_999_999_999_999n }));
  const texts = await textsOf(updTemplate, updView(upd(wide)));
  assert.ok(texts.includes('2\u00a0999\u00a0999\u00a0999\u00a0999,97'));
});

/** All texts of a paper; templates label its parts for that. */
async function textsOf(template: URL, view: PrintData): Promise<string[]> {
  const { elements } = await queryPaper(template, view, '<paper>');
  return paperTexts(elements);
}

/** The texts stand side by side somewhere on the paper, in this order. */
function assertRun(texts: readonly string[], run: readonly string[]): void {
  const bare = texts.map((text) => text.replaceAll('\u200b', ''));
  const found = bare.some((_, from) => run.every((text, at) => bare[from + at] === text));
  assert.ok(found, `not on the paper: ${run.join(' | ')}`);
}

function lengthOf(elements: unknown): number {
  return Array.isArray(elements) ? elements.length : 0;
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
