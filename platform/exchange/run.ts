/**
 * The import's runner: reads a file, maps its rows, and gives them to their kind in batches, each an act of its own.
 * The key of a batch's act is made of the run and the batch's number: an import that was cut off is resumed by running
 * it again under the same id, and what was done is not done twice.
 */
import { createHash } from 'node:crypto';
import { Type } from '@sinclair/typebox';
import { sql } from 'kysely';
import { ok, type Refusal, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '../actor.ts';
import { type ActContext, type Answer, type Command, command, type Platform, runCommand } from '../command.ts';
import { Id } from '../endpoint.ts';
import { type ImportBatch, importBatches, type Values } from './import-batches.ts';
import {
  fieldsOf,
  fileRefusal,
  type ImportFile,
  type ImportSettings,
  openImportFile,
  whyUnread,
} from './import-file.ts';
import type { AnyImportKind, ImportKind, ImportPass, ImportSummary, RowOutcome } from './kind.ts';
import { placedProblem, type ToldRow } from './placed-problem.ts';
import type { SkippedRows } from './table-rows.ts';

/** Who imports what. `runId` names the run: the same id goes on with the same run. */
export type ImportOrder = {
  readonly platform: Platform;
  readonly actor: Actor & { readonly timeZone: string };
  readonly kind: AnyImportKind;
  readonly runId: string;
  readonly path: string;
  readonly settings: ImportSettings;
  readonly dryRun: boolean;
  readonly requestId: string;
};

export type ImportCounts = {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly warnings: number;
};

/** A row that was not taken: its cells as they stand, and why. */
export type RejectedRow = ToldRow & { readonly cells: readonly string[] };

/** Who looks on. Each is waited for. */
export type ImportWatch = {
  /** Once, before the first row. */
  opened?(file: ImportFile): void | Promise<void>;
  progress?(counts: ImportCounts): void | Promise<void>;
  rejected?(rows: readonly RejectedRow[]): void | Promise<void>;
  /** Rows that were taken with something mended or left out; of each batch the first ones. */
  warned?(rows: readonly ToldRow[]): void;
  /** Asked before each batch; true ends the run with what was done so far. */
  cancelled?(): boolean | Promise<boolean>;
};

export type ImportReport = ImportCounts & {
  readonly skipped: SkippedRows;
  readonly summary: ImportSummary;
  readonly cancelled: boolean;
};

const busyMost = 5;
const zero: ImportCounts = { rows: 0, created: 0, updated: 0, unchanged: 0, rejected: 0, warnings: 0 };
const BatchInput = Type.Object({ runId: Id, batch: Type.Integer({ minimum: 0 }), sha256: Type.String() });
const FinishInput = Type.Object({ runId: Id });

type Kind = ImportKind<Values>;
type Pass = ImportPass<Values>;
/** What is kept of a batch: enough to count it and to tell its rows when the run goes on after a fault. */
type BatchAnswer = Omit<ImportCounts, 'rows' | 'rejected'> & {
  readonly rejected: readonly RowOutcome[];
  /** The first rows with warnings. Batches of earlier versions have none. */
  readonly warned?: readonly RowOutcome[];
};
type Apply = (batch: ImportBatch) => Promise<Answer<BatchAnswer>>;
type Walk = {
  readonly file: ImportFile;
  readonly pass: Pass | null;
  readonly apply: Apply;
  readonly watch: ImportWatch;
  readonly keysOf?: Kind['keysOf'];
};
type Walked = { readonly counts: ImportCounts; readonly cancelled: boolean };

/**
 * Runs an import to its end. Refuses: no right to import or to the kind, a file that is no table, a required column
 * that is not there (`exchange.column_missing`), columns none of which is known (`exchange.no_columns`), a batch that
 * the database says no to. What earlier batches did stays; run again under the same id to go on. A dry run does the
 * same and leaves nothing.
 */
export async function runImport(order: ImportOrder, watch: ImportWatch = {}): Promise<Answer<ImportReport>> {
  const { platform, actor, settings, path, dryRun } = order;
  // Rows come out of the mapping by the kind's own fields, so they are what its `apply` is written for.
  const kind = order.kind as Kind;
  const missing = (['imports.run', kind.permission] as const).find((right) => !actor.permissions.has(right));
  if (missing !== undefined) return refuse('platform.forbidden', { permission: missing });
  const opened = await openImportFile(path, await fieldsOf(platform.db, actor.orgId, order.kind), settings);
  if (!opened.ok) return opened;
  const file = opened.value;
  const unread = whyUnread(file, actor.lang);
  if (unread !== null) return unread;
  await watch.opened?.(file);
  const pass = kind.begin?.() ?? null;
  const work = { order, kind, file, watch };
  const walked = dryRun && pass !== null ? await inOneAct(work, pass) : await inBatches(work, pass);
  return walked.ok ? ok({ ...walked.value, skipped: file.table.skipped }) : walked;
}

type Work = {
  readonly order: ImportOrder;
  readonly kind: Kind;
  readonly file: ImportFile;
  readonly watch: ImportWatch;
};
type Outcome = Omit<ImportReport, 'skipped'>;

async function inBatches(work: Work, pass: Pass | null): Promise<Answer<Outcome>> {
  const { order, kind, file, watch } = work;
  const apply: Apply = (batch) =>
    patiently(() => act(order, batchCommand(kind, batch), { batch, dryRun: order.dryRun }));
  const walked = await walk({ file, pass, apply, watch, keysOf: kind.keysOf });
  if (!walked.ok) return walked;
  const { counts, cancelled } = walked.value;
  if (pass === null || cancelled) return ok({ ...counts, summary: {}, cancelled });
  const finish = finishCommand(kind, pass);
  const key = keyOf(order.runId, 'finish');
  const { actor, requestId } = order;
  const summary = await patiently(() =>
    runCommand(order.platform, finish, { actor, key, requestId, input: { runId: order.runId } }),
  );
  return summary.ok ? ok({ ...counts, summary: summary.value, cancelled }) : summary;
}

/** The whole file in one transaction that is rolled back: for a kind whose figures are of all its rows together. */
async function inOneAct({ order, kind, file, watch }: Work, pass: Pass): Promise<Answer<Outcome>> {
  let begun = false;
  const whole = command({
    name: `imports.${kind.kind}`,
    permission: kind.permission,
    input: FinishInput,
    handle: async (context): Promise<Result<Outcome>> => {
      // The watchers have seen the rows of the first attempt; a second one would show them twice.
      if (begun) return refuse('platform.busy');
      begun = true;
      const apply: Apply = async (batch) => ok(answerOf(await kind.apply(context, batch.ready)));
      const walked = await walk({ file, pass, apply, watch });
      if (!walked.ok) return walked;
      const { counts, cancelled } = walked.value;
      return ok({ ...counts, cancelled, summary: cancelled ? {} : await pass.finish(context) });
    },
  });
  const { platform, actor, runId, requestId } = order;
  return runCommand(platform, whole, { actor, key: keyOf(runId, 'whole'), requestId, input: { runId }, dryRun: true });
}

/**
 * Goes through the file; the next batch is read and mapped while the database works on this one. Batches end in the
 * order of the file, at most two are under way.
 */
async function walk({ file, pass, apply, watch, keysOf }: Walk): Promise<Result<Walked>> {
  let counts = zero;
  let before = null as Begun | null;
  /** Waits for a batch and counts it; answers why it was refused. */
  const take = async ({ batch, answer }: Begun): Promise<Refusal | null> => {
    const ended = await answer;
    if (!ended.ok) return 'problems' in ended ? refuse('platform.bad_request') : ended;
    const rejected = rejectedRows(batch, file, ended.value);
    pass?.taken(without(batch, rejected));
    counts = added(counts, { batch, answer: ended.value, rejected: rejected.length });
    if (rejected.length > 0) await watch.rejected?.(rejected);
    watch.warned?.(toldRows(ended.value.warned ?? [], file));
    await watch.progress?.(counts);
    return null;
  };
  const takeBefore = async (begun: Begun | null = null): Promise<Refusal | null> => {
    const earlier = before;
    before = begun;
    return earlier === null ? null : take(earlier);
  };
  const batches = importBatches(file, pass);
  const read = () => {
    const next = batches.next();
    // Waited for in the next round; when the round fails before, nobody is left to be told.
    next.catch(() => undefined);
    return next;
  };
  try {
    let next = read();
    for (;;) {
      const { value: batch, done } = await next;
      const cancelled = done !== true && (await watch.cancelled?.()) === true;
      if (done === true || cancelled) return (await takeBefore()) ?? ok({ counts, cancelled });
      next = read();
      const keys = keysIn(batch, keysOf);
      // What may depend on the batch before waits for it; what does not is begun beside it.
      const waited = before !== null && isApart(before.keys, keys) ? null : await takeBefore();
      if (waited !== null) return waited;
      const begun: Begun = { batch, keys, answer: apply(batch) };
      // Waited for in the next round or at the end; one that fails before that must not count as nobody's.
      begun.answer.catch(() => undefined);
      const refused = await takeBefore(begun);
      if (refused !== null) return refused;
    }
  } catch (error) {
    return fileRefusal(error);
  } finally {
    await Promise.allSettled([before?.answer, batches.return()]);
  }
}

/** A batch whose act is under way. */
type Begun = {
  readonly batch: ImportBatch;
  readonly keys: ReadonlySet<string> | null;
  readonly answer: Promise<Answer<BatchAnswer>>;
};

function keysIn({ ready }: ImportBatch, keysOf: Kind['keysOf']): ReadonlySet<string> | null {
  return keysOf === undefined ? null : new Set(ready.flatMap(({ values }) => keysOf(values)));
}

/** Whether two batches have no key in common; of a kind that tells no keys, nobody knows. */
const isApart = (one: ReadonlySet<string> | null, other: ReadonlySet<string> | null): boolean =>
  one !== null && other !== null && ![...other].some((key) => one.has(key));

const toldRows = (outcomes: readonly RowOutcome[], { guess }: ImportFile): ToldRow[] =>
  outcomes.map(({ row, problems = [] }) => ({
    row,
    problems: problems.map((one) => placedProblem(one, row, guess.mapping)),
  }));

function rejectedRows(batch: ImportBatch, file: ImportFile, { rejected }: BatchAnswer): RejectedRow[] {
  const found = new Map(toldRows(rejected, file).map((told) => [told.row, told.problems]));
  return batch.mapped.flatMap(({ row, problems }, at) => {
    const refused = problems.length > 0 ? problems : found.get(row);
    return refused === undefined ? [] : [{ row, cells: batch.source[at]?.cells ?? [], problems: refused }];
  });
}

function without({ ready }: ImportBatch, rejected: readonly RejectedRow[]): ImportBatch['ready'] {
  if (rejected.length === 0) return ready;
  const gone = new Set(rejected.map(({ row }) => row));
  return ready.filter(({ row }) => !gone.has(row));
}

type Done = { readonly batch: ImportBatch; readonly answer: BatchAnswer; readonly rejected: number };

function added(counts: ImportCounts, { batch, answer, rejected }: Done): ImportCounts {
  return {
    rows: counts.rows + batch.source.length,
    created: counts.created + answer.created,
    updated: counts.updated + answer.updated,
    unchanged: counts.unchanged + answer.unchanged,
    rejected: counts.rejected + rejected,
    warnings: counts.warnings + answer.warnings,
  };
}

const warnedMost = 50;

/** Sums outcomes up; only the rejected rows, and the first with warnings, are kept one by one. */
function answerOf(outcomes: readonly RowOutcome[]): BatchAnswer {
  const count = (outcome: RowOutcome['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  const rejected = outcomes.filter((one) => one.outcome === 'rejected');
  const taken = outcomes.filter((one) => one.outcome !== 'rejected');
  const warned = taken.filter((one) => one.problems !== undefined && one.problems.length > 0);
  const warnings = warned.reduce((sum, one) => sum + (one.problems?.length ?? 0), 0);
  return {
    created: count('created'),
    updated: count('updated'),
    unchanged: count('unchanged'),
    warnings,
    rejected,
    warned: warned.slice(0, warnedMost),
  };
}

/** The act of a batch. Its rows stand in `sha256`, not in its input. */
function batchCommand(kind: Kind, { ready }: ImportBatch): Command<typeof BatchInput, BatchAnswer> {
  return command({
    name: `imports.${kind.kind}`,
    permission: kind.permission,
    input: BatchInput,
    ...(kind.constraints === undefined ? {} : { constraints: kind.constraints }),
    handle: async (context: ActContext): Promise<Result<BatchAnswer>> => {
      if (ready.length === 0) return ok(answerOf([]));
      // Plans made while a table was all but empty (its foreign keys' too) read the whole of it for each row.
      await sql.raw('discard plans').execute(context.tx);
      return ok(answerOf(await kind.apply(context, ready)));
    },
  });
}

function finishCommand(kind: Kind, pass: Pass): Command<typeof FinishInput, ImportSummary> {
  return command({
    name: `imports.${kind.kind}.finish`,
    permission: kind.permission,
    input: FinishInput,
    handle: async (context): Promise<Result<ImportSummary>> => ok(await pass.finish(context)),
  });
}

type Act = { readonly batch: ImportBatch; readonly dryRun: boolean };

function act(order: ImportOrder, what: Command<typeof BatchInput, BatchAnswer>, { batch, dryRun }: Act) {
  const { platform, actor, runId, requestId } = order;
  const input = { runId, batch: batch.number, sha256: batch.sha256 };
  return runCommand(platform, what, { actor, key: keyOf(runId, `batch ${batch.number}`), requestId, input, dryRun });
}

const passing: ReadonlySet<string> = new Set(['platform.busy', 'platform.unavailable']);

/** A long run outlives a moment in which others hold what it needs, or the database is away. */
async function patiently<T>(attempt: () => Promise<Answer<T>>): Promise<Answer<T>> {
  for (let times = 1; ; times += 1) {
    const answer = await attempt();
    if (answer.ok || !passing.has(answer.code) || times >= busyMost) return answer;
    await new Promise((resolve) => setTimeout(resolve, times * 500));
  }
}

/** The same key each time for this part of this run. */
function keyOf(runId: string, part: string): string {
  const hex = createHash('sha256').update(`${runId} ${part}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
