/** Entry of the bundle that `run.mjs` makes: starts the back end, runs the cases, prints one line each. */
import { readFileSync } from 'node:fs';
import { ready, setBackend } from '@tensorflow/tfjs-core';
import { table } from '../../bench/machine.ts';
import { STORED_HEAD, STORED_TITLE, storedRows } from '../../bench/storedSpeed.ts';
import { createWebgpuDevice } from '../../src/engine/runtime/webgpu/device.ts';
import { adapterInfo } from '../../src/engine/runtime/webgpu/flags.ts';
import { startWebgpuDevice } from '../../src/engine/runtime/webgpu/start.ts';
import { runCases, WEBGPU_CASES } from '../../src/engine/runtime/webgpu/testing/cases.ts';
import { zooCases } from '../../src/engine/testing/zooCases.ts';

/** Exit status. `--bench` measures instead of testing, `--zoo` runs every small model of the fixtures. */
export async function main(part: string): Promise<number> {
  console.log((await adapterInfo())?.description ?? 'no adapter');
  await startWebgpuDevice(async () => {
    await setBackend('webgpu');
    await ready();
  });
  if (part === '--bench') {
    console.log(`${STORED_TITLE}\n\n${table(STORED_HEAD, await storedRows(createWebgpuDevice()))}`);
    return 0;
  }
  const all = part === '--zoo';
  const read = async (name: string): Promise<Uint8Array> =>
    new Uint8Array(readFileSync(`src/engine/fixtures/${name}`));
  const zoo = await zooCases(createWebgpuDevice(), read, all);
  const cases = all ? zoo : [...WEBGPU_CASES, ...zoo].filter(({ name }) => name.includes(part));
  const results = await runCases(cases, ({ name, failure, durationMs }) => {
    console.log(
      `${failure === null ? 'ok  ' : 'FAIL'} ${durationMs.toFixed(0).padStart(6)} ms  ${name}${failure === null ? '' : `\n       ${failure}`}`,
    );
  });
  const failed = results.filter(({ failure }) => failure !== null).length;
  console.log(`${results.length - failed} of ${results.length} passed`);
  return results.length > 0 && failed === 0 ? 0 : 1;
}
