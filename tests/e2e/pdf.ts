/** The text of a printed paper, as a person reads it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { Locator, Page } from 'playwright-core';

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

/** Words one space apart, whatever the layout. `pdftotext` (poppler-utils) reads them. */
function textOf(pdf: Buffer): string {
  const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8', maxBuffer: 1 << 24 });
  if (read.error !== undefined) throw new Error('pdftotext is missing: install poppler-utils', { cause: read.error });
  assert.equal(read.status, 0, read.stderr);
  return read.stdout.replaceAll(/[\s\u00a0\u202f]+/g, ' ');
}
