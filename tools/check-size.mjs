// @ts-check
/**
 * The JavaScript a page needs before it starts its worker: every script and preload of dist/index.html and their static
 * imports, gzipped, must not pass the limit. Workers and lazily imported chunks do not count.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { ROOT } from './child.mjs';

const LIMIT_BYTES = 250_000;

/** @typedef {Readonly<Record<string, { file: string, imports?: readonly string[] }>>} Manifest */

/**
 * @param {string} html the built page
 * @param {Manifest} manifest as Vite writes it
 * @returns {string[]} the page's scripts, from the build's root, each once
 */
export function initialScripts(html, manifest) {
  const chunks = Object.values(manifest);
  const scripts = new Set();
  const add = (/** @type {string} */ file) => {
    if (scripts.has(file)) return;
    scripts.add(file);
    for (const key of chunks.find((chunk) => chunk.file === file)?.imports ?? []) {
      const imported = manifest[key];
      if (imported !== undefined) add(imported.file);
    }
  };
  for (const [tag] of html.matchAll(/<(?:script|link)\b[^>]*>/g)) {
    const file = /\b(?:src|href)="(?:\.\/|\/)?([^"]+\.m?js)"/.exec(tag)?.[1];
    if (file !== undefined) add(file);
  }
  return [...scripts];
}

/** Prints every script with its size, and the sum against the limit; returns whether it is kept. */
function checkSize(/** @type {string} */ dist) {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  const manifest = JSON.parse(readFileSync(path.join(dist, '.vite/manifest.json'), 'utf8'));
  let sumBytes = 0;
  for (const file of initialScripts(html, manifest)) {
    const sizeBytes = gzipSync(readFileSync(path.join(dist, file)), { level: 9 }).length;
    console.log(`${kB(sizeBytes).padStart(9)} ${file}`);
    sumBytes += sizeBytes;
  }
  console.log(`initial JavaScript, gzipped: ${kB(sumBytes)} of ${kB(LIMIT_BYTES)}`);
  return sumBytes > 0 && sumBytes <= LIMIT_BYTES;
}

const kB = (/** @type {number} */ sizeBytes) => `${(sizeBytes / 1000).toFixed(1)} kB`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (!checkSize(path.join(ROOT, 'dist'))) process.exitCode = 1;
}
