import { writeOrg } from '#platform/database.ts';
import type { Chore } from '#platform/jobs.ts';
import { claimDay, movedMost, refreshStatuses, todayOf } from './store/statuses.ts';

const roundsMost = 1_000;

/** Once a day, in the org's own time: accounts that were not shipped to fall asleep and are lost by themselves. */
export const keepStatuses: Chore = {
  name: 'accounts.statuses',
  run: ({ db, orgId, now }) =>
    writeOrg(db, orgId, {
      work: async (tx) => {
        const place = { orgId, today: await todayOf(tx, orgId, now) };
        if (!(await claimDay(tx, place))) return;
        for (let round = 0; round < roundsMost; round += 1) {
          const moved = await refreshStatuses(tx, place);
          if (moved.length < movedMost) return;
        }
      },
    }),
};
