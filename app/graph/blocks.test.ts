import { expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { linksOf } from './links.ts';
import { branchingGraph, denseGraph, graphOf, wideGraph } from './madeUpNetworks.ts';
import { quotientLinks, topologicalOrder } from './order.ts';

const blocks = (sources: Readonly<Record<string, readonly string[]>>) =>
  [...blocksOf(graphOf(sources)).blocks.values()].map(({ id, name, nodes, parent }) => ({
    id,
    name,
    parent,
    nodes: nodes.join(' '),
  }));

it('takes blocks from prefixes that end in a number', () => {
  const sources = {
    input: [],
    conv2_block1_1_conv: ['input'],
    conv2_block1_1_bn: ['conv2_block1_1_conv'],
    conv2_block1_out: ['conv2_block1_1_bn'],
    conv2_block2_1_conv: ['conv2_block1_out'],
    conv2_block2_1_bn: ['conv2_block2_1_conv'],
    conv2_block2_out: ['conv2_block2_1_bn'],
    pool: ['conv2_block2_out'],
    dense: ['pool'],
  };
  expect(blocks(sources)).toEqual([
    { id: '@conv2', name: 'conv2', parent: null, nodes: Object.keys(sources).slice(1, 7).join(' ') },
    {
      id: '@conv2_block1',
      name: 'conv2_block1',
      parent: '@conv2',
      nodes: 'conv2_block1_1_conv conv2_block1_1_bn conv2_block1_out',
    },
    {
      id: '@conv2_block2',
      name: 'conv2_block2',
      parent: '@conv2',
      nodes: 'conv2_block2_1_conv conv2_block2_1_bn conv2_block2_out',
    },
  ]);
});

it('takes no block from names that Keras gives', () => {
  expect(
    blocks({
      input: [],
      conv2d: ['input'],
      conv2d_1: ['conv2d'],
      conv2d_2: ['conv2d_1'],
      max_pooling2d_1: ['conv2d_2'],
    }),
  ).toEqual([]);
});

it('finds a residual block with the activation after it, without the layer before', () => {
  const sources = {
    input: [],
    stem: ['input'],
    a: ['stem'],
    b: ['a'],
    add_1: ['b', 'stem'],
    relu_1: ['add_1'],
    c: ['relu_1'],
    d: ['c'],
    shortcut: ['relu_1'],
    add_2: ['d', 'shortcut'],
    out: ['add_2'],
  };
  expect(blocks(sources)).toEqual([
    { id: '@to:add_1', name: 'Residual 1', parent: null, nodes: 'a b add_1 relu_1' },
    { id: '@to:add_2', name: 'Residual 2', parent: null, nodes: 'c d shortcut add_2' },
  ]);
});

it('counts the squeeze of a fire module to it and takes the name of a named join', () => {
  const sources = {
    input: [],
    squeeze: ['input'],
    left: ['squeeze'],
    right: ['squeeze'],
    concat_mixed: ['left', 'right'],
    p: ['concat_mixed'],
    q: ['concat_mixed'],
    my_concat: ['p', 'q'],
  };
  expect(blocks(sources).map(({ name, nodes }) => `${name}: ${nodes}`)).toEqual([
    'Branches 1: squeeze left right concat_mixed',
    'my_concat: p q my_concat',
  ]);
});

it('leaves out a group that would close a circle', () => {
  // a_1 is read by x, which a_1's group reads again.
  const sources = { in: [], g1_a: ['in'], x: ['g1_a'], g1_b: ['x'], g1_c: ['g1_b'], y: ['g1_c'], z: ['y'] };
  expect(blocks(sources)).toEqual([]);
});

it('folds long plain runs of long networks', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 50 }, (_, i) => [
      i === 0 ? 'input' : `n${i}x`,
      i === 0 ? [] : [i === 1 ? 'input' : `n${i - 1}x`],
    ]),
  );
  expect(blocks(chain)).toEqual([]);
  const withHead = { ...chain, left: ['n49x'], right: ['n49x'], out: ['left'], out2: ['right'] };
  expect(
    blocks({
      ...withHead,
      ...Object.fromEntries(
        Array.from({ length: 12 }, (_, i) => [`t${i}x`, [i === 0 ? 'out' : `t${i - 1}x`]]),
      ),
    }).map(({ name }) => name),
  ).toContain('n1x … n49x');
});

it.each([
  ['branching', branchingGraph(400)],
  ['dense', denseGraph(40)],
  ['wide', wideGraph(14, 12)],
])('keeps the data flowing down, blocks nested and nodes in one place: %s', (_, graph) => {
  const tree = blocksOf(graph);
  for (const block of tree.blocks.values()) {
    const parent =
      block.parent === null ? graph.nodes.map(({ id }) => id) : tree.blocks.get(block.parent)?.nodes;
    expect(parent).toEqual(expect.arrayContaining([...block.nodes]));
  }
  const top = (id: string): string => {
    let at: string = id;
    for (let block = tree.blockOf.get(id); block !== undefined; ) {
      at = block;
      block = tree.blocks.get(block)?.parent ?? undefined;
    }
    return at;
  };
  const ids = [...new Set(graph.nodes.map(({ id }) => top(id)))];
  expect(topologicalOrder(ids, quotientLinks(linksOf(graph), top))).toHaveLength(ids.length);
});
