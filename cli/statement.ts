import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { newId } from '#kernel/id.ts';
import { importStatement, type Summary } from '#modules/settlements/commands/import-statement.ts';
import { runCommand } from '#platform/command.ts';
import { errorFileHeaders } from '#platform/exchange/mapping.ts';
import { csvPieces, type ExportColumn } from '#platform/exchange/write.ts';
import { type Ending, refused, type Work } from './context.ts';
import { keepErrors } from './error-file.ts';
import { lang, told } from './tell.ts';

export type StatementAsk = { readonly file: string; readonly dryRun: boolean; readonly errors?: string };

/** `import bank-statement <file>`: taken whole, as the screens take it. */
export async function takeStatement({ opened, actor }: Work, ask: StatementAsk): Promise<Ending> {
  const bytes = await readFile(ask.file);
  // The books name the file: it must be there before they do.
  if (!ask.dryRun) await opened.platform.files.keepBytes(bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const input = { importId: newId(), fileName: path.basename(ask.file), sha256 };
  const request = { actor, key: newId(), input, requestId: 'cli', dryRun: ask.dryRun };
  const taken = await runCommand(opened.platform, importStatement(bytes), request);
  if (!taken.ok) return refused(taken);
  if (ask.errors !== undefined) await keepErrors(ask.errors, errorsOf(taken.value.warnings));
  const { accounts, documents, inMinor, outMinor, warnings, ...counts } = taken.value;
  const { matched, probable, advance, unknown, other, duplicates, rejected } = counts;
  const answer = {
    rows: documents,
    created: documents - duplicates - rejected,
    updated: 0,
    unchanged: duplicates,
    rejected,
    warnings: warnings.length,
    accounts,
    documents,
    in_minor: inMinor,
    out_minor: outMinor,
    matched,
    probable,
    advance,
    unknown,
    other,
    duplicates,
    dry_run: ask.dryRun,
  };
  return { kind: 'done', answer, text: told('cli.documents_taken', { documents, ...counts }) };
}

/** What was odd in a statement, line by line: documents that were not taken, sums that do not agree. */
function errorsOf(warnings: Summary['warnings']): AsyncIterable<Uint8Array> | null {
  if (warnings.length === 0) return null;
  const [row, error] = errorFileHeaders[lang];
  const columns: ExportColumn[] = [
    { header: row, kind: 'integer' },
    { header: error, kind: 'text' },
  ];
  const rows = warnings.map(({ code, line, details }) => [line, told(code, details)]);
  return csvPieces({ columns, rows, lang });
}
