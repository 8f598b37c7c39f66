/** Files of Keras 1.2 (made after its source by tools/golden/keras1.py) against tf-keras, which reads their weights itself. */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { modernModel } from '../io/keras/keras1.ts';
import { readNpy } from '../io/npy.ts';
import { NO_CORRUPTION } from '../runtime/corruption.ts';
import { Laboratory } from '../runtime/laboratory.ts';
import { loadProgram } from '../runtime/loadProgram.ts';
import { relativeDifference } from '../testing/agreement.ts';
import { useBackend } from '../testing/backends.ts';
import { openFiles } from './openModel.ts';

const files = unzipSync(new Uint8Array(readFileSync('src/engine/fixtures/keras1.zip')));

it.each(['convolutions', 'sequences', 'functional'])('%s', async (name) => {
  const device = await useBackend('wasm');
  const opened = await openFiles(new Map([[`${name}.h5`, files[`${name}.h5`] as Uint8Array]]), `${name}.h5`);
  expect(opened.recognised).toContain('Keras 1.2.2');
  const lab = new Laboratory(await loadProgram(opened.files), device);
  const arrays = unzipSync(files[`${name}.npz`] as Uint8Array);
  const [x, y] = ['x0', 'y0'].map((key) => readNpy(arrays[`${key}.npy`] as Uint8Array));
  lab.setInputs([{ shape: x?.shape ?? [], values: Float32Array.from(x?.values ?? []) }]);
  const [output] = await lab.outputs(NO_CORRUPTION);
  expect(relativeDifference(output?.golden ?? [], y?.values ?? [])).toBeLessThanOrEqual(1e-5);
  lab.dispose();
});

it.each([
  ['Convolution2D', { dim_ordering: 'th' }, 'Layer "a" (Convolution2D of Keras 1) has its channels first'],
  ['Merge', { mode: 'cos' }, 'merges by "cos", which the lab does not know'],
  ['BatchNormalization', { mode: 2 }, 'has mode 2; mode 0 is read'],
])('%s with %o is refused', (class_name, config, message) => {
  expect(() => modernModel({ class_name, config: { name: 'a', ...config } })).toThrow(message);
});
