import { expect, it } from 'vitest';
import type { GraphNode, GraphValue, ModelGraph, OpCategory } from '../graph/modelGraph.ts';
import { readStorage } from './storageEntry.ts';
import { planStorage, storedAs } from './storagePlan.ts';

interface Given {
  readonly id: string;
  readonly op: string;
  readonly category: OpCategory;
  readonly inputs?: readonly string[];
  readonly pre?: boolean;
  readonly parameters?: readonly string[];
}

const NODES: readonly Given[] = [
  { id: 'input', op: 'InputLayer', category: 'input' },
  {
    id: 'conv',
    op: 'Conv2D',
    category: 'convolution',
    inputs: ['input'],
    pre: true,
    parameters: ['kernel', 'bias'],
  },
  {
    id: 'dw',
    op: 'DepthwiseConv2D',
    category: 'convolution',
    inputs: ['conv'],
    parameters: ['depthwise_kernel'],
  },
  { id: 'bn', op: 'BatchNormalization', category: 'normalization', inputs: ['dw'], parameters: ['gamma'] },
  { id: 'pool', op: 'MaxPooling2D', category: 'pooling', inputs: ['conv'] },
  { id: 'mean', op: 'AveragePooling2D', category: 'pooling', inputs: ['conv'] },
  { id: 'flat', op: 'Flatten', category: 'shape', inputs: ['pool'] },
  { id: 'sum', op: 'Add', category: 'merge', inputs: ['bn', 'conv'] },
  { id: 'join', op: 'Concatenate', category: 'merge', inputs: ['sum', 'conv'] },
  { id: 'dense', op: 'Dense', category: 'dense', inputs: ['flat'], parameters: ['kernel', 'bias'] },
];

function graph(): ModelGraph {
  const values: Record<string, GraphValue> = {};
  const parameters: ModelGraph['parameters'][string][] = [];
  const nodes = NODES.map(
    ({ id, op, category, inputs = [], pre = false, parameters: own = [] }): GraphNode => {
      const ids = [...(pre ? [`${id}/pre`] : []), `${id}/output`];
      for (const value of ids)
        values[value] = {
          id: value,
          node: id,
          tensor: value.slice(id.length + 1),
          shape: [null, 4],
          dtype: 'float32',
        };
      for (const tensor of own)
        parameters.push({ id: `${id}/${tensor}`, node: id, tensor, shape: [4], count: 4, dtype: 'float32' });
      return {
        id,
        scope: [],
        name: id,
        op,
        category,
        description: op,
        activation: null,
        inputs: inputs.map((name) => `${name}/output`),
        outputs: [`${id}/output`],
        pre: pre ? `${id}/pre` : null,
        parameters: own.map((tensor) => `${id}/${tensor}`),
        macs: 0,
      };
    },
  );
  return {
    format: 'layers',
    nodes,
    values,
    parameters: Object.fromEntries(parameters.map((parameter) => [parameter.id, parameter])),
    inputs: ['input/output'],
    outputs: ['dense/output'],
  };
}

const plan = (...texts: string[]): Record<string, string> =>
  Object.fromEntries([...planStorage(readStorage(texts), graph())].map(([id, { text }]) => [id, text]));

it('weights are the kernels of all layers, biases and gammas stay', () => {
  expect(plan('weights=int8(0.1)')).toEqual({
    'conv/kernel': 'int8(0.1)',
    'dw/depthwise_kernel': 'int8(0.1)',
    'dense/kernel': 'int8(0.1)',
  });
});

it('activations are the outputs of computing and adding nodes', () => {
  expect(Object.keys(plan('activations=float16'))).toEqual([
    'conv/output',
    'dw/output',
    'bn/output',
    'sum/output',
    'dense/output',
  ]);
});

it('later entries override earlier ones, float32 takes a tensor out, and the order is the graph’s', () => {
  expect(
    plan(
      'dense/kernel=bfloat16',
      'weights=int8(0.1); conv/pre=float16',
      'conv/kernel=float32;join/output=int4(1)',
    ),
  ).toEqual({
    'conv/pre': 'float16',
    'dw/depthwise_kernel': 'int8(0.1)',
    'join/output': 'int4(1)',
    'dense/kernel': 'int8(0.1)',
  });
});

it.each([
  [
    'conv/gamma=float16',
    /conv\/gamma: this model has no such tensor.*conv has conv\/pre, conv\/output, conv\/kernel/,
  ],
  ['weight=float16', /weight: this model has no such tensor; wanted a tensor, weights or activations/],
  ['conv/input=float16', /no such tensor/],
])('%s names nothing', (text, message) => {
  expect(() => plan(text)).toThrow(message);
});

it.each([
  ['conv/output', 'conv/output'],
  ['pool/output', 'conv/output'],
  ['flat/output', 'conv/output'],
  ['dense/input', 'conv/output'],
  ['sum/input.1', 'conv/output'],
  ['mean/output', 'mean/output'],
  ['join/output', 'join/output'],
  ['conv/kernel', 'conv/kernel'],
])('the words of %s are those of %s', (id, owner) => {
  expect(storedAs(id, graph(), (candidate) => candidate === 'conv/output')).toBe(owner);
});
