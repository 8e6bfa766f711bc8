import { type PlainDate, parsePlainDate } from '#kernel/plain-date.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';

export type CorrectionAsk = {
  readonly side: 'debt' | 'advance';
  readonly number: string;
  readonly on: PlainDate;
  readonly dueOn?: PlainDate | undefined;
  readonly reason: string;
};

export type CorrectionRefusal =
  | 'settlements.reason_needed'
  | 'settlements.number_needed'
  | 'settlements.bad_date'
  | 'settlements.in_future'
  | 'settlements.due_before_date';

/**
 * Whether a correction may be entered, and when its debt is due (its own day unless said): with a reason, not in the
 * future, a debt with the number of its paper and not due before it.
 */
export function decideCorrection(
  ask: CorrectionAsk,
  today: PlainDate,
): Result<{ readonly dueOn: PlainDate }, CorrectionRefusal> {
  if (ask.reason.trim() === '') return refuse('settlements.reason_needed');
  if (ask.side === 'debt' && ask.number.trim() === '') return refuse('settlements.number_needed');
  const dueOn = ask.dueOn ?? ask.on;
  if (parsePlainDate(ask.on) === null || parsePlainDate(dueOn) === null) return refuse('settlements.bad_date');
  if (ask.on > today) return refuse('settlements.in_future', { onDate: ask.on });
  if (ask.side === 'debt' && dueOn < ask.on) return refuse('settlements.due_before_date', { dueOn });
  return ok({ dueOn });
}
