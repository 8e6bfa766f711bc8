import { useSession } from '#web/session.tsx';
import type { Reason } from '#web/wire.ts';

const permission = 'settlements.write';

/** Why acts on money are closed to this person; null when they are open. */
export function useClosed(): Reason | null {
  return useSession().may(permission) ? null : { code: 'platform.forbidden', details: { permission } };
}
