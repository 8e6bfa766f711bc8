/** The audit chain: each event's hash covers the one before it, so that nothing can be changed or taken out unseen. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Db, type Read, readOrg, type Tx, writeOrg } from './database.ts';
import type { Chore } from './jobs.ts';

type SealRow = { id: string; body: string };

const batch = 1_000;
// An act that is still under way while so many others were sealed after it does not happen: acts end within a minute.
const lookBack = 100_000n;
const start = '0'.repeat(64);

const link = (previous: string, body: string): string =>
  createHash('sha256').update(previous).update(body).digest('hex');

// PostgreSQL writes jsonb in one way only, so the text is the same each time it is read.
const bodyOf = sql<string>`jsonb_build_array(e.id, e.at, e.name, e.actor_id, e.acted_for, e.subject_type, e.subject_id,
  e.account_id, e.payload, e.request_id)::text`;

/** Seals every event that is not sealed yet. An event committed late gets a later place: places follow sealing, not `seq`. */
export const sealEvents: Chore = {
  name: 'seal-events',
  run: async ({ db, orgId }) => {
    for (let round = 0; round < 1_000; round += 1) {
      const sealed = await writeOrg(db, orgId, { work: (tx) => sealBatch(tx, orgId) });
      if (sealed < batch) return;
    }
  },
};

async function sealBatch(tx: Tx, orgId: string): Promise<number> {
  // One sealer at a time per org; acts, whose rows refer to the org, go on meanwhile.
  await sql`select 1 from org where org_id = ${orgId} for no key update`.execute(tx);
  const last = await sql<{ position: string; hash: string }>`
    select position, hash from event_seal where org_id = ${orgId} order by position desc limit 1`.execute(tx);
  const from = BigInt(last.rows[0]?.position ?? '0');
  const { rows } = await sql<SealRow>`
    select e.id, ${bodyOf} as body from event e
    where e.org_id = ${orgId} and not exists (select from event_seal s where s.org_id = ${orgId} and s.event_id = e.id)
      and e.seq > coalesce((
        select x.seq from event_seal s join event x on x.org_id = ${orgId} and x.id = s.event_id
        where s.org_id = ${orgId} and s.position = ${String(from - lookBack)}), 0)
    order by e.seq limit ${batch}`.execute(tx);
  let hash = last.rows[0]?.hash ?? start;
  const hashes = rows.map((row) => {
    hash = link(hash, row.body);
    return hash;
  });
  await sql`
    insert into event_seal (org_id, position, event_id, hash)
    select ${orgId}, s.position, s.event_id, s.hash
    from unnest(${rows.map((_row, at) => String(from + BigInt(at) + 1n))}::bigint[], ${rows.map((row) => row.id)}::uuid[],
      ${hashes}::text[]) as s (position, event_id, hash)`.execute(tx);
  return rows.length;
}

export type ChainState = { readonly sealed: number; readonly unsealed: number; readonly brokenAt: string | null };

/** Walks the whole chain again. `brokenAt` is the place of the first link that does not hold, or null. */
export async function verifyChain(db: Db, orgId: string): Promise<ChainState> {
  return readOrg(db, orgId, async (read) => {
    let hash = start;
    let position = 0n;
    for (;;) {
      const rows = await chainRows(read, { orgId, after: position });
      for (const row of rows) {
        hash = link(hash, row.body ?? '');
        position += 1n;
        if (row.body === null || BigInt(row.position) !== position || row.hash !== hash) {
          return { sealed: Number(position) - 1, unsealed: 0, brokenAt: row.position };
        }
      }
      if (rows.length < batch) break;
    }
    const left = await sql<{ n: number }>`
      select count(*)::int as n from event e where e.org_id = ${orgId}
        and not exists (select from event_seal s where s.org_id = ${orgId} and s.event_id = e.id)`.execute(read);
    return { sealed: Number(position), unsealed: left.rows[0]?.n ?? 0, brokenAt: null };
  });
}

async function chainRows(read: Read, from: { orgId: string; after: bigint }) {
  const { rows } = await sql<{ position: string; hash: string; body: string | null }>`
    select s.position, s.hash, ${bodyOf} as body
    from event_seal s left join event e on e.org_id = ${from.orgId} and e.id = s.event_id
    where s.org_id = ${from.orgId} and s.position > ${String(from.after)} order by s.position limit ${batch}`.execute(
    read,
  );
  return rows;
}
