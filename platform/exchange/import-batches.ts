import { createHash } from 'node:crypto';
import type { FieldValue } from './field.ts';
import type { ImportFile } from './import-file.ts';
import { type ImportPass, type ImportRow, importRowsMost } from './kind.ts';
import { type MappedRow, mapRow } from './mapping.ts';
import type { SourceRow } from './problem.ts';

export type Values = Readonly<Record<string, FieldValue>>;

/** Some thousands of rows, read and mapped, before they are applied. */
export type ImportBatch = {
  /** From 0. */
  readonly number: number;
  readonly source: readonly SourceRow[];
  /** The rows of `source`, in their order, with what is wrong in their cells. */
  readonly mapped: readonly MappedRow<ImportFile['fields']>[];
  /** Those without problems, as `apply` is given them. */
  readonly ready: readonly ImportRow<Values>[];
  /** Of the cells and the mapping: the same batch of another file, or read in another way, is told apart. */
  readonly sha256: string;
};

const cellEnd = '\u001f';
const rowEnd = '\u001e';

/** The file in batches, one after another; holds one in memory at a time. Throws ExchangeProblem. */
export async function* importBatches(
  file: ImportFile,
  pass: ImportPass<Values> | null,
): AsyncGenerator<ImportBatch, void, undefined> {
  let number = 0;
  let held: SourceRow[] = [];
  for await (const rows of file.table.batches) {
    for (const row of rows) held.push(row);
    while (held.length >= importRowsMost) {
      yield batchOf(file, pass, { number, source: held.slice(0, importRowsMost) });
      held = held.slice(importRowsMost);
      number += 1;
    }
  }
  if (held.length > 0) yield batchOf(file, pass, { number, source: held });
}

type Source = Pick<ImportBatch, 'number' | 'source'>;

function batchOf(
  { guess, fields }: ImportFile,
  pass: ImportPass<Values> | null,
  { number, source }: Source,
): ImportBatch {
  const hash = createHash('sha256').update(JSON.stringify([guess.mapping.columns, guess.mapping.reading]));
  const mapped = source.map((row) => {
    hash.update(row.cells.join(cellEnd) + rowEnd);
    return mapRow(row, guess.mapping, fields);
  });
  const clean = mapped.filter((row) => row.problems.length === 0);
  return { number, source, mapped, ready: pass === null ? clean : pass.ready(clean), sha256: hash.digest('hex') };
}
