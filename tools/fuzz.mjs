// @ts-check
/**
 * `npm run fuzz`: thousands of damaged model files of every format, each opened, built and run in a process that is
 * ended where one takes too long. `-- --count 5000 --seed 1 --from 0`. The same seed gives the same files; what fails is
 * written to .cache/fuzz/failed/SEED-INDEX/. Ends with 1 where anything failed.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT, run } from './child.mjs';
import { ensureInstalled } from './install.mjs';

/** One damaged file may take this long, with a busy machine allowed for. */
const LIMIT_MS = 20_000;
/** Address space is not counted: heap, and buffers that are used. */
const MOST_RSS_BYTES = 2 ** 31;
/** A fresh process now and then: none is as old as to hide a leak. */
const CASES_A_PROCESS = 1000;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
});
const [count, seed, from] = [Number(values.count), Number(values.seed), Number(values.from)];

await ensureInstalled();
const { build } = await import('vite');
const outDir = path.join(ROOT, '.cache', 'fuzz');
const folder = path.join(ROOT, 'src', 'engine', 'testing', 'fuzz');
await build({
  configFile: false,
  root: ROOT,
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: true,
    outDir,
    target: 'node20',
    emptyOutDir: false,
    rollupOptions: {
      input: { child: path.join(folder, 'child.ts'), writeCase: path.join(folder, 'writeCase.ts') },
      output: { entryFileNames: '[name].js' },
    },
  },
});

/** @type {Map<string, Map<string, number>>} */
const tally = new Map();
/** @type {string[]} */
const failures = [];
let slowestMs = 0;
let largestBytes = 0;
let maxRssBytes = 0;

/** @param {number} index @param {string} why */
async function fail(index, why) {
  const place = path.join('.cache', 'fuzz', 'failed', `${seed}-${index}`);
  failures.push(`${seed}-${index}: ${why}\n  files: ${place}`);
  console.error(`\n${failures.at(-1)}`);
  await run(process.execPath, [path.join(outDir, 'writeCase.js'), String(seed), String(index), place]);
}

/** Plays from `first` up to `last`; gives where to go on. @param {number} first @param {number} last @returns {Promise<number>} */
function play(first, last) {
  return new Promise((resolve) => {
    const child = fork(path.join(outDir, 'child.js'), [seed, first, last].map(String), {
      cwd: ROOT,
      execArgv: ['--max-old-space-size=1024'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let at = first;
    let ended = false;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    /** @type {Promise<void>[]} */
    const told = [];
    child.on('message', (/** @type {any} */ message) => {
      clearTimeout(timer);
      if (message.kind === 'begun') {
        at = message.index;
        timer = setTimeout(() => {
          told.push(fail(at, `took longer than ${LIMIT_MS / 1000} s, and was ended`));
          child.kill('SIGKILL');
        }, LIMIT_MS);
      } else if (message.kind === 'end') {
        ended = true;
        maxRssBytes = Math.max(maxRssBytes, message.maxRssBytes);
        if (message.maxRssBytes > MOST_RSS_BYTES)
          told.push(fail(at, `the process came to ${megabytes(message.maxRssBytes)}`));
      } else {
        at = message.index + 1;
        slowestMs = Math.max(slowestMs, message.tookMs);
        largestBytes = Math.max(largestBytes, message.largestBytes);
        const row = tally.get(message.format) ?? new Map();
        tally.set(message.format, row.set(message.outcome.kind, (row.get(message.outcome.kind) ?? 0) + 1));
        const where = `${message.name}, ${message.what}`;
        if (message.outcome.kind === 'defect')
          told.push(fail(message.index, `${where}: ${message.outcome.why}`));
        if (message.largestBytes > message.mostBytes)
          told.push(fail(message.index, `${where}: asked for ${megabytes(message.largestBytes)} at once`));
      }
    });
    child.on('exit', async (code, signal) => {
      clearTimeout(timer);
      if (!ended && told.length === 0) told.push(fail(at, `the process ended (${signal ?? code})`));
      await Promise.all(told);
      resolve(ended ? last : at + 1);
    });
  });
}

/** @param {number} bytes */
const megabytes = (bytes) => `${Math.round(bytes / 2 ** 20)} MB`;

const startMs = performance.now();
for (let at = from; at < from + count; ) {
  const last = Math.min(from + count, at + CASES_A_PROCESS);
  at = await play(at, last);
  console.log(`${at - from} of ${count}`);
}

console.log(
  `\nseed ${seed}, ${count} damaged files from ${from} on, ${((performance.now() - startMs) / 1000).toFixed(0)} s`,
);
const kinds = ['refused', 'other', 'same', 'not run', 'defect'];
console.log(['format      ', ...kinds.map((kind) => kind.padStart(8))].join(' '));
for (const [format, row] of [...tally].sort())
  console.log([format.padEnd(12), ...kinds.map((kind) => String(row.get(kind) ?? 0).padStart(8))].join(' '));
console.log(
  `slowest ${Math.round(slowestMs)} ms, largest request ${megabytes(largestBytes)}, largest process ${megabytes(maxRssBytes)}`,
);
console.log(failures.length === 0 ? 'nothing failed' : `${failures.length} failed:\n${failures.join('\n')}`);
process.exitCode = failures.length === 0 ? 0 : 1;
