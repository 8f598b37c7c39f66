// @ts-check
/**
 * `npm run bench`: bundles bench/*.bench.ts for Node, as the command line is, and runs one after the other in the
 * checkout. `npm run bench -- click` runs those whose name contains `click`.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run } from './child.mjs';
import { ensureInstalled } from './install.mjs';

const [part = '', ...rest] = process.argv.slice(2);
const files = readdirSync(path.join(ROOT, 'bench')).filter(
  (name) => name.endsWith('.bench.ts') && name.includes(part),
);
if (files.length === 0) {
  console.error(`bench/ has no *.bench.ts${part === '' ? '' : ` with "${part}" in its name`}.`);
  process.exit(1);
}

await ensureInstalled();
const { build } = await import('vite');
const outDir = path.join(ROOT, '.cache', 'bench');
await build({
  configFile: false,
  root: ROOT,
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir,
    target: 'node20',
    rollupOptions: {
      input: files.map((name) => path.join(ROOT, 'bench', name)),
      output: { entryFileNames: '[name].js' },
    },
  },
});
for (const name of files) {
  console.log(`\n== ${name} ==`);
  if (
    (await run(process.execPath, [
      '--expose-gc',
      path.join(outDir, name.replace(/\.ts$/, '.js')),
      ...rest,
    ])) !== 0
  ) {
    process.exitCode = 1;
  }
}
