/** Where the package lies and what it is called, from src/cli as well as from the built file in dist-cli. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of package.json. */
export const PACKAGE_ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

const { version } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
  version: string;
};
export const BITFLIP_VERSION = version;

/** Bundled models, one folder each. */
export const MODELS_FOLDER = join(PACKAGE_ROOT, 'public', 'models');

/** Folder of the wasm files of the installed back end, with `/` at its end. */
export function wasmFolder(): string {
  const entry = createRequire(join(PACKAGE_ROOT, 'package.json')).resolve('@tensorflow/tfjs-backend-wasm');
  return `${dirname(entry)}/`;
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder)
    throw new Error('No package.json above the command line: the installation is not complete.');
  return rootAbove(parent);
}
