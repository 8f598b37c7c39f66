import {
  avgPool,
  clipByValue,
  elu,
  max,
  maximum,
  maxPool,
  mul,
  prelu,
  relu,
  relu6,
  type Tensor,
  type Tensor4D,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { TESTED_BACKENDS, useBackend } from '../../testing/backends.ts';
import { seededFloats } from '../../testing/seededFloats.ts';
import { agrees, NAN_TABLE, wordsWithNan } from '../nanTable.ts';
import { strictly } from './strictKernels.ts';

const POSITIVE_NAN = 0x7fc00000;
/** What x86 makes of Inf - Inf. */
const NEGATIVE_NAN = 0xffc00000;

for (const backend of TESTED_BACKENDS) {
  describe(`NaN and infinity on ${backend}`, () => {
    for (const nan of [POSITIVE_NAN, NEGATIVE_NAN]) {
      test.each(NAN_TABLE)(
        `$name, NaN as 0x${nan.toString(16)}`,
        async ({ name, inputs, compute, expected }) => {
          const device = await useBackend(backend);
          const feeds = inputs.map(({ shape, values }) => device.upload(wordsWithNan(values, nan), shape));
          const words = await device.words(strictly(true, () => tidy(() => compute(...feeds))));
          const got = name === 'argmax' ? [...words] : [...new Float32Array(words.buffer)];
          expect(got.map((value, i) => (agrees(value, expected[i] as number) ? 'right' : value))).toEqual(
            expected.map(() => 'right'),
          );
        },
      );
    }

    test('strict and fast kernels give the same words on finite data', async () => {
      const device = await useBackend(backend);
      const floats = seededFloats('finite');
      const values = new Float32Array(2 * 6 * 6 * 3).map((_, i) =>
        i % 17 === 0 ? -0 : floats.uniform(-9, 9),
      );
      const x = tensor(values, [2, 6, 6, 3]) as Tensor4D;
      const kernels: ((x: Tensor4D) => Tensor)[] = [
        relu,
        relu6,
        elu,
        (t) => clipByValue(t, -1, 1),
        (t) => maxPool(t, 3, 2, 'same'),
        (t) => avgPool(t, 3, 2, 'same'),
        (t) => max(t, [1, 2]),
        (t) => maximum(t, 0.5),
        (t) => prelu(t, tensor([0.1, 0.2, 0.3])),
      ];
      for (const kernel of kernels) {
        const fast = await device.words(kernel(x));
        expect(await device.words(strictly(true, () => kernel(x)))).toEqual(fast);
      }
    });
  });
}

test('a NaN in one channel stays in its windows', async () => {
  const device = await useBackend('wasm');
  const values = new Float32Array(4 * 4 * 2).fill(1);
  values[(1 * 4 + 1) * 2] = Number.NaN;
  const pooled = strictly(true, () => maxPool(tensor(values, [1, 4, 4, 2]) as Tensor4D, 2, 2, 'valid'));
  const got = new Float32Array((await device.words(pooled)).buffer);
  expect([...got]).toEqual([Number.NaN, 1, 1, 1, 1, 1, 1, 1]);
});

test('whether to be strict is asked once, and only by kernels that lose NaN', async () => {
  const device = await useBackend('wasm');
  const x = tensor([Number.NaN, 1, -1, 7]);
  let asked = 0;
  const nan = () => {
    asked++;
    return true;
  };
  strictly(nan, () => mul(x, x));
  expect(asked).toBe(0);
  const clipped = strictly(nan, () => relu6(relu(x)));
  expect(asked).toBe(1);
  const got = new Float32Array((await device.words(clipped)).buffer);
  expect([...got]).toEqual([Number.NaN, 1, 0, 6]);
});
