/**
 * Strict kernels: the whole NaN table for quiet and signalling NaNs of both signs; on finite data the words of
 * TensorFlow.js's own kernels; faulty weights spoil no channel but their own.
 */
import {
  argMax,
  avgPool,
  batchNorm,
  conv2d,
  depthwiseConv2d,
  getKernel,
  log,
  matMul,
  max,
  maximum,
  maxPool,
  min,
  prelu,
  registerKernel,
  relu6,
  sigmoid,
  softmax,
  square,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { NAN_TABLE } from '../../nanTable.ts';
import { createWebgpuDevice } from '../device.ts';
import { nanFailure } from '../selfTest.ts';
import { fastWebgpuKernel, STRICT_KERNELS } from '../strictKernels.ts';
import { smallNumbers } from './randomWords.ts';
import { expectClose, expectWords, type TestCase } from './testCase.ts';

const NAN_WORDS = [0x7fc00000, 0xffc00000, 0x7f800001, 0xffbfffff];

let seed = 1;
const random = (...shape: number[]): Tensor => {
  const size = shape.reduce((product, n) => product * n, 1);
  return tensor(smallNumbers(size, seed++), shape);
};

/** By name, operations on finite numbers. */
const FINITE: Readonly<Record<string, () => Tensor>> = {
  relu6: () => relu6(random(1000)),
  sigmoid: () => sigmoid(random(1000)),
  'max pool': () => maxPool(random(2, 9, 9, 5) as Tensor4D, 3, 2, 'same'),
  'max pool, whole image': () => maxPool(random(1, 7, 7, 5) as Tensor4D, 7, 1, 'valid'),
  'average pool': () => avgPool(random(2, 9, 9, 5) as Tensor4D, 3, 2, 'same'),
  'average pool, one element': () => avgPool(random(1, 4, 4, 2) as Tensor4D, 1, 1, 'valid'),
  max: () => max(random(3, 4, 5, 6), [1, 2]),
  'max, axes apart': () => max(random(3, 4, 5, 6), [0, 3], true),
  'max, long axis': () => max(random(5000)),
  min: () => min(random(3, 4, 5, 6), -1),
  argmax: () => argMax(random(7, 30), 1),
  'argmax, outer axis': () => argMax(random(7, 30), 0),
  maximum: () => maximum(random(4, 1, 6), random(5, 1)),
  prelu: () => prelu(random(2, 3, 4, 5), random(5)),
  softmax: () => softmax(random(70, 10)),
  'batch norm': () =>
    batchNorm(
      random(2, 3, 3, 4) as Tensor4D,
      random(4) as never,
      square(random(4)) as never,
      random(4) as never,
      random(4) as never,
    ),
  'dense, batch 1': () => matMul(random(1, 84) as Tensor2D, random(84, 10) as Tensor2D),
  dense: () => matMul(random(5, 402) as Tensor2D, random(402, 120) as Tensor2D),
  'product, second transposed': () =>
    matMul(random(5, 33) as Tensor2D, random(7, 33) as Tensor2D, false, true),
  'product, batched': () => matMul(random(3, 5, 33), random(3, 33, 8)),
  convolution: () => conv2d(random(2, 12, 12, 6) as Tensor4D, random(5, 5, 6, 16) as Tensor4D, 1, 'valid'),
  'convolution, one channel in': () =>
    conv2d(random(2, 12, 12, 1) as Tensor4D, random(5, 5, 1, 6) as Tensor4D, 1, 'same'),
  'convolution 1 x 1': () =>
    conv2d(random(2, 6, 6, 10) as Tensor4D, random(1, 1, 10, 7) as Tensor4D, 1, 'same'),
  depthwise: () => depthwiseConv2d(random(1, 9, 9, 8) as Tensor4D, random(3, 3, 8, 1) as Tensor4D, 1, 'same'),
  'depthwise, two outputs a channel': () =>
    depthwiseConv2d(random(1, 6, 6, 3) as Tensor4D, random(3, 3, 3, 2) as Tensor4D, 2, 'same'),
};

async function words(compute: () => Tensor): Promise<Uint32Array> {
  const x = compute();
  const read = await createWebgpuDevice().words(x);
  x.dispose();
  return read;
}

/** Runs with TensorFlow.js's own kernels back in place. */
async function fast<T>(run: () => Promise<T>): Promise<T> {
  const strict = STRICT_KERNELS.map((name) => getKernel(name, 'webgpu'));
  const replace = (configs: readonly ReturnType<typeof getKernel>[]): void => {
    for (const config of configs) {
      unregisterKernel(config.kernelName, 'webgpu');
      registerKernel(config);
    }
  };
  replace(STRICT_KERNELS.map((name) => fastWebgpuKernel(name) as ReturnType<typeof getKernel>));
  try {
    return await run();
  } finally {
    replace(strict);
  }
}

/** The layer's outputs with one weight set to infinity against those without: other channels keep their words. */
async function expectOneChannel(
  what: string,
  layer: (weights: Tensor) => Tensor,
  shape: readonly number[],
  channels: number,
): Promise<void> {
  const size = shape.reduce((product, n) => product * n, 1);
  const numbers = smallNumbers(size, 21);
  const golden = await words(() => layer(tensor(numbers, [...shape])));
  for (const index of [size - 1, size - 2, 0, (size >> 1) + 1]) {
    const faulty = numbers.slice();
    faulty[index] = Number.POSITIVE_INFINITY;
    const channel = index % channels;
    const got = await words(() => layer(tensor(faulty, [...shape])));
    const floats = new Float32Array(got.buffer);
    if (!floats.some((value, i) => i % channels === channel && !Number.isFinite(value)))
      throw new Error(`${what}: weight ${index} had no effect.`);
    const elsewhere = (all: Uint32Array): Uint32Array =>
      all.map((word, i) => (i % channels === channel ? 0 : word));
    expectWords(`${what}, weight ${index}: other channels`, elsewhere(got), elsewhere(golden));
  }
}

export const strictCases: readonly TestCase[] = [
  ...NAN_TABLE.map((row) => ({
    name: `NaN table: ${row.name}`,
    async run() {
      for (const nanWord of NAN_WORDS) {
        const failure = await nanFailure(createWebgpuDevice(), [row], nanWord);
        if (failure !== null) throw new Error(`NaN 0x${nanWord.toString(16)}: ${failure}`);
      }
    },
  })),
  {
    name: 'finite data: strict words are the fast ones',
    async run() {
      for (const [name, compute] of Object.entries(FINITE)) {
        const first = seed;
        const strict = await words(compute);
        seed = first;
        expectWords(name, strict, await fast(() => words(compute)));
      }
    },
  },
  {
    name: 'an infinite weight spoils its own channel only',
    async run() {
      const image = random(2, 8, 8, 5) as Tensor4D;
      const vector = random(3, 84) as Tensor2D;
      const conv = (weights: Tensor): Tensor => conv2d(image, weights as Tensor4D, 1, 'same');
      await expectOneChannel('convolution', conv, [3, 3, 5, 7], 7);
      await expectOneChannel('convolution by fours', conv, [3, 3, 5, 8], 8);
      await expectOneChannel('convolution 1 x 1', conv, [1, 1, 5, 6], 6);
      await expectOneChannel('dense', (weights) => matMul(vector, weights as Tensor2D), [84, 10], 10);
      await expectOneChannel(
        'dense by fours',
        (weights) => matMul(vector, weights as Tensor2D),
        [84, 12],
        12,
      );
      const row = random(1, 84) as Tensor2D;
      await expectOneChannel('dense, batch 1', (weights) => matMul(row, weights as Tensor2D), [84, 10], 10);
      for (const x of [image, vector, row]) x.dispose();
    },
  },
  {
    name: 'a convolution does not depend on the batch',
    async run() {
      const image = smallNumbers(8 * 8 * 6, 31);
      const weights = tensor(smallNumbers(3 * 3 * 6 * 12, 32), [3, 3, 6, 12]) as Tensor4D;
      const run = (batch: number): Promise<Uint32Array> => {
        const stack = new Float32Array(image.length * batch);
        for (let b = 0; b < batch; b++) stack.set(image, b * image.length);
        return words(() => conv2d(tensor(stack, [batch, 8, 8, 6]) as Tensor4D, weights, 1, 'same'));
      };
      const one = await run(1);
      const many = await run(40);
      expectWords('first image of 40', many.slice(0, one.length), one);
      expectWords('last image of 40', many.slice(-one.length), one);
    },
  },
  {
    name: 'log of zero is -Infinity, a maximum over a long axis is found',
    async run() {
      const numbers = smallNumbers(70_000, 41);
      numbers[12_345] = 7;
      const [word] = await words(() => max(tensor(numbers)));
      expectClose('maximum', new Float32Array(Uint32Array.of(word as number).buffer)[0] as number, 7);
      expectWords('log', await words(() => log(tensor([0, -0]))), Uint32Array.of(0xff800000, 0xff800000));
    },
  },
];
