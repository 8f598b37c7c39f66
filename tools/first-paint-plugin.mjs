// @ts-check
/** The module `virtual:first-paint`: its default export is the text that tools/first-paint.mjs prints, made at each build. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const ID = 'virtual:first-paint';
const RESOLVED = `\0${ID}`;

/** @returns {import('vite').Plugin} */
export function firstPaintPlugin() {
  /** @type {Promise<string> | null} */
  let text = null;
  return {
    name: 'first-paint',
    resolveId: (id) => (id === ID ? RESOLVED : null),
    load(id) {
      if (id !== RESOLVED) return null;
      text ??= print();
      return text.then((json) => `export default ${JSON.stringify(json)};`);
    },
  };
}

/** In a process of its own: the engine and its WebAssembly are no guests for a build. */
async function print() {
  const script = path.join(import.meta.dirname, 'first-paint.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { maxBuffer: 2 ** 26 });
  return stdout;
}
