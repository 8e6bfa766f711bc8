/** Promises of goods in the last days: they end by the clock, what lies free goes to who waits, managers ask anew. */
import { sql } from 'kysely';
import { reserveAgain } from '#modules/orders/commands/reserve.ts';
import { onReservationExpired, shareFreeGoods } from '#modules/orders/index.ts';
import { expireReservations } from '#modules/stock/index.ts';
import { readOrg } from '#platform/database.ts';
import { act } from '../act.ts';
import { instant, momentOn } from '../days.ts';
import type { Stage } from './stage.ts';

const hourMs = 3_600_000;
const askingMinutes = 10 * 60;

/** The server's chores each hour, nights and days off too; managers look through their orders in the morning. */
export function planKeeping(stage: Stage): void {
  const [first] = stage.lived;
  if (first === undefined) return;
  for (let atMs = momentOn(first, 0); atMs < stage.nowMs; atMs += hourMs)
    stage.agenda.at(atMs, (ms) => keep(stage, ms));
  for (const day of stage.lived) stage.agenda.at(momentOn(day, askingMinutes), (ms) => askAnew(stage, ms));
  stage.agenda.at(stage.nowMs - 1, async (ms) => {
    await keep(stage, ms);
    await askAnew(stage, ms);
  });
}

async function keep({ platform, orgId }: Stage, atMs: number): Promise<void> {
  const context = { ...platform, orgId, now: instant(atMs) };
  for (const chore of [expireReservations(onReservationExpired), shareFreeGoods]) await chore.run(context);
}

type Ended = { readonly orderId: string; readonly version: number; readonly managerId: string | null };

/** Whose promise ended gets what is still free; a refusal (nothing is free, the account is stopped) leaves it waiting. */
async function askAnew({ platform, orgId, people }: Stage, atMs: number): Promise<void> {
  const { rows } = await readOrg(platform.db, orgId, (read) =>
    sql<Ended>`
      select o.id as "orderId", o.version, o.manager_id as "managerId" from sales_order o
      where o.org_id = ${orgId} and o.state in ('confirmed', 'shipped') and o.reserve_until is null
      order by o.number limit 5000`.execute(read),
  );
  const all = Object.values(people);
  for (const { managerId, ...order } of rows) {
    const who = all.find((person) => person.personId === managerId) ?? people.semyon;
    await act({ platform, who, atMs }, reserveAgain, order);
  }
}
