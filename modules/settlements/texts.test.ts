import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { hasText } from '#kernel/texts.ts';
import { texts } from './texts.ts';

// Codes that stand between quotes in the sources: refusals, reasons of matching, warnings of files.
const shape =
  /refuse\(\s*'(settlements\.[a-z_]+)'|'(settlements\.(?:match|statement)_[a-z_]+)'|name: '(settlements\.[a-z_]+)'/g;
// Names of commands are not shown, nor those of constraints.
const notShown = new Set(['settlements.match_']);

test('every refusal, reason, warning and event of settlements has its sentence in both languages', async () => {
  const folder = new URL('./', import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => /\.ts$/.test(file) && !/test|fixture/.test(file),
  );
  const missing = new Set<string>();
  for (const file of files) {
    const source = await readFile(new URL(file, folder), 'utf8');
    const commands = new Set(
      [...source.matchAll(/command\(\{\s*name: '(settlements\.[a-z_]+)'/g)].map((match) => match[1]),
    );
    for (const match of source.matchAll(shape)) {
      const code = match[1] ?? match[2] ?? match[3] ?? '';
      if (!commands.has(code) && !notShown.has(code) && !hasText(texts, code)) missing.add(`${file}: ${code}`);
    }
  }
  assert.deepEqual([...missing], []);
});
