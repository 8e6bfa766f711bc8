// Completes package-lock.json after `npm install` under a registry that does not have every platform's package.
// npm leaves such optional packages out of the lock file, and `npm ci` then refuses the file everywhere. They are added
// by name and version, with the platform their name tells; npm passes over those of other platforms without asking for
// them. `node tools/complete-lock.mjs` repairs the file, `--check` only tells.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix'];
const processors = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'wasm32'];

/** The lock file's packages that optional dependencies name and the file lacks, as [path, entry]. */
export function missingEntries(lock) {
  const missing = new Map();
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!isThere(lock, path, name)) missing.set(`node_modules/${name}`, entryFor(name, version, entry.dev));
    }
  }
  return [...missing];
}

/** The lock file with the missing entries, in npm's order. */
export function completed(lock) {
  const all = [...Object.entries(lock.packages), ...missingEntries(lock)];
  all.sort(([one], [other]) => one.localeCompare(other, 'en'));
  return { ...lock, packages: Object.fromEntries(all) };
}

/** A package may lie in the folder of its user or in any above it. */
function isThere(lock, user, name) {
  for (let folder = user; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    if (lock.packages[folder ? `${folder}/node_modules/${name}` : `node_modules/${name}`]) return true;
    if (folder === '') return false;
  }
}

function entryFor(name, version, dev) {
  if (!/^\d+\.\d+\.\d+/.test(version)) throw new Error(`${name} is wanted as ${version}, which is not one version`);
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length === 0 && cpu.length === 0) throw new Error(`the platform of ${name} cannot be told from its name`);
  const libc = { gnu: 'glibc', musl: 'musl' }[words.at(-1)];
  return {
    version,
    ...(cpu.length > 0 && { cpu }),
    ...(dev && { dev }),
    ...(libc && { libc: [libc] }),
    optional: true,
    ...(os.length > 0 && { os }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = new URL('../package-lock.json', import.meta.url);
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const names = missingEntries(lock).map(([path]) => path);
  process.stderr.write(names.length > 0 ? `missing:\n${names.join('\n')}\n` : 'package-lock.json is complete\n');
  if (process.argv.includes('--check')) process.exit(names.length > 0 ? 1 : 0);
  if (names.length > 0) writeFileSync(file, `${JSON.stringify(completed(lock), null, 2)}\n`);
}
