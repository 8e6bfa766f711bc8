/** The screens: built once by Vite when the sources changed, then served as immutable files. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const root = path.resolve(import.meta.dirname, '..');
export const bundleDir = path.join(root, 'dist', 'web');
const markFile = path.join(root, 'dist', 'web.mark');

/** A mark of everything the bundle is made of: paths, sizes and times, so that a check costs milliseconds. */
async function sourcesMark(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['web', 'kernel', 'modules', 'platform']) {
    const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && isWebSource(entry.name, entry.parentPath));
    for (const file of files.map((entry) => path.join(entry.parentPath, entry.name)).sort()) {
      const { size, mtimeMs } = await stat(file);
      hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`);
    }
  }
  for (const file of ['vite.config.ts', 'package-lock.json']) {
    const { size, mtimeMs } = await stat(path.join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Server files do not make the bundle, but for what screens read: contracts, texts, the description of endpoints. */
function isWebSource(name: string, folder: string): boolean {
  if (/\.test\.tsx?$/.test(name)) return false;
  const place = path.relative(root, folder).split(path.sep);
  if (place[0] === 'platform') return /^(endpoint|permission)\.ts$/.test(name);
  const read = place[2] === 'screens' || place[2] === 'contract' || place[2] === 'texts';
  if (place[0] === 'modules' && !read) return /^(contract|texts)[\w-]*\.ts$/.test(name);
  return /\.(tsx?|css|html|json|svg)$/.test(name);
}

/** Builds the bundle when it is missing or its sources changed. Throws when the build fails. */
export async function ensureBundle(say: (line: string) => void): Promise<void> {
  const mark = await sourcesMark();
  const built =
    existsSync(path.join(bundleDir, 'index.html')) && existsSync(markFile) ? await readFile(markFile, 'utf8') : '';
  if (built === mark) return;
  say('building the screens');
  await runVite();
  await writeFile(markFile, mark);
}

/** A process of its own: the builder takes a gigabyte that the server would keep. Throws with what it said. */
async function runVite(): Promise<void> {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: root });
}

/** Serves the bundle; every address that is not a file or the API is a screen. */
export async function serveBundle(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: bundleDir,
    index: false,
    wildcard: true,
    setHeaders: (reply, file) => {
      const forever = file.includes(`${path.sep}assets${path.sep}`);
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  // The plugin takes the bare address for a folder and forbids it.
  app.get('/', (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html'));
  app.setNotFoundHandler(async (request, reply) => {
    if (request.method !== 'GET' || request.url.startsWith('/assets/'))
      return reply.code(404).send({ refusal: { code: 'platform.no_such_address' } });
    return reply.header('cache-control', 'no-cache').sendFile('index.html');
  });
}
