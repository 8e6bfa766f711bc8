/** The last days and hours of the demo company, lived through by its people's own acts. */

import { addDays } from '#kernel/plain-date.ts';
import type { Base } from '../clients/write-clients.ts';
import { workingDays } from '../days.ts';
import type { Open } from '../history/close.ts';
import { buyers } from '../history/demand.ts';
import type { Pricing } from '../history/price-facts.ts';
import type { Warehouses } from '../history/supply.ts';
import type { Days } from '../place.ts';
import { newAgenda } from './agenda.ts';
import { planReceipts } from './awaited.ts';
import { deskHours, knownClients, moments, picker } from './desk.ts';
import { holdOrders } from './held.ts';
import { planKeeping } from './keep.ts';
import { draftOrders, openOrders } from './open-orders.ts';
import type { Stage } from './stage.ts';
import { talk } from './talks.ts';
import { planTill } from './till.ts';
import { planDay } from './traffic.ts';

/** So many acts there are at the desk, about; they are spread over its hours. */
const deskActs = 145;

export type Living = {
  readonly platform: Stage['platform'];
  readonly days: Days;
  readonly nowMs: number;
  readonly base: Base;
  readonly open: Open;
  readonly warehouses: Warehouses;
  readonly pricing: Pricing;
};

export async function livePresent({ base, ...living }: Living): Promise<void> {
  const { days, nowMs } = living;
  const agenda = newAgenda(nowMs);
  const lived = workingDays(addDays(days.edge, 1), days.today);
  const stage: Stage = { ...living, orgId: base.made.orgId, people: base.people, lived, agenda, buyers: buyers() };
  const till = planTill(stage);
  for (const day of lived) planDay(stage, day, till);
  planReceipts(stage);
  planKeeping(stage);
  const { fromMs, toMs } = deskHours(stage);
  // What the day itself brings during the desk's hours comes after: the numbers stand in the order of acts.
  agenda.at(fromMs, () => atDesk(stage, { fromMs, toMs }));
  await agenda.run();
}

async function atDesk(stage: Stage, hours: { readonly fromMs: number; readonly toMs: number }): Promise<void> {
  const known = await knownClients(stage);
  const pick = picker(known);
  const when = moments(hours, deskActs);
  await holdOrders(stage, pick, when);
  await draftOrders(stage, pick, when);
  await openOrders(stage, pick, when);
  await talk(stage, known, when);
}
