/** The stand of the browser suite: the fixtures' world, the real server over it, people at their browsers. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { before, test } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { givePasswords, goodPassword } from '#modules/access/testing.fixture.ts';
import { atEnd } from '#tests/harness/endings.ts';
import { startServerProcess } from '#tests/harness/server-process.ts';
import { newWorld, type World } from '#tests/harness/world.ts';
import { type Api, openApi } from './api.ts';
import { launch, watch } from './browser.ts';

export { goodPassword as password } from '#modules/access/testing.fixture.ts';

/** How a browser is set. */
export type Look = {
  readonly lang?: 'ru' | 'en';
  readonly scheme?: 'light' | 'dark';
  readonly width?: number;
  readonly height?: number;
};

export type Stand = {
  readonly base: string;
  readonly world: World;
  readonly browser: Browser;
  /** A browser of its own, nobody signed in. */
  visitor(look?: Look): Promise<Page>;
  /** A browser of its own with a person who came in by the sign-in page; `who` is the name before @. */
  signedIn(who: string, look?: Look): Promise<Page>;
  /** The API as a person: to arrange what a story begins with. */
  api(who: string): Promise<Api>;
  /** What the page has complained of since it was asked last. */
  complaints(page: Page): readonly string[];
  /** A test whose pages may complain of nothing; they are photographed when it fails. */
  story(name: string, work: () => Promise<void>): void;
};

const results = path.resolve(import.meta.dirname, '../../test-results');
export const desk = { width: 1440, height: 900 } as const;
export const phone = { width: 390, height: 844 } as const;

/** Prepares the world, starts the server over it and a browser; all end after the file. `arrange` fills the world more. */
export async function openStand(arrange: (world: World) => Promise<void> = async () => undefined): Promise<Stand> {
  const world = await newWorld();
  world.setNow(new Date().toISOString());
  await givePasswords(world);
  await arrange(world);
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'kam-'));
  atEnd(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startServerProcess({ dataDir, port: await freePort(), env: { DATABASE_URL: world.url } });
  atEnd(() => server.stop());
  endWithFile(() => void process.kill(server.pid));
  const browser = await launch();
  atEnd(() => browser.close());
  return standOver(world, server.base, browser);
}

/** A file that fails before its tests are known ends without `after`; what it started must not outlive it. */
function endWithFile(end: () => void): void {
  process.once('exit', end);
  process.once('uncaughtExceptionMonitor', end);
  before(() => void process.off('uncaughtExceptionMonitor', end));
  atEnd(async () => process.off('exit', end));
}

function standOver(world: World, base: string, browser: Browser): Stand {
  const heard = new Map<Page, string[]>();
  const listen = (page: Page): void => {
    const lines: string[] = [];
    heard.set(page, lines);
    watch(page, (line) => lines.push(line));
  };
  const visitor = async (look: Look = {}): Promise<Page> => {
    const context = await browser.newContext({ baseURL: base, ...settingsOf(look) });
    context.setDefaultTimeout(15_000);
    context.on('page', listen);
    return context.newPage();
  };
  const signedIn = async (who: string, look: Look = {}): Promise<Page> => {
    const page = await visitor(look);
    await signIn(page, emailOf(who));
    return page;
  };
  const story = (name: string, work: () => Promise<void>): void => {
    test(name, async () => {
      try {
        await work();
        assert.deepEqual([...heard.values()].flat(), []);
      } catch (error) {
        await photograph(name, browser.contexts());
        const said = [...heard.values()].flatMap((lines) => lines.splice(0));
        throw said.length === 0 ? error : new Error(`the pages complain:\n${said.join('\n')}`, { cause: error });
      }
    });
  };
  const complaints = (page: Page): readonly string[] => heard.get(page)?.splice(0) ?? [];
  return { base, world, browser, visitor, signedIn, story, complaints, api: (who) => openApi(base, emailOf(who)) };
}

function settingsOf({ lang = 'ru', scheme = 'light', width = desk.width, height = desk.height }: Look) {
  return {
    locale: lang === 'ru' ? 'ru-RU' : 'en-GB',
    timezoneId: 'Europe/Moscow',
    colorScheme: scheme,
    viewport: { width, height },
    reducedMotion: 'reduce' as const,
    permissions: ['clipboard-read', 'clipboard-write'],
  };
}

const emailOf = (who: string): string => (who.includes('@') ? who : `${who}@kamerton.example`);

/** Signs in as people do, in whichever language the page speaks. */
export async function signIn(page: Page, email: string, password = goodPassword): Promise<void> {
  await page.goto('/sign-in');
  await page.getByRole('textbox', { name: /Электронная почта|E-mail/ }).fill(email);
  await page.getByLabel(/^(Пароль|Password)$/).fill(password);
  await page.getByRole('button', { name: /^(Войти|Sign in)$/ }).click();
  await page.getByRole('navigation').first().waitFor();
}

/** A port nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() => (at !== null && typeof at === 'object' ? resolve(at.port) : reject(new Error('no port'))));
    });
  });
}

async function photograph(name: string, contexts: readonly BrowserContext[]): Promise<void> {
  await mkdir(results, { recursive: true });
  const slug = name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80);
  const pages = contexts.flatMap((context) => context.pages());
  for (const [at, page] of pages.entries()) {
    // A page that cannot be photographed any more must not hide why the test failed.
    await page.screenshot({ path: path.join(results, `${slug}-${at + 1}.png`) }).catch(() => undefined);
  }
}
