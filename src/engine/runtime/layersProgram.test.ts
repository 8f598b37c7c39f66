import { memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { TESTED_BACKENDS, useBackend } from '../testing/backends.ts';
import { layersTestModels } from '../testing/models.ts';
import { layersProgram } from './layersProgram.ts';
import { Run } from './run.ts';

const words = async (x: Tensor): Promise<number[]> => [
  ...new Uint32Array((await x.data<'float32'>()).slice().buffer),
];

for (const backend of TESTED_BACKENDS) {
  for (const model of layersTestModels) {
    // tf.js leaks the encoder's mask to later layers (engine facts 1.1); ours follows Keras, and no test model has such layers.
    test(`${model.name} on ${backend}: the golden run equals predict bit for bit`, async () => {
      const device = await useBackend(backend);
      const built = await model.build();
      const feeds = model.sampleInputs(3, 2).map(({ values, shape }) => tensor(values, [...shape]));
      const predicted = [built.predict(feeds)].flat() as Tensor[];
      const expected = await Promise.all(predicted.map(words));
      const program = await layersProgram(built);
      const run = await Run.full(program, device, feeds, { budgetBytes: 1e9 });
      for (const [i, id] of program.graph.outputs.entries()) {
        const actual = await run.with([id], ([x]) => words(x as Tensor));
        expect(actual).toEqual(expected[i]);
      }
    });
  }
}

test('a program that is disposed leaves nothing behind, shared and nested layers included', async () => {
  await useBackend('wasm');
  for (const model of layersTestModels) {
    const before = memory().numTensors;
    const program = await layersProgram(await model.build());
    program.dispose();
    expect(memory().numTensors, model.name).toBe(before);
  }
});
