/** Writes the error file of an import while it runs. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Lang } from '#kernel/texts.ts';
import { errorFilePieces, type RefusedRow } from './error-file.ts';
import type { ImportFile } from './import-file.ts';
import { problemMessage, type TextOf } from './placed-problem.ts';
import type { RejectedRow } from './run.ts';

export type ErrorSink = {
  /** Waits while the disk is slower than the import. */
  add(rows: readonly RejectedRow[]): Promise<void>;
  /** Ends the file; false when no row came, and then there is no file. */
  close(): Promise<boolean>;
};

export type ErrorSinkOptions = {
  readonly path: string;
  readonly file: ImportFile;
  readonly lang: Lang;
  readonly textOf: TextOf;
};

const rowsHeld = 1_000;

/** An error file at `path`, in the form of the file that is imported, begun with the first rejected row. */
export function errorSink({ path, file, lang, textOf }: ErrorSinkOptions): ErrorSink {
  const { table, fields } = file;
  const reader = { lang, fields, textOf };
  let open: { readonly rows: PassThrough; readonly written: Promise<void> } | null = null;
  const begin = () => {
    const rows = new PassThrough({ objectMode: true, highWaterMark: rowsHeld });
    const pieces = errorFilePieces({ header: table.header, rows, format: table.format, lang });
    const written = pipeline(Readable.from(pieces), createWriteStream(path));
    // Told by `add` or `close`, whichever comes next.
    written.catch(() => undefined);
    return { rows, written };
  };
  return {
    add: async (rejected) => {
      open ??= begin();
      for (const { row, cells, problems } of rejected) {
        const messages = problems.map((problem) => problemMessage(problem, reader));
        const refused: RefusedRow = { row, cells, messages };
        // A full disk ends the writing: waiting for room must end with it.
        if (!open.rows.write(refused)) await Promise.race([once(open.rows, 'drain'), open.written]);
      }
    },
    close: async () => {
      if (open === null) return false;
      open.rows.end();
      await open.written;
      return true;
    },
  };
}
