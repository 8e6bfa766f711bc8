/** Goods on their way: a week or three ahead, some late, some that come while we look. */
import { addDays } from '#kernel/plain-date.ts';
import { fillBackorders } from '#modules/orders/index.ts';
import { receiveGoods } from '#modules/stock/index.ts';
import { act } from '../act.ts';
import { momentOn, workedFrom } from '../days.ts';
import { dice } from '../dice.ts';
import { type Product, products } from '../goods/products.ts';
import { isScarce, type Warehouses } from '../history/supply.ts';
import { demoId } from '../ids.ts';
import type { Days, Place } from '../place.ts';
import { put, type Row } from '../put.ts';
import type { Stage } from './stage.ts';

/** The arrivals that are awaited when the lived days begin. */
export async function writeAwaited(place: Place, warehouses: Warehouses): Promise<void> {
  await put(
    place,
    'arrival',
    awaited().map((product) => arrivalRow(product, place.days, warehouses)),
  );
}

function awaited(): Product[] {
  const short = products.filter(isScarce);
  const others = products.filter((product) => product.life === 'active' && !isScarce(product));
  return [...short, ...dice('awaited').some(others, 60)];
}

const arrivalId = (product: Product): string => demoId('arrival', product.code);

function arrivalRow(product: Product, { today }: Days, { main, north }: Warehouses): Row<'arrival'> {
  const chance = dice('arrival', product.code);
  return {
    id: arrivalId(product),
    product_id: product.id,
    warehouse_id: chance.chance(85) ? main : north,
    quantity_milli: BigInt(chance.int(6, 40)) * product.packMilli,
    // A few should have been here by now.
    expected_on: workedFrom(addDays(today, chance.chance(7) ? -chance.int(1, 3) : chance.int(2, 26))),
    reference: `ПОСТ-${chance.int(1_100, 1_180)}`,
  };
}

/** Some of the scarce goods come on the third day, and go to the orders that wait for them. */
export function planReceipts(stage: Stage): void {
  const [, , third] = stage.lived;
  if (third === undefined) return;
  const receive = receiveGoods(fillBackorders);
  for (const [n, product] of dice('received').some(products.filter(isScarce), 4).entries()) {
    stage.agenda.at(momentOn(third, 690 + n * 4), async (atMs) => {
      await act({ platform: stage.platform, who: stage.people.semyon, atMs }, receive, {
        arrivalId: arrivalId(product),
        quantityMilli: String(product.packMilli * 4n),
        close: false,
      });
    });
  }
}
