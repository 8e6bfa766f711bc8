import { type RawBuilder, sql } from 'kysely';
import { isId } from '#kernel/id.ts';
import { ok, type Result, refuse } from '#kernel/result.ts';
import type { Read } from '#platform/database.ts';
import type { InputOf, OutputOf } from '#platform/endpoint.ts';
import type { FieldSpec } from '#platform/exchange/field.ts';
import type { AnyImportKind } from '#platform/exchange/kind.ts';
import { rowMessages, type TextOf, type ToldRow } from '#platform/exchange/placed-problem.ts';
import type { ReadContext } from '#platform/serve.ts';
import type { imports } from '../contract.ts';
import {
  type Bringers,
  decideCancel,
  decideRows,
  decideSettle,
  decideStart,
  type RunSettings,
  type RunSummary,
} from '../model.ts';

type Page = OutputOf<typeof imports.list>;
type Row = Page['rows'][number];
type View = OutputOf<typeof imports.get>;

const pageSize = 50;
const mappingsMost = 200;

const columns = sql`i.id, i.kind, i.file_name as "fileName", i.state, i.dry_run as "dryRun", i.rows_read::int as rows,
  i.total_rows::int as "totalRows", i.created_count::int as created, i.updated_count::int as updated,
  i.unchanged_count::int as unchanged, i.rejected_count::int as rejected, i.warning_count::int as warnings,
  p.name as "startedBy", i.started_at as "startedAt", i.finished_at as "finishedAt"`;

function fromRuns(orgId: string): RawBuilder<unknown> {
  return sql`from import_run i left join person p on p.org_id = ${orgId} and p.id = i.started_by
    where i.org_id = ${orgId}`;
}

/** Imports of the org, the latest first. */
export async function listRuns(
  { read, orgId }: ReadContext,
  { kind, cursor }: InputOf<typeof imports.list>,
): Promise<Result<Page>> {
  const after = cursor !== undefined && isId(cursor) ? cursor : null;
  const beyond =
    after === null
      ? sql``
      : sql`and (i.started_at, i.id) < (
    select b.started_at, b.id from import_run b where b.org_id = ${orgId} and b.id = ${after})`;
  const only = kind === undefined ? sql`` : sql`and i.kind = ${kind}`;
  const { rows } = await sql<Row>`
    select ${columns} ${fromRuns(orgId)} ${only} ${beyond}
    order by i.started_at desc, i.id desc limit ${pageSize + 1}`.execute(read);
  const shown = rows.slice(0, pageSize);
  return ok({ rows: shown, next: rows.length > pageSize ? (shown.at(-1)?.id ?? null) : null });
}

type Kept = Row &
  Bringers & {
    readonly settings: RunSettings;
    readonly summary: RunSummary & Record<string, unknown>;
    readonly hasErrorFile: boolean;
  };

/** What the composition root knows: the kinds, and the texts of their problems. */
export type Known = { readonly kinds: readonly AnyImportKind[]; readonly textOf: TextOf };

/** An import with what came of it; problems in the reader's language. */
export function getRun({ kinds, textOf }: Known) {
  return async (context: ReadContext, { importId }: InputOf<typeof imports.get>): Promise<Result<View>> => {
    const { read, orgId, actor } = context;
    const { rows } = await sql<Kept>`
      select ${columns}, i.mapping as settings, i.summary, i.error_file_id is not null as "hasErrorFile",
        i.started_by as "begunBy",
        (select f.created_by from file f where f.org_id = ${orgId} and f.id = i.file_id) as "broughtBy"
      ${fromRuns(orgId)} and i.id = ${importId}`.execute(read);
    const run = rows[0];
    if (run === undefined) return refuse('imports.not_found');
    const { summary, broughtBy, begunBy, ...plain } = run;
    const kind = kinds.find((one) => one.kind === run.kind);
    const mine = decideRows({ broughtBy, begunBy }, actor, kind?.permission);
    const fields = kind === undefined ? [] : await allFields(read, orgId, kind);
    const reader = { lang: actor.lang, fields, textOf };
    const { samples = [], warned = [], refusal, figures = {} } = summary;
    const told = (rows: readonly ToldRow[]) => rowMessages(mine.ok ? rows : [], reader);
    const why =
      refusal === undefined ? null : (textOf(refusal.code, actor.lang, refusal.details ?? {}) ?? refusal.code);
    const closedBy = (decided: Result<true>) => (decided.ok ? null : { code: decided.code });
    return ok({
      ...plain,
      hasErrorFile: mine.ok && plain.hasErrorFile,
      figures: { ...figures },
      problems: told(samples),
      remarks: told(warned),
      refusal: why,
      closed: {
        start: closedBy(mine.ok ? decideStart(run) : mine),
        cancel: closedBy(decideCancel(run)),
        settle: closedBy(mine.ok ? decideSettle(run) : mine),
      },
    });
  };
}

async function allFields(read: Read, orgId: string, kind: AnyImportKind): Promise<readonly FieldSpec[]> {
  return [...kind.fields, ...((await kind.moreFields?.(read, orgId)) ?? [])];
}

/** What can be imported, for the first page; mappings by name. */
export function listKinds({ kinds }: Known) {
  return async ({ read, orgId, actor }: ReadContext): Promise<Result<OutputOf<typeof imports.kinds>>> => {
    const { rows } = await sql<{ kind: string; name: string }>`
      select kind, name from import_mapping where org_id = ${orgId} order by kind, name limit ${mappingsMost}`.execute(
      read,
    );
    const views = [];
    for (const kind of kinds) {
      const fields = await allFields(read, orgId, kind);
      views.push({
        kind: kind.kind,
        may: actor.permissions.has(kind.permission),
        mappings: rows.filter((row) => row.kind === kind.kind).map((row) => row.name),
        fields: fields.map(({ name, synonyms, required = false }) => ({
          name,
          label: synonyms[actor.lang][0] ?? name,
          required,
        })),
      });
    }
    return ok({ kinds: views });
  };
}

/** The mapping kept under a name; null when there is none. */
export async function readMapping(
  read: Read,
  orgId: string,
  of: { kind: string; name: string },
): Promise<RunSettings | null> {
  const { rows } = await sql<{ settings: RunSettings }>`
    select columns as settings from import_mapping
    where org_id = ${orgId} and kind = ${of.kind} and name = ${of.name}`.execute(read);
  return rows[0]?.settings ?? null;
}

export type RunFile = Bringers & {
  readonly kind: string;
  readonly fileName: string;
  readonly settings: RunSettings;
  readonly sha256: string;
  readonly errorSha256: string | null;
  readonly errorName: string | null;
};

/** The files of an import; null when there is no such import. */
export async function readRunFile(read: Read, orgId: string, importId: string): Promise<RunFile | null> {
  const { rows } = await sql<RunFile>`
    select i.kind, i.file_name as "fileName", i.mapping as settings, f.sha256, e.sha256 as "errorSha256",
      e.name as "errorName", f.created_by as "broughtBy", i.started_by as "begunBy"
    from import_run i join file f on f.org_id = ${orgId} and f.id = i.file_id
    left join file e on e.org_id = ${orgId} and e.id = i.error_file_id
    where i.org_id = ${orgId} and i.id = ${importId}`.execute(read);
  return rows[0] ?? null;
}
