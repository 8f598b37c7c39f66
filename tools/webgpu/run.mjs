/**
 * Runs the WebGPU test cases (src/engine/runtime/webgpu/testing/cases.ts) in Node. `node run.mjs [words]` runs the cases
 * whose names hold the words. Exit status 1 if one fails.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installWebgpu, vulkanEnvironment } from './dawn.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');

const environment = vulkanEnvironment();
if (environment !== null) {
  // The loader's folder counts only if it is named before the process starts.
  const { status } = spawnSync(process.execPath, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  process.exit(status ?? 1);
}

await installWebgpu();
const { build } = await import(pathToFileURL(createRequire(join(root, 'package.json')).resolve('vite')).href);
const outDir = join(here, 'node_modules', '.cache', 'cases');
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    ssr: join(here, 'main.ts'),
    outDir,
    emptyOutDir: true,
    target: 'node20',
    rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
  },
});
const { main } = await import(pathToFileURL(join(outDir, 'main.mjs')).href);
// Dawn keeps threads, so the process does not end by itself.
process.exit(await main(process.argv.slice(2).join(' ')));
