import { type CsvLimits, CsvScanner, defaultCsvLimits } from './csv-scan.ts';
import type { TextTable } from './detect.ts';
import { decodeText, type EncodingGuess } from './encoding.ts';
import type { SourceRow } from './problem.ts';

/** What a text table is, as `detect` found it or a person set it. */
export type CsvSource = { readonly encoding: EncodingGuess; readonly table: TextTable; readonly limits?: CsvLimits };

/**
 * The rows of a text table, some hundreds at a time (those that a piece of the stream completes), in constant memory.
 * Damaged rows come with their problems, see `CsvScanner`. Throws only what `pieces` throws.
 */
export async function* csvRows(
  pieces: AsyncIterable<Uint8Array>,
  { encoding, table, limits = defaultCsvLimits }: CsvSource,
): AsyncGenerator<SourceRow[], void, undefined> {
  const scanner = new CsvScanner(table, limits);
  let skip = table.skip;
  for await (const text of decodeText(pieces, encoding)) {
    const rows = scanner.push(skip === 0 ? text : text.slice(skip));
    skip -= Math.min(skip, text.length);
    if (rows.length > 0) yield rows;
  }
  const last = scanner.end();
  if (last.length > 0) yield last;
}
