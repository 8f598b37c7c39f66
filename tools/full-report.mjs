// @ts-check
/** bench/TEST-FULL.md: the outcome of the last `npm run test:full`, to be committed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './child.mjs';
import { sum, summaryLine } from './tally.mjs';

/** What a step ran on. */
const BACK_ENDS = /** @type {Readonly<Record<string, string>>} */ ({
  unit: 'wasm and cpu, in Node',
  sweep: 'wasm and cpu, in Node',
  e2e: 'wasm, and WebGPU on a software adapter, in Chromium',
});

export function writeFullReport(
  /** @type {readonly { name: string, tally: import('./tally.mjs').Tally, seconds: number }[]} */ results,
) {
  const rows = results.map(
    ({ name, tally, seconds }) =>
      `| ${name} | ${BACK_ENDS[name] ?? ''} | ${tally.passed} | ${tally.failed} | ${tally.skipped} | ${Math.round(seconds)} |`,
  );
  const text = `# Last full run of the tests

\`npm run test:full\`, ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform}: **${summaryLine(sum(results.map(({ tally }) => tally)))}**

| step | back ends | passed | failed | skipped | seconds |
|---|---|---:|---:|---:|---:|
${rows.join('\n')}
`;
  const folder = path.join(ROOT, 'bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'TEST-FULL.md'), text);
}
