import { expect, it } from 'vitest';
import { testModel } from '#app/state/testModel.ts';
import { checkFaults } from './checkFaults.ts';

const { graph } = testModel();

it('takes one or several faults and writes them canonically', () => {
  expect(checkFaults(' conv2d/kernel[0, 0,0,5] : flip( 30 ); dense/output[3]:zero', graph, [])).toEqual({
    kind: 'good',
    faults: ['conv2d/kernel[0,0,0,5]:flip(30)', 'dense/output[3]:zero'],
  });
});

it.each([
  ['', 'empty'],
  ['  ', 'empty'],
  ['conv2d/kernel', 'bad'],
  ['conv2d/kernel[0,0,0,6]:zero', 'bad'],
  ['conv9/kernel[0]:zero', 'bad'],
  ['dense/output[3]:flip(32)', 'bad'],
])('"%s" is %s', (text, kind) => {
  expect(checkFaults(text, graph, []).kind).toBe(kind);
});

it('refuses a format that clashes with a fault of the scene', () => {
  const present = ['dense/kernel[0,0]:flip(1)@float16'];
  expect(checkFaults('dense/kernel[0,1]:flip(1)@bfloat16', graph, present).kind).toBe('bad');
  expect(checkFaults('dense/kernel[0,1]:flip(1)@bfloat16', graph, []).kind).toBe('good');
});
