/** The work of imports on the server: a job for each that was begun, and a chore that begins again what stands still. */
import { sql } from 'kysely';
import { actingPerson } from '#modules/access/index.ts';
import { type Read, readOrg, writeOrg } from '#platform/database.ts';
import type { Chore, Job, JobContext } from '#platform/jobs.ts';
import { runTask } from './commands.ts';
import type { RunSettings, State } from './model.ts';
import type { Known } from './queries/runs.ts';
import { runKept } from './run-kept.ts';

// The work beats once a second; a batch of the slowest kind takes some seconds.
const stillMinutes = 3;
const begunAgainMost = 20;

type Run = {
  readonly kind: string;
  readonly state: State;
  readonly dryRun: boolean;
  readonly settings: RunSettings;
  readonly fileName: string;
  readonly sha256: string;
};

/** Runs an import that stands as running. Doing it twice is the same: its batches have their keys. */
export function importJob({ kinds, textOf }: Known): Job {
  return {
    task: runTask,
    handle: async (context, payload) => {
      const importId = String(payload['importId']);
      const run = await readOrg(context.db, context.orgId, (read) => readRun(read, context.orgId, importId));
      const kind = kinds.find((one) => one.kind === run?.kind);
      const actor = await actingPerson(context.db, context.orgId, String(payload['personId']));
      if (run === undefined || run.state !== 'running' || kind === undefined) return;
      // Who began it may not come in any more: nobody's rights are left to act by.
      if (actor === null) return fail(context, importId);
      await runKept({ ...run, platform: context, actor, kind, textOf, importId, requestId: `import ${importId}` });
    },
  };
}

async function readRun(read: Read, orgId: string, importId: string): Promise<Run | undefined> {
  const { rows } = await sql<Run>`
    select i.kind, i.state, i.dry_run as "dryRun", i.mapping as settings, i.file_name as "fileName", f.sha256
    from import_run i join file f on f.org_id = ${orgId} and f.id = i.file_id
    where i.org_id = ${orgId} and i.id = ${importId}`.execute(read);
  return rows[0];
}

function fail({ db, orgId, now }: JobContext, importId: string): Promise<void> {
  return writeOrg(db, orgId, {
    work: async (tx) => {
      await sql`
        update import_run set state = 'failed', finished_at = ${now},
          summary = jsonb_build_object('refusal', jsonb_build_object('code', 'imports.person_gone'))
        where org_id = ${orgId} and id = ${importId} and state = 'running'`.execute(tx);
    },
  });
}

/** A server that was killed leaves its job locked for hours: an import that stands still is queued anew. */
export const resumeImports: Chore = {
  name: 'resume-imports',
  run: async ({ db, orgId, now }) => {
    const before = new Date(Date.parse(now) - stillMinutes * 60_000).toISOString();
    await writeOrg(db, orgId, {
      work: async (tx) => {
        await sql`
          with still as materialized (
            select i.id, i.started_by from import_run i
            where i.org_id = ${orgId} and i.state = 'running' and i.beat_at < ${before} and i.started_by is not null
            order by i.id limit ${begunAgainMost} for update skip locked
          ), begun as (
            update import_run i set beat_at = ${now} from still where i.org_id = ${orgId} and i.id = still.id
          )
          select graphile_worker.add_job(${runTask}, json_build_object('orgId', ${orgId}::text, 'importId', still.id,
            'personId', still.started_by), job_key := 'import again ' || still.id) from still`.execute(tx);
      },
    });
  },
};
