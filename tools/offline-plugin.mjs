// @ts-check
/**
 * Builds the service worker (sw.js), with a list in front of all files and their hashes: those of the page and of the
 * model it starts with, and those of every other model. See src/workers/offline/serviceWorker.ts.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { ROOT } from './child.mjs';

const FIRST_MODEL = 'lenet5';
const SCRIPT = 'sw.js';
/** Never asked for by a page: the host's own files, the build's, and the threaded wasm, which the lab does not use. */
const LEFT_OUT = [/^_headers$/, /^\.vite\//, /^sw\.js$/, /threaded-simd-[\w-]+\.wasm$/, /\.(?:md|txt)$/];

/**
 * @param {readonly string[]} names all files of the build, `/` between folders
 * @param {(name: string) => string} hashOf
 */
export function offlineFiles(names, hashOf) {
  /** @type {{ page: { path: string, hash: string }[], models: Record<string, { path: string, hash: string }[]> }} */
  const files = { page: [], models: {} };
  for (const name of names.toSorted()) {
    if (LEFT_OUT.some((pattern) => pattern.test(name))) continue;
    const model = /^models\/([^/]+)\//.exec(name)?.[1];
    // The library shows every model's picture.
    const own = model === undefined || model === FIRST_MODEL || name.endsWith('/picture.png');
    const file = { path: name, hash: hashOf(name) };
    if (own) files.page.push(file);
    else files.models[model] = [...(files.models[model] ?? []), file];
  }
  return files;
}

/** @returns {import('vite').Plugin} */
export function offlinePlugin() {
  return {
    name: 'offline',
    apply: 'build',
    writeBundle: ({ dir = 'dist' }) => writeServiceWorker(dir),
  };
}

/** Once everything else lies in the folder. */
export async function writeServiceWorker(/** @type {string} */ folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const hashOf = (/** @type {string} */ name) =>
    createHash('sha256')
      .update(readFileSync(path.join(folder, name)))
      .digest('hex');
  const files = `self.OFFLINE_FILES=${JSON.stringify(offlineFiles(names, hashOf))};\n`;
  writeFileSync(path.join(folder, SCRIPT), files + (await compile()));
}

/** One classic script that imports nothing: a service worker is no module in every browser. */
async function compile() {
  const outcome = await build({
    configFile: false,
    root: ROOT,
    publicDir: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: 'src/workers/offline/serviceWorker.ts', output: { format: 'iife' } },
    },
  });
  if (Array.isArray(outcome) || !('output' in outcome)) throw new Error('one bundle was expected');
  const [script, ...more] = outcome.output;
  if (more.length > 0) throw new Error('The service worker must be one script.');
  return script.code;
}
