// @ts-check
/**
 * The packages under node_modules are those of package-lock.json, or are made so. Compared by content, not by time:
 * npm's own record of what it installed against the lock. Packages for other platforms may be missing.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, runNpm } from './child.mjs';

/** @typedef {Readonly<Record<string, { version?: string, integrity?: string, optional?: boolean }>>} Packages */

/** @returns {Packages} packages by path, without the root itself */
function readLock(/** @type {string} */ file) {
  const { '': _root, ...packages } = JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;
  return packages;
}

/** Whether everything the lock asks for is there in the right version, and nothing else. */
export function matchesLock(/** @type {Packages} */ locked, /** @type {Packages} */ installed) {
  return (
    Object.keys(installed).every((name) => name in locked) &&
    Object.entries(locked).every(([name, { version, integrity, optional }]) => {
      const there = installed[name];
      return there === undefined
        ? optional === true
        : there.version === version && there.integrity === integrity;
    })
  );
}

function isInstalled() {
  try {
    return matchesLock(readLock('package-lock.json'), readLock('node_modules/.package-lock.json'));
  } catch {
    return false;
  }
}

/** Runs `npm ci` where needed. Throws with what to do if Node is too old or npm fails. */
export async function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`Node 20.19 or newer is needed, this is ${process.versions.node}.`);
  }
  if (isInstalled()) return;
  console.log('Installing packages ...');
  const status = await runNpm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (status !== 0)
    throw new Error('"npm ci" failed: its message stands above. Is the package registry in reach?');
}
