import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { hasText } from '#kernel/texts.ts';
import { accountEvents } from './events.ts';
import { texts } from './texts.ts';

const folder = new URL('.', import.meta.url);

/** Every `accounts.*` code that the code refuses with, maps a constraint to, or tells an import's row. */
async function codesInCode(): Promise<Set<string>> {
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /^(?!.*(test|texts|contract|routes)).*\.ts$/.test(name),
  );
  const found = new Set<string>();
  for (const name of names) {
    const text = await readFile(new URL(name, folder), 'utf8');
    const told = /(?:refuse\(|_(?:pk|unique|fk): |code: |warning\('\w+', )'(accounts\.[a-z_]+)'/g;
    for (const match of text.matchAll(told)) found.add(match[1] ?? '');
  }
  return found;
}

describe('texts', () => {
  test('every refusal has its sentence', async () => {
    const codes = await codesInCode();
    assert.ok(codes.size > 45, `only ${codes.size} codes were found`);
    assert.deepEqual(
      [...codes].filter((code) => !hasText(texts, code)),
      [],
    );
  });

  test('every event has its sentence', () => {
    assert.deepEqual(
      accountEvents.filter((name) => !hasText(texts, name)),
      [],
    );
  });
});
