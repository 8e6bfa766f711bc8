/** Discounts that somebody had to allow: what was asked of whom, and the yes. */
import { holdsOf } from '#modules/orders/rules.ts';
import { instant } from '../days.ts';
import { dice } from '../dice.ts';
import { demoId } from '../ids.ts';
import type { Row } from '../put.ts';
import { type Cast, managerOf } from './rows.ts';
import type { Sale } from './sale.ts';
import type { Happened } from './story.ts';

const minuteMs = 60_000;
const notes = [
  'Разовая скидка под объём',
  'Согласовано, держим клиента',
  'Да, по акции производителя',
  'Последний раз без плана на квартал',
  'Ок, но в следующий раз заранее',
] as const;
const asks = ['Конкурент дал ниже', 'Берут весь остаток', 'Обещали место на полке', 'Закрывают месяц нами'] as const;

const noCredit = {
  status: 'ok',
  exposureMinor: 0n,
  parts: [],
  limitMinor: null,
  overMinor: 0n,
  canStillSellMinor: 0n,
  holds: [],
} as const;

export type Decision = { readonly row: Row<'approval'>; readonly happened: readonly Happened[] };

/** The decision about a sale's discount; null where the KAM could give it alone. */
export function decisionOf(sale: Sale, number: number, cast: Cast): Decision | null {
  const holds = holdsOf({ lines: sale.lines, credit: noCredit, granted: [] });
  const beyond = sale.lines.filter((line) => line.priced.beyondAuthority);
  if (holds.length === 0) return null;
  const { people } = cast;
  const chance = dice('decision', sale.id);
  const id = demoId('approval', sale.id, sale.takenMs);
  const manager = managerOf(sale, people);
  const decider = manager === people.vera ? people.director : people.vera;
  const decidedMs = sale.takenMs + 90 * minuteMs;
  const note = chance.pick(notes);
  const row: Row<'approval'> = {
    id,
    kind: 'discount',
    subject_type: 'sales_order',
    subject_id: sale.id,
    subject_version: 1,
    account_id: sale.client.id,
    state: 'approved',
    amount_minor: sale.totals.totalMinor,
    discount_bp: sale.askedBp,
    facts: {
      holds,
      totalMinor: String(sale.totals.totalMinor),
      costMinor: String(sale.totals.costMinor),
      lines: Object.fromEntries(
        beyond.map(({ id: lineId, quantityMilli, priced }) => [
          lineId,
          {
            productId: priced.productId,
            bp: priced.manualBp,
            priceE4: String(priced.priceE4),
            quantityMilli: String(quantityMilli),
          },
        ]),
      ),
    },
    request_note: chance.pick(asks),
    requested_by: manager.personId,
    requested_at: instant(sale.takenMs),
    role_id: decider.roleId,
    deadline: instant(sale.takenMs + 24 * 60 * minuteMs),
    decided_by: decider.personId,
    decided_at: instant(decidedMs),
    decision_note: note,
    version: 2,
  };
  const common = { subject: { type: 'sales_order', id: sale.id }, accountId: sale.client.id };
  const asked = { approvalId: id, kind: 'discount' };
  return {
    row,
    happened: [
      {
        ...common,
        atMs: sale.takenMs,
        name: 'orders.held',
        actorId: manager.personId,
        payload: {
          number,
          totalMinor: String(sale.totals.totalMinor),
          lines: sale.lines.length,
          holds: holds.map((hold) => hold.code),
        },
      },
      {
        ...common,
        atMs: sale.takenMs,
        name: 'approvals.requested',
        actorId: manager.personId,
        payload: { ...asked, amountMinor: String(sale.totals.totalMinor), discountBp: sale.askedBp },
      },
      {
        ...common,
        atMs: decidedMs,
        name: 'approvals.approved',
        actorId: decider.personId,
        payload: { ...asked, note, changes: null },
      },
    ],
  };
}
