// Finds a Chromium or Chrome for the browser tests and prints its path as the last line of stdout.
// On Debian as root it installs one when there is none. Anything else it has to say goes to stderr.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge'];

const usual = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/google-chrome',
    '/opt/google/chrome/chrome',
    '/snap/bin/chromium',
  ],
  darwin: ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
    `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${folder}/Chromium.app/Contents/MacOS/Chromium`,
    `${folder}/Microsoft Edge.app/Contents/MacOS/Microsoft Edge`,
  ]),
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) =>
    process.env[name]
      ? [
          join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(process.env[name], 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ]
      : [],
  ),
};

const named = process.env.KAMERTON_CHROMIUM;
if (named && !works(named)) fail(`KAMERTON_CHROMIUM names ${named}, which does not run.`);
const found = named || find() || (mayInstall() && install() && find());
if (!found) fail(`No Chromium or Chrome was found. ${advice()} Or set KAMERTON_CHROMIUM to the path of one.`);
process.stdout.write(`${found}\n`);

function find() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const onPath =
    process.platform === 'win32' ? [] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return [...(usual[process.platform] ?? []), ...onPath].find(works);
}

/** Starts it, because a file of that name may be a stub that only tells how to install a browser (Ubuntu's snap). */
function works(path) {
  try {
    accessSync(path, constants.X_OK);
  } catch {
    return false;
  }
  // On Windows `--version` would open a window.
  if (process.platform === 'win32') return true;
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

function mayInstall() {
  const isDebian = existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');
  return isDebian && process.getuid?.() === 0;
}

function install() {
  process.stderr.write('No Chromium was found; installing it with apt-get.\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const steps = [['update'], ['install', '-y', 'chromium']];
  return steps.every((words) => spawnSync('apt-get', words, { stdio: ['ignore', 2, 2], env }).status === 0);
}

function advice() {
  if (process.platform === 'darwin') return 'Install one: brew install --cask chromium.';
  if (process.platform === 'win32') return 'Install Google Chrome.';
  if (existsSync('/etc/debian_version')) return 'Install one: sudo apt-get install chromium.';
  return "Install your system's chromium package.";
}

function fail(words) {
  process.stderr.write(`${words}\n`);
  process.exit(1);
}
