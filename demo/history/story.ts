/** What happened, kept until the end and written in the order of time: the timelines read it so. */
import { instant } from '../days.ts';
import { demoId } from '../ids.ts';
import type { Row } from '../put.ts';

export type Happened = {
  readonly atMs: number;
  readonly name: string;
  readonly actorId: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly accountId: string;
  readonly payload: Readonly<Record<string, unknown>>;
};

/** Rows of events, the oldest first; what happened at one moment stays in the order it was told. */
export function eventRows(happened: readonly Happened[]): Row<'event'>[] {
  return [...happened]
    .sort((a, b) => a.atMs - b.atMs)
    .map((one, n) => ({
      id: demoId('event', `${n} ${one.name} ${one.subject.id}`, one.atMs),
      at: instant(one.atMs),
      name: one.name,
      actor_id: one.actorId,
      subject_type: one.subject.type,
      subject_id: one.subject.id,
      account_id: one.accountId,
      payload: one.payload,
      request_id: 'demo',
    }));
}
