/**
 * `npm run pictures`: docs/pictures/<lang>-<name>.png, the main screens of the demo company as its people see them.
 * A fresh program in a folder of its own; the same company every time, only its dates follow today's.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { APIRequestContext, Browser } from 'playwright-core';
import { demoPassword } from '#demo/people.ts';
import { newId } from '#kernel/id.ts';
import { startServerProcess } from '#tests/harness/server-process.ts';
import { launch, track } from './browser.ts';

type Lang = 'ru' | 'en';
type Row = { readonly id: string; readonly subjectId?: string; readonly amountMinor?: string };
/** The rows that the API has at a path, for the person of the picture. */
type Ask = (path: string) => Promise<readonly Row[]>;

type Picture = {
  readonly name: string;
  /** Whose screen it is: the name before @ of a login of the demo. */
  readonly who: string;
  /** The address of the screen, or how it is found. */
  readonly at: string | ((ask: Ask) => Promise<string>);
  readonly phone?: boolean;
  readonly dark?: boolean;
};

const first = (rows: readonly Row[]): Row => {
  const [row] = rows;
  if (row === undefined) throw new Error('the demo company has nothing to show there');
  return row;
};
const card = async (ask: Ask): Promise<string> =>
  `/accounts/${first(await ask(`/accounts?q=${encodeURIComponent('Тихий Самовар')}`)).id}`;
const heldOrder = async (ask: Ask): Promise<string> =>
  `/orders/${first(await ask('/approvals?view=pending')).subjectId}`;
/** Up to so much a head decides, kopecks. */
const authority = 50_000_000n;
/** The largest of what waits and a head may decide: the one she would open first. */
const decision = async (ask: Ask): Promise<string> => {
  const sumOf = ({ amountMinor = '0' }: Row): bigint => BigInt(amountMinor);
  const hers = (await ask('/approvals?view=pending')).filter((row) => sumOf(row) <= authority);
  return `/decisions/${first(hers.toSorted((a, b) => Number(sumOf(b) - sumOf(a)))).id}`;
};
const statement = async (ask: Ask): Promise<string> => `/money/statements/${first(await ask('/statements')).id}`;

const pictures: readonly Picture[] = [
  { name: 'day', who: 'anna', at: '/' },
  { name: 'account', who: 'anna', at: card },
  { name: 'order', who: 'anna', at: heldOrder },
  { name: 'decision', who: 'vera', at: decision, dark: true },
  { name: 'receivables', who: 'fyodor', at: '/money/receivables' },
  { name: 'statement', who: 'fyodor', at: statement },
  { name: 'sales', who: 'vera', at: '/reports/sales', dark: true },
  { name: 'stock', who: 'semyon', at: '/stock' },
  { name: 'phone-day', who: 'anna', at: '/', phone: true },
  { name: 'phone-account', who: 'anna', at: card, phone: true },
];

const folder = path.resolve(import.meta.dirname, '../../docs/pictures');
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const guards = { 'x-kamerton': '1' };
const demoMost = 300_000;

await mkdir(folder, { recursive: true });
const dataDir = await mkdtemp(path.join(os.tmpdir(), 'kamerton-pictures-'));
try {
  const server = await startServerProcess({ dataDir, port: await freePort() });
  try {
    await photograph(server.base);
  } finally {
    await server.stop();
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function photograph(base: string): Promise<void> {
  const browser = await launch();
  try {
    const visitor = await browser.newContext({ baseURL: base });
    const made = await visitor.request.post('/api/first-run', {
      headers: { ...guards, 'idempotency-key': newId() },
      data: { mode: 'demo' },
      timeout: demoMost,
    });
    if (!made.ok()) throw new Error(`the demo company was not loaded: ${made.status()} ${await made.text()}`);
    await visitor.close();
    for (const lang of ['ru', 'en'] as const) {
      for (const picture of pictures) await take({ browser, base, lang }, picture);
    }
  } finally {
    await browser.close();
  }
}

type Camera = { readonly browser: Browser; readonly base: string; readonly lang: Lang };

async function take({ browser, base, lang }: Camera, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    baseURL: base,
    locale: lang === 'ru' ? 'ru-RU' : 'en-GB',
    timezoneId: 'Europe/Moscow',
    colorScheme: picture.dark === true ? 'dark' : 'light',
    viewport: picture.phone === true ? phone : desk,
    reducedMotion: 'reduce',
  });
  await signIn(context.request, picture.who, lang);
  const ask: Ask = async (place) => {
    const answer = await context.request.get(`/api${place}`);
    return ((await answer.json()) as { readonly rows: readonly Row[] }).rows;
  };
  const page = await context.newPage();
  const settled = track(page);
  await page.goto(typeof picture.at === 'string' ? picture.at : await picture.at(ask));
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled();
  await page.evaluate(() => document.fonts.ready);
  const file = path.join(folder, `${lang}-${picture.name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  await context.close();
  process.stdout.write(`${path.relative(process.cwd(), file)}\n`);
}

async function signIn(request: APIRequestContext, who: string, lang: Lang): Promise<void> {
  const data = { email: `${who}@demo.example`, password: demoPassword };
  const door = await request.post('/api/session', { headers: guards, data });
  const headers = { ...guards, 'idempotency-key': newId() };
  const told = await request.patch('/api/session/preferences', { headers, data: { lang, theme: 'auto' } });
  if (!door.ok() || !told.ok()) throw new Error(`${who} cannot sign in: ${door.status()} ${told.status()}`);
}

/** A port nobody listens on now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => (at !== null && typeof at === 'object' ? resolve(at.port) : reject(new Error('no port'))));
    });
  });
}
