/** The browser of the suite: Chromium of this machine, its pages watched for everything they complain of. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

const root = path.resolve(import.meta.dirname, '../..');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium with an empty profile. */
export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: executable(), headless: true, args: flags });
}

/** The one that the test command has found, or the one that is found the same way. */
function executable(): string {
  const given = process.env['KAMERTON_CHROMIUM'];
  if (given !== undefined && given !== '') return given;
  const found = spawnSync(process.execPath, ['tools/chromium.mjs'], { cwd: root, encoding: 'utf8' });
  const last = found.stdout.trim().split('\n').at(-1) ?? '';
  if (found.status !== 0 || last === '') throw new Error(`no Chromium: ${found.stderr}`);
  return last;
}

/** What a page complains of, as it comes; a refusal that a person is shown is none. */
export function watch(page: Page, complain: (line: string) => void): void {
  page.on('pageerror', (error) => complain(`${page.url()}: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // The browser tells every answer over 400 here; refusals are ordinary, faults are seen below.
    const told = message.text();
    if (message.type() !== 'error' || told.startsWith('Failed to load resource')) return;
    complain(`${page.url()}: ${told}`);
  });
  page.on('response', (answer) => {
    if (answer.status() >= 500) complain(`${page.url()}: ${answer.status()} ${answer.url()}`);
  });
}

/** Counts what the page is asking for, so that a test can wait until it has all its answers. */
export function track(page: Page): () => Promise<void> {
  const running = new Set<unknown>();
  page.on('request', (request) => running.add(request));
  page.on('requestfinished', (request) => running.delete(request));
  page.on('requestfailed', (request) => running.delete(request));
  return async () => {
    const until = performance.now() + 15_000;
    for (let quiet = 0; quiet < 3; quiet = running.size === 0 ? quiet + 1 : 0) {
      if (performance.now() > until) throw new Error(`${page.url()} goes on loading`);
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 15))));
    }
  };
}
