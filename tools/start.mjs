// @ts-check
/**
 * `npm start`: packages installed, page built, both only where something changed; then served on this machine.
 * `npm start -- --port N` or PORT names the port, `--host` the address to listen on (127.0.0.1 unless told).
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { ROOT } from './child.mjs';
import { ensureInstalled } from './install.mjs';
import { serveUntilStopped } from './serve.mjs';

try {
  const { values } = parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } });
  await ensureInstalled();
  if (!(await build({ ifStale: true, only: 'dist' })))
    throw new Error('The build failed: its message stands above.');
  await serveUntilStopped(path.join(ROOT, 'dist'), {
    port: values.port ?? process.env['PORT'],
    host: values.host,
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
