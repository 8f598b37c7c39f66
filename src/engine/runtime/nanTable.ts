/**
 * What operations must give for NaN and infinity (DESIGN 4.6: IEEE, NaN propagates; NumPy's rules for maximum and
 * argmax). Rows hold on every back end; `quick` ones are the self-test that decides whether a device may be used.
 */
import {
  add,
  argMax,
  avgPool,
  batchNorm,
  clipByValue,
  concat,
  conv2d,
  depthwiseConv2d,
  elu,
  exp,
  leakyRelu,
  log,
  matMul,
  max,
  maximum,
  maxPool,
  mean,
  min,
  minimum,
  mul,
  prelu,
  relu,
  relu6,
  selu,
  sigmoid,
  sign,
  softmax,
  softplus,
  sqrt,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tanh,
} from '@tensorflow/tfjs-core';

export interface NanRow {
  readonly name: string;
  readonly quick: boolean;
  readonly inputs: readonly { readonly shape: readonly number[]; readonly values: readonly number[] }[];
  compute(...inputs: Tensor[]): Tensor;
  readonly expected: readonly number[];
}

const { NaN: NAN, POSITIVE_INFINITY: INF } = Number;

const SPECIAL = [NAN, INF, -INF, -2, 0.5];

function unary(
  name: string,
  compute: (x: Tensor) => Tensor,
  expected: readonly number[],
  quick = false,
): NanRow {
  return {
    name,
    quick,
    inputs: [{ shape: [5], values: SPECIAL }],
    compute: compute as NanRow['compute'],
    expected,
  };
}

function binary(
  name: string,
  compute: (a: Tensor, b: Tensor) => Tensor,
  a: readonly number[],
  b: readonly number[],
  expected: readonly number[],
  quick = false,
): NanRow {
  const inputs = [a, b].map((values) => ({ shape: [values.length], values }));
  return { name, quick, inputs, compute: compute as NanRow['compute'], expected };
}

/** One row of a matrix per line. */
function rows(
  name: string,
  compute: (x: Tensor) => Tensor,
  lines: readonly (readonly number[])[],
  expected: readonly number[],
  quick = false,
): NanRow {
  const shape = [lines.length, lines[0]?.length ?? 0];
  return {
    name,
    quick,
    inputs: [{ shape, values: lines.flat() }],
    compute: compute as NanRow['compute'],
    expected,
  };
}

/** Windows of 2 x 2 beside each other, one channel. */
function windows(
  name: string,
  compute: (x: Tensor4D) => Tensor,
  quads: readonly (readonly number[])[],
  expected: readonly number[],
): NanRow {
  const line = (row: number): number[] => quads.flatMap((quad) => quad.slice(2 * row, 2 * row + 2));
  const inputs = [{ shape: [1, 2, 2 * quads.length, 1], values: [...line(0), ...line(1)] }];
  return { name, quick: true, inputs, compute: compute as unknown as NanRow['compute'], expected };
}

const E = Math.E;

export const NAN_TABLE: readonly NanRow[] = [
  unary('relu', relu, [NAN, INF, 0, 0, 0.5], true),
  unary('relu6', relu6, [NAN, 6, 0, 0, 0.5], true),
  unary('clip', (x) => clipByValue(x, -1, 1), [NAN, 1, -1, -1, 0.5], true),
  unary('leaky relu', (x) => leakyRelu(x, 0.25), [NAN, INF, -INF, -0.5, 0.5]),
  unary('elu', elu, [NAN, INF, -1, Math.expm1(-2), 0.5], true),
  unary('selu', selu, [
    NAN,
    INF,
    -1.7580993408473766,
    1.7580993408473766 * Math.expm1(-2),
    0.5 * 1.0507009873554805,
  ]),
  unary('sigmoid', sigmoid, [NAN, 1, 0, 1 / (1 + E * E), 1 / (1 + Math.exp(-0.5))], true),
  unary('tanh', tanh, [NAN, 1, -1, Math.tanh(-2), Math.tanh(0.5)]),
  unary('softplus', softplus, [NAN, INF, 0, Math.log1p(Math.exp(-2)), Math.log1p(Math.exp(0.5))]),
  unary('exp', exp, [NAN, INF, 0, Math.exp(-2), Math.exp(0.5)]),
  unary('log', log, [NAN, INF, NAN, NAN, Math.log(0.5)]),
  unary('sqrt', sqrt, [NAN, INF, NAN, NAN, Math.SQRT1_2]),
  binary('add', add, [INF, NAN, INF, 1], [-INF, 1, 1, NAN], [NAN, NAN, INF, NAN], true),
  binary('multiply', mul, [0, INF, -INF, NAN], [INF, 2, -1, 0], [NAN, INF, INF, NAN], true),
  binary('maximum', maximum, [NAN, 1, -INF, INF, -INF], [1, NAN, -2, 3, -INF], [NAN, NAN, -2, INF, -INF]),
  binary('minimum', minimum, [NAN, 1, -INF, INF, INF], [1, NAN, -2, 3, INF], [NAN, NAN, -INF, 3, INF]),
  binary(
    'prelu',
    prelu,
    [NAN, INF, -INF, -2, -2, 2, -INF, 3],
    [0.5, 0.5, 0.5, NAN, INF, NAN, 0, 3e38],
    [NAN, INF, -INF, NAN, -INF, 2, NAN, 3],
  ),
  binary('concat', (a, b) => concat([a, b]), [NAN, 1], [INF, -INF], [NAN, 1, INF, -INF], true),
  windows(
    'max pool',
    (x) => maxPool(x, 2, 2, 'valid'),
    [
      [NAN, 1, 2, 3],
      [1, NAN, 2, 3],
      [1, 2, 3, NAN],
      [-INF, -INF, -INF, -INF],
      [-1e30, -2e30, -3e30, -4e30],
      [1, -INF, INF, 2],
    ],
    [NAN, NAN, NAN, -INF, -1e30, INF],
  ),
  windows(
    'average pool',
    (x) => avgPool(x, 2, 2, 'valid'),
    [
      [NAN, 1, 2, 3],
      [1, 2, 3, NAN],
      [INF, -INF, 1, 2],
      [INF, INF, 1, 2],
      [-INF, 1, 1, 1],
      [1, 2, 3, 4],
    ],
    [NAN, NAN, NAN, INF, -INF, 2.5],
  ),
  rows(
    'max',
    (x) => max(x, 1),
    [
      [NAN, 1, 2],
      [1, 2, NAN],
      [-INF, -INF, -INF],
      [1, INF, 2],
    ],
    [NAN, NAN, -INF, INF],
  ),
  rows(
    'min',
    (x) => min(x, 0),
    [
      [1, 1, NAN],
      [1, INF, -INF],
    ],
    [1, 1, NAN],
  ),
  rows(
    'min of each row',
    (x) => min(x, 1),
    [
      [1, 2, 3],
      [1, NAN, -INF],
      [INF, INF, INF],
    ],
    [1, NAN, INF],
  ),
  unary('sign', sign, [NAN, 1, -1, -1, 1]),
  rows(
    'sum',
    (x) => sum(x, 1),
    [
      [INF, -INF],
      [INF, 1],
      [NAN, 1],
    ],
    [NAN, INF, NAN],
    true,
  ),
  rows(
    'mean',
    (x) => mean(x, 1),
    [
      [INF, -INF],
      [INF, 1],
      [NAN, 1],
    ],
    [NAN, INF, NAN],
  ),
  rows(
    'argmax',
    (x) => argMax(x, 1),
    [
      [1, NAN, 3],
      [NAN, 2, 3],
      [1, 3, 3],
      [-INF, -INF, -INF],
      [1, INF, NAN],
    ],
    [1, 0, 1, 0, 2],
    true,
  ),
  rows(
    'softmax',
    softmax,
    [
      [NAN, 1, 2],
      [INF, INF, 1],
      [INF, 0, 0],
      [-INF, -INF, -INF],
      [-INF, 3, 3],
    ],
    [NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, 0, 0.5, 0.5],
    true,
  ),
  {
    name: 'batch norm',
    quick: true,
    inputs: [
      { shape: [2, 4], values: [NAN, INF, 3, 5, 1, -INF, 1, 5] },
      { shape: [4], values: [0, 1, 1, 1] },
      { shape: [4], values: [1, 1, 1, -1] },
      { shape: [4], values: [0, 0, 0, 0] },
      { shape: [4], values: [1, 1, INF, 1] },
    ],
    compute: (x, mean, variance, offset, scale) =>
      batchNorm(x as Tensor2D, mean as never, variance as never, offset as never, scale as never, 0),
    expected: [NAN, INF, INF, NAN, 1, -INF, NAN, NAN],
  },
  {
    name: 'dense layer, last weight infinite',
    quick: true,
    inputs: [
      { shape: [2, 3], values: [1, 1, 1, 1, 1, 0] },
      { shape: [3, 2], values: [1, 2, 3, 4, 5, INF] },
    ],
    compute: (x, weights) => matMul(x as Tensor2D, weights as Tensor2D),
    expected: [9, INF, 4, NAN],
  },
  {
    name: 'convolution, infinite weight over padding',
    quick: true,
    inputs: [
      { shape: [1, 2, 2, 1], values: [1, 2, 3, 4] },
      { shape: [1, 3, 1, 2], values: [0, 0, 1, 1, 0, INF] },
    ],
    compute: (x, weights) => conv2d(x as Tensor4D, weights as Tensor4D, 1, 'same'),
    expected: [1, INF, 2, NAN, 3, INF, 4, NAN],
  },
  {
    name: 'depthwise convolution, infinite weight over padding',
    quick: false,
    inputs: [
      { shape: [1, 2, 2, 2], values: [1, 10, 2, 20, 3, 30, 4, 40] },
      { shape: [1, 3, 2, 1], values: [0, 0, 1, 1, 0, INF] },
    ],
    compute: (x, weights) => depthwiseConv2d(x as Tensor4D, weights as Tensor4D, 1, 'same'),
    expected: [1, INF, 2, NAN, 3, INF, 4, NAN],
  },
];

/** Words of a row's input, with NaN as this word (sign and payload must not matter). */
export function wordsWithNan(values: readonly number[], nanWord: number): Uint32Array {
  const words = new Uint32Array(Float32Array.from(values).buffer);
  return words.map((word, i) => (Number.isNaN(values[i] as number) ? nanWord : word));
}

/** NaN for NaN, infinity for infinity, else within 1e-5 of the larger of 1 and the value. */
export function agrees(got: number, expected: number): boolean {
  if (!Number.isFinite(expected)) return Object.is(got, expected);
  return Math.abs(got - expected) <= 1e-5 * Math.max(1, Math.abs(expected));
}
