/** What the server does by the clock: promises end, and what lies free goes to the orders that wait for it. */
import { onReservationExpired, shareFreeGoods } from '#modules/orders/index.ts';
import { expireReservations } from '#modules/stock/index.ts';
import { instant, momentOn } from '../days.ts';
import type { Stage } from './stage.ts';

const hourMs = 3_600_000;

/** Each hour of the lived days, nights and days off too, and once more at their very end. */
export function planKeeping(stage: Stage): void {
  const [first] = stage.lived;
  if (first === undefined) return;
  for (let atMs = momentOn(first, 0); atMs < stage.nowMs; atMs += hourMs)
    stage.agenda.at(atMs, (ms) => keep(stage, ms));
  stage.agenda.at(stage.nowMs - 1, (ms) => keep(stage, ms));
}

async function keep({ platform, orgId }: Stage, atMs: number): Promise<void> {
  const context = { ...platform, orgId, now: instant(atMs) };
  for (const chore of [expireReservations(onReservationExpired), shareFreeGoods]) await chore.run(context);
}
