/** Price columns and their versions: two of the past, the one in force, one that waits for its day. */
import { addMonths, daysBetween, type PlainDate } from '#kernel/plain-date.ts';
import { discounted } from '#kernel/price.ts';
import { divRound } from '#kernel/rounding.ts';
import { at } from '../dice.ts';
import { demoId } from '../ids.ts';
import type { Days } from '../place.ts';
import type { Product } from './products.ts';

export type Column = { readonly key: string; readonly name: string; readonly offBp: number };

/** РРЦ, and what the other columns take off it. */
export const columns = [
  { key: 'retail', name: 'РРЦ', offBp: 0 },
  { key: 'small', name: 'Мелкий опт', offBp: 1_200 },
  { key: 'wholesale', name: 'Опт', offBp: 1_800 },
  { key: 'large', name: 'Крупный опт', offBp: 2_300 },
  { key: 'dealer', name: 'Дилер', offBp: 2_800 },
] as const satisfies readonly Column[];

export type ColumnKey = (typeof columns)[number]['key'];

/** The default column is the organisation's own, made with it. */
export const columnIdOf = (key: ColumnKey, defaultId: string): string =>
  key === 'wholesale' ? defaultId : demoId('price column', key);

export type Version = { readonly from: PlainDate; readonly offBp: number };

/** Prices as they grew: a year ago, two months ago; the next rise is some weeks ahead. The last one is the future. */
export function versionsOf({ today, begins }: Days): readonly Version[] {
  const month = `${today.slice(0, 7)}-01`;
  const next = addMonths(month, 1);
  return [
    { from: `${begins.slice(0, 7)}-01`, offBp: 800 },
    { from: addMonths(month, -12), offBp: 350 },
    { from: addMonths(month, -2), offBp: 0 },
    { from: daysBetween(today, next) < 7 ? addMonths(next, 1) : next, offBp: -400 },
  ];
}

const hundred = 1_000_000n;
const rouble = 10_000n;

/** A price of a version: to the rouble, dear goods to ten; 1/10000 rouble. */
export function columnPrice(product: Pick<Product, 'rrpE4'>, column: Column, version: Version): bigint {
  const price = discounted(discounted(product.rrpE4, version.offBp), column.offBp);
  if (version.offBp === 0 && column.offBp === 0) return price;
  const step = price < 20n * hundred ? rouble : 10n * rouble;
  return divRound(price, step) * step;
}

/** The cost when the version was in force. */
export function costOf(product: Pick<Product, 'costE4'>, version: Version): bigint {
  return divRound(discounted(product.costE4, version.offBp), 100n) * 100n;
}

/** The version in force on a day. */
export function versionOn(versions: readonly Version[], day: PlainDate): Version {
  return versions.findLast((version) => version.from <= day) ?? at(versions, 0);
}
