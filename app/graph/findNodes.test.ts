import { expect, it } from 'vitest';
import { findNodes } from './findNodes.ts';
import { graphOf } from './madeUpNetworks.ts';

const { nodes } = graphOf({
  input: [],
  preconv: ['input'],
  conv_a: ['preconv'],
  relu_a: ['conv_a'],
  concat: ['relu_a'],
});

it.each([
  ['', ['input', 'preconv', 'conv_a', 'relu_a', 'concat']],
  ['conv', ['conv_a', 'preconv']],
  ['CONV a', ['conv_a']],
  ['activation', ['relu_a']],
  ['conv2d pre', ['preconv']],
  ['nothing', []],
])('%j finds %j', (text, found) => {
  expect(findNodes(nodes, text).map(({ id }) => id)).toEqual(found);
});
