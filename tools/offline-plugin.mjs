// @ts-check
/**
 * Writes in front of the built service worker (sw.js) which files there are, with their hashes: those of the page and of
 * the model it starts with, and those of every other model. See src/workers/offline/serviceWorker.ts.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

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
    writeBundle({ dir = 'dist' }) {
      const names = readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          path.relative(dir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
        );
      const hashOf = (/** @type {string} */ name) =>
        createHash('sha256')
          .update(readFileSync(path.join(dir, name)))
          .digest('hex');
      const script = path.join(dir, SCRIPT);
      const files = `self.OFFLINE_FILES=${JSON.stringify(offlineFiles(names, hashOf))};\n`;
      writeFileSync(script, files + readFileSync(script, 'utf8'));
    },
  };
}
