import assert from 'node:assert/strict';
import test from 'node:test';
import { kernelTexts } from './refusal-texts.ts';
import { defineTexts, hasText, type KeyOf, mergeTexts, translate } from './texts.ts';

const orders = defineTexts({
  ru: {
    'orders.title': 'Заказы',
    'orders.of': 'Заказ {number} от {date}',
    'orders.count': { one: '{count} заказ', few: '{count} заказа', many: '{count} заказов' },
  },
  en: {
    'orders.title': 'Orders',
    'orders.of': 'Order {number} of {date}',
    'orders.count': { one: '{count} order', other: '{count} orders' },
  },
});

test('a text is found by its key and language', () => {
  assert.equal(translate(orders, 'ru', 'orders.title'), 'Заказы');
  assert.equal(translate(orders, 'en', 'orders.title'), 'Orders');
});

test('parameters go in as plain text, once', () => {
  const params = { number: '{date} <b>$&</b>', date: 5n };
  assert.equal(translate(orders, 'en', 'orders.of', params), 'Order {date} <b>$&</b> of 5');
  assert.equal(translate(orders, 'en', 'orders.of', { number: null, date: true }), 'Order \u2014 of true');
});

test('a parameter that was not given leaves its placeholder in sight', () => {
  assert.equal(translate(orders, 'en', 'orders.of', { number: 7 }), 'Order 7 of {date}');
  assert.equal(translate(defineTexts({ ru: { a: '{toString}' }, en: { a: '{toString}' } }), 'ru', 'a'), '{toString}');
});

test('plurals agree with the count', () => {
  const ru: [count: number | bigint | string, text: string][] = [
    [0, '0 заказов'],
    [1, '1 заказ'],
    [2, '2 заказа'],
    [5, '5 заказов'],
    [11, '11 заказов'],
    [21, '21 заказ'],
    [22n, '22 заказа'],
    ['111', '111 заказов'],
    [1.5, '1.5 заказа'],
  ];
  for (const [count, text] of ru) assert.equal(translate(orders, 'ru', 'orders.count', { count }), text);
  assert.equal(translate(orders, 'en', 'orders.count', { count: 1 }), '1 order');
  assert.equal(translate(orders, 'en', 'orders.count', { count: 0 }), '0 orders');
});

test('an unknown key does not compile; a plain string passes through hasText', () => {
  const code: string = 'orders.title';
  assert.equal(hasText(orders, code) && translate(orders, 'en', code), 'Orders');
  assert.equal(hasText(orders, 'toString'), false);
  // @ts-expect-error there is no such key
  assert.equal(translate(orders, 'en', 'orders.titel'), 'orders.titel');
  // @ts-expect-error any string is not a key
  assert.equal(translate(orders, 'en', code), 'Orders');
});

test('a key that one language lacks does not compile and throws', () => {
  const lacks = /text b: one language lacks it/;
  // @ts-expect-error English lacks b
  assert.throws(() => defineTexts({ ru: { a: 'а', b: 'б' }, en: { a: 'a' } }), lacks);
  // @ts-expect-error Russian lacks b
  assert.throws(() => defineTexts({ ru: { a: 'а' }, en: { a: 'a', b: 'b' } }), lacks);
});

test('placeholders that differ do not compile and throw', () => {
  const differ = /placeholders differ/;
  // @ts-expect-error sum and total
  assert.throws(() => defineTexts({ ru: { a: '{sum}' }, en: { a: '{total}' } }), differ);
  // @ts-expect-error English forgot one of two
  assert.throws(() => defineTexts({ ru: { a: '{x} {y}' }, en: { a: '{x}' } }), differ);
  assert.throws(
    // @ts-expect-error the English form of the plural has another name
    () => defineTexts({ ru: { a: { one: '{n}', few: '{n}', many: '{n}' } }, en: { a: { one: '1', other: '{m}' } } }),
    differ,
  );
});

test('a plural counts, shown or not, so a plain text beside it must show the count', () => {
  const day = { one: 'день', few: 'дня', many: 'дней' } as const;
  assert.doesNotThrow(() => defineTexts({ ru: { a: day }, en: { a: { one: 'day', other: 'days' } } }));
  // @ts-expect-error the English text forgot the count
  assert.throws(() => defineTexts({ ru: { a: day }, en: { a: 'days' } }), /count in Russian, none in English/);
});

test('a Russian plural needs one, few and many', () => {
  // @ts-expect-error many is missing
  defineTexts({ ru: { a: { one: '1', few: '2' } }, en: { a: { one: '1', other: '2' } } });
});

test('a plural in one language may be a plain text with the count in the other', () => {
  const texts = defineTexts({
    ru: { a: { one: '{count} день', few: '{count} дня', many: '{count} дней', other: '{count} дня' } },
    en: { a: 'Days: {count}' },
  });
  assert.equal(translate(texts, 'en', 'a', { count: 3 }), 'Days: 3');
  assert.equal(translate(texts, 'ru', 'a', { count: 3 }), '3 дня');
});

test('HTML and stray braces are not texts', () => {
  assert.throws(() => defineTexts({ ru: { a: '<b>а</b>' }, en: { a: 'a' } }), /HTML/);
  assert.throws(() => defineTexts({ ru: { a: 'а' }, en: { a: 'a <br/>' } }), /HTML/);
  assert.throws(() => defineTexts({ ru: { a: 'а }' }, en: { a: 'a }' } }), /stray brace/);
  assert.doesNotThrow(() => defineTexts({ ru: { a: 'x < 5 & y' }, en: { a: 'x < 5 & y' } }));
});

test('tables merge into one with all the keys, and no key twice', () => {
  const all = mergeTexts(orders, kernelTexts);
  const key: KeyOf<typeof all> = 'calendar.no_year';
  assert.equal(translate(all, 'en', key, { year: '2030' }), 'There is no production calendar for 2030');
  assert.equal(translate(all, 'ru', 'orders.title'), 'Заказы');
  // @ts-expect-error in none of the tables
  assert.equal(hasText(all, 'none') || translate(all, 'ru', 'none'), 'none');
  assert.throws(() => mergeTexts(orders, kernelTexts, orders), /orders\.title is defined twice/);
});
