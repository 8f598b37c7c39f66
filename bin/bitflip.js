#!/usr/bin/env node
/** Starts the command line that `npm run build` made from src/cli. */
import { existsSync } from 'node:fs';

const main = new URL('../dist-cli/main.js', import.meta.url);
if (existsSync(main)) {
  await import(main.href);
} else {
  console.error('bitflip: the command line is not built yet. Run "npm run build" in the checkout first.');
  process.exitCode = 1;
}
