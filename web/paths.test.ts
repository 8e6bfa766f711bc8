/** No screen may lead to a page that nobody has made. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { test } from 'node:test';
import { paths } from './paths.ts';

const read = async (pattern: string): Promise<string> => {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: new URL('..', import.meta.url).pathname })) files.push(file);
  return files.map((file) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')).join('\n');
};

test('every address that a screen leads to has its page', async () => {
  const routes = (await read('modules/*/screens/routes.ts')) + (await read('web/{routes,reference/routes}.ts*'));
  const pages = new Set([...routes.matchAll(/\bpath: '([^']+)'/g)].map(([, path]) => shapeOf(path ?? '')));
  const screens = (await read('modules/*/screens/**/*.ts*')) + (await read('web/{ui,shell}/*.tsx'));
  const used = [...screens.matchAll(/\bpaths\.(\w+)\(/g)].map(([, name]) => name as keyof typeof paths);
  assert.ok(used.length > 100, `only ${used.length} links were found`);
  const astray = [...new Set(used)].filter((name) => {
    const make: (id: string) => string = paths[name] as (id: string) => string;
    return !pages.has(shapeOf((make.length === 0 ? (make as () => string)() : make('$id')).split('?')[0] ?? ''));
  });
  assert.deepEqual(astray, []);
});

/** A path with its parameters made alike. */
function shapeOf(path: string): string {
  return decodeURIComponent(path).replaceAll(/\$\w+/g, '$');
}
