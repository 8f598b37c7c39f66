// @ts-check
/** Other programs: their output streams on to ours, and how they ended comes back. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '..');

/** Runs a program in the checkout; resolves to its exit status, or null if it was killed or could not start. */
export function run(
  /** @type {string} */ program,
  /** @type {readonly string[]} */ args,
  { env = {}, timeoutMs = 0 } = {},
) {
  return new Promise((/** @type {(status: number | null) => void} */ resolve) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: timeoutMs,
    });
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });
}

/** Runs the command of an installed package with this Node. */
export function runPackage(
  /** @type {string} */ name,
  /** @type {readonly string[]} */ args,
  /** @type {{ env?: Record<string, string>, timeoutMs?: number }} */ options = {},
) {
  const folder = path.join(ROOT, 'node_modules', name);
  const [script] = Object.values(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).bin);
  return run(process.execPath, [path.join(folder, String(script)), ...args], options);
}

/** Runs npm: the one that runs us, else the one on the path (a script of the shell on Windows). */
export function runNpm(/** @type {readonly string[]} */ args) {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('npm-cli.js')) return run(process.execPath, [script, ...args]);
  return process.platform === 'win32' ? run('cmd', ['/c', 'npm', ...args]) : run('npm', args);
}
