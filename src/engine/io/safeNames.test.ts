import { expect, it } from 'vitest';
import { safeName, safeWeightName, withSafeNames } from './safeNames.ts';

/** What TensorFlow.js takes as a name (tfjs-layers/src/common.ts). */
const VALID = /^[A-Za-z0-9][-A-Za-z0-9._/]*$/;

it.each([
  ['conv2d_1', 'conv2d_1'],
  ['block1/conv.a-b', 'block1/conv.a-b'],
  ['my layer', 'my_layer'],
  ['_hidden', 'n_hidden'],
  ['a:0', 'a_0'],
  ['größe', 'gr__e'],
])('%s becomes %s', (name, safe) => {
  expect(safeName(name)).toBe(safe);
  expect(safe).toMatch(VALID);
});

it.each([
  ['my layer/kernel', 'my_layer/kernel'],
  ['_a/b c/bias:0', 'n_a/b_c/bias:0'],
  ['outer/in ner#2', 'outer/in_ner#2'],
])('the weight %s becomes %s', (name, safe) => {
  expect(safeWeightName(name)).toBe(safe);
});

it('names layers and the calls that mean them alike, nested ones too', () => {
  const inner = {
    class_name: 'Dense',
    config: { name: 'in ner' },
    inbound_nodes: [[['_x', 0, 0, {}]]],
    name: 'in ner',
  };
  const model = { class_name: 'Functional', config: { layers: [inner], output_layers: [['in ner', 0, 0]] } };
  expect(withSafeNames(model)).toEqual({
    class_name: 'Functional',
    config: {
      layers: [
        {
          class_name: 'Dense',
          config: { name: 'in_ner' },
          inbound_nodes: [[['n_x', 0, 0, {}]]],
          name: 'in_ner',
        },
      ],
      output_layers: [['in_ner', 0, 0]],
    },
  });
});
