import type { State } from '#web/ui/StateBadge.tsx';
import type { Attitude, Status } from '../model.ts';

/** How each status looks: always with its word. */
export const statusStates: Readonly<Record<Status, State>> = {
  new: 'info',
  active: 'ok',
  sleeping: 'watch',
  lost: 'hold',
  blocked: 'stop',
};

/** How each attitude looks. */
export const attitudeStates: Readonly<Record<Exclude<Attitude, ''>, State>> = {
  champion: 'ok',
  supporter: 'ok',
  neutral: 'plain',
  sceptic: 'watch',
  opponent: 'stop',
};

/** How each state of an order looks on the card. */
export const orderStates: Readonly<Record<string, State>> = {
  draft: 'plain',
  held: 'hold',
  confirmed: 'info',
  shipped: 'ok',
  closed: 'ok',
  cancelled: 'plain',
};
