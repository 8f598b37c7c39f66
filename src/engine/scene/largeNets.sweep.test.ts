/**
 * Well-known networks with random weights against what Keras computed: 1e-4 of the largest output. They are made on
 * demand by tools/golden/large_nets.py and are no part of the checkout; without them this is skipped.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readNpy } from '../io/npy.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { relativeDifference } from '../testing/agreement.ts';
import { useBackend } from '../testing/backends.ts';
import { openFiles } from './openModel.ts';
import { prepareFaults } from './prepareFaults.ts';

const HOME = '.cache/large-nets';
const files = existsSync(HOME) ? readdirSync(HOME).filter((name) => /\.(keras|h5)$/.test(name)) : [];

describe.skipIf(files.length === 0)('large networks (python tools/golden/large_nets.py)', () => {
  it.each(files)('%s', async (fileName) => {
    const device = await useBackend('wasm');
    const name = fileName.replace(/(\.tf-keras)?\.\w+$/, '');
    const side = fileName.includes('.tf-keras.') ? 'tf-keras' : 'keras';
    const arrays = unzipSync(new Uint8Array(readFileSync(`${HOME}/${name}.npz`)));
    const array = (key: string): { shape: readonly number[]; values: Float32Array } => {
      const { shape, values } = readNpy(arrays[`${side}-${key}.npy`] as Uint8Array);
      return { shape, values: Float32Array.from(values) };
    };
    const started = performance.now();
    const bytes = new Uint8Array(readFileSync(`${HOME}/${fileName}`));
    const opened = await openFiles(new Map([[fileName, bytes]]), fileName);
    const lab = new Laboratory(await loadProgram(opened.files), device);
    const loaded = performance.now();
    lab.setInputs([array('x')]);
    const { corruption } = prepareFaults([], lab.program.graph);
    const [output] = await lab.outputs(corruption);
    const ran = performance.now();
    const difference = relativeDifference(output?.golden ?? [], array('y').values);
    const parameters = Object.values(lab.program.graph.parameters).reduce((sum, { count }) => sum + count, 0);
    const millions = (parameters / 1e6).toFixed(2);
    console.info(
      `| ${fileName} | ${millions} M | ${difference.toExponential(1)} | ${((loaded - started) / 1000).toFixed(1)} s | ${(ran - loaded).toFixed(0)} ms |`,
    );
    expect(difference).toBeLessThanOrEqual(1e-4);
    lab.dispose();
  });
});
