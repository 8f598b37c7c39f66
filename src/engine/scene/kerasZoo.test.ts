/**
 * Every layer that the lab reads from Keras, against what Keras computed: files by Keras 3.15.1 (.keras, .h5) and by
 * tf-keras 2.21 (.h5), made by tools/golden/keras_zoo.py.
 */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readNpy } from '../io/npy.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { useBackend } from '../testing/backends.ts';
import { openFiles } from './openModel.ts';
import { playScene } from './playScene.ts';
import { prepareFaults } from './prepareFaults.ts';

const zoo = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras-zoo.zip')));

/** Arrays `keras-x0`, `keras-x1`, ... of one model's reference. */
function arrays(model: string, prefix: string): { shape: readonly number[]; values: Float32Array }[] {
  const entries = unzipSync(zoo[`${model}.npz`] as Uint8Array);
  const found = [];
  for (let i = 0; entries[`${prefix}${i}.npy`]; i++) {
    const { shape, values } = readNpy(entries[`${prefix}${i}.npy`] as Uint8Array);
    found.push({ shape, values: Float32Array.from(values) });
  }
  return found;
}

const files = Object.keys(zoo).filter((name) => !name.endsWith('.npz'));

describe('models of Keras', () => {
  it('has both Keras versions and all three file forms', () => {
    for (const suffix of ['.keras', '.h5', '.tf-keras.h5'])
      expect(files.filter((name) => name.endsWith(suffix)).length).toBeGreaterThan(90);
  });

  it.each(files)('%s', async (fileName) => {
    const model = fileName.replace(/\.(keras|h5|tf-keras\.h5)$/, '').replace(/\.tf-keras$/, '');
    const side = fileName.includes('.tf-keras.') ? 'tf-keras' : 'keras';
    const device = await useBackend('wasm');
    const opened = await openFiles(new Map([[fileName, zoo[fileName] as Uint8Array]]), fileName);
    const lab = new Laboratory(await loadProgram(opened.files), device);
    lab.setInputs(arrays(model, `${side}-x`).map(({ shape, values }) => ({ shape: [...shape], values })));
    const { golden } = await playScene(lab, prepareFaults([], lab.program.graph), {
      labels: null,
      pictures: false,
    });
    const wanted = arrays(model, `${side}-y`);
    expect(golden.map(({ shape }) => [...shape])).toEqual(wanted.map(({ shape }) => [...shape]));
    golden.forEach(({ values }, i) => {
      const { values: reference } = wanted[i] as { values: Float32Array };
      const largest = reference.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const worst = reference.reduce(
        (most, value, k) => Math.max(most, Math.abs(value - (values[k] ?? Number.NaN))),
        0,
      );
      expect(worst).toBeLessThanOrEqual(1e-5 * largest);
    });
    lab.dispose();
  });
});
