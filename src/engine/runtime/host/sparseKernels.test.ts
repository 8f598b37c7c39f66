/** The sparse kernels against those of TensorFlow.js: the same words for all shapes, strides, paddings and odd values. */
import {
  abs,
  backend,
  batchNorm,
  conv2d,
  fused,
  matMul,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { seededDraws } from '../../random/seededDraws.ts';
import { useBackend } from '../../testing/backends.ts';
import { wordsOf } from './memory.ts';
import { installSparseKernels, sparseCalls, sparsely } from './sparseKernels.ts';

beforeAll(async () => {
  await useBackend('wasm');
  installSparseKernels();
});

/** Between -1 and 1; a share of them zero, half of those -0; `odd`: among them, once in 50. */
function drawn<T extends Tensor>(
  seed: number,
  shape: readonly number[],
  zeros = 0,
  odd: readonly number[] = [],
): T {
  const below = seededDraws(seed, 0);
  const size = shape.reduce((product, axis) => product * axis, 1);
  const values = Float32Array.from({ length: size }, () => {
    const value = below(2 ** 24) / 2 ** 23 - 1;
    if (odd.length > 0 && below(50) === 0) return odd[below(odd.length)] as number;
    return below(1000) < 1000 * zeros ? 0 * value : value;
  });
  return tensor(values, [...shape]) as T;
}

const ODD = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38, -3e38, 1e-40, -1e-45];

const isNan = (word: number): boolean => (word & 0x7fffffff) > 0x7f800000;
const oneNan = (words: Int32Array): number[] =>
  Array.from(words, (word) => (isNan(word) ? 0x7fc00000 : word));

/** Both ways; how many calls the sparse kernels took. */
function same(run: () => Tensor): number {
  return tidy(() => {
    const own = oneNan(wordsOf(run()));
    const [calls, kept] = [sparseCalls(), backend().numDataIds()];
    const quick = oneNan(wordsOf(sparsely(true, run)));
    expect(quick).toEqual(own);
    expect(backend().numDataIds() - kept).toBe(1);
    return sparseCalls() - calls;
  });
}

const shapes = fc.record({
  images: fc.integer({ min: 1, max: 3 }),
  rows: fc.integer({ min: 1, max: 9 }),
  columns: fc.integer({ min: 1, max: 9 }),
  channels: fc.integer({ min: 1, max: 21 }),
  taps: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
  outputs: fc.integer({ min: 1, max: 50 }),
  strides: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  pad: fc.constantFrom('same', 'valid'),
  bias: fc.boolean(),
  odd: fc.boolean(),
  seed: fc.nat(2 ** 31),
});

test('convolutions', () => {
  let taken = 0;
  fc.assert(
    fc.property(
      shapes,
      ({ images, rows, columns, channels, taps, outputs, strides, pad, bias, odd, seed }) => {
        fc.pre(pad === 'same' || (rows >= taps[0] && columns >= taps[1]));
        const x = drawn<Tensor4D>(seed, [images, rows, columns, channels], 0.7, odd ? ODD : []);
        const filter = drawn<Tensor4D>(seed + 1, [...taps, channels, outputs]);
        const added = drawn<Tensor1D>(seed + 2, [outputs]);
        taken += same(() =>
          bias
            ? fused.conv2d({ x, filter, strides, pad: pad as 'same', bias: added, activation: 'linear' })
            : conv2d(x, filter, strides, pad as 'same'),
        );
      },
    ),
    { numRuns: 150 },
  );
  expect(taken).toBeGreaterThan(70);
});

test('products of matrices', () => {
  let taken = 0;
  fc.assert(
    fc.property(shapes, ({ images, rows, columns, outputs, bias, odd, seed }) => {
      const [a, b] = [
        drawn<Tensor2D>(seed, [images * rows, columns * 7], 0.7, odd ? ODD : []),
        drawn<Tensor2D>(seed + 1, [columns * 7, outputs]),
      ];
      const added = drawn<Tensor1D>(seed + 2, [outputs]);
      taken += same(() => (bias ? fused.matMul({ a, b, bias: added }) : matMul(a, b)));
    }),
    { numRuns: 150 },
  );
  expect(taken).toBeGreaterThan(70);
});

test('normalisations', () => {
  fc.assert(
    fc.property(shapes, ({ images, rows, columns, channels, bias, odd, seed }) => {
      const size = [4 * channels];
      const x = drawn<Tensor4D>(seed, [images, rows, columns, 4 * channels], 0.3, odd ? ODD : []);
      const [mean, offset, scale] = [1, 2, 3].map((k) => drawn<Tensor1D>(seed + k, size)) as [
        Tensor1D,
        Tensor1D,
        Tensor1D,
      ];
      const variance = abs(drawn<Tensor1D>(seed + 4, size));
      const taken = bias
        ? same(() => batchNorm(x, mean, variance, offset, scale, 1e-3))
        : same(() => batchNorm(x, mean, variance, undefined, undefined, 1e-5));
      expect(taken).toBe(1);
    }),
    { numRuns: 100 },
  );
});

test('what would change a sum is left to TensorFlow.js', () => {
  const x = drawn<Tensor4D>(1, [1, 4, 4, 8], 0.7);
  const filter = drawn<Tensor4D>(2, [3, 3, 8, 4]);
  const weights = [0, 1, 2].map((k) =>
    filter.dataSync().map((each, i) => (i === 7 ? (ODD[k] as number) : each)),
  );
  for (const each of weights) {
    const faulty = tensor(each, [3, 3, 8, 4]) as Tensor4D;
    expect(same(() => conv2d(x, faulty, 1, 'same'))).toBe(0);
  }
  const bias = tensor([0.5, -0, 0, 1]) as Tensor1D;
  expect(same(() => fused.conv2d({ x, filter, strides: 1, pad: 'same', bias }))).toBe(0);
  const dense = drawn<Tensor4D>(3, [1, 4, 4, 8], 0.1);
  expect(same(() => conv2d(dense, filter, 1, 'same'))).toBe(0);
  expect(same(() => conv2d(x, filter, 1, 'same', 'NHWC', 2))).toBe(0);
  expect(same(() => fused.conv2d({ x, filter, strides: 1, pad: 'same', activation: 'relu' }))).toBe(0);
});
