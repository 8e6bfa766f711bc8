/** Who may import whom, and who may write which table (ARCHITECTURE.md): read from the sources as text. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export type Source = { readonly path: string; readonly text: string };
type Module = { readonly uses: readonly string[]; readonly owns: readonly string[] };
export type Architecture = { readonly modules: Readonly<Record<string, Module>> };

/** The lists of modules, what each may use and which tables it writes. */
export async function readArchitecture(): Promise<Architecture> {
  return JSON.parse(await readFile(new URL('./architecture.json', import.meta.url), 'utf8')) as Architecture;
}

const importShape =
  /(?:^|\n)\s*(?:import|export)\b[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g;
const writeShape =
  /\b(?:insert\s+into|delete\s+from|update)\s+([a-z_]+)\b(?=\s+(?:as\s+\w+\s+)?(?:\(|set\b|\w+\s+set\b|where\b|using\b|\w+\s+(?:where|using)\b|select\b))/gi;

/** The paths that a source imports, from the root of the repository; packages keep their names. */
export function importsOf({ path: file, text }: Source): string[] {
  const found = [...text.matchAll(importShape)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return found.map((name) => {
    if (name.startsWith('#')) return name.slice(1);
    return name.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), name)) : `npm:${name}`;
  });
}

/** Everything in the sources that breaks a boundary, a line each. */
export function complaints(sources: readonly Source[], architecture: Architecture): string[] {
  return sources.flatMap((source) => {
    if (/\.(test|fixture)\.tsx?$/.test(source.path)) return [];
    const wrong = importsOf(source).flatMap((target) => whyNot(source.path, target, architecture) ?? []);
    return [...wrong.map((why) => `${source.path}: ${why}`), ...foreignWrites(source, architecture)];
  });
}

const moduleOf = (file: string): string | null => /^modules\/([^/]+)\//.exec(file)?.[1] ?? null;
const isScreen = (file: string): boolean => /^modules\/[^/]+\/screens\//.test(file);
const isPure = (file: string): boolean =>
  /^modules\/[^/]+\/(?:rules\/.+|rules|model|policy|contract\/.+|contract|texts[\w-]*)\.ts$/.test(file);

/** Why this import is not allowed, or null. */
function whyNot(file: string, target: string, architecture: Architecture): string | null {
  const at = file.split('/')[0];
  if (at === 'kernel' && !target.startsWith('kernel/')) return `the kernel imports only itself, not ${target}`;
  if (at === 'platform' && /^(modules|web|demo|bench|tests)\//.test(target)) return `the platform knows no ${target}`;
  if (at === 'web' && isServerOnly(target)) return `screens never see server files: ${target}`;
  const own = moduleOf(file);
  return own === null ? null : whyNotModule({ file, own }, target, architecture);
}

function isServerOnly(target: string): boolean {
  if (/^(platform\/(?!endpoint\.ts|permission\.ts)|schema\/|demo\/|bench\/)/.test(target)) return true;
  return (
    /^modules\/[^/]+\/(?!screens\/|contract|texts|model\.ts)/.test(target) ||
    target === 'npm:kysely' ||
    target === 'npm:pg'
  );
}

type Place = { readonly file: string; readonly own: string };

function whyNotModule({ file, own }: Place, target: string, architecture: Architecture): string | null {
  const known = architecture.modules[own];
  if (known === undefined) return `the module ${own} is not in tools/architecture.json`;
  const other = moduleOf(target);
  if (isScreen(file)) return whyNotScreen(own, target);
  if (isPure(file) && (target === 'npm:kysely' || target === 'npm:pg'))
    return 'rules, models and contracts are pure: no SQL';
  if (target.startsWith('web/') || /\/screens\//.test(target)) return `the server never sees screens: ${target}`;
  if (other === null || other === own) return null;
  if (!known.uses.includes(other)) return `${own} may not use ${other}`;
  return /^modules\/[^/]+\/index\.ts$/.test(target) ? null : `${other} is entered only by its index.ts, not ${target}`;
}

function whyNotScreen(own: string, target: string): string | null {
  if (isServerOnly(target) && !target.startsWith(`modules/${own}/screens/`))
    return `screens never see server files: ${target}`;
  const other = moduleOf(target);
  if (other === null || other === own) return null;
  const open = /^modules\/[^/]+\/(contract\.ts|contract\/[\w-]+\.ts|texts\.ts|screens\/index\.ts)$/;
  return open.test(target) ? null : `another module's screens are entered by screens/index.ts, not ${target}`;
}

function foreignWrites({ path: file, text }: Source, architecture: Architecture): string[] {
  const own = moduleOf(file);
  const owns = own === null ? undefined : architecture.modules[own]?.owns;
  if (owns === undefined || !file.endsWith('.ts')) return [];
  const tables = new Set(Object.values(architecture.modules).flatMap((module) => module.owns));
  const written = [...text.matchAll(writeShape)].map((match) => (match[1] ?? '').toLowerCase());
  return [...new Set(written)]
    .filter((table) => tables.has(table) && !owns.includes(table))
    .map((table) => `${file}: ${own} does not own the table ${table}`);
}

/** Modules that use each other in a circle, as one line a circle. */
export function circles({ modules }: Architecture): string[] {
  const found: string[] = [];
  const walk = (name: string, way: readonly string[]): void => {
    if (way.includes(name)) {
      found.push([...way.slice(way.indexOf(name)), name].join(' -> '));
      return;
    }
    for (const next of modules[name]?.uses ?? []) walk(next, [...way, name]);
  };
  for (const name of Object.keys(modules)) walk(name, []);
  return found;
}
