import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Source } from './boundaries.ts';

const root = path.resolve(import.meta.dirname, '..');
const places = ['kernel', 'platform', 'modules', 'web', 'demo', 'bench', 'tests', 'tools', 'cli'];

/** Our own sources as text, by their paths from the root. */
export async function readSources(): Promise<Source[]> {
  const sources: Source[] = [];
  for (const place of places) {
    for await (const file of glob(`${place}/**/*.{ts,tsx}`, { cwd: root })) {
      const name = file.split(path.sep).join('/');
      sources.push({ path: name, text: await readFile(path.join(root, file), 'utf8') });
    }
  }
  return sources.sort((a, b) => (a.path < b.path ? -1 : 1));
}
