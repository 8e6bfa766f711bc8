// Installs the dependencies when they are missing or package-lock.json has changed; does nothing, quickly, otherwise.
// Runs before anything is installed, under the machine's own Node (20 or newer), so it uses nothing but Node.
// Prints to stderr only: `npm run -s kamerton -- ... --json` keeps stdout for its answer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = process.env.KAMERTON_SETUP_ROOT ?? dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const marker = join(modules, '.kamerton-lock');
const nodeMin = 20;
const npmMin = 9;

const wanted = mark();
if (!isCurrent()) install();
linkNode();

/** What the installed packages must match: the lock file, and the platform, whose binaries are among them. */
function mark() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}`;
}

function isCurrent() {
  if (read(marker) === wanted) return true;
  if (!isInstalledByHand()) return false;
  writeFileSync(marker, wanted);
  return true;
}

/** True when somebody's own `npm ci` or `npm install` has brought what the lock file lists for this platform. */
function isInstalledByHand() {
  const installed = read(join(modules, '.package-lock.json'));
  if (installed === null) return false;
  const have = JSON.parse(installed).packages;
  const { '': ours, ...listed } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const isThere = ([path, entry]) => {
    const found = have[path];
    if (!found) return entry.optional === true && !isOurBinary(ours, path, entry);
    return found.version === entry.version && (entry.integrity === undefined || found.integrity === entry.integrity);
  };
  return Object.entries(listed).every(isThere) && Object.keys(have).every((path) => listed[path]);
}

/** Optional packages of other platforms are rightly absent; Node and PostgreSQL for this one are not. */
function isOurBinary(ours, path, { os, cpu }) {
  const isOurs = path.replace(/^node_modules\//, '') in (ours.optionalDependencies ?? {});
  return isOurs && [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch);
}

function install() {
  if (Number(process.versions.node.split('.')[0]) < nodeMin) {
    fail(`Kamerton needs Node ${nodeMin} or newer to install itself; this is ${process.versions.node}.`);
  }
  const npm = findNpm();
  say('Installing the dependencies (first start, or package-lock.json has changed). This takes a minute or two.');
  const startedAt = Date.now();
  // No install script is needed, so none is run or asked about.
  const how = [
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ];
  const run = npm([...how]);
  if (run.error) fail(`npm could not be started: ${run.error.message}`);
  if (run.status !== 0) {
    fail(
      `npm ci failed (${run.signal ?? `code ${run.status}`}). Its reason is above; is the package registry reachable?`,
    );
  }
  writeFileSync(marker, wanted);
  say(`Installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/**
 * npm is run by the machine's Node, never by the pinned one: `npm ci` begins by deleting node_modules with it.
 * Returns a function that runs npm with the given arguments.
 */
function findNpm() {
  const ownNode = process.execPath.startsWith(modules + sep) ? null : process.execPath;
  const node = process.env.npm_node_execpath ?? ownNode;
  const script = process.env.npm_execpath ?? '';
  const env = { ...process.env, PATH: pathWithoutModules() };
  // Options of the calling npm (such as --json or a prefix) must not reach this one.
  for (const name of Object.keys(env))
    if (/^npm_config_(json|silent|loglevel|omit|only|production|prefix)$/i.test(name)) delete env[name];
  const settings = { cwd: root, stdio: ['ignore', 2, 2], env };
  const run =
    node && /npm-cli\.js$/.test(script) && existsSync(script)
      ? (words, more) => spawnSync(node, [script, ...words], { ...settings, ...more })
      : (words, more) => spawnSync('npm', words, { ...settings, ...more, shell: process.platform === 'win32' });
  const version = run(['--version'], { stdio: ['ignore', 'pipe', 2], encoding: 'utf8' });
  if (version.error) fail('npm was not found. It comes with Node: install Node 24 from nodejs.org or your system.');
  if (Number(version.stdout.split('.')[0]) < npmMin) {
    fail(`Kamerton needs npm ${npmMin} or newer; this is ${version.stdout.trim()}. Run: npm install --global npm`);
  }
  return run;
}

function pathWithoutModules() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.filter((folder) => !folder.startsWith(modules)).join(delimiter);
}

/**
 * Makes node_modules/.bin/node, which package scripts run: npm 9 and 10 make it, and remove it again together with the
 * packages of the other platforms, which bring a program of the same name.
 */
function linkNode() {
  const onWindows = process.platform === 'win32';
  const link = join(modules, '.bin', onWindows ? 'node.cmd' : 'node');
  if (existsSync(link)) return;
  const platform = `${onWindows ? 'win' : process.platform}-${process.arch}`;
  const name = [`node-${platform}`, `node-bin-${platform}`].find((one) => existsSync(join(modules, one)));
  if (!name) return adviseOnNode();
  const bin = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).bin;
  const program = join('..', name, typeof bin === 'string' ? bin : bin.node);
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  if (onWindows) writeFileSync(link, `@"%~dp0\\${program}" %*\r\n`);
  else symlinkSync(program, link);
}

function adviseOnNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  say(`There is no packaged Node 24 for ${process.platform}-${process.arch}. Install Node 24 to run Kamerton.`);
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function say(words) {
  process.stderr.write(`${words}\n`);
}

function fail(words) {
  say(words);
  process.exit(1);
}
