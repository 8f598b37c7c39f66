import { describe, expect, it } from 'vitest';
import { isAttribute, parameterName } from './graphDefArguments.ts';
import { tfOpCategory, tfOpDescription, tfOpMacs } from './tfOpFacts.ts';

describe('category', () => {
  it.each([
    ['_FusedConv2D', 1, 'convolution'],
    ['FusedDepthwiseConv2dNative', 1, 'convolution'],
    ['Conv2DBackpropInput', 1, 'convolution'],
    ['BatchMatMulV2', 2, 'dense'],
    ['_FusedMatMul', 1, 'dense'],
    ['FusedBatchNormV3', 1, 'normalization'],
    ['LeakyRelu', 1, 'activation'],
    ['MaxPool', 1, 'pooling'],
    ['AddV2', 2, 'merge'],
    ['AddV2', 1, 'arithmetic'],
    ['ConcatV2', 2, 'merge'],
    ['GatherV2', 1, 'embedding'],
    ['ResizeBilinear', 1, 'shape'],
    ['Placeholder', 0, 'input'],
    ['Quux', 1, 'other'],
  ])('%s with %i values is %s', (op, values, category) => {
    expect(tfOpCategory(op, values)).toBe(category);
  });
});

describe('description', () => {
  const strides = (s: number) => ({ strides: { list: { i: ['1', s, s, '1'] } } });
  it.each([
    ['Conv2D 5×5', '_FusedConv2D', strides(1), [5, 5, 1, 6], null],
    ['Conv2D 3×3, stride 2×2, ReLU6', '_FusedConv2D', strides(2), [3, 3, 1, 6], 'relu6'],
    ['DepthwiseConv2D 3×3, LeakyReLU', 'FusedDepthwiseConv2dNative', strides(1), [3, 3, 6, 1], 'leaky_relu'],
    ['MaxPool 2×2', 'MaxPool', { ksize: { list: { i: [1, 2, 2, 1] } }, ...strides(2) }, undefined, null],
    ['Conv2D', 'Conv2D', {}, undefined, null],
    ['BatchNorm', 'FusedBatchNormV3', {}, [8], null],
    ['Softmax', 'Softmax', {}, undefined, null],
  ])('%s', (words, op, attr, kernel, activation) => {
    expect(tfOpDescription(op, attr, kernel, activation)).toBe(words);
  });
});

describe('MACs of one image', () => {
  it.each([
    [
      'Conv2D',
      {},
      [
        [1, 28, 28, 1],
        [5, 5, 1, 6],
      ],
      [1, 24, 24, 6],
      24 * 24 * 6 * 25,
    ],
    [
      'Conv2D in two groups',
      {},
      [
        [1, 8, 8, 4],
        [3, 3, 2, 4],
      ],
      [1, 8, 8, 4],
      8 * 8 * 4 * 9 * 2,
    ],
    [
      'DepthwiseConv2dNative',
      {},
      [
        [1, 8, 8, 4],
        [3, 3, 4, 2],
      ],
      [1, 8, 8, 8],
      8 * 8 * 8 * 9,
    ],
    ['Conv2DBackpropInput', {}, [undefined, [3, 3, 5, 2], [1, 4, 4, 2]], [1, 8, 8, 5], 4 * 4 * 2 * 9 * 5],
    [
      'MatMul',
      {},
      [
        [1, 120],
        [120, 84],
      ],
      [1, 84],
      120 * 84,
    ],
    [
      'MatMul, transposed',
      { transpose_a: { b: true } },
      [
        [120, 3],
        [120, 84],
      ],
      [3, 84],
      120 * 3 * 84,
    ],
    ['Relu', {}, [[1, 4]], [1, 4], 0],
    [
      'Einsum',
      {},
      [
        [1, 4],
        [4, 4],
      ],
      [1, 4],
      null,
    ],
    ['Conv2D without a known kernel', {}, [[1, 4, 4, 1], undefined], [1, 4, 4, 1], null],
  ])('%s', (name, attr, operands, output, macs) => {
    const op = name.split(/[ ,]/)[0] as string;
    expect(tfOpMacs(op, attr, operands, output, 1)).toBe(macs);
    const doubled = [2 * (output[0] as number), ...output.slice(1)];
    if (op === 'Conv2D' && macs !== null) expect(tfOpMacs(op, attr, operands, doubled, 2)).toBe(macs);
  });
});

describe('arguments', () => {
  it.each([
    ['_FusedConv2D', 1, 'kernel'],
    ['_FusedConv2D', 2, 'bias'],
    ['FusedDepthwiseConv2dNative', 1, 'depthwise_kernel'],
    ['FusedBatchNormV3', 4, 'variance'],
    ['AddV2', 0, 'bias'],
    ['Mul', 1, 'scale'],
    ['MatMul', 0, 'const'],
    ['Sub', 1, 'const'],
    ['GatherV2', 0, 'embeddings'],
  ])('%s reads at %i its %s', (op, position, name) => {
    expect(parameterName(op, position)).toBe(name);
  });

  it.each([
    ['ConcatV2', 2, 3, true],
    ['ConcatV2', 1, 3, false],
    ['Reshape', 1, 2, true],
    ['Split', 0, 2, true],
    ['Split', 1, 2, false],
    ['Maximum', 1, 2, false],
    ['ClipByValue', 2, 3, true],
  ])('%s: input %i of %i is an attribute: %s', (op, position, count, wanted) => {
    expect(isAttribute(op, position, count)).toBe(wanted);
  });
});
