import type { State } from '#web/ui/StateBadge.tsx';
import type { LifeState } from '../contract.ts';

/** How each state of a product looks: always with its word. */
export const lifeLooks: Readonly<Record<LifeState, State>> = {
  new: 'info',
  active: 'ok',
  phase_out: 'watch',
  discontinued: 'plain',
  blocked: 'stop',
};
