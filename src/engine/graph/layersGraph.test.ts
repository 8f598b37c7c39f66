import { readFileSync } from 'node:fs';
import { input, layers, model } from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { loadProgram } from '../runtime/loadProgram.ts';
import { openModel } from '../scene/openModel.ts';
import { useBackend } from '../testing/backends.ts';
import { layersTestModels } from '../testing/models.ts';
import { graphFromLayers } from './layersGraph.ts';
import type { ModelGraph } from './modelGraph.ts';

async function graphOf(name: string): Promise<ModelGraph> {
  await useBackend('cpu');
  const subject = layersTestModels.find((candidate) => candidate.name === name);
  const built = await (subject as NonNullable<typeof subject>).build();
  const { graph } = graphFromLayers(built);
  built.dispose();
  return graph;
}

const ids = (graph: ModelGraph): string[] => graph.nodes.map(({ id }) => id);

test('LeNet-5: names, shapes, parameters and the 416,520 products of the published layer table', async () => {
  await useBackend('cpu');
  const opened = await openModel(
    async (path) => new Uint8Array(readFileSync(`public/models/lenet5/${path}`)),
  );
  const { graph } = await loadProgram(opened.files);
  expect(ids(graph)).toEqual([
    'input',
    'conv2d',
    'max_pooling2d',
    'conv2d_1',
    'max_pooling2d_1',
    'flatten',
    'dense',
    'dense_1',
    'dense_2',
  ]);
  expect(graph.nodes.map(({ macs }) => macs)).toEqual([0, 117_600, 0, 240_000, 0, 0, 48_000, 10_080, 840]);
  expect(graph.parameters['conv2d_1/kernel']).toMatchObject({
    shape: [5, 5, 6, 16],
    count: 2400,
    dtype: 'float32',
  });
  expect(Object.values(graph.parameters).reduce((sum, { count }) => sum + count, 0)).toBe(61_706);
  expect(graph.nodes[3]).toMatchObject({
    description: 'Conv2D 5×5, ReLU',
    category: 'convolution',
    pre: 'conv2d_1/pre',
    inputs: ['max_pooling2d/output'],
  });
  expect(graph.values['conv2d_1/pre']?.shape).toEqual([null, 10, 10, 16]);
  expect(graph.outputs).toEqual(['dense_2/output']);
});

test('the k-th call of a shared layer is name~k; parameters belong to the first call', async () => {
  const graph = await graphOf('shared-layer');
  expect(ids(graph).filter((id) => id.startsWith('shared'))).toEqual(
    [
      'shared_conv',
      'shared_dense',
      'shared_conv~1',
      'shared_dense~1',
      'shared_conv~2',
      'shared_dense~2',
    ].sort((a, b) => ids(graph).indexOf(a) - ids(graph).indexOf(b)),
  );
  const calls = graph.nodes.filter(({ id }) => id.startsWith('shared_conv'));
  expect(calls).toHaveLength(3);
  for (const call of calls) expect(call.parameters).toEqual(['shared_conv/kernel', 'shared_conv/bias']);
});

test('nested models are inlined under their scope, a second call under its own', async () => {
  const graph = await graphOf('nested');
  expect(ids(graph)).toEqual(
    expect.arrayContaining(['features/conv', 'features~1/conv', 'two_heads/projection/relu']),
  );
  expect(graph.nodes.find(({ id }) => id === 'features~1/conv')).toMatchObject({
    parameters: ['features/conv/kernel', 'features/conv/bias'],
    scope: ['features~1'],
  });
});

test('several inputs, outputs, and outputs of one layer', async () => {
  const graph = await graphOf('multi-input-output');
  expect(graph.inputs).toEqual(['image/output', 'sequence/output']);
  expect(graph.outputs).toEqual(['classes/output', 'decoder/output']);
  expect(graph.nodes.find(({ id }) => id === 'encoder')?.outputs).toEqual([
    'encoder/output',
    'encoder/output.1',
    'encoder/output.2',
  ]);
  expect(graph.nodes.find(({ id }) => id === 'decoder')?.inputs).toEqual([
    'repeat/output',
    'encoder/output.1',
    'encoder/output.2',
  ]);
});

test('every graph is in topological order and every value has one producer', async () => {
  for (const { name } of layersTestModels) {
    const graph = await graphOf(name);
    const made = new Set<string>();
    for (const node of graph.nodes) {
      for (const id of node.inputs) expect(made.has(id), `${name}: ${node.id} reads ${id}`).toBe(true);
      for (const id of node.outputs) {
        expect(made.has(id)).toBe(false);
        made.add(id);
      }
    }
    expect(
      Object.keys(graph.values)
        .filter((id) => !id.endsWith('/pre'))
        .sort(),
    ).toEqual([...made].sort());
  }
});

test('names that mean something in fault strings are encoded', async () => {
  await useBackend('cpu');
  const x = input({ shape: [2], name: 'in' });
  const y = layers.dense({ units: 2, name: 'block/a' }).apply(x);
  const { graph } = graphFromLayers(model({ inputs: x, outputs: y as typeof x }));
  expect(ids(graph)).toEqual(['in', 'block%2Fa']);
  expect(graph.nodes[1]?.name).toBe('block/a');
});
