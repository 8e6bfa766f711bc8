import numberToWords from 'number-to-words-ru';
import { minorText } from '#kernel/money.ts';
import { paperSum } from './figures.ts';

/**
 * A sum in roubles in words for papers: 1339840n -> "Тринадцать тысяч триста девяносто восемь рублей 40 копеек".
 * A sum below zero begins with "Минус".
 */
export function sumInWords(minor: bigint): string {
  return numberToWords.convert(minorText(minor), { currency: 'rub' });
}

/** The line above the sum in words: "Всего наименований 3, на сумму 13 398,40 руб." */
export function itemsLine(count: number, grossMinor: bigint): string {
  return `Всего наименований ${count}, на сумму ${paperSum(grossMinor)} руб.`;
}
