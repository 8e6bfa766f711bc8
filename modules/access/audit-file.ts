/** The audit as a CSV file, sent as it is read. */
import { Readable } from 'node:stream';
import { refuse } from '#kernel/result.ts';
import { translate } from '#kernel/texts.ts';
import { readOrg } from '#platform/database.ts';
import { safeCell } from '#platform/exchange/safe-cell.ts';
import { answerRefusal } from '#platform/http.ts';
import type { RawContext, SignedIn } from '#platform/serve.ts';
import { writeEvent } from './audit-event.ts';
import { type AuditFilters, type AuditRow, auditRows, checkDays, viewOf } from './queries/audit.ts';
import { signedIn } from './self.ts';
import { auditTexts } from './texts-audit.ts';

const rowsMax = 50_000;
const batch = 1_000;

/**
 * Sends the file: UTF-8 with a byte order mark and semicolons, as spreadsheets in Russia open without asking. Who took
 * it is in the audit itself. Refuses those who may not export.
 */
export async function exportAudit(context: RawContext, filters: AuditFilters): Promise<unknown> {
  const { reply, platform, request } = context;
  const actor = signedIn(context);
  if (!actor.mayExport) return answerRefusal(refuse('platform.forbidden', { permission: 'export' }), reply);
  const days = checkDays(filters);
  if (!days.ok) return answerRefusal(days, reply);
  const { orgId, personId } = actor;
  const at = platform.clock().toISOString();
  const event = { orgId, name: 'access.audit_exported', personId, actorId: personId, now: at, requestId: request.id };
  await writeEvent(platform.db, { ...event, payload: { ...filters } });
  reply.header('content-type', 'text/csv; charset=utf-8');
  reply.header('content-disposition', 'attachment; filename="audit.csv"');
  reply.header('cache-control', 'no-store');
  const lines = async function* () {
    yield `\uFEFF${lineOf(headings(actor))}`;
    let before: string | undefined;
    for (let sent = 0; sent < rowsMax; sent += batch) {
      const rows = await readOrg(platform.db, actor.orgId, (read) =>
        auditRows({ read, actor, orgId: actor.orgId }, { filters, before, limit: batch }),
      );
      before = rows.at(-1)?.seq;
      yield rows.map((row) => lineOf(cells(viewOf(row, actor)))).join('');
      if (rows.length < batch) return;
    }
  };
  return reply.send(Readable.from(lines()));
}

const columns = ['at', 'name', 'who', 'for', 'account', 'subject', 'facts', 'request'] as const;

function headings(actor: SignedIn): string[] {
  return columns.map((column) => translate(auditTexts, actor.lang, `audit.${column}`));
}

function cells(row: AuditRow): string[] {
  const facts = row.facts.map((fact) => `${fact.name}: ${fact.value}`).join('; ');
  return [
    row.at,
    row.name,
    row.actorName ?? '',
    row.actedForName ?? '',
    row.accountName ?? '',
    `${row.subjectType} ${row.subjectId}`,
    facts,
    row.requestId,
  ];
}

/** One line; a cell that a spreadsheet would take for a formula begins with an apostrophe. */
export function lineOf(values: readonly string[]): string {
  const cell = (value: string): string => {
    const safe = safeCell(value);
    return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return `${values.map(cell).join(';')}\r\n`;
}
