import { run } from 'node:test';
import { inspect } from 'node:util';

/** Counts of tests, and the names of those that failed. */
export type Outcome = {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly string[];
};

/** `fileMaxMs`: a file that runs longer is killed and counts as failed. `signal` ends the run early. */
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

/**
 * Runs test files, each in a process of its own, and prints a line for each; failures in full, with what the file
 * printed. Resolves when all have ended, whatever their outcome.
 */
export async function runTestFiles(files: readonly string[], options: RunOptions): Promise<Outcome> {
  const waiting = [...files];
  const outcomes: Outcome[] = [];
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined && !options.signal.aborted; file = waiting.shift()) {
      outcomes.push(await runFile(file, options));
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, worker));
  return addOutcomes(outcomes);
}

type Ended = {
  readonly name: string;
  readonly line?: number | undefined;
  readonly details: { readonly error?: Error };
};

const outputMaxLength = 100_000;

async function runFile(file: string, { fileMaxMs, signal }: RunOptions): Promise<Outcome> {
  const overdue = AbortSignal.timeout(fileMaxMs);
  const failures: string[] = [];
  let told = '';
  let printed = '';
  let counts = { tests: 0, passed: 0, skipped: 0, todo: 0 };
  const startedAt = Date.now();
  // The runner's own `timeout` is one of each test: a file that leaves something open would hang for ever.
  const stream = run({ files: [file], concurrency: 1, signal: AbortSignal.any([overdue, signal]) });
  stream.on('test:fail', (test: Ended) => {
    if (isOnlyAGroup(test)) return;
    failures.push(`${file}:${test.line ?? 0}  ${test.name}`);
    told += report(test);
  });
  const keep = ({ message }: { message: string }): void => {
    printed = `${printed}${message}`.slice(-outputMaxLength);
  };
  stream.on('test:stdout', keep);
  stream.on('test:stderr', keep);
  stream.on('test:summary', (summary) => {
    if (summary.file === undefined) counts = summary.counts;
  });
  for await (const _event of stream);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  if (overdue.aborted)
    told += `  --- killed after ${seconds} s: a test hangs, or the file leaves a server or timer open\n`;
  const failed = Math.max(failures.length, counts.tests - counts.passed - counts.skipped - counts.todo);
  process.stdout.write(`${failed === 0 ? 'ok  ' : 'FAIL'}  ${file}  ${counts.tests} tests, ${seconds} s\n`);
  if (failed > 0) process.stdout.write(`${told}${printed}\n`);
  return { passed: counts.passed, failed, skipped: counts.skipped + counts.todo, failures };
}

/** A suite or file that failed only because something in it did. */
function isOnlyAGroup({ details }: Ended): boolean {
  return (
    details.error !== undefined && 'failureType' in details.error && details.error.failureType === 'subtestsFailed'
  );
}

function report({ name, line, details: { error } }: Ended): string {
  // The runner wraps what the test threw.
  const thrown = error?.cause ?? error;
  const text = thrown instanceof Error ? inspect(thrown, { depth: 6, maxStringLength: 8_000 }) : String(thrown);
  return `  --- ${name} (line ${line ?? 0})\n${text.replaceAll(/^/gm, '      ')}\n`;
}
