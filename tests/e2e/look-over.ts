/** What must hold of any screen, whatever it shows: looked at in the page, answered as lines of complaint. */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { hasText, type Texts } from '#kernel/texts.ts';

const root = path.resolve(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every sentence of the program: the Russian ones that English says otherwise, and the first words of the keys. */
export type Sentences = { readonly russian: ReadonlySet<string>; readonly prefixes: ReadonlySet<string> };

/** Reads the texts of all modules, the shell and the kit. `data`: what the fixtures call the same, in Russian always. */
export async function readSentences(data: readonly string[]): Promise<Sentences> {
  const russian = new Set<string>();
  const prefixes = new Set<string>();
  for (const pattern of ['modules/*/texts*.ts', 'web/texts.ts', 'web/ui/texts.ts', 'kernel/refusal-texts.ts']) {
    for await (const file of glob(pattern, { cwd: root })) {
      if (file.endsWith('.test.ts')) continue;
      const found = (await import(pathToFileURL(path.join(root, file)).href)) as Record<string, unknown>;
      for (const table of Object.values(found).filter(isTexts)) addAll(table, { russian, prefixes });
    }
  }
  for (const name of data) russian.delete(name);
  return { russian, prefixes };
}

function isTexts(value: unknown): value is Texts {
  return typeof value === 'object' && value !== null && 'ru' in value && 'en' in value;
}

function addAll(table: Texts, { russian, prefixes }: { russian: Set<string>; prefixes: Set<string> }): void {
  for (const key of Object.keys(table.ru)) {
    prefixes.add(key.split('.')[0] ?? '');
    if (!hasText(table, key)) continue;
    const said = table.ru[key];
    if (typeof said === 'string' && !said.includes('{') && said !== table.en[key]) russian.add(said);
  }
}

/** What people read and hear on the page: texts in sight, and names and hints of what has no text. */
function wordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const words: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ['aria-label', 'placeholder', 'title', 'alt']) words.push(node.getAttribute(name) ?? '');
      } else if (node.parentElement?.checkVisibility() && !['SCRIPT', 'STYLE'].includes(node.parentElement.tagName)) {
        words.push(node.textContent ?? '');
      }
    }
    return [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))];
  });
}

/** Keys shown instead of their texts, placeholders without values, Russian where English is spoken. */
export async function faultsOfWords(
  page: Page,
  lang: 'ru' | 'en',
  { russian, prefixes }: Sentences,
): Promise<string[]> {
  const words = await wordsOf(page);
  const isKey = (word: string): boolean => {
    const [, first] = /^([a-z][A-Za-z]*)\.[a-z][A-Za-z_.]*$/.exec(word) ?? [];
    return first !== undefined && prefixes.has(first);
  };
  return [
    ...words.filter(isKey).map((word) => `a key instead of its text: ${word}`),
    ...words.filter((word) => /\{[a-zA-Z]+\}/.test(word)).map((word) => `a placeholder without a value: ${word}`),
    ...words
      .filter((word) => /^(undefined|null|NaN|Invalid Date|\[object)/.test(word))
      .map((word) => `no value: ${word}`),
    ...(lang === 'en'
      ? words.filter((word) => russian.has(word)).map((word) => `Russian on an English screen: ${word}`)
      : []),
  ];
}

/** What sticks out at the side of the window, so that the page must be dragged about. */
export function faultsOfWidth(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    // What stands absolutely is held by the box it is placed in, not by its parent.
    const boxOf = (element: Element): Element | null => {
      const placed = element instanceof HTMLElement && getComputedStyle(element).position === 'absolute';
      return placed ? element.offsetParent : element.parentElement;
    };
    const scrolled = (element: Element): boolean => {
      for (let up = boxOf(element); up !== null && up.id !== 'main'; up = boxOf(up)) {
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true;
      }
      return false;
    };
    const main = document.getElementById('main');
    const over = Math.max(
      document.documentElement.scrollWidth - width,
      main === null ? 0 : main.scrollWidth - main.clientWidth,
    );
    if (over <= 1) return [];
    const out = [...document.querySelectorAll('body *')].filter(
      (one) => one.getBoundingClientRect().right > width + 1 && one.checkVisibility() && !scrolled(one),
    );
    const names = out
      .slice(-3)
      .map((one) => `<${one.tagName.toLowerCase()}> ${(one.textContent ?? '').trim().slice(0, 40)}`);
    return [`wider than the window by ${over} px: ${names.join('; ')}`];
  });
}

type Violation = {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly {
    readonly target: readonly unknown[];
    readonly html: string;
    readonly any: readonly { readonly message: string }[];
  }[];
};

/** Violations of WCAG 2.2 AA that stand in somebody's way (impact serious or critical). `rules` narrows what is looked for. */
export async function faultsOfAccess(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async (only) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
    const runOnly = only === undefined ? { type: 'tag', values: tags } : { type: 'rule', values: [...only] };
    const program = (
      window as unknown as { axe: { run(where: Document, options: object): Promise<{ violations: unknown }> } }
    ).axe;
    return (await program.run(document, { runOnly, resultTypes: ['violations'] })).violations;
  }, rules);
  return (found as Violation[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 3)
        .map((node) => `${id}: ${String(node.target)} ${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`),
    );
}
