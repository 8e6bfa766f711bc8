/** SQL for writing imports. A name that says *lock* takes a row lock. */
import { sql } from 'kysely';
import type { ActContext } from '#platform/command.ts';
import { type Db, type Tx, writeOrg } from '#platform/database.ts';
import type { ImportCounts } from '#platform/exchange/run.ts';
import { jsonText } from '#platform/json-text.ts';
import type { Bringers, RunSettings, RunSummary, State } from './model.ts';

export type KeptRun = Bringers & {
  readonly id: string;
  readonly kind: string;
  readonly state: State;
  readonly dryRun: boolean;
  readonly settings: RunSettings;
  readonly sha256: string;
  readonly fileName: string;
  readonly beatAt: string | null;
};

const runColumns = sql`i.id, i.kind, i.state, i.dry_run as "dryRun", i.mapping as settings, f.sha256,
  i.file_name as "fileName", i.beat_at as "beatAt", f.created_by as "broughtBy", i.started_by as "begunBy"`;

/** Locks an import; null if there is none. */
export async function lockRun(tx: Tx, orgId: string, importId: string): Promise<KeptRun | null> {
  const { rows } = await sql<KeptRun>`
    select ${runColumns} from import_run i join file f on f.org_id = ${orgId} and f.id = i.file_id
    where i.org_id = ${orgId} and i.id = ${importId} for update of i`.execute(tx);
  return rows[0] ?? null;
}

export type NewRun = {
  readonly importId: string;
  readonly kind: string;
  readonly fileId: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly totalRows: number | null;
  readonly settings: RunSettings;
};

/** Keeps an uploaded file as an import that has not begun. */
export async function insertRun({ tx, orgId, actor, now }: ActContext, run: NewRun): Promise<void> {
  await sql`
    with kept as (
      insert into file (org_id, id, sha256, size_bytes, name, media_type, created_by, created_at)
      values (${orgId}, ${run.fileId}, ${run.sha256}, ${run.sizeBytes}, ${run.fileName}, 'application/octet-stream',
        ${actor.personId}, ${now})
    )
    insert into import_run (org_id, id, kind, file_id, file_name, state, mapping, total_rows, started_by, started_at)
    values (${orgId}, ${run.importId}, ${run.kind}, ${run.fileId}, ${run.fileName}, 'preview',
      ${jsonText(run.settings)}::jsonb, ${run.totalRows}, ${actor.personId}, ${now})`.execute(tx);
}

export async function saveSettings(tx: Tx, orgId: string, run: { id: string; settings: RunSettings }): Promise<void> {
  await sql`
    update import_run set mapping = ${jsonText(run.settings)}::jsonb
    where org_id = ${orgId} and id = ${run.id}`.execute(tx);
}

export async function saveMappingRow(
  tx: Tx,
  orgId: string,
  kept: { kind: string; name: string; settings: RunSettings },
): Promise<void> {
  await sql`
    insert into import_mapping (org_id, kind, name, columns)
    values (${orgId}, ${kept.kind}, ${kept.name}, ${jsonText(kept.settings)}::jsonb)
    on conflict (org_id, kind, name) do update set columns = excluded.columns`.execute(tx);
}

/** The import is at work from now on; its counts begin anew, as those of batches done before come again. */
export async function beginRun(
  { tx, orgId, actor, now }: ActContext,
  run: { id: string; dryRun: boolean },
): Promise<void> {
  await sql`
    update import_run set state = 'running', dry_run = ${run.dryRun}, rows_read = 0, created_count = 0, updated_count = 0,
      unchanged_count = 0, rejected_count = 0, warning_count = 0, summary = '{}', error_file_id = null, finished_at = null,
      beat_at = ${now}, started_by = ${actor.personId}
    where org_id = ${orgId} and id = ${run.id}`.execute(tx);
}

export async function cancelRun({ tx, orgId, now }: ActContext, importId: string): Promise<void> {
  await sql`
    update import_run set state = 'cancelled', finished_at = ${now} where org_id = ${orgId} and id = ${importId}`.execute(
    tx,
  );
}

/** How far the work is. False when it is not to go on: somebody cancelled it. */
export function beat(
  db: Db,
  at: { orgId: string; importId: string; now: string },
  counts: ImportCounts | null,
): Promise<boolean> {
  return writeOrg(db, at.orgId, {
    work: async (tx) => {
      const c = counts;
      const { rows } = await sql`
        update import_run set beat_at = ${at.now}, rows_read = coalesce(${c?.rows ?? null}::bigint, rows_read),
          created_count = coalesce(${c?.created ?? null}::bigint, created_count),
          updated_count = coalesce(${c?.updated ?? null}::bigint, updated_count),
          unchanged_count = coalesce(${c?.unchanged ?? null}::bigint, unchanged_count),
          rejected_count = coalesce(${c?.rejected ?? null}::bigint, rejected_count),
          warning_count = coalesce(${c?.warnings ?? null}::bigint, warning_count)
        where org_id = ${at.orgId} and id = ${at.importId} and state = 'running' returning id`.execute(tx);
      return rows.length === 1;
    },
  });
}

export type EndedRun = {
  readonly importId: string;
  readonly state: State;
  readonly counts: ImportCounts;
  readonly summary: RunSummary;
  readonly errors: {
    readonly fileId: string;
    readonly sha256: string;
    readonly sizeBytes: number;
    readonly name: string;
  } | null;
};

/**
 * Writes how a run ended, with its error file. A run that was cancelled stays so; one that another process has ended
 * already is left as it is.
 */
export async function endRun(
  { tx, orgId, actor, now }: ActContext,
  { importId, state, counts, summary, errors }: EndedRun,
): Promise<void> {
  if (errors !== null) {
    await sql`
      insert into file (org_id, id, sha256, size_bytes, name, media_type, created_by, created_at)
      values (${orgId}, ${errors.fileId}, ${errors.sha256}, ${errors.sizeBytes}, ${errors.name},
        'application/octet-stream', ${actor.personId}, ${now})`.execute(tx);
  }
  await sql`
    update import_run set state = case when state = 'cancelled' then state else ${state} end, rows_read = ${counts.rows},
      created_count = ${counts.created}, updated_count = ${counts.updated}, unchanged_count = ${counts.unchanged},
      rejected_count = ${counts.rejected}, warning_count = ${counts.warnings}, next_row = ${counts.rows},
      summary = ${jsonText(summary)}::jsonb, error_file_id = ${errors?.fileId ?? null}, finished_at = ${now}
    where org_id = ${orgId} and id = ${importId} and state in ('running', 'cancelled')`.execute(tx);
}
