/** A small model summary for tests of the page: two convolutions, one name that needs escapes, ten pictures. */
import type { GraphNode, GraphParameter, GraphValue } from '#engine/graph/modelGraph.ts';
import type { ModelSummary } from './lab.ts';

const NODES: readonly {
  readonly id: string;
  readonly shape: readonly number[];
  readonly kernel?: readonly number[];
}[] = [
  { id: 'input', shape: [28, 28, 1] },
  { id: 'conv2d', shape: [28, 28, 6], kernel: [5, 5, 1, 6] },
  { id: 'block/conv%3A1', shape: [10, 10, 16], kernel: [5, 5, 6, 16] },
  { id: 'dense', shape: [10], kernel: [1600, 10] },
];

export function testModel(): ModelSummary {
  const values: Record<string, GraphValue> = {};
  const parameters: Record<string, GraphParameter> = {};
  const nodes = NODES.map(({ id, shape, kernel }, i): GraphNode => {
    const before = NODES[i - 1];
    const output = `${id}/output`;
    values[output] = { id: output, node: id, tensor: 'output', shape: [null, ...shape], dtype: 'float32' };
    const own = kernel ? [`${id}/kernel`] : [];
    if (kernel) {
      const count = kernel.reduce((product, n) => product * n, 1);
      parameters[`${id}/kernel`] = {
        id: `${id}/kernel`,
        node: id,
        tensor: 'kernel',
        shape: kernel,
        count,
        dtype: 'float32',
      };
    }
    return {
      id,
      scope: [],
      name: id,
      op: kernel ? 'Conv2D' : 'InputLayer',
      category: kernel ? 'convolution' : 'input',
      description: kernel ? 'Conv2D 5×5, ReLU' : 'Picture',
      activation: null,
      inputs: before ? [`${before.id}/output`] : [],
      outputs: [output],
      pre: null,
      parameters: own,
      macs: null,
    };
  });
  return {
    card: {
      id: 'lenet5',
      name: 'LeNet-5',
      labels: null,
      parameters: 1,
      accuracy: null,
      teaches: '',
      task: '',
      structure: [],
      inputRange: [0, 1],
      storage: [],
      readyFaults: [],
    },
    modelHash: '0123456789ab',
    graph: {
      format: 'layers',
      nodes,
      values,
      parameters,
      inputs: ['input/output'],
      outputs: ['dense/output'],
    },
    backend: { name: 'wasm', adapter: null, reason: '', tfjsVersion: '', flags: {} },
    gallery: { name: 'digits', count: 10, shape: [28, 28, 1], labels: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] },
    dataset: null,
  };
}
