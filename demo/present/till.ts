/** Money of the last days: statements come in the mornings, finance puts advances on what was shipped. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { addDays, type PlainDate } from '#kernel/plain-date.ts';
import { allocate } from '#modules/settlements/commands/allocate.ts';
import { importStatement } from '#modules/settlements/commands/import-statement.ts';
import { readOrg } from '#platform/database.ts';
import { act, done } from '../act.ts';
import type { Client } from '../clients/clients.ts';
import { momentOn } from '../days.ts';
import { type Movement, movementOf, statementBytes } from '../files/statement.ts';
import { oddMovements } from './odd-money.ts';
import type { Stage } from './stage.ts';

export type Till = {
  /** Money that a client sent for a bill. */
  expect(movement: Movement): void;
  /** Puts the client's advances on its open debts. */
  settle(stage: Stage, atMs: number, client: Client): Promise<void>;
};

/** Plans the statements of the lived days: each brings what was booked since the one before. */
export function planTill(stage: Stage): Till {
  const sent: Movement[] = [];
  let from = addDays(stage.days.edge, 1);
  for (const day of stage.lived) {
    const since = from;
    const isLast = day === stage.lived.at(-1);
    stage.agenda.at(momentOn(day, 550), async (atMs) => {
      const until = addDays(day, -1);
      const isBooked = (one: { readonly day: PlainDate }): boolean => one.day >= since && one.day <= until;
      const came = [
        ...stage.open.coming.filter(isBooked).map(movementOf),
        ...sent.filter(isBooked),
        ...(isLast ? oddMovements(stage, until) : []),
      ];
      if (came.length > 0) await bring(stage, atMs, { came, from: since, to: until });
    });
    from = day;
  }
  return { expect: (movement) => void sent.push(movement), settle };
}

type Brought = { readonly came: readonly Movement[]; readonly from: PlainDate; readonly to: PlainDate };

async function bring({ platform, people }: Stage, atMs: number, { came, from, to }: Brought): Promise<void> {
  const bytes = statementBytes(came, { from, to });
  await platform.files.keepBytes(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const input = { importId: newId(), fileName: `kl_to_1c_${to.replaceAll('-', '')}.txt`, sha256 };
  await done({ platform, who: people.fyodor, atMs }, importStatement(bytes), input);
}

type Free = { readonly id: string; readonly version: number; readonly free: string };
type Owed = { readonly receivableId: string; readonly open: string };

async function settle({ platform, orgId, people }: Stage, atMs: number, client: Client): Promise<void> {
  const { money, debts } = await readOrg(platform.db, orgId, async (read) => ({
    money: (
      await sql<Free>`
      select id, version, unallocated_minor as free from payment
      where org_id = ${orgId} and account_id = ${client.id} and direction = 'in' and state = 'advance' and
        unallocated_minor > 0
      order by booked_on, amount_minor, id`.execute(read)
    ).rows,
    debts: (
      await sql<Owed>`
      select id as "receivableId", open_minor as open from receivable
      where org_id = ${orgId} and account_id = ${client.id} and open_minor > 0 order by due_on, document_date,
        document_number`.execute(read)
    ).rows,
  }));
  const [first] = money;
  if (first === undefined) return;
  let left = BigInt(first.free);
  const parts = debts.flatMap(({ receivableId, open }) => {
    const sum = left < BigInt(open) ? left : BigInt(open);
    left -= sum;
    return sum > 0n ? [{ receivableId, sumMinor: String(sum) }] : [];
  });
  if (parts.length > 0)
    await act({ platform, who: people.fyodor, atMs }, allocate, { paymentId: first.id, version: first.version, parts });
}
