import { relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';

/** Counts of tests, and the names of those that failed. */
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
};

/** `fileMaxMs`: a file that runs longer is stopped and counts as failed. */
export type RunOptions = { readonly concurrency: number; readonly fileMaxMs: number; readonly signal: AbortSignal };

/** Adds up the outcomes of several runs. */
export function addOutcomes(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, one) => sum + one.passed, 0),
    failed: outcomes.reduce((sum, one) => sum + one.failed, 0),
    skipped: outcomes.reduce((sum, one) => sum + one.skipped, 0),
    failures: outcomes.flatMap((one) => one.failures),
  };
}

type Ended = {
  readonly name: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly skip?: string | boolean | undefined;
  readonly details: { readonly type?: string | undefined; readonly error?: Error; readonly duration_ms: number };
};

const outputMaxLength = 100_000;

/**
 * Runs test files, each in a process of its own, and prints a line for each; failures in full, with what the file
 * printed. Resolves when all have ended, whatever their outcome.
 */
export async function runTestFiles(files: readonly string[], options: RunOptions): Promise<Outcome> {
  if (files.length === 0) return addOutcomes([]);
  const printed = new Map<string, string>();
  const reported: string[] = [];
  const failures: string[] = [];
  let total: Outcome = addOutcomes([]);
  const { concurrency, fileMaxMs, signal } = options;
  const stream = run({ files: [...files], concurrency, timeout: fileMaxMs, signal });
  stream.on('test:fail', (test: Ended) => {
    if (isOnlyAGroup(test)) return;
    failures.push(`${place(test)}  ${test.name}`);
    reported.push(report(test));
  });
  const keep = ({ file, message }: { file?: string | undefined; message: string }): void => {
    const before = printed.get(file ?? '') ?? '';
    printed.set(file ?? '', `${before}${message}`.slice(-outputMaxLength));
  };
  stream.on('test:stdout', keep);
  stream.on('test:stderr', keep);
  stream.on('test:summary', ({ file, counts, success, duration_ms }) => {
    // Cancelled ones (their file was stopped) count as failed.
    const failed = counts.tests - counts.passed - counts.skipped - counts.todo;
    if (file === undefined) {
      total = { passed: counts.passed, failed, skipped: counts.skipped + counts.todo, failures };
      return;
    }
    const size = `${counts.tests} tests, ${(duration_ms / 1000).toFixed(1)} s`;
    process.stdout.write(`${success ? 'ok  ' : 'FAIL'}  ${relative(process.cwd(), file)}  ${size}\n`);
    if (!success) process.stdout.write(`${reported.join('\n')}\n${printed.get(file) ?? ''}`);
    reported.length = 0;
    printed.delete(file);
  });
  for await (const _event of stream);
  return total;
}

/** A suite or file that failed only because something in it did. */
function isOnlyAGroup({ details }: Ended): boolean {
  const kind = details.error && 'failureType' in details.error ? details.error.failureType : '';
  return kind === 'subtestsFailed';
}

function place({ file, line }: Ended): string {
  return file ? `${relative(process.cwd(), file)}:${line ?? 0}` : '';
}

function report(test: Ended): string {
  // The runner wraps what the test threw.
  const { error } = test.details;
  const thrown = error?.cause ?? error;
  const text = thrown instanceof Error ? inspect(thrown, { depth: 6, maxStringLength: 8_000 }) : String(thrown);
  return `  --- ${test.name} (${place(test)})\n${text.replaceAll(/^/gm, '      ')}`;
}
