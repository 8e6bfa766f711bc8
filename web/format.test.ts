import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  amountText,
  dateText,
  fullText,
  inText,
  monthText,
  percentText,
  shortSumText,
  sumText,
  unitPriceText,
} from './format.ts';

const moscow = { lang: 'ru', today: '2026-11-21', timeZone: 'Europe/Moscow' } as const;
/** Spaces of all widths as plain ones, for reading. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

test('sums in lists drop kopecks from 100 000 roubles up, papers never do', () => {
  assert.equal(plain(sumText(1_234_56n, 'ru')), '1 234,56 ₽');
  assert.equal(plain(sumText(99_999_99n, 'ru')), '99 999,99 ₽');
  assert.equal(plain(sumText(100_000_50n, 'ru')), '100 001 ₽');
  assert.equal(plain(sumText(500_00n, 'ru')), '500 ₽');
  assert.equal(plain(sumText(100_000_50n, 'ru', { kopecks: 'always' })), '100 000,50 ₽');
  assert.equal(plain(sumText(-5_00n, 'ru')), '\u22125 ₽');
  assert.equal(sumText(1_234_56n, 'en', { sign: false }), '1\u202f234.56');
});

test('a sum in few signs is rounded to a tenth and keeps three digits at most', () => {
  assert.equal(plain(shortSumText(412_345_600n, 'ru')), '4,1 млн ₽');
  assert.equal(plain(shortSumText(1_999_999_99n, 'ru')), '2 млн ₽');
  assert.equal(plain(shortSumText(45_600_00n, 'ru')), '45,6 тыс. ₽');
  assert.equal(plain(shortSumText(9_999_00n, 'ru')), '9 999 ₽');
  assert.equal(plain(shortSumText(-1_250_000_000_00n, 'en')), '\u22121.3 bn ₽');
});

test('percents have as many digits in every row', () => {
  assert.equal(plain(percentText(1250, 'ru')), '12,5 %');
  assert.equal(plain(percentText(1100, 'ru')), '11,0 %');
  assert.equal(plain(percentText(-5, 'ru')), '\u22120,1 %');
  assert.equal(plain(percentText(-4, 'ru')), '0,0 %');
  assert.equal(plain(percentText(1234, 'ru', 2)), '12,34 %');
  assert.equal(percentText(1850, 'en', 0), '19%');
});

test('prices and quantities', () => {
  assert.equal(plain(unitPriceText(12_345_678n, 'ru')), '1 234,5678 ₽');
  assert.equal(plain(amountText(1_200_500n, 'ru', 'кг')), '1 200,5 кг');
});

test('days are short, with the year when it is another one', () => {
  assert.equal(dateText('2026-11-21', moscow), '21 ноя');
  assert.equal(dateText('2026-05-09', moscow), '9 мая');
  assert.equal(dateText('2025-12-31', moscow), '31 дек 2025');
  assert.equal(dateText('2026-11-02', { ...moscow, lang: 'en' }), '2 Nov');
});

test('months are short, with the year when it is another one', () => {
  assert.equal(monthText('2026-11', moscow), 'ноя');
  assert.equal(monthText('2026-05-01', moscow), 'май');
  assert.equal(monthText('2025-12', moscow), 'дек 2025');
  assert.equal(monthText('2025-12', { ...moscow, lang: 'en' }), 'Dec 2025');
});

test('moments: today the time, yesterday with the word, earlier the day; in the zone of the org', () => {
  assert.equal(dateText('2026-11-21T11:20:00Z', moscow), '14:20');
  assert.equal(dateText('2026-11-20T11:20:00Z', moscow), 'вчера, 14:20');
  assert.equal(dateText('2026-11-20T21:30:00Z', moscow), '00:30');
  assert.equal(dateText('2026-11-02T08:05:00Z', moscow), '2 ноя');
  assert.equal(plain(fullText('2026-11-20T11:20:00Z', moscow)), 'пятница, 20 ноября 2026 г., 14:20');
});

test('thin spaces give way to no-break ones in sentences', () => {
  assert.equal(inText('1\u202f234\u202f₽'), '1\u00a0234\u00a0₽');
});
