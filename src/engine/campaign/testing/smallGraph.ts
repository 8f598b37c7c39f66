/** A graph of two layers as plain data, for tests that need no back end. */
import type { GraphNode, ModelGraph } from '../../graph/modelGraph.ts';

const node = (id: string, category: GraphNode['category'], more: Partial<GraphNode>): GraphNode => ({
  id,
  scope: [],
  name: id,
  op: id,
  category,
  description: id,
  activation: null,
  inputs: [],
  outputs: [`${id}/output`],
  pre: null,
  parameters: [],
  macs: 0,
  ...more,
});

const value = (id: string, tensor: string, shape: readonly (number | null)[]) => ({
  id: `${id}/${tensor}`,
  node: id,
  tensor,
  shape: [null, ...shape],
  dtype: 'float32' as const,
});

const parameter = (id: string, tensor: string, shape: readonly number[]) => ({
  id: `${id}/${tensor}`,
  node: id,
  tensor,
  shape,
  count: shape.reduce((product, size) => product * size, 1),
  dtype: 'float32' as const,
});

const values = [
  value('input', 'output', [4]),
  value('small', 'pre', [3]),
  value('small', 'output', [3]),
  value('flat', 'output', [3]),
  value('big', 'output', [20]),
];
const parameters = [
  parameter('small', 'kernel', [4, 3]),
  parameter('small', 'bias', [3]),
  parameter('big', 'kernel', [3, 20]),
];

export const smallGraph: ModelGraph = {
  format: 'layers',
  nodes: [
    node('input', 'input', {}),
    node('small', 'dense', { pre: 'small/pre', parameters: ['small/kernel', 'small/bias'] }),
    node('flat', 'shape', {}),
    node('big', 'dense', { parameters: ['big/kernel'] }),
  ],
  values: Object.fromEntries(values.map((v) => [v.id, v])),
  parameters: Object.fromEntries(parameters.map((p) => [p.id, p])),
  inputs: ['input/output'],
  outputs: ['big/output'],
};
