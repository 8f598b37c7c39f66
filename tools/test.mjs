// @ts-check
/**
 * `npm test`: from a bare checkout to one line that says how many checks and tests passed and failed. Needs only Node:
 * packages and a Chromium are installed if need be. A failed step does not stop those after it.
 * `--only=types,unit` runs some steps; `--full` adds the sweeps and writes bench/TEST-FULL.md.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { ROOT, run, runPackage } from './child.mjs';
import { ensureChromium } from './chromium.mjs';
import { writeFullReport } from './full-report.mjs';
import { ensureInstalled } from './install.mjs';
import {
  NOTHING,
  ONE_FAILED,
  ONE_PASSED,
  sum,
  summaryLine,
  tallyOfPlaywright,
  tallyOfVitest,
  withStatus,
} from './tally.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */

const REPORTS = path.join(ROOT, '.cache', 'test');
const WORLDS = ['engine', 'workers', 'worker-tests', 'app', 'node'];

/** A check without tests of its own: it holds or it does not. */
const check = (/** @type {number | null} */ status) => (status === 0 ? ONE_PASSED : ONE_FAILED);

/** @returns {Promise<Tally>} */
async function types() {
  const tallies = [];
  for (const world of WORLDS)
    tallies.push(check(await runPackage('typescript', ['-p', `tsconfig.${world}.json`])));
  return sum(tallies);
}

/** @returns {Promise<Tally>} */
async function vitest(/** @type {string} */ config) {
  const report = path.join(REPORTS, `${config}.json`);
  const status = await runPackage('vitest', [
    'run',
    `--config=${config}`,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);
  return withStatus(
    existsSync(report) ? tallyOfVitest(JSON.parse(readFileSync(report, 'utf8'))) : NOTHING,
    status,
  );
}

/** @returns {Promise<Tally>} */
async function e2e() {
  if (!(await build({ ifStale: true, only: 'dist' }))) return ONE_FAILED;
  const report = path.join(REPORTS, 'e2e.json');
  const env = { CHROMIUM: await ensureChromium(), PLAYWRIGHT_JSON_OUTPUT_FILE: report };
  const status = await runPackage('@playwright/test', ['test', '--reporter=list,json'], { env });
  return withStatus(
    existsSync(report) ? tallyOfPlaywright(JSON.parse(readFileSync(report, 'utf8'))) : NOTHING,
    status,
  );
}

/** @type {Readonly<Record<string, () => Promise<Tally>>>} */
const STEPS = {
  types,
  lint: async () => check(await runPackage('@biomejs/biome', ['check', '--error-on-warnings'])),
  imports: async () => check(await run(process.execPath, ['tools/check-imports.mjs'])),
  build: async () => ((await build()) ? ONE_PASSED : ONE_FAILED),
  size: async () => check(await run(process.execPath, ['tools/check-size.mjs'])),
  // After the build: the command line is tested as built, too.
  unit: () => vitest('vitest.config.ts'),
  sweep: () => vitest('vitest.sweep.config.ts'),
  e2e,
};

/** @returns {string[]} names of the steps to run, in their order */
function stepsFrom(/** @type {{ only?: string | undefined, full: boolean }} */ { only, full }) {
  const names = Object.keys(STEPS);
  if (only === undefined) return names.filter((name) => full || name !== 'sweep');
  const wanted = only.split(',');
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new Error(`--only: no step ${unknown.join(', ')}; there are ${names.join(', ')}.`);
  return names.filter((name) => wanted.includes(name));
}

/** Runs one step; what it throws is printed and counts as a failure. */
async function runStep(/** @type {string} */ name) {
  console.log(`\n== ${name} ==`);
  const start = performance.now();
  const tally = await /** @type {() => Promise<Tally>} */ (STEPS[name])().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return ONE_FAILED;
  });
  return { name, tally, seconds: (performance.now() - start) / 1000 };
}

const results = [];
try {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, full: { type: 'boolean', default: false } },
  });
  const names = stepsFrom({ only: values.only, full: values.full });
  await ensureInstalled();
  rmSync(REPORTS, { recursive: true, force: true });
  mkdirSync(REPORTS, { recursive: true });
  for (const name of names) results.push(await runStep(name));
  if (values.full && values.only === undefined) writeFullReport(results);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  results.push({ name: 'set-up', tally: ONE_FAILED, seconds: 0 });
}

console.log('');
for (const { name, tally, seconds } of results) {
  console.log(`${name.padEnd(8)} ${summaryLine(tally)} (${seconds.toFixed(1)} s)`);
}
const total = sum(results.map(({ tally }) => tally));
console.log(summaryLine(total));
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
