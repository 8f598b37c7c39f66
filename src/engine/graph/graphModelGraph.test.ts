import { beforeAll, describe, expect, it } from 'vitest';
import { loadGraphProgram } from '../runtime/graphProgram.ts';
import type { Program } from '../runtime/program.ts';
import { useBackend } from '../testing/backends.ts';
import { attr, type GraphArtifacts, GraphDefBuilder } from '../testing/graphDefBuilder.ts';
import { graphTestModels } from '../testing/models.ts';
import type { GraphNode } from './modelGraph.ts';

beforeAll(async () => {
  await useBackend('wasm');
});

const loaded = (artifacts: GraphArtifacts, inputShapes = {}): Promise<Program> =>
  loadGraphProgram(artifacts, inputShapes);

const nodeOf = ({ graph }: Program, id: string): GraphNode =>
  graph.nodes.find((node) => node.id === id) as GraphNode;
const testModel = (name: string): Promise<GraphArtifacts> =>
  (graphTestModels.find((model) => model.name === name) as (typeof graphTestModels)[number]).build();

describe.each(graphTestModels)('$name', ({ build }) => {
  it('has nodes in topological order, each value one producer, each parameter one owner, all ids declared', async () => {
    const program = await loaded(await build());
    const { nodes, values, parameters, inputs, outputs } = program.graph;
    const seen = new Set<string>();
    for (const node of nodes) {
      for (const id of node.inputs) expect(seen.has(id), `${node.id} reads ${id}`).toBe(true);
      for (const id of [...node.outputs, ...(node.pre === null ? [] : [node.pre])]) {
        expect(seen.has(id), id).toBe(false);
        expect(values[id]).toMatchObject({ id, node: node.id, dtype: 'float32' });
        expect(values[id]?.shape[0], id).toBeNull();
        seen.add(id);
      }
      expect(node.parameters.every((id) => id in parameters)).toBe(true);
    }
    expect(Object.keys(values).sort()).toEqual([...seen].sort());
    expect(new Set(nodes.flatMap((node) => node.parameters))).toEqual(new Set(Object.keys(parameters)));
    expect(inputs.every((id) => seen.has(id)) && outputs.every((id) => seen.has(id))).toBe(true);
    for (const { id, shape, count } of Object.values(parameters)) {
      expect(program.parameters.get(id)?.shape).toEqual(shape);
      expect(program.parameters.get(id)?.size).toBe(count);
    }
    expect(JSON.parse(JSON.stringify(program.graph))).toEqual(program.graph);
    program.dispose();
  });

  it('has one step per node, two where an activation is split off, and nothing else', async () => {
    const program = await loaded(await build());
    const wanted = program.graph.nodes.flatMap(({ id, op, pre, outputs }) =>
      op === 'Placeholder'
        ? []
        : pre === null
          ? [[id, outputs]]
          : [
              [id, [pre]],
              [id, outputs],
            ],
    );
    expect(program.steps.map(({ node, outputs }) => [node, outputs])).toEqual(wanted);
    program.dispose();
  });
});

describe('nodes', () => {
  it('a fused convolution is one node with pre, kernel and bias', async () => {
    const program = await loaded(await testModel('graph-residual'));
    expect(nodeOf(program, 'stem/conv')).toEqual({
      id: 'stem/conv',
      scope: ['stem'],
      name: 'conv',
      op: '_FusedConv2D',
      category: 'convolution',
      description: 'Conv2D 3×3, ReLU',
      activation: 'relu',
      inputs: ['image/output'],
      outputs: ['stem/conv/output'],
      pre: 'stem/conv/pre',
      parameters: ['stem/conv/kernel', 'stem/conv/bias'],
      macs: 12 * 12 * 3 * 3 * 3 * 8,
    });
    expect(nodeOf(program, 'down/conv')).toMatchObject({
      activation: null,
      pre: null,
      description: 'Conv2D 3×3, stride 2×2',
    });
    expect(nodeOf(program, 'block/bn').parameters).toEqual(
      ['gamma', 'beta', 'mean', 'variance'].map((t) => `block/bn/${t}`),
    );
    expect(nodeOf(program, 'block/add')).toMatchObject({
      category: 'merge',
      inputs: ['block/bn/output', 'stem/conv/output'],
    });
    expect(program.graph.outputs).toEqual(['head/probabilities/output']);
    program.dispose();
  });

  it('a constant with two readers belongs to the first; an output of several is a value of its own', async () => {
    const program = await loaded(await testModel('graph-split-shared'));
    expect(nodeOf(program, 'left').parameters).toEqual(['left/scale']);
    expect(nodeOf(program, 'right').parameters).toEqual(['left/scale']);
    expect(nodeOf(program, 'split').outputs).toEqual(['split/output', 'split/output.1', 'split/output.2']);
    expect(nodeOf(program, 'difference').inputs).toEqual(['right/output', 'split/output']);
    expect(nodeOf(program, 'square').inputs).toEqual(['split/output.2', 'split/output.2']);
    program.dispose();
  });

  it('shape arithmetic is no node, and its constants are no sites', async () => {
    const program = await loaded(await testModel('graph-multi-input-output'));
    expect(program.graph.nodes.map(({ id }) => id).filter((id) => id.startsWith('flat'))).toEqual(['flat']);
    expect(nodeOf(program, 'flat')).toMatchObject({ inputs: ['seen/conv/output'], parameters: [] });
    expect(program.graph.inputs).toEqual(['image/output', 'vector/output']);
    expect(program.graph.outputs).toEqual(['classes/output', 'embedding/output']);
    program.dispose();
  });

  it('PReLU keeps its slopes, a depthwise kernel its name; MACs count both', async () => {
    const program = await loaded(await testModel('graph-depthwise'));
    expect(nodeOf(program, 'pointwise').parameters).toEqual(
      ['kernel', 'bias', 'alpha'].map((t) => `pointwise/${t}`),
    );
    expect(
      program.steps.filter(({ node }) => node === 'pointwise').map(({ parameters }) => parameters),
    ).toEqual([['pointwise/kernel', 'pointwise/bias'], ['pointwise/alpha']]);
    expect(nodeOf(program, 'depthwise')).toMatchObject({
      parameters: ['depthwise/depthwise_kernel', 'depthwise/bias'],
      macs: 6 * 6 * 12 * 9,
      description: 'DepthwiseConv2D 3×3, ReLU6',
    });
    program.dispose();
  });

  it('names: scopes stay, what the fault string reserves is encoded, equal arguments are counted', async () => {
    const g = new GraphDefBuilder('names');
    const x = g.input('x', [-1, 2]);
    const sum = g.node('a b/c@d/sum', 'AddN', [x, g.floats('k1', [1, 2]), g.floats('k2', [1, 2])], {
      N: attr.int(3),
    });
    const program = await loaded(g.artifacts({ y: g.node('/lead/abs', 'Abs', [sum]) }));
    expect(nodeOf(program, 'a%20b/c%40d/sum')).toMatchObject({
      scope: ['a b', 'c@d'],
      name: 'sum',
      parameters: ['a%20b/c%40d/sum/const', 'a%20b/c%40d/sum/const.1'],
    });
    expect(nodeOf(program, '/lead/abs')).toMatchObject({ scope: ['lead'], name: 'abs' });
    program.dispose();
  });

  it('transposed convolution and product of two values have MACs', async () => {
    const g = new GraphDefBuilder('macs');
    const x = g.input('x', [-1, 4, 4, 3]);
    const sizes = g.ints('sizes', [1, 8, 8, 5]);
    const up = g.node('up', 'Conv2DBackpropInput', [sizes, g.floats('up/kernel', [3, 3, 5, 3]), x], {
      strides: attr.ints(1, 2, 2, 1),
      padding: attr.text('SAME'),
    });
    const flat = g.node('flat', 'Reshape', [up, g.ints('flat/shape', [-1, 64, 5])]);
    const program = await loaded(
      g.artifacts({ y: g.node('gram', 'BatchMatMulV2', [flat, flat], { adj_x: attr.bool(true) }) }),
    );
    expect(nodeOf(program, 'up')).toMatchObject({
      macs: 4 * 4 * 3 * 3 * 5 * 3,
      parameters: ['up/kernel'],
      description: 'Conv2DTranspose 3×3, stride 2×2',
    });
    expect(nodeOf(program, 'gram').macs).toBe(64 * 5 * 5);
    program.dispose();
  });
});

describe('shapes', () => {
  const flexible = (): GraphArtifacts => {
    const g = new GraphDefBuilder('flexible');
    return g.artifacts({
      y: g.conv('conv', g.input('image', [-1, -1, -1, 1]), g.floats('kernel', [3, 3, 1, 2])),
    });
  };

  it('what depends on open axes stays open; with a sample the other shapes are measured', async () => {
    const open = await loaded(flexible());
    expect(open.graph.values['image/output']?.shape).toEqual([null, null, null, 1]);
    expect(open.graph.values['conv/output']?.shape).toEqual([null, null, null, 2]);
    open.dispose();
    const program = await loaded(flexible(), { image: [1, 6, 7, 1] });
    expect(program.graph.values['image/output']?.shape).toEqual([null, null, null, 1]);
    expect(program.graph.values['conv/output']?.shape).toEqual([null, 6, 7, 2]);
    expect(nodeOf(program, 'conv').macs).toBe(6 * 7 * 9 * 2);
    program.dispose();
  });

  it('a fixed batch stays fixed, and what does not depend on the input has no batch axis', async () => {
    const g = new GraphDefBuilder('fixed');
    const x = g.input('x', [2, 3]);
    const bias = g.node('bias/abs', 'Abs', [g.floats('bias', [3])]);
    const fixed = await loaded(g.artifacts({ y: g.node('y', 'AddV2', [x, bias]) }));
    expect(fixed.graph.values['y/output']?.shape).toEqual([2, 3]);
    fixed.dispose();
    const h = new GraphDefBuilder('open');
    const open = await loaded(
      h.artifacts({
        y: h.node('y', 'AddV2', [h.input('x', [-1, 3]), h.node('bias/abs', 'Abs', [h.floats('bias', [3])])]),
      }),
    );
    expect(open.graph.values['y/output']?.shape).toEqual([null, 3]);
    expect(open.graph.values['bias/abs/output']?.shape).toEqual([3]);
    expect(open.graph.parameters['bias/abs/const']?.shape).toEqual([3]);
    open.dispose();
  });
});
