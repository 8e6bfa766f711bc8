/** The demo company: made anew, the same on the same day, in an empty program. */
import { addMonths, dateOf, type PlainDate } from '#kernel/plain-date.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Founder } from '#modules/access/first-run.ts';
import { createOrg, isEmpty } from '#modules/access/index.ts';
import type { Platform } from '#platform/command.ts';
import { type Db, writeOrg } from '#platform/database.ts';
import type { Files } from '#platform/files.ts';
import { dealsOf } from './clients/deals.ts';
import { type Base, writeClients } from './clients/write-clients.ts';
import { worked } from './days.ts';
import { firms, writeFirms } from './firms.ts';
import { columnIdOf, versionsOf } from './goods/prices.ts';
import { northWarehouseId, writeCatalog } from './goods/write-catalog.ts';
import { closePast, type Open } from './history/close.ts';
import { writePast } from './history/past.ts';
import type { Pricing } from './history/price-facts.ts';
import type { Warehouses } from './history/supply.ts';
import { demoLogins, demoPassword, peopleOf, writePeople } from './people.ts';
import type { Days, Place } from './place.ts';
import { writeAwaited } from './present/awaited.ts';
import { livePresent } from './present/present.ts';

export { type DemoFile, demoFiles } from './files/files.ts';
export { demoLogins, demoPassword } from './people.ts';

const timeZone = 'Europe/Moscow';
/** So many working days before today were lived through by the people's own acts. */
const livedDays = 4;

type Program = Platform & { readonly files: Files };

/**
 * Makes the demo company in an empty program; answers whom to sign in. The same day gives the same company; only today,
 * by the platform's clock in Moscow, moves its dates. Refuses a program that is not empty (`access.already_begun`).
 */
export async function loadDemo(platform: Program): Promise<Result<Founder>> {
  const now = platform.clock();
  const days = daysOf(dateOf(now, timeZone));
  const [admin] = demoLogins;
  const made = await createOrg(
    platform.db,
    {
      orgName: firms.main.name,
      email: admin?.email ?? '',
      name: admin?.name ?? '',
      password: demoPassword,
      lang: 'ru',
      demo: true,
      onlyFirst: true,
    },
    now,
  );
  if (!made.ok) return made;
  const { orgId, personId } = made.value;
  const base: Base = { made: made.value, people: peopleOf(made.value), deals: dealsOf(days) };
  const place = { orgId, now: now.toISOString(), days };
  await writeBase(platform, place, base);
  const warehouses = { main: base.made.warehouseId, north: northWarehouseId };
  const { open, pricing } = await writeHistory(platform, place, { ...base, warehouses });
  await livePresent({ platform, days, nowMs: now.getTime(), base, open, warehouses, pricing });
  return ok({ orgId, personId });
}

/**
 * For `npm start -- --demo`: loads the company into an empty program, or finds it there, and says its logins; in a
 * program of somebody's own it changes nothing.
 */
export async function offerDemo(platform: Program, say: (text: string) => void): Promise<void> {
  const empty = await isEmpty(platform.db);
  if (empty) say('Демо-компания загружается, до минуты. / Loading the demo company, up to a minute.');
  const made = empty ? await loadDemo(platform) : null;
  const isThere = made === null ? await hasDemo(platform.db) : made.ok;
  if (!isThere)
    return say(
      'Здесь уже есть организация; демо-компания не загружена. / There is an organisation already; no demo company was loaded.',
    );
  for (const { email, name, post } of demoLogins) say(`  ${email.padEnd(24)} ${demoPassword}   ${name}, ${post}`);
}

async function hasDemo(db: Db): Promise<boolean> {
  const { rows } = await db.pool.query<{ email_key: string }>(
    'select email_key from directory_login where email_key = $1',
    [demoLogins[0]?.email],
  );
  return rows.length === 1;
}

function daysOf(today: PlainDate): Days {
  return { today, begins: addMonths(today, -24), edge: worked(today, -livedDays) };
}

type Where = Omit<Place, 'tx'>;

/** People, firms, goods, prices, clients: what the story stands on. */
function writeBase({ db }: Program, where: Where, base: Base): Promise<void> {
  return writeOrg(db, where.orgId, {
    work: async (tx) => {
      const place = { ...where, tx };
      await writePeople(place, base.made);
      await writeFirms(place);
      await writeCatalog(place, base.made);
      await writeClients(place, base);
    },
  });
}

type Told = { readonly open: Open; readonly pricing: Pricing };

/** Two years of orders, shipments, papers and money; then what is awaited. */
async function writeHistory(
  { db }: Program,
  where: Where,
  { made, people, deals, warehouses }: Base & { readonly warehouses: Warehouses },
): Promise<Told> {
  const cast = { people, warehouses, today: where.days.today };
  const pricing: Pricing = {
    versions: versionsOf(where.days),
    deals,
    columnId: ({ column }) => columnIdOf(column, made.priceColumnId),
  };
  const past = await writePast({ db, place: where, cast, pricing });
  const open = await writeOrg(db, where.orgId, {
    work: async (tx) => {
      const place = { ...where, tx };
      await writeAwaited(place, warehouses);
      return closePast(place, past, people);
    },
  });
  return { open, pricing };
}
