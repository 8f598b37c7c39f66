import { gather, max, mean, min, prod, sum, type Tensor, tensor, topk } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { TESTED_BACKENDS, useBackend } from '../../testing/backends.ts';

const nothing = (): Tensor => tensor([], [2, 0], 'float32');

describe.each(TESTED_BACKENDS)('of nothing, on %s', (backend) => {
  it.each([
    ['sum', sum, 0],
    ['product', prod, 1],
    ['mean', mean, Number.NaN],
    ['greatest', max, Number.NEGATIVE_INFINITY],
    ['least', min, Number.POSITIVE_INFINITY],
  ] as const)('%s', async (_, reduce, wanted) => {
    await useBackend(backend);
    expect([...(await reduce(nothing(), 1).data())]).toEqual([wanted, wanted]);
  });

  it('gathered: nothing, as many axes as there should be', async () => {
    await useBackend(backend);
    const indices = tensor([], [0], 'int32');
    expect(gather(tensor([], [0, 4], 'float32'), indices).shape).toEqual([0, 4]);
  });

  it('the best: none', async () => {
    await useBackend(backend);
    const { values, indices } = topk(nothing(), 0);
    expect([values.shape, indices.shape]).toEqual([
      [2, 0],
      [2, 0],
    ]);
  });
});
