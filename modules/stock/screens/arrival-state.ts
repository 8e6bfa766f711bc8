import type { KeyOf } from '#kernel/texts.ts';
import type { State } from '#web/ui/StateBadge.tsx';
import type { ArrivalListRow } from '../contract.ts';
import type { screenTexts } from '../texts-screens.ts';

type Shown = { readonly state: State; readonly text: KeyOf<typeof screenTexts> };

/** How an arrival stands on a day: awaited, late, or over with all, a part or nothing of it. */
export function arrivalState(row: ArrivalListRow, today: string): Shown {
  if (!row.closed) {
    return row.expectedOn < today ? { state: 'hold', text: 'state.late' } : { state: 'plain', text: 'state.open' };
  }
  if (BigInt(row.receivedMilli) >= BigInt(row.quantityMilli)) return { state: 'ok', text: 'state.came' };
  return row.receivedMilli === '0' ? { state: 'stop', text: 'state.none' } : { state: 'watch', text: 'state.part' };
}
