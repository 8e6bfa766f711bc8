/**
 * The one door for writing: parse, authorise, claim the idempotency key, act in one transaction, keep the events and
 * the answer with it, commit. The same key again gives the same answer and does nothing twice.
 */
import { createHash } from 'node:crypto';
import { type Static, type TObject, Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { newId } from '#kernel/id.ts';
import { dateOf, type PlainDate } from '#kernel/plain-date.ts';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from './actor.ts';
import { constraintOf, type Db, isPassing, type Tx, writeOrg } from './database.ts';
import { jsonText } from './json-text.ts';
import type { Permission } from './permission.ts';
import { type InputProblem, inputProblems } from './schema-check.ts';
import { troubleOf } from './trouble.ts';

/** What a command tells the world it did. `payload` holds facts, never secrets. */
export type NewEvent = {
  readonly name: string;
  readonly subject: { readonly type: string; readonly id: string };
  readonly accountId?: string | null;
  readonly payload?: Record<string, unknown>;
};

/** Work to be done after the commit, at least once, by `platform/jobs.ts`. */
export type NewJob = {
  readonly task: string;
  readonly payload: Record<string, unknown>;
  readonly runAt?: string;
  readonly key?: string;
};

export type ActContext = {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly orgId: string;
  readonly now: string;
  readonly today: PlainDate;
  readonly key: string;
  readonly dryRun: boolean;
  /** Keeps an event in this transaction. */
  emit(event: NewEvent): void;
  /** Queues a job in this transaction. */
  enqueue(job: NewJob): void;
};

export type Command<I extends TObject = TObject, O = unknown> = {
  readonly name: string;
  readonly permission: Permission;
  readonly input: I;
  /** Constraint name -> refusal code: what the database says no to, in words. */
  readonly constraints?: Readonly<Record<string, string>>;
  handle(context: ActContext, input: Static<I>): Promise<Result<O>>;
};

/** Declares a command; infers the types of its input and answer. */
export function command<I extends TObject, O>(definition: Command<I, O>): Command<I, O> {
  return definition;
}

export type Clock = () => Date;

export type Platform = { readonly db: Db; readonly clock: Clock };

export type ActRequest<I> = {
  readonly actor: Actor & { readonly timeZone: string };
  readonly key: string;
  readonly input: I;
  readonly requestId: string;
  readonly dryRun?: boolean;
};

export type InvalidInput = {
  readonly ok: false;
  readonly code: 'input.invalid';
  readonly problems: readonly InputProblem[];
};
export type Answer<O> = Result<O> | InvalidInput;

const attemptsMax = 3;
const idSchema = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Runs a command for a person. Answers its value; `forbidden`, `key_reused`, `busy` or the command's own refusals;
 * `input.invalid` with the fields. A refusal leaves no trace. Throws only faults.
 */
export async function runCommand<I extends TObject, O>(
  platform: Platform,
  definition: Command<I, O>,
  request: ActRequest<Static<I>>,
): Promise<Answer<O>> {
  const problems = inputProblems(definition.input, request.input);
  if (problems.length > 0) return { ok: false, code: 'input.invalid', problems };
  if (!idSchema.test(request.key)) return refuse('platform.bad_key');
  if (!request.actor.permissions.has(definition.permission)) {
    return refuse('platform.forbidden', { permission: definition.permission });
  }
  let unknown: unknown = null;
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    try {
      return await attemptOnce(platform, definition, request);
    } catch (error) {
      const code = definition.constraints?.[constraintOf(error)];
      if (code !== undefined) return refuse(code);
      if (!isPassing(error)) throw error;
      unknown = error;
      await pause(attempt);
    }
  }
  // The error itself may name machines and tables; whoever asked is told only what to do.
  return refuse(troubleOf(unknown) ?? 'platform.busy');
}

/** Waits a little longer each time, with chance in it, so that two who met do not meet again. */
function pause(attempt: number): Promise<void> {
  const delayMs = attempt * 20 + Math.random() * 40;
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}

/** The same input gives the same hash whatever the order of its fields. */
export function hashOf(value: unknown): string {
  const sorted = (_key: string, item: unknown): unknown =>
    item !== null && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item;
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex');
}

async function attemptOnce<I extends TObject, O>(
  platform: Platform,
  definition: Command<I, O>,
  request: ActRequest<Static<I>>,
): Promise<Answer<O>> {
  const { actor } = request;
  const dryRun = request.dryRun ?? false;
  const now = platform.clock();
  const events: NewEvent[] = [];
  const jobs: NewJob[] = [];
  return writeOrg<Answer<O>>(platform.db, actor.orgId, {
    keep: (answer) => answer.ok && !dryRun,
    work: async (tx) => {
      const mark = { command: definition.name, inputHash: hashOf(request.input), now: now.toISOString() };
      const earlier = await claim<O>(tx, request, mark);
      if (earlier !== null) return earlier;
      const context: ActContext = {
        tx,
        actor,
        orgId: actor.orgId,
        now: now.toISOString(),
        today: dateOf(now, actor.timeZone),
        key: request.key,
        dryRun,
        emit: (event) => events.push(event),
        enqueue: (job) => jobs.push(job),
      };
      const answer = await definition.handle(context, request.input);
      if (!answer.ok) return answer;
      await keep(context, { answer: answer.value, events, requestId: request.requestId });
      if (jobs.length > 0) await queue(context, jobs);
      return answer;
    },
  });
}

type Mark = { readonly command: string; readonly inputHash: string; readonly now: string };

/** Claims the key for this act; null when it is ours. A second holder waits here until the first one ends. */
async function claim<O>(tx: Tx, request: ActRequest<unknown>, mark: Mark): Promise<Answer<O> | null> {
  const { actor, key } = request;
  const claimed = await sql`
    insert into command_key (org_id, key, command, input_hash, person_id, created_at)
    values (${actor.orgId}, ${key}, ${mark.command}, ${mark.inputHash}, ${actor.personId}, ${mark.now})
    on conflict do nothing returning key`.execute(tx);
  if (claimed.rows.length === 1) return null;
  // A replay writes, so that under synchronous replication its answer waits for what it repeats.
  const stored = await sql<{ command: string; input_hash: string; person_id: string; answer: O }>`
    update command_key set replays = replays + 1 where org_id = ${actor.orgId} and key = ${key}
    returning command, input_hash, person_id, answer`.execute(tx);
  const row = stored.rows[0];
  if (row === undefined) return refuse('platform.busy');
  const same = row.command === mark.command && row.input_hash === mark.inputHash && row.person_id === actor.personId;
  return same ? ok(row.answer) : refuse('platform.key_reused');
}

type Kept = { readonly answer: unknown; readonly events: readonly NewEvent[]; readonly requestId: string };

/** Keeps the events and the answer in one statement. */
async function keep(context: ActContext, kept: Kept): Promise<void> {
  const { events } = kept;
  const column = <T>(pick: (event: NewEvent) => T): T[] => events.map(pick);
  await sql`
    with answered as (
      update command_key set answer = ${jsonText(kept.answer ?? {})}::jsonb
      where org_id = ${context.orgId} and key = ${context.key}
    )
    insert into event (org_id, id, at, name, actor_id, subject_type, subject_id, account_id, payload, request_id)
    select ${context.orgId}, e.id, ${context.now}, e.name, ${context.actor.personId}, e.subject_type, e.subject_id,
      e.account_id, e.payload, ${kept.requestId}
    from unnest(${column(() => newId())}::uuid[], ${column((event) => event.name)}::text[],
      ${column((event) => event.subject.type)}::text[], ${column((event) => event.subject.id)}::uuid[],
      ${column((event) => event.accountId ?? null)}::uuid[],
      ${column((event) => jsonText(event.payload ?? {}))}::jsonb[])
      as e (id, name, subject_type, subject_id, account_id, payload)`.execute(context.tx);
}

async function queue(context: ActContext, jobs: readonly NewJob[]): Promise<void> {
  const payload = (job: NewJob) => jsonText({ ...job.payload, orgId: context.orgId });
  await sql`
    select graphile_worker.add_job(j.task, j.payload::json, run_at := j.run_at, job_key := j.key)
    from unnest(${jobs.map((job) => job.task)}::text[], ${jobs.map(payload)}::text[],
      ${jobs.map((job) => job.runAt ?? null)}::timestamptz[], ${jobs.map((job) => job.key ?? null)}::text[])
      as j (task, payload, run_at, key)`.execute(context.tx);
}

/** An answer with nothing in it. */
export const Done = Type.Object({});
/** The refusal of any result, for tests and the border. */
export type AnyRefusal = Refusal | InvalidInput;
