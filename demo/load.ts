/** The demo company: made anew, the same on the same day, in an empty program. */
import { addMonths, type PlainDate, dateOf } from '#kernel/plain-date.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Founder } from '#modules/access/first-run.ts';
import { createOrg, type MadeOrg } from '#modules/access/index.ts';
import type { Platform } from '#platform/command.ts';
import { writeOrg } from '#platform/database.ts';
import type { Files } from '#platform/files.ts';
import { dealsOf } from './clients/deals.ts';
import { writeClients } from './clients/write-clients.ts';
import { worked } from './days.ts';
import { firms, writeFirms } from './firms.ts';
import { writeCatalog } from './goods/write-catalog.ts';
import { demoLogins, demoPassword, peopleOf, writePeople } from './people.ts';
import type { Days, Place } from './place.ts';

export { demoLogins, demoPassword } from './people.ts';

const timeZone = 'Europe/Moscow';
/** So many working days before today were lived through by the people's own acts. */
const livedDays = 5;

/**
 * Makes the demo company in an empty program; answers whom to sign in. The same day gives the same company; only today,
 * by the platform's clock in Moscow, moves its dates. Refuses a program that is not empty (`access.already_begun`).
 */
export async function loadDemo(platform: Platform & { readonly files: Files }): Promise<Result<Founder>> {
  const now = platform.clock();
  const days = daysOf(dateOf(now, timeZone));
  const admin = demoLogins[0];
  const made = await createOrg(
    platform.db,
    { orgName: firms.main.name, email: admin?.email ?? '', name: admin?.name ?? '', password: demoPassword, lang: 'ru', demo: true, onlyFirst: true },
    now,
  );
  if (!made.ok) return made;
  await writeBase(platform, { made: made.value, days, now });
  return ok({ orgId: made.value.orgId, personId: made.value.personId });
}

function daysOf(today: PlainDate): Days {
  return { today, begins: addMonths(today, -24), edge: worked(today, -livedDays) };
}

type Loading = { readonly made: MadeOrg; readonly days: Days; readonly now: Date };

/** People, firms, goods, prices, clients: what the story stands on. */
async function writeBase({ db }: Platform, { made, days, now }: Loading): Promise<void> {
  const base = { made, people: peopleOf(made), deals: dealsOf(days) };
  await writeOrg(db, made.orgId, {
    work: async (tx) => {
      const place: Place = { tx, orgId: made.orgId, now: now.toISOString(), days };
      await writePeople(place, made);
      await writeFirms(place);
      await writeCatalog(place, made);
      await writeClients(place, base);
    },
  });
}
