/** The 2,000 articles of the demo company, made from the lines. */
import { divRound } from '#kernel/rounding.ts';
import type { VatClass } from '#kernel/vat.ts';
import type { LifeState } from '#modules/catalog/index.ts';
import { gtinCheckDigit } from '#modules/catalog/rules/barcodes.ts';
import { at, type Dice, dice } from '../dice.ts';
import { demoId } from '../ids.ts';
import type { Line } from './line.ts';
import { lines } from './lines.ts';

export type Product = {
  readonly id: string;
  readonly n: number;
  readonly code: string;
  readonly name: string;
  readonly line: Line;
  readonly brand: string;
  readonly categoryId: string;
  readonly brandId: string;
  readonly okei: string;
  readonly unit: string;
  readonly packMilli: bigint;
  readonly vat: VatClass;
  /** РРЦ, cost (without VAT) and least price of today, 1/10000 rouble. */
  readonly rrpE4: bigint;
  readonly costE4: bigint;
  readonly minPriceE4: bigint | null;
  readonly country: string;
  readonly declaration: string;
  readonly barcode: string;
  readonly life: LifeState;
  /** How often it is bought beside the others. */
  readonly fame: number;
};

const rouble = 10_000n;
const names = 'AEKMNPSTX';

const categoryIds = new Map<string, string>();

/** The id of a category by the names from the root. */
export function categoryId(path: readonly string[]): string {
  const name = path.join('/');
  const id = categoryIds.get(name) ?? demoId('category', name);
  categoryIds.set(name, id);
  return id;
}

export const brandId = (name: string): string => demoId('brand', name);

/** The categories from the root down to the leaves, parents before children. */
export const categories = categoryTree();
/** The brands by name. */
export const brands: readonly string[] = [...new Set(lines.flatMap((line) => line.brands))].sort();

/** Every article; the same each time. */
export const products: readonly Product[] = lines
  .flatMap((line) => Array.from({ length: line.count }, (_nothing, n) => ({ line, n: n + 1 })))
  .map(productOf);

function productOf({ line, n }: { readonly line: Line; readonly n: number }, place: number): Product {
  const code = `${line.key}-${String(n).padStart(4, '0')}`;
  const chance = dice('product', code);
  const kindAt = (n - 1) % line.kinds.length;
  const brand = chance.pick(line.brands);
  const model = `${names.charAt(chance.int(0, names.length - 1))}${chance.int(10, 99)}`;
  const colour = chance.pick(line.colours);
  const rrp = priceOf(line, kindAt, chance);
  const life = lifeOf(chance);
  const share = (percent: number): bigint => divRound(rrp * BigInt(percent), 100n) * rouble;
  return {
    id: demoId('product', code),
    n: place,
    code,
    name: [`${line.noun} ${brand} ${model} ${at(line.kinds, kindAt)}`, colour].filter((part) => part !== '').join(', '),
    line,
    brand,
    categoryId: categoryId(line.path),
    brandId: brandId(brand),
    okei: line.unit === undefined ? '796' : '839',
    unit: line.unit ?? 'шт',
    packMilli: BigInt(line.pack) * 1_000n,
    vat: line.vat ?? 'standard',
    rrpE4: rrp * rouble,
    costE4: share(chance.int(46, 53)),
    minPriceE4: chance.chance(85) ? share(chance.int(62, 66)) : null,
    ...originOf(line, chance),
    barcode: barcodeOf(place),
    life,
    fame: (life === 'phase_out' ? 0.4 : 1) / (1 + chance.int(0, 40)) ** 0.8,
  };
}

/** From the least to the most of the line as kinds go up, ending as shop prices do: 389, 1 490. */
function priceOf(line: Line, kindAt: number, chance: Dice): bigint {
  const [least, most] = line.rrp;
  const step = line.kinds.length === 1 ? 0.5 : kindAt / (line.kinds.length - 1);
  const height = Math.min(1, Math.max(0, step * 0.75 + chance.unit() * 0.25));
  const raw = least * (most / least) ** height;
  const grid = raw < 500 ? 10 : 100;
  return BigInt(Math.max(1, Math.round(raw / grid)) * grid - (grid === 10 ? 1 : 10));
}

function lifeOf(chance: Dice): LifeState {
  const shares = [
    ['active', 84],
    ['new', 5],
    ['phase_out', 6],
    ['discontinued', 4],
    ['blocked', 1],
  ] as const;
  return chance.weigh(shares);
}

function originOf(line: Line, chance: Dice): Pick<Product, 'country' | 'declaration'> {
  const country =
    line.vat === 'reduced'
      ? '643'
      : chance.weigh([
          ['156', 80],
          ['704', 8],
          ['643', 8],
          ['344', 4],
        ] as const);
  if (country === '643') return { country, declaration: '' };
  const day = `${String(chance.int(1, 28)).padStart(2, '0')}${String(chance.int(1, 12)).padStart(2, '0')}${chance.int(24, 26)}`;
  return { country, declaration: `10999010/${day}/3${String(chance.int(0, 999_999)).padStart(6, '0')}` };
}

/** EAN-13 of the range for use within one firm (GS1: prefixes 200-299), so that it is no other product's. */
function barcodeOf(place: number): string {
  const body = `290${String(place + 1).padStart(9, '0')}`;
  return `${body}${gtinCheckDigit(body)}`;
}

function categoryTree(): { readonly id: string; readonly path: readonly string[] }[] {
  const paths = lines.flatMap((line) => line.path.map((_name, depth) => line.path.slice(0, depth + 1)));
  const known = new Map(paths.map((path) => [categoryId(path), path]));
  return [...known].map(([id, path]) => ({ id, path })).sort((a, b) => a.path.length - b.path.length);
}
