// @ts-check
/**
 * Prints, as JSON, what the page paints before its engine is there: the first model and the golden result of its first
 * scene. It is made anew whenever the page is built, so it cannot be out of date. No arguments.
 */
import path from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from './child.mjs';

process.chdir(ROOT);
const { module } = await runnerImport(path.join(ROOT, 'tools/first-paint.ts'), {
  configFile: false,
  root: ROOT,
  logLevel: 'error',
});
process.stdout.write(module.text);
