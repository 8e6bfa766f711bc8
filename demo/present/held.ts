/** Orders that wait for a decision: of every kind, for everyone who may decide. */

import { sql } from 'kysely';
import { readOrg } from '#platform/database.ts';
import { type Dice, dice } from '../dice.ts';
import { isOpen, isOverdue, type Known, type Moments, scaled, underFloorOf, wishesOf, worthOf } from './desk.ts';
import { type Asked, type Stage, takeOrder } from './stage.ts';

type Plan = {
  readonly fits: (one: Known) => boolean;
  readonly wanted?: (one: Known) => bigint;
  readonly manualBp?: number;
  readonly note: string;
};

const thousand = 100_000n;
const limit = (known: Known): bigint => known.facts.limitMinor ?? 0n;
const isGood = (known: Known): boolean => !isOverdue(known) && !known.facts.stopped && limit(known) > 0n;

/** Over the limit by as much: for the head (up to 500,000), finance (up to a million), the director. */
function overLimit(least: bigint, most: bigint, note: string): Plan {
  const wanted = (known: Known): bigint =>
    known.credit.canStillSellMinor + (known.credit.canStillSellMinor < least ? least : 3_000_000n);
  return { fits: (known) => isGood(known) && wanted(known) >= least && wanted(known) <= most, wanted, note };
}

const plans: readonly Plan[] = [
  overLimit(80n * thousand, 380n * thousand, 'Лимит кончился, платёж обещают во вторник'),
  overLimit(80n * thousand, 380n * thousand, 'Берут к акции, отгрузка нужна до конца недели'),
  overLimit(80n * thousand, 380n * thousand, 'Сезон: просят разово сверх лимита'),
  overLimit(520n * thousand, 820n * thousand, 'Открывают два магазина, стартовая матрица'),
  overLimit(520n * thousand, 820n * thousand, 'Письмо о погашении приложили к переписке'),
  overLimit(1_050n * thousand, 3_000n * thousand, 'Новогодняя закупка, прошу решить до вечера'),
  overLimit(1_050n * thousand, 3_000n * thousand, 'Крупный заказ под тендер'),
  { fits: isOverdue, note: 'Просрочка небольшая, бухгалтерия в отпуске' },
  { fits: isOverdue, note: 'Платёжка у них на подписи, скан есть' },
  { fits: isOverdue, note: 'Оплата прошла сегодня, ждём выписку' },
  { fits: isOverdue, note: '' },
  {
    fits: ({ client, credit }) => client.habit === 'prepaid' && credit.limitMinor === null,
    note: 'Просят первую отгрузку в долг',
  },
  {
    fits: ({ client, credit }) => client.habit === 'prepaid' && credit.limitMinor === null,
    note: 'Два года предоплаты без задержек, предлагаю отсрочку',
  },
  { fits: isOpen, manualBp: 900, note: 'Конкурент дал на 9 % ниже' },
  { fits: isOpen, manualBp: 1_200, note: 'Забирают весь остаток модели' },
  { fits: isOpen, manualBp: 1_000, note: 'Полка у кассы до Нового года' },
  { fits: isOpen, manualBp: 1_800, note: 'Распродажа снятой модели' },
  { fits: isOpen, manualBp: 2_200, note: 'Витринные образцы' },
];

/** Takes the orders and leaves them held. */
export async function holdOrders(
  stage: Stage,
  pick: (fits: Plan['fits']) => Known | null,
  when: Moments,
): Promise<void> {
  for (const [n, plan] of plans.entries()) {
    const known = pick(plan.fits);
    if (known !== null)
      await takeOrder(stage, when.next(), askedOf(stage, { known, plan, chance: dice('held', n, stage.days.today) }));
  }
  for (let n = 0; n < 4; n += 1) {
    const known = pick((one) => isOpen(one) && underFloorOf(stage, one) !== null);
    if (known !== null)
      await takeOrder(stage, when.next(), underFloor(stage, known, dice('floor', n, stage.days.today)));
  }
  await holdStopped(stage, when);
}

type Holding = { readonly known: Known; readonly plan: Plan; readonly chance: Dice };

function askedOf(stage: Stage, { known, plan, chance }: Holding): Asked {
  const wishes = wishesOf(stage, known, chance);
  const worth = worthOf(stage, known.client, wishes);
  const wanted = plan.wanted === undefined ? wishes : scaled(wishes, worth, plan.wanted(known));
  const lines = wanted.map((wish, place) => ({
    productId: wish.product.id,
    quantityMilli: wish.quantityMilli,
    manualBp: place < 2 ? (plan.manualBp ?? 0) : 0,
  }));
  return { client: known.client, lines, confirm: true, note: plan.note };
}

function underFloor(stage: Stage, known: Known, chance: Dice): Asked {
  const cheap = underFloorOf(stage, known);
  const rest = wishesOf(stage, known, chance)
    .filter((wish) => wish.product.id !== cheap?.product.id)
    .slice(0, 3);
  const lines = rest.map((wish) => ({ productId: wish.product.id, quantityMilli: wish.quantityMilli, manualBp: 0 }));
  const low =
    cheap === null ? [] : [{ productId: cheap.product.id, quantityMilli: cheap.product.packMilli, manualBp: cheap.bp }];
  return {
    client: known.client,
    lines: [...low, ...lines],
    confirm: true,
    note: 'Ниже минимальной цены, но это вход в новую сеть',
  };
}

/** One of those who are stopped orders all the same: nobody can allow it before the stop is lifted. */
async function holdStopped(stage: Stage, when: Moments): Promise<void> {
  const { platform, orgId, buyers } = stage;
  const ids = await readOrg(platform.db, orgId, async (read) => {
    const { rows } = await sql<{
      id: string;
    }>`select account_id as id from account_credit where org_id = ${orgId} and stopped order by account_id`.execute(
      read,
    );
    return new Set(rows.map((row) => row.id));
  });
  const buyer = buyers.find(({ client }) => ids.has(client.id) && client.manager !== null);
  if (buyer === undefined) return;
  const wishes = wishesOf(stage, buyer, dice('stopped', stage.days.today));
  const lines = wishes.map((wish) => ({ productId: wish.product.id, quantityMilli: wish.quantityMilli }));
  await takeOrder(stage, when.next(), {
    client: buyer.client,
    lines,
    confirm: true,
    note: 'Обещают закрыть долг, если отгрузим',
  });
}
