/** When people buy: a December of gifts, an idle January, an August of school things, a summer of travel; growth. */
import { daysBetween, type PlainDate } from '#kernel/plain-date.ts';
import type { Client } from '../clients/clients.ts';
import type { Season } from '../goods/line.ts';
import type { Days } from '../place.ts';

// January to December, percent of an even month.
const orders = [62, 88, 97, 95, 84, 88, 92, 117, 112, 103, 122, 150];
const shares: Readonly<Record<Season, readonly number[]>> = {
  gifts: [60, 120, 110, 80, 75, 75, 75, 85, 85, 95, 140, 210],
  school: [70, 85, 90, 85, 80, 80, 120, 240, 150, 95, 95, 110],
  travel: [70, 80, 95, 115, 140, 155, 150, 120, 90, 80, 80, 90],
  even: [95, 100, 100, 100, 100, 100, 100, 100, 100, 100, 105, 110],
};
/** A year's growth, percent. */
const growth = 18;

const monthAt = (day: PlainDate): number => Number(day.slice(5, 7)) - 1;

/** How much more than in an even month goods of a season are bought in the month of the day. */
export function seasonOf(season: Season, day: PlainDate): number {
  return (shares[season][monthAt(day)] ?? 100) / 100;
}

/** How often clients order on the day beside an even month two years ago. */
export function paceOf(day: PlainDate, days: Days): number {
  return ((orders[monthAt(day)] ?? 100) / 100) * (1 + (growth / 100) * (daysBetween(days.begins, day) / 365));
}

/** Where a day stands in the story: days left to its end, the share of it that is over. */
export type Moment = { readonly left: number; readonly way: number };

export function momentOf(day: PlainDate, { begins, today }: Days): Moment {
  return { left: daysBetween(day, today), way: daysBetween(begins, day) / daysBetween(begins, today) };
}

/** How a client's story bends its orders on the day; 0: it does not buy. */
export function appetiteOf(client: Client, { left, way }: Moment): number {
  const n = client.n;
  if (client.habit === 'never' && left < 95) return 0;
  switch (client.story) {
    case 'steady':
      return 1;
    case 'growing':
      return 0.6 + way * 0.9;
    case 'fading':
      return 1.3 - way * 0.85;
    case 'new':
      return left < 30 + (n % 55) ? 1.4 : 0;
    case 'sleeping':
      return left > 95 + (n % 75) ? 1 : 0;
    case 'lost':
      return left > 190 + (n % 380) ? 1 : 0;
    case 'blocked':
      return left > 60 ? 0.8 : 0;
    case 'prospect':
      return 0;
  }
}
