/** Work after the act: queued in its transaction, done at least once, on the same database (graphile-worker). */
import { Logger, parseCronItems, run, type TaskList } from 'graphile-worker';
import pg from 'pg';
import type { Platform } from './command.ts';
import { surviveCuts } from './database.ts';
import type { Files } from './files.ts';
import type { Log } from './log.ts';
import type { Mail } from './mail.ts';

export type JobContext = Platform & {
  readonly files: Files;
  readonly mail: Mail;
  readonly log: Log;
  readonly orgId: string;
  readonly now: string;
};

/** What does a queued job. It may run twice: whatever it does must be the same done twice. */
export type Job = {
  readonly task: string;
  /** Longer than this it does not take: whoever holds it then was killed, and it is given to another. */
  readonly minutesMost?: number;
  handle(context: JobContext, payload: Readonly<Record<string, unknown>>): Promise<void>;
};

/** Kept up by the clock for every org, each minute: expiries, escalations, seals. */
export type Chore = { readonly name: string; run(context: JobContext): Promise<void> };

export type JobsOptions = {
  readonly ownerUrl: string;
  readonly shared: Omit<JobContext, 'orgId' | 'now'>;
  readonly jobs: readonly Job[];
  readonly chores: readonly Chore[];
};

export type Jobs = { stop(): Promise<void> };

const orgsMost = 10_000;

/** Starts the workers. Stop waits for the jobs in hand. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { shared } = options;
  const pool = new pg.Pool({ connectionString: options.ownerUrl, max: 4 });
  surviveCuts(pool);
  const contextFor = (orgId: string): JobContext => ({ ...shared, orgId, now: shared.clock().toISOString() });
  const taskList: TaskList = {
    housekeeping: () => keepHouse(options, contextFor),
  };
  for (const job of options.jobs) {
    taskList[job.task] = async (payload) => {
      const fields = payload as Readonly<Record<string, unknown>>;
      await job.handle(contextFor(String(fields['orgId'])), fields);
    };
  }
  const runner = await run({
    pgPool: pool,
    taskList,
    concurrency: 2,
    pollInterval: 5_000,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === 'error' || level === 'warning') shared.log.warn({ message }, 'queue');
    }),
    // The chores go before whatever waits: a queue of letters to a dead server must not keep promises from ending.
    parsedCronItems: parseCronItems([
      { task: 'housekeeping', match: '* * * * *', options: { backfillPeriod: 0, maxAttempts: 1, priority: -10 } },
    ]),
  });
  return {
    stop: async () => {
      await runner.stop();
      await pool.end();
    },
  };
}

async function keepHouse(options: JobsOptions, contextFor: (orgId: string) => JobContext): Promise<void> {
  const { db, log } = options.shared;
  await freeLost(options);
  const orgs = await db.pool.query<{ org_id: string }>('select org_id from directory_org order by org_id limit $1', [
    orgsMost,
  ]);
  for (const { org_id: orgId } of orgs.rows) {
    for (const chore of options.chores) await runChore(chore, contextFor(orgId), log);
  }
}

/** A server that was killed leaves its jobs locked, and the queue itself waits four hours before it believes that. */
async function freeLost({ jobs, shared: { db } }: JobsOptions): Promise<void> {
  for (const { task, minutesMost } of jobs) {
    if (minutesMost === undefined) continue;
    await db.pool.query(
      `select graphile_worker.force_unlock_workers(array(select j.locked_by from graphile_worker.jobs j
         where j.task_identifier = $1 and j.locked_at < now() - make_interval(mins => $2)))`,
      [task, minutesMost],
    );
  }
}

/** One chore that fails must not stop the others; it comes again in a minute. */
async function runChore(chore: Chore, context: JobContext, log: Log): Promise<void> {
  try {
    await chore.run(context);
  } catch (error) {
    log.error({ err: error, chore: chore.name, orgId: context.orgId }, 'a chore failed');
  }
}
