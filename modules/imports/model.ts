import type { Static } from '@sinclair/typebox';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Actor } from '#platform/actor.ts';
import type { ImportSummary } from '#platform/exchange/kind.ts';
import type { ToldRow } from '#platform/exchange/placed-problem.ts';
import type { Permission } from '#platform/permission.ts';
import type { RunRow, Settings } from './contract.ts';

export type State = Static<typeof RunRow>['state'];
export type RunSettings = Static<typeof Settings>;

/** What is kept of a run beside its counts. */
export type RunSummary = {
  readonly figures?: ImportSummary;
  /** The first rejected rows. */
  readonly samples?: readonly ToldRow[];
  /** The first rows that were taken with warnings. */
  readonly warned?: readonly ToldRow[];
  readonly refusal?: { readonly code: string; readonly details?: Record<string, string | number | boolean | null> };
};

/** The kind whose files go another way: the books of payments take them whole. */
export const statementKind = 'bank-statement';

type Run = { readonly state: State; readonly kind: string };

/** Whether the columns may be settled: not once rows were taken by them. */
export function decideSettle({ state, kind }: Run): Result<true> {
  if (kind === statementKind) return refuse('imports.statement');
  return state === 'preview' ? ok(true) : refuse('imports.begun');
}

/** Whether the import may begin, or go on. */
export function decideStart({ state, kind }: Run): Result<true> {
  if (kind === statementKind) return refuse('imports.statement');
  if (state === 'running') return refuse('imports.running');
  return state === 'done' ? refuse('imports.done') : ok(true);
}

export function decideCancel({ state }: Run): Result<true> {
  return state === 'running' ? ok(true) : refuse('imports.not_running');
}

/** Who brought the file of a run, and who began it last. */
export type Bringers = { readonly broughtBy: string | null; readonly begunBy: string | null };

type Reader = Pick<Actor, 'personId' | 'scope' | 'seesCost' | 'permissions'>;

/**
 * IMP-8: whether the rows of a file are this person's to read and to begin: of one's own file always; of another's only
 * for who sees all accounts and the cost and has the kind's own right, for a file may tell of any account and any cost.
 */
export function decideRows(run: Bringers, actor: Reader, right: Permission | undefined): Result<true> {
  if (run.broughtBy === actor.personId || run.begunBy === actor.personId) return ok(true);
  const all = actor.scope.kind === 'all' && actor.seesCost && (right === undefined || actor.permissions.has(right));
  return all ? ok(true) : refuse('imports.not_yours');
}
