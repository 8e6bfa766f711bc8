/** Drafts, orders that wait for shipping, for goods, for their second half; support's queue with its questions. */
import { newId } from '#kernel/id.ts';
import { addDays, dateOf } from '#kernel/plain-date.ts';
import {
  answerQuestion,
  askQuestion,
  finishSupport,
  handOver,
  takeOrder as takeWork,
} from '#modules/orders/commands/support.ts';
import { done } from '../act.ts';
import type { Client } from '../clients/clients.ts';
import { instant, isWorked } from '../days.ts';
import { dice } from '../dice.ts';
import { products } from '../goods/products.ts';
import { isScarce } from '../history/supply.ts';
import { isOpen, type Known, type Moments, wishesOf, worthOf } from './desk.ts';
import { orderNow, type Stage, sellerOf, shipNow, shipperOf, takeOrder } from './stage.ts';

const comments = [
  'Ждёт подтверждения цены от клиента',
  'Уточнить адрес',
  'Добавить новинки после звонка',
  'Собрано по прошлому заказу',
  '',
  '',
  '',
] as const;

type Pick = (fits: (one: Known) => boolean) => Known | null;

/** Orders begun and not finished. */
export async function draftOrders(stage: Stage, pick: Pick, when: Moments): Promise<void> {
  for (let n = 0; n < 25; n += 1) {
    const known = pick(() => true);
    if (known === null) return;
    const chance = dice('draft', n, stage.days.today);
    const lines = wishesOf(stage, known, chance).map((wish) => ({
      productId: wish.product.id,
      quantityMilli: wish.quantityMilli,
    }));
    await takeOrder(stage, when.next(), {
      client: known.client,
      lines,
      confirm: false,
      comment: chance.pick(comments),
      wantedOn: addDays(stage.days.today, chance.int(1, 9)),
    });
  }
}

type Taken = { readonly client: Client; readonly orderId: string };

/** Confirmed orders that fit into the limit: `count` of them, with what `also` adds. */
async function confirmed(
  stage: Stage,
  pick: Pick,
  asked: { readonly count: number; readonly when: Moments; readonly name: string; readonly scarce: number },
): Promise<Taken[]> {
  const taken: Taken[] = [];
  for (let n = 0; n < asked.count; n += 1) {
    const chance = dice(asked.name, n, stage.days.today);
    const fits = (known: Known): boolean =>
      isOpen(known) &&
      worthOf(stage, known.client, wishesOf(stage, known, dice(asked.name, n, stage.days.today))) * 2n <
        known.credit.canStillSellMinor;
    const known = pick(fits);
    if (known === null) return taken;
    const wishes = wishesOf(stage, known, chance);
    const short = chance.some(
      products.filter((product) => isScarce(product) && !wishes.some((wish) => wish.product.id === product.id)),
      asked.scarce,
    );
    const lines = [
      ...wishes.map((wish) => ({ productId: wish.product.id, quantityMilli: wish.quantityMilli })),
      ...short.map((product) => ({ productId: product.id, quantityMilli: product.packMilli * 2n })),
    ];
    const made = await takeOrder(stage, asked.when.next(), {
      client: known.client,
      lines,
      confirm: true,
      wantedOn: addDays(stage.days.today, chance.int(1, 6)),
    });
    if (made?.state === 'confirmed') taken.push({ client: known.client, orderId: made.id });
  }
  return taken;
}

/** Orders for support and the warehouse; some wait for goods, some are half gone. */
export async function openOrders(stage: Stage, pick: Pick, when: Moments): Promise<void> {
  const waiting = await confirmed(stage, pick, { count: 8, when, name: 'waiting', scarce: 2 });
  const plain = await confirmed(stage, pick, { count: 16, when, name: 'plain', scarce: 0 });
  for (const one of [...plain.slice(0, 4), ...waiting.slice(0, 2)]) {
    const atMs = when.next();
    // The desk may be busy on a day off; the warehouse is not.
    if (isWorked(dateOf(instant(atMs), 'Europe/Moscow'))) await shipNow(stage, atMs, { ...one, most: 2 });
  }
  await fillQueue(stage, [...plain, ...waiting], when);
}

const questions = [
  ['В комментарии другой адрес доставки, везти туда?', null],
  ['Клиент просит два УПД вместо одного. Делим?', null],
  ['Третья строка кратна упаковке? Везём 17 штук?', 'Округлите до 20, клиент согласен'],
  ['Пропуск на понедельник заказан?', null],
] as const;

/** Handed over, taken, asked about, done. */
async function fillQueue(stage: Stage, orders: readonly Taken[], when: Moments): Promise<void> {
  const { platform } = stage;
  const refOf = async ({ orderId }: Taken) => ({ orderId, version: (await orderNow(stage, orderId)).version });
  const seller = (one: Taken) => ({ platform, who: sellerOf(stage, one.client), atMs: when.next() });
  const support = (one: Taken) => ({ platform, who: shipperOf(stage, one.client), atMs: when.next() });
  const handed = orders.slice(0, 15);
  for (const one of handed) await done(seller(one), handOver, await refOf(one));
  const work = handed.slice(0, 9);
  for (const one of work) await done(support(one), takeWork, await refOf(one));
  for (const [n, [question, answer]] of questions.entries()) {
    const one = work[n];
    if (one === undefined) return;
    const questionId = newId();
    await done(support(one), askQuestion, { ...(await refOf(one)), id: questionId, question });
    if (answer !== null) await done(seller(one), answerQuestion, { ...(await refOf(one)), questionId, answer });
  }
  for (const one of work.slice(questions.length, questions.length + 2))
    await done(support(one), finishSupport, await refOf(one));
}
