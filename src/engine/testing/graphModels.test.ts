import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useBackend } from './backends.ts';
import { tensorsOf, untouched } from './graphRuns.ts';
import { graphTestModels } from './models.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

describe.each(graphTestModels)('$name', ({ build, sampleInputs }) => {
  it('is the same each time it is built', async () => {
    expect(await build()).toEqual(await build());
  });

  it('runs in TensorFlow.js, depends on its input and spreads its classes', async () => {
    const model = await untouched(await build());
    const classes: number[][] = [];
    for (const seed of [3, 4]) {
      const feeds = tensorsOf(sampleInputs(seed));
      const outputs = [model.execute(feeds)].flat() as Tensor[];
      classes.push([...(await (outputs[0] as Tensor).data())]);
      dispose([feeds, outputs]);
    }
    const [first = [], second] = classes;
    expect(first).not.toEqual(second);
    expect(first.every(Number.isFinite)).toBe(true);
    expect(Math.max(...first)).toBeLessThan(0.999);
    expect(new Set(first).size).toBe(first.length);
    model.dispose();
  });
});
