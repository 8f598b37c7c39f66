// @ts-check
/**
 * A Chromium for the end-to-end tests: the one that CHROMIUM names, the system's, Playwright's own; else one is
 * installed, by Debian's package manager where that is allowed, or by Playwright.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run, runPackage } from './child.mjs';

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const DOWNLOAD_LIMIT_MS = 120_000;
const WHAT_TO_DO =
  'No Chromium was found and none could be installed. Install one ("apt-get install chromium" on Debian, ' +
  '"npx playwright install --with-deps chromium" elsewhere), or name one: CHROMIUM=/path/to/chromium npm test';

/** Path of a Chromium that is there, or null. Throws if CHROMIUM names none. */
export function findChromium() {
  const named = process.env['CHROMIUM'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM names ${named}, which does not exist.`);
  }
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const onPath = COMMANDS.flatMap((command) => folders.map((folder) => path.join(folder, command)));
  return [...onPath, ...PLACES, playwrightsOwn()].find((file) => existsSync(file) && starts(file)) ?? null;
}

/** Some distributions put a script there that only says how to get the browser. */
function starts(/** @type {string} */ file) {
  if (process.platform === 'win32') return true;
  return spawnSync(file, ['--version'], { timeout: 20_000 }).status === 0;
}

/** Where Playwright keeps its Chromium, there or not. */
function playwrightsOwn() {
  try {
    return createRequire(import.meta.url)('@playwright/test').chromium.executablePath();
  } catch {
    return '';
  }
}

function isDebianRoot() {
  try {
    return process.getuid?.() === 0 && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** Path of a Chromium, installed if need be. Throws with what to do. Needs the packages of the lock. */
export async function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  if (isDebianRoot()) {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env });
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  const withSystemLibraries = process.platform === 'linux' && process.getuid?.() === 0 ? ['--with-deps'] : [];
  await runPackage('@playwright/test', ['install', '--no-shell', ...withSystemLibraries, 'chromium'], {
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  const installed = findChromium();
  if (installed === null) throw new Error(WHAT_TO_DO);
  return installed;
}
