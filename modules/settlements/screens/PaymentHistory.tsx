import type { OutputOf } from '#platform/endpoint.ts';
import { useReasonText } from '#web/refusals.ts';
import { Timeline } from '#web/ui/Timeline.tsx';
import type { Details } from '#web/wire.ts';
import type { settlements } from '../contract.ts';

type Entry = OutputOf<typeof settlements.payment>['history'][number];

/** What was done with a payment, by whom. */
export function PaymentHistory({ history }: { readonly history: readonly Entry[] }) {
  const say = useReasonText();
  return (
    <Timeline
      entries={history.map((entry) => ({
        id: entry.id,
        at: entry.at,
        who: entry.who,
        what: say({ code: entry.name, details: entry.payload as Details }),
      }))}
    />
  );
}
