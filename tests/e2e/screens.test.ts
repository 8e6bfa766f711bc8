import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { after, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { fixedId, ids } from '#tests/harness/world-rows.ts';
import { track } from './browser.ts';
import { doBusiness } from './business.ts';
import { faultsOfAccess, faultsOfWidth, faultsOfWords, readSentences } from './look-over.ts';
import { desk, openStand, phone } from './stand.ts';

type Screen = { readonly pattern: string; readonly outside: boolean };
type Lang = 'ru' | 'en';

const screens = await readScreens();
const stand = await openStand(async ({ owner }) => {
  // Someone who may see everything, in each language; the colours follow the browser's.
  await owner(
    `insert into person (org_id, id, email, name, role_id, lang, password_hash, created_at)
     select org_id, $1, 'english@kamerton.example', 'Andrew Admin', role_id, 'en', password_hash, created_at from person where id = $2`,
    [fixedId(3, 50), ids.person.admin],
  );
  await owner(
    `insert into directory_login (email_key, org_id, person_id) values ('english@kamerton.example', $1, $2)`,
    [ids.org, fixedId(3, 50)],
  );
});
const places = await doBusiness(stand);
const named = await stand.world.owner(
  'select name from price_column union select name from role union select name from warehouse union select name from department',
);
const sentences = await readSentences(named.map((row) => String(row['name'])));
const pages = { ru: await openPages('ru'), en: await openPages('en') };
after(() => assert.ok(screens.length > 15, `only ${screens.length} screens were found`));

describe('every screen, in both languages, light and dark, on a desk and on a phone', { concurrency: 3 }, () => {
  for (const screen of [...screens, ...shellScreens()]) {
    test(screen.pattern, async () => {
      const faults = [...(await inRussian(screen)), ...(await inEnglish(screen))];
      assert.deepEqual(faults, []);
    });
  }
});

/** Opened on a desk in the light, looked at by axe; then in the dark, then on a phone. */
async function inRussian(screen: Screen): Promise<string[]> {
  return withPage('ru', async (page, settled) => {
    await page.setViewportSize(desk);
    await page.emulateMedia({ colorScheme: 'light' });
    const faults = await open(page, screen, settled);
    faults.push(
      ...(await faultsOfWords(page, 'ru', sentences)),
      ...(await faultsOfWidth(page)),
      ...(await faultsOfAccess(page)),
    );
    await page.setViewportSize(phone);
    await settled();
    faults.push(...(await faultsOfWidth(page)));
    return faults.map((fault) => `ru: ${fault}`);
  });
}

/** Opened on a phone in the dark, where contrast is looked at anew; then on a desk, through all its tabs. */
async function inEnglish(screen: Screen): Promise<string[]> {
  return withPage('en', async (page, settled) => {
    await page.setViewportSize(phone);
    await page.emulateMedia({ colorScheme: 'dark' });
    const faults = await open(page, screen, settled);
    faults.push(...(await faultsOfWidth(page)), ...(await faultsOfAccess(page, ['color-contrast'])));
    await page.setViewportSize(desk);
    await settled();
    faults.push(...(await faultsOfWords(page, 'en', sentences)));
    for (const tab of (await page.getByRole('main').getByRole('tab').all()).slice(1)) {
      await tab.click();
      await settled();
      const name = await tab.textContent();
      const found = [...(await faultsOfWords(page, 'en', sentences)), ...(await faultsOfWidth(page))];
      faults.push(...found.map((fault) => `tab ${name}: ${fault}`));
    }
    faults.push(...stand.complaints(page));
    return faults.map((fault) => `en: ${fault}`);
  });
}

/** Opens the screen by its address and answers what is wrong at once. */
async function open(page: Page, screen: Screen, settled: () => Promise<void>): Promise<string[]> {
  const refused: string[] = [];
  const listen = (answer: { status(): number; url(): string }) => {
    if (answer.status() >= 400 && !screen.outside) refused.push(`${answer.status()} ${answer.url()}`);
  };
  page.on('response', listen);
  await page.goto(addressOf(screen.pattern));
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await settled();
  page.off('response', listen);
  const alerts = screen.outside ? [] : await page.getByRole('main').getByRole('alert').allInnerTexts();
  return [...refused, ...alerts.map((text) => `an alert: ${text}`), ...stand.complaints(page)];
}

/** Addresses of screens: `$orderId` stands for an order of the fixtures. */
function addressOf(pattern: string): string {
  return pattern.replaceAll(/\$(\w+)/g, (_whole, name: string) => {
    const value = places[name];
    assert.ok(value !== undefined, `tests/e2e/business.ts does not say what $${name} stands for`);
    return value;
  });
}

function shellScreens(): Screen[] {
  return [
    { pattern: '/more', outside: false },
    { pattern: '/settings/api', outside: false },
    { pattern: '/sign-in', outside: true },
  ];
}

/** The routes of all modules, read as text: they are written for the browser. */
async function readScreens(): Promise<Screen[]> {
  const found: Screen[] = [];
  for await (const file of glob('modules/*/screens/routes.ts')) {
    for (const part of readFileSync(file, 'utf8')
      .split(/(?=\bpath: ')/)
      .slice(1)) {
      const [, pattern = ''] = /^path: '([^']+)'/.exec(part) ?? [];
      found.push({ pattern, outside: /\boutside: true/.test(part) });
    }
  }
  return found.sort((a, b) => a.pattern.localeCompare(b.pattern));
}

type Opened = { readonly page: Page; readonly settled: () => Promise<void> };

/** Three windows of one person, so that three screens are looked at at once. */
async function openPages(lang: Lang): Promise<Opened[]> {
  const first = await stand.signedIn(lang === 'ru' ? 'admin' : 'english', { lang });
  const all = [first, ...(await Promise.all([1, 2].map(() => first.context().newPage())))];
  return all.map((page) => ({ page, settled: track(page) }));
}

async function withPage(
  lang: Lang,
  work: (page: Page, settled: () => Promise<void>) => Promise<string[]>,
): Promise<string[]> {
  const one = pages[lang].pop();
  assert.ok(one !== undefined, 'more screens at once than windows');
  try {
    return await work(one.page, one.settled);
  } finally {
    pages[lang].push(one);
  }
}
