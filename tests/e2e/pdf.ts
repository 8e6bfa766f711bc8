/** The text of a printed paper, as a person reads it. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { extractText } from 'unpdf';

/** Follows a link to a PDF with the page's own session; answers its text. Fails on anything that is no PDF. */
export async function paperBehind(page: Page, link: Locator): Promise<string> {
  const address = await link.getAttribute('href');
  assert.ok(address !== null);
  const answer = await page.request.get(address);
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()['content-type'] ?? '', /^application\/pdf/);
  const bytes = await answer.body();
  assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-');
  return textOf(bytes);
}

/** Words one space apart, whatever the layout. */
async function textOf(pdf: Buffer): Promise<string> {
  const { text } = await extractText(new Uint8Array(pdf), { mergePages: true });
  return text.replaceAll(/[\s\u00a0\u202f]+/g, ' ');
}
