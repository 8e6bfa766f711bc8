// The one test command: types, style, every test file, then the browser tests. `npm test -- orders` runs only the test
// files whose path contains a word given. The last line is the count, for machines to read.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addOutcomes, type Outcome, runTestFiles } from './test-run.ts';

const words = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const folders = 'kernel,platform,modules,tests/scenarios,tests/faults,tests/cli,tests/harness,tools,web,demo,bench';
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort());

const checks: readonly { name: string; program: string; words: readonly string[] }[] = [
  { name: 'types of the server', program: 'node_modules/typescript/bin/tsc', words: ['-p', 'tsconfig.server.json'] },
  { name: 'types of the screens', program: 'node_modules/typescript/bin/tsc', words: ['-p', 'tsconfig.web.json'] },
  { name: 'style', program: 'node_modules/@biomejs/biome/bin/biome', words: ['check', '.'] },
];

/** One check by a program; its output is shown only when it fails. */
function check({ name, program, words }: (typeof checks)[number]): Outcome {
  const run = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.status === 0) {
    process.stdout.write(`ok    ${name}\n`);
    return { passed: 1, failed: 0, skipped: 0, failures: [] };
  }
  process.stdout.write(`FAIL  ${name}\n${run.error?.message ?? ''}${run.stdout}${run.stderr}\n`);
  return { passed: 0, failed: 1, skipped: 0, failures: [name] };
}

function filesOf(pattern: string): string[] {
  const files = globSync(pattern, { exclude: (path) => path.includes('node_modules') }).sort();
  return words.length === 0
    ? files
    : files.filter((file) => words.some((word) => file.replaceAll(sep, '/').includes(word)));
}

type Prepared = { readonly env: Record<string, string>; close(): Promise<void> };

/** Starts what the test files share (one PostgreSQL with the template); the harness knows what. */
async function prepare(): Promise<Prepared> {
  const harness = 'tests/harness/prepare.ts';
  if (!existsSync(harness)) return { env: {}, close: () => Promise.resolve() };
  const loaded = (await import(pathToFileURL(harness).href)) as { prepare(): Promise<Prepared> };
  return loaded.prepare();
}

async function runAll(): Promise<Outcome[]> {
  const outcomes = words.length === 0 ? checks.map(check) : [];
  const files = filesOf(`{${folders}}/**/*.test.ts`);
  const browserFiles = filesOf('tests/e2e/**/*.test.ts');
  if (files.length + browserFiles.length === 0) {
    return [...outcomes, { passed: 0, failed: 1, skipped: 0, failures: ['no test file was found'] }];
  }
  const prepared = await prepare().catch((error: unknown) => {
    process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return null;
  });
  if (!prepared) return [...outcomes, { passed: 0, failed: 1, skipped: 0, failures: ['preparing the test database'] }];
  try {
    Object.assign(process.env, prepared.env);
    outcomes.push(await runTestFiles(files, { concurrency: 2, fileMaxMs: 5 * 60_000, signal: interrupted.signal }));
    if (browserFiles.length > 0 && !interrupted.signal.aborted) outcomes.push(await runBrowserTests(browserFiles));
  } finally {
    await prepared.close();
  }
  return outcomes;
}

async function runBrowserTests(files: readonly string[]): Promise<Outcome> {
  const found = spawnSync(process.execPath, ['tools/chromium.mjs'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chromium = found.stdout.trim().split('\n').at(-1) ?? '';
  if (found.status !== 0) return { passed: 0, failed: 1, skipped: 0, failures: ['no Chromium for the browser tests'] };
  process.env['KAMERTON_CHROMIUM'] = chromium;
  return runTestFiles(files, { concurrency: 1, fileMaxMs: 15 * 60_000, signal: interrupted.signal });
}

const startedAt = Date.now();
const all = addOutcomes(await runAll());
const isNothing = all.passed + all.failed === 0;
const failed = all.failed + (isNothing || interrupted.signal.aborted ? 1 : 0);
if (isNothing) process.stdout.write('No test ran.\n');
if (interrupted.signal.aborted) process.stdout.write('Interrupted.\n');
if (all.failures.length > 0) process.stdout.write(`\nFailed:\n${all.failures.map((name) => `  ${name}\n`).join('')}`);
process.stdout.write(`\n${Math.round((Date.now() - startedAt) / 1000)} s\n`);
process.stdout.write(`${all.passed} passed, ${failed} failed${all.skipped > 0 ? `, ${all.skipped} skipped` : ''}\n`);
process.exitCode = failed === 0 ? 0 : 1;
