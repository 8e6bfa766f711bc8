/** The usual business of the last days: orders are taken, decided, shipped, paid before, given up. */
import { newId } from '#kernel/id.ts';
import type { PlainDate } from '#kernel/plain-date.ts';
import { issueInvoiceCommand } from '#modules/documents/commands/issue-invoice.ts';
import { cancelOrder } from '#modules/orders/commands/cancel.ts';
import { act, done } from '../act.ts';
import { worked } from '../days.ts';
import { dice } from '../dice.ts';
import { sideOfClient, sideOfFirm } from '../files/statement.ts';
import { salesOn } from '../history/demand.ts';
import type { Sale } from '../history/sale.ts';
import { decideAll, deliverNow, orderNow, type Stage, sellerOf, shipNow, takeOrder } from './stage.ts';
import type { Till } from './till.ts';

const minuteMs = 60_000;
const yes = [
  'Согласовано',
  'Платят, хоть и поздно. Отгружайте',
  'Да, под гарантийное письмо',
  'Согласовано до конца месяца',
] as const;
const no = ['Сначала пусть закроют просрочку', 'Слишком глубоко, предложите меньше'] as const;

/** Puts the orders of a day on the agenda, with all that follows from them. */
export function planDay(stage: Stage, day: PlainDate, till: Till): void {
  const days = { ...stage.days, edge: worked(stage.days.today, 15) };
  for (const sale of salesOn(day, { all: stage.buyers, days, pricing: stage.pricing })) {
    stage.agenda.at(sale.takenMs, (atMs) => take(stage, { sale, atMs, till }));
  }
}

type Taking = { readonly sale: Sale; readonly atMs: number; readonly till: Till };

async function take(stage: Stage, { sale, atMs, till }: Taking): Promise<void> {
  const { client, prepaid } = sale;
  const lines = sale.lines.map((line) => ({
    productId: line.product.id,
    quantityMilli: line.quantityMilli,
    manualBp: line.priced.manualBp,
  }));
  const made = await takeOrder(stage, atMs, { client, lines, confirm: true, siteId: sale.siteId, prepaid });
  if (made === null) return;
  const taken = { sale, orderId: made.id, number: made.number };
  if (sale.cancelled !== '') stage.agenda.at(atMs + 130 * minuteMs, (ms) => giveUp(stage, ms, taken));
  else if (made.state === 'held') planDecision(stage, taken);
  if (prepaid && made.state === 'confirmed')
    stage.agenda.at(atMs + 12 * minuteMs, (ms) =>
      bill(stage, ms, { ...taken, till, sumMinor: BigInt(made.totalMinor) }),
    );
  planShipping(stage, taken, till);
}

type Taken = { readonly sale: Sale; readonly orderId: string; readonly number: number };

/** What was held is decided in an hour or two; of the last day it still waits. */
function planDecision(stage: Stage, { sale, orderId }: Taken): void {
  const chance = dice('answer', sale.id);
  const isLast = sale.day === stage.lived.at(-1);
  if (isLast || chance.chance(8)) return;
  const isYes = chance.chance(78);
  const answer = isYes
    ? { verdict: 'approve' as const, note: chance.pick(yes) }
    : { verdict: 'reject' as const, note: chance.pick(no) };
  stage.agenda.at(sale.takenMs + chance.int(35, 160) * minuteMs, (ms) =>
    decideAll(stage, ms, { client: sale.client, orderId, ...answer }),
  );
}

function planShipping(stage: Stage, { sale, orderId }: Taken, till: Till): void {
  for (const part of sale.parts) {
    const most = part.isLast ? {} : { most: part.rows.length };
    stage.agenda.at(part.atMs, async (ms) => {
      const shipmentId = await shipNow(stage, ms, { client: sale.client, orderId, ...most });
      // Goods are handed over in a day or two.
      if (shipmentId !== null)
        stage.agenda.at(ms + (20 + (sale.client.n % 24)) * 60 * minuteMs, (later) =>
          deliverNow(stage, later, { client: sale.client, shipmentId }),
        );
      if (sale.prepaid) await till.settle(stage, ms + minuteMs, sale.client);
    });
  }
}

async function giveUp(stage: Stage, atMs: number, { sale, orderId }: Taken): Promise<void> {
  const { version } = await orderNow(stage, orderId);
  await act({ platform: stage.platform, who: sellerOf(stage, sale.client), atMs }, cancelOrder, {
    orderId,
    version,
    reason: sale.cancelled,
  });
}

type Billed = Taken & { readonly till: Till; readonly sumMinor: bigint };

/** A счёт for what is paid before; the money comes with the next statement. */
async function bill(stage: Stage, atMs: number, { sale, orderId, till, sumMinor }: Billed): Promise<void> {
  const { client } = sale;
  const invoice = await done({ platform: stage.platform, who: sellerOf(stage, client), atMs }, issueInvoiceCommand, {
    orderId,
    id: newId(),
    payUntil: worked(sale.day, 3),
  });
  const purpose = `Предоплата по счёту № ${invoice.numberText} от ${sale.day.split('-').reverse().join('.')} за товар`;
  till.expect({
    number: String(500 + client.n),
    day: sale.day,
    sumMinor,
    payer: sideOfClient(client),
    payee: sideOfFirm(client.firm),
    purpose,
  });
}
