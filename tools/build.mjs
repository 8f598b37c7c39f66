// @ts-check
/**
 * Builds the page into dist/ and the command line into dist-cli/. Each build carries a fingerprint of what it was made
 * from, so that `--if-stale` (used by `npm start`) builds only after a change.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, runPackage } from './child.mjs';

const SOURCES = [
  'app',
  'src',
  'public',
  'index.html',
  'package.json',
  'package-lock.json',
  'tools/first-paint.mjs',
  'tools/first-paint.ts',
  'tools/first-paint-plugin.mjs',
  'tools/offline-plugin.mjs',
];

/** What is built: made by which config, and where its fingerprint lies (the build empties the folder first). */
const TARGETS = [
  { folder: 'dist', config: 'vite.config.ts', stamp: 'dist/.vite/fingerprint' },
  { folder: 'dist-cli', config: 'vite.cli.config.ts', stamp: 'dist-cli/.fingerprint' },
];

/** SHA-256 over names and contents of all sources, tests apart. */
function fingerprint(/** @type {readonly string[]} */ sources) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const source of sources) {
    for (const file of filesOf(source)) {
      hash.update(`\0${file}\0`).update(readFileSync(path.join(ROOT, file)));
    }
  }
  return hash.digest('hex');
}

/** @returns {string[]} the file itself, or all files of a folder in a fixed order */
function filesOf(/** @type {string} */ source) {
  if (/\.\w+$/.test(source)) return [source];
  return readdirSync(path.join(ROOT, source), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(ROOT, path.join(entry.parentPath, entry.name)))
    .sort();
}

function readOr(/** @type {string} */ file, /** @type {string} */ fallback) {
  try {
    return readFileSync(path.join(ROOT, file), 'utf8');
  } catch {
    return fallback;
  }
}

/** Builds the page (dist) and the command line (dist-cli), or only one; resolves to whether all went well. */
export async function build({ ifStale = false, only = '' } = {}) {
  let allWell = true;
  for (const { folder, config, stamp } of TARGETS) {
    if (only !== '' && only !== folder) continue;
    const current = fingerprint([...SOURCES, config]);
    if (ifStale && readOr(stamp, '') === current) continue;
    if ((await runPackage('vite', ['build', '--config', config, '--logLevel', 'warn'])) === 0) {
      writeFileSync(path.join(ROOT, stamp), current);
      console.log(`built ${folder}/`);
    } else {
      allWell = false;
    }
  }
  return allWell;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!(await build({ ifStale: process.argv.includes('--if-stale') }))) process.exitCode = 1;
}
