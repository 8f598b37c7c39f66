import { dispose, memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { useBackend } from './backends.ts';
import { disposeWeights, layersTestModels, type SampleInput } from './models.ts';

async function predicted(model: LayersModel, inputs: readonly SampleInput[]): Promise<Float32Array[]> {
  const feeds = inputs.map(({ shape, values }) => tensor(values.slice(), [...shape], 'float32'));
  const outputs = [model.predict(feeds)].flat() as Tensor[];
  const read = await Promise.all(outputs.map(async (x) => (await x.data()).slice() as Float32Array));
  dispose([feeds, outputs]);
  return read;
}

describe.each(layersTestModels)('$name', ({ build, sampleInputs }) => {
  it('is the same each time it is built, and depends on its input', async () => {
    await useBackend('wasm');
    const before = memory().numTensors;
    const runs: Float32Array[][] = [];
    for (const seed of [1, 1, 2]) {
      const model = await build();
      runs.push(await predicted(model, sampleInputs(seed)));
      disposeWeights(model);
    }
    expect(runs[1]).toEqual(runs[0]);
    for (const [i, output] of (runs[2] as Float32Array[]).entries()) {
      expect(output.every(Number.isFinite)).toBe(true);
      expect(output).not.toEqual(runs[0]?.[i]);
    }
    expect(memory().numTensors).toBe(before);
  });

  it('spreads its classes: activations neither die nor saturate', async () => {
    await useBackend('wasm');
    const model = await build();
    const [classes] = await predicted(model, sampleInputs(3));
    expect(Math.max(...(classes as Float32Array))).toBeLessThan(0.999);
    expect(new Set(classes).size).toBe(classes?.length);
    disposeWeights(model);
  });

  it('gives each image of a batch what it gets alone', async () => {
    await useBackend('wasm');
    const model = await build();
    const inputs = sampleInputs(4, 3);
    const together = await predicted(model, inputs);
    for (const item of [0, 1, 2]) {
      const one = inputs.map(({ shape, values }) => {
        const size = values.length / 3;
        return { shape: [1, ...shape.slice(1)], values: values.slice(item * size, (item + 1) * size) };
      });
      const alone = await predicted(model, one);
      alone.forEach((output, i) => {
        expect(together[i]?.slice(item * output.length, (item + 1) * output.length)).toEqual(output);
      });
    }
    disposeWeights(model);
  });
});
